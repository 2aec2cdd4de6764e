package org.skerry.scenario.contract;

import static org.skerry.scenario.contract.Collected.got;
import static org.skerry.scenario.contract.GuestPlan.ints;
import static org.skerry.scenario.contract.GuestPlan.spawn;
import static org.skerry.scenario.contract.GuestPlan.text;
import static org.skerry.scenario.contract.GuestPlan.to;
import static org.skerry.scenario.contract.GuestPlan.toGrant;
import static org.skerry.scenario.contract.Rule.quiet;
import static org.skerry.scenario.contract.Rule.wrote;

import java.util.List;

/**
 * Hewitt's axioms (C. Hewitt, P. Bishop, R. Steiger, A Universal Modular ACTOR Formalism, IJCAI 1973): on a message an actor may send, create and
 * become, and nothing else. What a machine must do for each of them that no other rule says; {@code HewittLaws} of sim-core draws random
 * programs.
 */
final class HewittRules {
    private static final byte[] NOTHING = {};

    private HewittRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule(
                        6,
                        "Hewitt, become: it takes effect with the next message, the last choice of a turn counts, and memory stays",
                        plan -> plan.collector()
                                .actor("shifter", "contract/shifter", NOTHING, to("out", "out"))
                                .driver("shifter", 4, text("go")),
                        quiet(ending -> ending.lines()
                                .equals(List.of(got(ints(1, 1)), got(ints(3, 2)), got(ints(1, 3)), got(ints(3, 4)))))),
                new Rule(
                        6,
                        "Hewitt, create: a child holds itself and what its parent passed, and no name leads to more",
                        plan -> plan.collector()
                                .actor("secret", "contract/echo", NOTHING)
                                .actor(
                                        "creator",
                                        "contract/creator",
                                        NOTHING,
                                        toGrant("out", "out"),
                                        toGrant("secret", "secret"),
                                        spawn("image", "contract/newborn"))
                                .image("contract/newborn"),
                        wrote(got(ints(-1, -1, 2)))),
                new Rule(
                        5,
                        "Hewitt, send: an actor reaches whom a message has made known to it, and reached nobody before",
                        plan -> plan.collector()
                                .actor("stranger", "contract/guesser", ints(2, 200), to("out", "out"))
                                .actor("poke", "contract/driver", ints(1), to("to", "stranger"))
                                .actor("echo", "contract/echo", NOTHING)
                                .driver("echo", 1, text("hi"), toGrant("with", "out")),
                        wrote(got(ints(1800, 0)), got(text("hi")))));
    }
}
