package org.skerry.scenario.contract;

import static org.skerry.scenario.contract.Collected.got;
import static org.skerry.scenario.contract.Collected.payload;
import static org.skerry.scenario.contract.GuestPlan.clock;
import static org.skerry.scenario.contract.GuestPlan.ints;
import static org.skerry.scenario.contract.GuestPlan.join;
import static org.skerry.scenario.contract.GuestPlan.log;
import static org.skerry.scenario.contract.GuestPlan.longs;
import static org.skerry.scenario.contract.GuestPlan.random;
import static org.skerry.scenario.contract.GuestPlan.text;
import static org.skerry.scenario.contract.GuestPlan.to;
import static org.skerry.scenario.contract.GuestPlan.toGrant;
import static org.skerry.scenario.contract.Rule.quiet;
import static org.skerry.scenario.contract.Rule.wrote;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;

/** Handles, rights and what needs a capability: sections 3, 5 and 10 of the contract. */
final class AuthorityRules {
    private static final byte[] NOTHING = {};

    /**
     * What an actor named {@code drawer} draws first in a run with seed {@value Compliance#SEED}: the stream follows from seed and actor.
     * Source: the stream "actor" of org.skerry.sim.rng, whose mixing is documented there.
     */
    private static final byte[] DRAWN =
            HexFormat.of().parseHex("565627b8ae94126bdb4aa28935273ac5ff1d2d5a9876af3bf145bbac613bb626");

    private AuthorityRules() {}

    static List<Rule> all() {
        List<Rule> rules = new ArrayList<>(List.of(
                new Rule(
                        5,
                        "a handle that a third actor passed on reaches its target",
                        plan -> plan.collector()
                                .actor("echo", "contract/echo", NOTHING)
                                .actor("between", "contract/forwarder", NOTHING, to("next", "echo"))
                                .driver("between", 1, text("abc"), toGrant("with", "out")),
                        wrote(got(text("abc")))),
                new Rule(
                        4,
                        "a message carries the label of the capability it was sent through",
                        plan -> plan.collector()
                                .actor("sender", "contract/script", new byte[] {0, 1, 7}, labelled("to", "out", 42)),
                        wrote(got(42, new byte[] {7}))),
                new Rule(
                        5,
                        "after a revocation is complete no use reaches the target",
                        plan -> plan.collector()
                                .actor(
                                        "lender",
                                        "contract/revoker",
                                        NOTHING,
                                        toGrant("target", "out"),
                                        to("delegate", "borrower"),
                                        log())
                                .actor("borrower", "contract/delegate", NOTHING, to("lender", "lender"), log()),
                        quiet(AuthorityRules::lentAndTakenBack)),
                new Rule(
                        3,
                        "the clock never goes back",
                        plan -> plan.collector()
                                .actor("reader", "contract/clock-reader", ints(50), clock(), to("out", "out"))
                                .driver("reader", 1, text("go")),
                        quiet(AuthorityRules::clockGoesOn)),
                new Rule(
                        3,
                        "without a handle there is no clock",
                        plan -> plan.collector()
                                .actor("reader", "contract/clock-reader", ints(3), to("out", "out"))
                                .driver("reader", 1, text("go")),
                        wrote(got(longs(-1, -1, 0)))),
                new Rule(
                        3,
                        "without a handle there is no randomness",
                        plan -> plan.collector()
                                .actor("drawer", "contract/random-reader", NOTHING, to("out", "out"))
                                .driver("drawer", 1, text("go")),
                        wrote(got(join(ints(-1, 0), new byte[32])))),
                new Rule(
                        10,
                        "random bytes follow from the seed and the actor, and from nothing else",
                        plan -> plan.collector()
                                .actor("drawer", "contract/random-reader", NOTHING, random(), to("out", "out"))
                                .driver("drawer", 1, text("go")),
                        wrote(got(join(ints(0, 0), DRAWN))))));
        for (int first : new int[] {2, -1000, Integer.MAX_VALUE - 1000}) {
            rules.add(new Rule(
                    5,
                    "a handle that is guessed, from " + first + " on, names nothing",
                    plan -> plan.collector()
                            .actor("guesser", "contract/guesser", ints(first, 1000), to("out", "out"))
                            .driver("guesser", 1, text("go")),
                    wrote(got(ints(9000, 0)))));
        }
        int[][] lines = {{3, 0}, {1024, 0}, {1025, -3}};
        for (int[] each : lines) {
            String line = "A".repeat(each[0]);
            boolean fits = each[1] == 0;
            rules.add(new Rule(
                    8,
                    "a line of " + each[0] + " bytes is answered with status " + each[1],
                    plan -> plan.collector()
                            .actor("writer", "contract/logger", NOTHING, log(), to("out", "out"))
                            .driver("writer", 1, text(line)),
                    quiet(ending -> ending.lines().contains(got(ints(each[1])))
                            && ending.lines().contains("writer: " + line) == fits)));
        }
        return rules;
    }

    private static GrantPlan labelled(String name, String actor, long label) {
        return new GrantPlan(name, new GrantTarget.ToActor(actor), Rights.SEND, label);
    }

    private static boolean lentAndTakenBack(Ending ending) {
        List<String> lines = ending.lines();
        return lines.contains(got(text("1")))
                && lines.containsAll(List.of("lender: revoke 0", "lender: revoked"))
                && (lines.contains("borrower: refused") || lines.contains("borrower: try refused"))
                && lines.stream().noneMatch(line -> line.equals(got(text("2"))) || line.endsWith("wrong"));
    }

    private static boolean clockGoesOn(Ending ending) {
        if (ending.lines().size() != 1) {
            return false;
        }
        ByteBuffer said = payload(ending.lines().get(0));
        long wentBack = said.getLong(16);
        return said.getLong(0) >= 0 && said.getLong(8) >= said.getLong(0) && wentBack == 0;
    }
}
