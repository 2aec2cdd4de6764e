package org.skerry.scenario.seam;

import static org.skerry.scenario.contract.GuestPlan.clock;
import static org.skerry.scenario.contract.GuestPlan.ints;
import static org.skerry.scenario.contract.GuestPlan.join;
import static org.skerry.scenario.contract.GuestPlan.log;
import static org.skerry.scenario.contract.GuestPlan.longs;
import static org.skerry.scenario.contract.GuestPlan.random;
import static org.skerry.scenario.contract.GuestPlan.spawn;
import static org.skerry.scenario.contract.GuestPlan.to;
import static org.skerry.scenario.contract.GuestPlan.toGrant;

import java.util.ArrayList;
import java.util.List;
import org.skerry.scenario.contract.GuestPlan;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;

/** Plans of the committed guests that between them use everything of the contract. Modules are compiled once. */
final class Works {
    private final GuestPlan.Modules modules = new GuestPlan.Modules();

    /** A small store: two shards, three clients that send and one that calls, held from its first request to its last. */
    DeploymentPlan store(int requests) {
        return store(requests, "kv-caller");
    }

    /** A small store in which no guest is ever held. */
    DeploymentPlan sendingStore(int requests) {
        return store(requests, "kv-client");
    }

    private DeploymentPlan store(int requests, String firstClient) {
        GuestPlan plan = new GuestPlan(modules);
        int clients = 4;
        int shards = 2;
        for (int shard = 0; shard < shards; shard++) {
            List<GrantPlan> grants = new ArrayList<>(List.of(log()));
            for (int client = 0; client < clients; client++) {
                grants.add(to("client" + client, "client" + client));
            }
            plan.actor(
                    "shard" + shard,
                    "kv-shard",
                    ints(shard, shards, clients, 200, 64, 0),
                    grants.toArray(new GrantPlan[0]));
        }
        for (int client = 0; client < clients; client++) {
            plan.actor(
                    "client" + client,
                    client == 0 ? firstClient : "kv-client",
                    join(ints(client, clients, requests, 200, 700, 64, 1, shards, 4, 0), longs(11)),
                    to("shard0", "shard0"),
                    to("shard1", "shard1"),
                    log());
        }
        return plan.build();
    }

    /** Children, grants, revocation, randomness, a clock, a death and an exit, all beside each other. */
    DeploymentPlan menagerie() {
        return new GuestPlan(modules)
                .image("contract/echo")
                .collector()
                .actor("parent", "contract/spawner", ints(4), spawn("image", "contract/echo"), log())
                .actor("target", "contract/collector", new byte[0], log())
                .actor(
                        "lender",
                        "contract/revoker",
                        new byte[0],
                        toGrant("target", "target"),
                        to("delegate", "delegate"),
                        log())
                .actor("delegate", "contract/delegate", new byte[0], to("lender", "lender"), log())
                .actor("dice", "contract/random-reader", new byte[0], random(), to("out", "out"))
                .actor("watch", "contract/clock-reader", ints(5), clock(), to("out", "out"))
                .actor("victim", "contract/trapper", new byte[0], to("out", "out"))
                .actor("kick0", "contract/driver", join(ints(2), new byte[] {1}), to("to", "dice"))
                .actor("kick1", "contract/driver", join(ints(1), new byte[] {1}), to("to", "watch"))
                .actor("kick2", "contract/driver", join(ints(3), new byte[] {1}), to("to", "victim"))
                .build();
    }

    /** A guest that is held again and again while others take turns. */
    DeploymentPlan held(int ticks) {
        return new GuestPlan(modules)
                .actor("holder", "holder", ints(3, 100), to("replier", "replier"), log())
                .actor("replier", "slow-replier", ints(ticks / 2), to("ticker", "wall"))
                .actor("wall", "ticker", ints(0, 0), to("peer", "replier"))
                .actor("left", "ticker", ints(ticks, 1), to("peer", "right"), log())
                .actor("right", "ticker", ints(ticks, 0), to("peer", "left"), log())
                .build();
    }
}
