package org.skerry.scenario.contract;

import static org.skerry.scenario.contract.Collected.got;
import static org.skerry.scenario.contract.GuestPlan.clock;
import static org.skerry.scenario.contract.GuestPlan.ints;
import static org.skerry.scenario.contract.GuestPlan.longs;
import static org.skerry.scenario.contract.GuestPlan.to;
import static org.skerry.scenario.contract.Rule.wrote;

import java.util.List;

/** Timers: section 4 of the contract. */
final class TimerRules {
    /** In place of nanoseconds: the guest takes the timer back. */
    private static final long CANCEL = -2;

    private TimerRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule(
                        4,
                        "timers come in the order in which they are due",
                        plan -> alarm(plan, 30_000, 30, 10_000, 10, 20_000, -20),
                        ending -> wrote(got(longs(10)), got(longs(-20)), got(longs(30)))
                                        .test(ending)
                                && ending.lines().equals(List.of(got(longs(10)), got(longs(-20)), got(longs(30))))),
                new Rule(
                        4,
                        "a timer that is set again comes once, when it was set for last",
                        plan -> alarm(plan, 1_000, 10, 2_000, 20, 3_000, 10),
                        ending -> ending.lines().equals(List.of(got(longs(20)), got(longs(10))))),
                new Rule(
                        4,
                        "a timer that was taken back does not come",
                        plan -> alarm(plan, 1_000, 10, 2_000, 20, CANCEL, 10, CANCEL, 30),
                        wrote(got(longs(20)))),
                new Rule(4, "a timer cannot be set for the past", plan -> alarm(plan, -1, 10), wrote(got(ints(-12)))),
                new Rule(
                        4,
                        "no timer is set without a clock",
                        plan -> plan.collector()
                                .actor("alarm", "contract/alarm", longs(1_000, 10, CANCEL, 10), to("out", "out")),
                        wrote(got(ints(-1)), got(ints(-1)))));
    }

    /** A guest that does such steps, of a time and a token each, and a collector. */
    private static GuestPlan alarm(GuestPlan plan, long... steps) {
        return plan.collector().actor("alarm", "contract/alarm", longs(steps), clock(), to("out", "out"));
    }
}
