package org.skerry.scenario.cli;

import java.util.Locale;
import org.skerry.sim.actor.Message;
import org.skerry.sim.kernel.ClockDomain;
import org.skerry.sim.machine.RunObserver;

/** Tells a person at a terminal, twice a second, how far a long run has come. Made for one thread: a relay stands before it. */
final class Progress implements RunObserver {
    private static final long PERIOD_NANOS = 500_000_000;
    private static final int BAR = 20; // characters

    private final Console console;
    private final Expected expected;
    private final long began = System.nanoTime();
    private long shown = began;
    private long turns;

    /**
     * A run that is going to happen.
     *
     * @param what                 such as {@code kv-store on chip}
     * @param femtosecondsPerCycle of the machine's base clock; 0 for a machine without time
     * @param turns                it takes in all; 0 if nobody knows
     * @param cycles               at which it is ended in any case
     */
    record Expected(String what, long femtosecondsPerCycle, long turns, long cycles) {
        /** How much of it is done, from 0 to 1; 0 if that cannot be said. */
        double share(long turnsDone, long cycle) {
            double byTurns = turns > 0 ? (double) turnsDone / turns : 0;
            // A limit says little when it is only there to end what never ends by itself; but it can be all there is.
            double byCycles = (double) cycle / Math.max(1, cycles);
            return Math.min(1, Math.max(byTurns, byCycles));
        }
    }

    Progress(Console console, Expected expected) {
        this.console = console;
        this.expected = expected;
    }

    @Override
    public void onTurn(long startCycle, long endCycle, long actor, int place, Message message, long instructions) {
        turns++;
        long now = System.nanoTime();
        if (now - shown >= PERIOD_NANOS) {
            shown = now;
            console.begin(line(endCycle, (now - began) / 1e9));
        }
    }

    /** One line: how much is done and how long the rest will take, where that can be said; turns, and simulated time. */
    String line(long cycle, double seconds) {
        double share = expected.share(turns, cycle);
        StringBuilder line = new StringBuilder(expected.what());
        if (share >= 0.01) {
            int done = (int) (share * BAR);
            line.append(" [")
                    .append("#".repeat(done))
                    .append("-".repeat(BAR - done))
                    .append(String.format(Locale.ROOT, "] %.0f %%, ", Math.floor(share * 100)))
                    .append(left(seconds * (1 - share) / share))
                    .append(" left");
        } else {
            line.append(String.format(Locale.ROOT, ": %,.0f turns a second", turns / seconds));
        }
        line.append(String.format(Locale.ROOT, ", %,d turns", turns));
        if (expected.femtosecondsPerCycle() > 0) {
            double milliseconds = ClockDomain.nanoseconds(cycle, expected.femtosecondsPerCycle()) / 1e6;
            line.append(String.format(Locale.ROOT, ", %,.2f ms simulated", milliseconds));
        }
        return line.toString();
    }

    private static String left(double seconds) {
        return seconds < 100
                ? String.format(Locale.ROOT, "%.0f s", Math.ceil(seconds))
                : seconds < 6000
                        ? String.format(Locale.ROOT, "%.0f min", Math.ceil(seconds / 60))
                        : String.format(Locale.ROOT, "%.0f h", Math.ceil(seconds / 3600));
    }
}
