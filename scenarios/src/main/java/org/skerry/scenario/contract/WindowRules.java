package org.skerry.scenario.contract;

import static org.skerry.scenario.contract.Collected.payload;
import static org.skerry.scenario.contract.GuestPlan.ints;
import static org.skerry.scenario.contract.GuestPlan.join;
import static org.skerry.scenario.contract.GuestPlan.shared;
import static org.skerry.scenario.contract.GuestPlan.text;
import static org.skerry.scenario.contract.GuestPlan.to;

import java.nio.ByteBuffer;
import java.util.List;
import org.skerry.sim.machine.RunOutcome;

/** Shared windows: section 3 of the contract. A machine without shared memory refuses the deployment, and keeps the rules so. */
final class WindowRules {
    private static final int INCREMENTS = 100;

    private WindowRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule(
                        3,
                        "a window is shared where there is memory to share, and refused by name elsewhere",
                        plan -> counters(plan, 8),
                        ending -> refused(ending)
                                || ending.outcome() instanceof RunOutcome.Quiescent && nothingIsLost(ending.lines())),
                new Rule(
                        3,
                        "a compare-and-swap that is not aligned traps",
                        plan -> counters(plan, 4),
                        ending -> refused(ending)
                                || ending.outcome() instanceof RunOutcome.Faulted
                                        && ending.outcome().explain().contains("window_cas")));
    }

    private static boolean refused(Ending ending) {
        return ending.refusal().contains("'board'");
    }

    /** Two actors that each count up, in a window, with compare-and-swap. */
    private static GuestPlan counters(GuestPlan plan, int offset) {
        byte[] arguments = ints(INCREMENTS, offset);
        return plan.window("board", 4096)
                .collector()
                .actor("one", "contract/window-user", arguments, shared("window", "board"), to("out", "out"))
                .actor("two", "contract/window-user", arguments, shared("window", "board"), to("out", "out"))
                .actor("poke", "contract/driver", join(ints(1), text("go")), to("to", "two"))
                .driver("one", 1, text("go"));
    }

    private static boolean nothingIsLost(List<String> lines) {
        long largest = 0;
        boolean readBack = lines.size() == 2;
        for (String line : lines) {
            ByteBuffer said = payload(line);
            largest = Math.max(largest, said.getLong(0));
            int written = said.getInt(8);
            int outside = said.getInt(12);
            readBack &= written == INCREMENTS && outside == -12;
        }
        return readBack && largest == 2 * INCREMENTS;
    }
}
