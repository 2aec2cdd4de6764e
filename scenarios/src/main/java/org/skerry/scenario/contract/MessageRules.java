package org.skerry.scenario.contract;

import static org.skerry.scenario.contract.Collected.got;
import static org.skerry.scenario.contract.GuestPlan.ints;
import static org.skerry.scenario.contract.GuestPlan.join;
import static org.skerry.scenario.contract.GuestPlan.log;
import static org.skerry.scenario.contract.GuestPlan.text;
import static org.skerry.scenario.contract.GuestPlan.to;
import static org.skerry.scenario.contract.GuestPlan.toGrant;
import static org.skerry.scenario.contract.Rule.quiet;
import static org.skerry.scenario.contract.Rule.wrote;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.machine.RunOutcome;

/** Messages and calls: section 4 of the contract. */
final class MessageRules {
    private static final byte[] NOTHING = {};

    /** Senders and messages of each in the crowd, and messages of the one whose order is watched. */
    private static final int CROWD = 8;

    private static final int EACH = 20;
    private static final int MANY = 60;

    private MessageRules() {}

    static List<Rule> all() {
        List<Rule> rules = new ArrayList<>(List.of(
                new Rule(
                        4,
                        "a message comes back through the handle that came with it",
                        plan -> plan.collector()
                                .actor("echo", "contract/echo", NOTHING)
                                .driver("echo", 2, text("hey"), toGrant("with", "out")),
                        wrote(got(text("hey")), got(text("hey")))),
                new Rule(
                        4,
                        "messages of one actor to another arrive in the order in which they were sent",
                        plan -> plan.collector().actor("sender", "contract/script", counting(MANY), to("to", "out")),
                        quiet(ending -> ending.lines().equals(counted(MANY, 1)))),
                new Rule(
                        4,
                        "nothing is lost or doubled when eight send to one",
                        MessageRules::crowd,
                        quiet(ending -> ending.sorted()
                                .equals(counted(EACH, CROWD).stream().sorted().toList()))),
                new Rule(
                        4,
                        "a call is answered in mid-turn, and only once",
                        plan -> plan.collector()
                                .actor(
                                        "caller",
                                        "contract/caller",
                                        ints(25),
                                        to("replier", "replier"),
                                        to("out", "out"))
                                .actor("replier", "contract/replier", NOTHING, log())
                                .driver("caller", 1, text("go")),
                        wrote(got(ints(25, 4)))),
                new Rule(
                        4,
                        "a caller is told when its callee traps",
                        plan -> plan.collector()
                                .actor("caller", "contract/caller", ints(3), to("replier", "victim"), to("out", "out"))
                                .actor("victim", "contract/trapper", NOTHING, to("out", "out"))
                                .driver("caller", 1, text("go")),
                        ending -> ending.outcome() instanceof RunOutcome.Faulted
                                && ending.lines().contains(got(ints(0, -7)))),
                new Rule(
                        4,
                        "a caller is told when its callee exits without an answer",
                        plan -> plan.collector()
                                .actor("leaver", "contract/exiter", NOTHING, to("out", "out"))
                                .actor(
                                        "caller",
                                        "contract/script",
                                        call(ints(3)),
                                        to("to", "leaver"),
                                        to("with", "out")),
                        wrote(got(text("before")), got(ints(-7)))),
                new Rule(
                        4,
                        "callers that wait for each other are named when nothing else can happen",
                        plan -> plan.actor("one", "contract/script", call(ints(0)), to("to", "other"))
                                .actor("other", "contract/script", call(ints(0)), to("to", "one")),
                        ending -> ending.outcome() instanceof RunOutcome.Deadlocked
                                && ending.outcome().explain().contains("one")
                                && ending.outcome().explain().contains("other")),
                new Rule(
                        4,
                        "a held guest keeps its frames while others take thousands of turns",
                        plan -> plan.actor("holder", "holder", ints(3, 100), to("replier", "replier"), log())
                                .actor("replier", "slow-replier", ints(500), to("ticker", "wall"))
                                .actor("wall", "ticker", ints(0, 0), to("peer", "replier"))
                                .actor("left", "ticker", ints(1000, 1), to("peer", "right"), log())
                                .actor("right", "ticker", ints(1000, 0), to("peer", "left"), log()),
                        wrote("holder: holder ok 3 calls", "left: ticker 1000 ticks", "right: ticker 1000 ticks"))));
        rules.addAll(limits());
        return rules;
    }

    private static List<Rule> limits() {
        int[][] cases = {{65536, 0, 0}, {65537, 0, -3}, {100 << 20, 0, -3}, {16, 8, 0}, {16, 9, -4}};
        List<Rule> rules = new ArrayList<>();
        for (int[] each : cases) {
            int status = each[2];
            rules.add(new Rule(
                    8,
                    "a message of " + each[0] + " bytes and " + each[1] + " handles is answered with status " + status,
                    plan -> plan.collector()
                            .actor("sender", "contract/big-sender", ints(each[0], each[1]), to("out", "out"))
                            .driver("sender", 1, text("go")),
                    quiet(ending -> ending.lines().size() == (status == 0 ? 2 : 1)
                            && ending.lines().contains(got(ints(status))))));
        }
        return rules;
    }

    private static GuestPlan crowd(GuestPlan plan) {
        plan.collector();
        for (int sender = 0; sender < CROWD; sender++) {
            plan.actor("sender" + sender, "contract/script", counting(EACH), to("to", "out"));
        }
        return plan;
    }

    /** A script that sends so many messages of one byte: 0, 1, 2 ... */
    private static byte[] counting(int messages) {
        byte[] script = {};
        for (int i = 0; i < messages; i++) {
            script = join(script, new byte[] {0, 1, (byte) i});
        }
        return script;
    }

    /** A script that makes one call. */
    private static byte[] call(byte[] bytes) {
        return join(new byte[] {2, (byte) bytes.length}, bytes);
    }

    private static List<String> counted(int messages, int times) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            for (int time = 0; time < times; time++) {
                lines.add(got(new byte[] {(byte) i}));
            }
        }
        return lines;
    }
}
