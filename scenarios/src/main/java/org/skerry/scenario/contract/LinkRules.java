package org.skerry.scenario.contract;

import static org.skerry.scenario.contract.Collected.got;
import static org.skerry.scenario.contract.GuestPlan.clock;
import static org.skerry.scenario.contract.GuestPlan.ints;
import static org.skerry.scenario.contract.GuestPlan.join;
import static org.skerry.scenario.contract.GuestPlan.log;
import static org.skerry.scenario.contract.GuestPlan.longs;
import static org.skerry.scenario.contract.GuestPlan.spawn;
import static org.skerry.scenario.contract.GuestPlan.to;

import java.util.List;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;

/** Links and who is put back along them: section 6 of the contract. */
final class LinkRules {
    private static final int TRAP = 1;
    private static final int EXIT_0 = 2;
    private static final long SOON = 100_000;
    private static final long LATER = 1_000_000;

    private LinkRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule(
                        6,
                        "a crash is the end of who is linked, and of nobody else",
                        plan -> linked(plan, TRAP),
                        ending -> ending.sorted().equals(List.of(got(longs(6))))),
                new Rule(
                        6,
                        "an exit with code 0 is nobody else's end",
                        plan -> linked(plan, EXIT_0),
                        ending -> ending.sorted().equals(List.of(got(longs(5)), got(longs(6))))),
                new Rule(
                        6,
                        "who has crashed is put back by who is linked to it, with the handles it was born with",
                        plan -> supervised(plan, 1),
                        ending -> ending.sorted()
                                .equals(List.of(
                                        "child: begins",
                                        "child: begins",
                                        "supervisor: child 0 ended by a fault",
                                        "supervisor: child 0 is back"))),
                new Rule(
                        6,
                        "a supervisor without a restart left ends itself",
                        plan -> supervised(plan, 0),
                        ending -> ending.sorted()
                                .equals(List.of(
                                        "child: begins",
                                        "supervisor: child 0 ended by a fault",
                                        "supervisor: gives up after 0 restarts"))));
    }

    /** One that ends as it is told, one that is linked to it and one that is not; these two set timers for later. */
    private static GuestPlan linked(GuestPlan plan, int how) {
        return plan.collector()
                .actor("first", "mortal", mortal(how), clock())
                .actor("linked", "contract/alarm", longs(LATER, 5), clock(), to("out", "out"))
                .actor("other", "contract/alarm", longs(LATER, 6), clock(), to("out", "out"))
                .link("first", "linked");
    }

    private static byte[] mortal(int how) {
        return join(ints(how, 1), longs(SOON, 3 * SOON / 2));
    }

    private static GuestPlan supervised(GuestPlan plan, int intensity) {
        byte[] child = mortal(TRAP);
        byte[] rules = join(ints(0, 0, intensity, 1), longs(1_000_000_000, 0));
        GrantPlan rule = new GrantPlan("child0", new GrantTarget.ToActor("child"), Rights.SEND | Rights.CONTROL, 0);
        return plan.actor("child", "mortal", child, clock(), log())
                .actor(
                        "supervisor",
                        "supervisor",
                        join(rules, join(ints(child.length, 0), child)),
                        rule,
                        spawn("image0", "mortal"),
                        clock(),
                        log())
                .link("supervisor", "child")
                .trapExits("supervisor");
    }
}
