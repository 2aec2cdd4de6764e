package org.skerry.scenario.contract;

import static org.skerry.scenario.contract.Collected.got;
import static org.skerry.scenario.contract.GuestPlan.ints;
import static org.skerry.scenario.contract.GuestPlan.join;
import static org.skerry.scenario.contract.GuestPlan.log;
import static org.skerry.scenario.contract.GuestPlan.longs;
import static org.skerry.scenario.contract.GuestPlan.spawn;
import static org.skerry.scenario.contract.GuestPlan.text;
import static org.skerry.scenario.contract.GuestPlan.to;
import static org.skerry.scenario.contract.GuestPlan.toGrant;
import static org.skerry.scenario.contract.Rule.died;
import static org.skerry.scenario.contract.Rule.quiet;
import static org.skerry.scenario.contract.Rule.wrote;

import java.util.ArrayList;
import java.util.List;

/** Creating, becoming, ending, dying: sections 6 to 8 of the contract. */
final class LifeRules {
    private static final byte[] NOTHING = {};
    private static final List<String> BEFORE = List.of(got(text("before")));

    private LifeRules() {}

    static List<Rule> all() {
        List<Rule> rules = new ArrayList<>(List.of(
                new Rule(
                        6,
                        "every actor that was created answers its creator",
                        plan -> plan.image("contract/echo")
                                .actor("parent", "contract/spawner", ints(7), spawn("image", "contract/echo"), log()),
                        wrote("parent: spawned 007 answered 007 refused 000")),
                new Rule(
                        6,
                        "a behaviour that was chosen handles the next message",
                        plan -> plan.actor("moody", "contract/becomer", NOTHING, log())
                                .driver("moody", 5, text("go")),
                        quiet(ending -> ending.lines()
                                .equals(List.of(
                                        "moody: first",
                                        "moody: second",
                                        "moody: third",
                                        "moody: first",
                                        "moody: second")))),
                new Rule(
                        6,
                        "an actor that exits has sent what it sent before, and nothing more",
                        plan -> plan.collector()
                                .actor("leaver", "contract/exiter", NOTHING, to("out", "out"))
                                .driver("leaver", 1, ints(17)),
                        wrote(got(text("before")))),
                new Rule(
                        8,
                        "a turn that never ends is stopped at its budget, and others go on",
                        plan -> plan.collector()
                                .actor("victim", "contract/looper", NOTHING)
                                .actor("other", "contract/exiter", NOTHING, to("out", "out"))
                                .actor("second", "contract/driver", join(ints(1), ints(3)), to("to", "other"))
                                .driver("victim", 1, text("go")),
                        died("victim", BEFORE, "2000000", "forever")
                                .and(ending -> ending.lines().size() == 1)),
                new Rule(
                        8,
                        "a recursion that never ends is stopped at its depth",
                        plan -> plan.actor("victim", "contract/recurser", NOTHING)
                                .driver("victim", 1, text("go")),
                        died("victim", BEFORE, "200", "deeper")),
                new Rule(
                        8,
                        "memory grows by what was asked for",
                        plan -> plan.collector()
                                .actor("grower", "contract/oom-grower", ints(3), to("out", "out"))
                                .driver("grower", 1, text("go")),
                        wrote(got(ints(4)))),
                store("kv-client"),
                store("kv-caller")));
        String[] traps = {
            "unreachable_way",
            "division_way",
            "load_way",
            "store_way",
            "empty_way",
            "type_way",
            "overflow_way",
            "float_way"
        };
        for (int way = 0; way < traps.length; way++) {
            byte[] which = {(byte) way};
            rules.add(new Rule(
                    7,
                    "a trap in " + traps[way] + " names its function and leaves earlier sends visible",
                    plan -> plan.collector()
                            .actor("victim", "contract/trapper", NOTHING, to("out", "out"))
                            .driver("victim", 1, which),
                    died("victim", BEFORE, traps[way]),
                    traps[way].equals("load_way") || traps[way].equals("store_way")));
        }
        for (int way = 0; way < 8; way++) {
            byte[] which = {(byte) way};
            rules.add(new Rule(
                    7,
                    "a pointer outside memory traps the guest, way " + way,
                    plan -> plan.collector()
                            .actor("victim", "contract/bad-pointer", NOTHING, to("out", "out"), log())
                            .driver("victim", 1, which, toGrant("with", "out")),
                    died("victim", BEFORE, "memory")));
        }
        return rules;
    }

    /** The worked example of kv-store, whose checksums are specified. */
    private static Rule store(String client) {
        return new Rule(
                10,
                "work whose order does not matter has the same results everywhere: a store with " + client,
                plan -> {
                    plan.actor(
                            "client0",
                            client,
                            join(ints(0, 1, 5, 1000, 950, 64, 1, 4, 4, 0), longs(1)),
                            to("shard0", "shard0"),
                            to("shard1", "shard1"),
                            to("shard2", "shard2"),
                            to("shard3", "shard3"),
                            log());
                    for (int shard = 0; shard < 4; shard++) {
                        plan.actor(
                                "shard" + shard,
                                "kv-shard",
                                ints(shard, 4, 1, 1000, 64, 0),
                                to("client0", "client0"),
                                log());
                    }
                    return plan;
                },
                wrote(
                        "client0: client 0 requests 5 errors 0",
                        "shard0: shard 0 keys 230 reads 0 updates 0 checksum c651cedb519b93d1",
                        "shard1: shard 1 keys 259 reads 3 updates 0 checksum f6186183d4b817a4",
                        "shard2: shard 2 keys 262 reads 0 updates 1 checksum 5cf42f5bdc432645",
                        "shard3: shard 3 keys 249 reads 1 updates 0 checksum 038e0a1329dc815c"));
    }
}
