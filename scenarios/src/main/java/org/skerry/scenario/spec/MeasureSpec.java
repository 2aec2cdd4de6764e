package org.skerry.scenario.spec;

import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;

/**
 * Which part of a run is measured. Given in work done and not in time, so that it is the same part on machines of every speed.
 *
 * @param warmup what is left out at the beginning
 * @param until  where measuring ends; what comes after is left out too
 * @param energyEveryCycles length of the intervals in which energy is told over time; 0 if it is not
 */
public record MeasureSpec(Point warmup, Point until, long energyEveryCycles) {
    /** From the first cycle to the last. */
    public static final MeasureSpec WHOLE = new MeasureSpec(Point.percent(0), Point.percent(100), 0);

    public MeasureSpec {
        Check.inRange(energyEveryCycles, 0, Long.MAX_VALUE, "measure.energyEveryCycles");
        boolean same = warmup.isPercent() == until.isPercent();
        if (same && warmup.number() >= until.number()) {
            throw new ConfigException("measure.warmup=" + warmup + " is not before measure.until=" + until
                    + ". Measure something: give until more than warmup.");
        }
    }

    /** Whether nothing is left out. */
    public boolean isWhole() {
        return warmup.number() == 0 && until.isPercent() && until.number() == 100;
    }

    /**
     * A point of a run.
     *
     * @param number    turns that have ended, or which share of all turns in percent
     * @param isPercent which of the two
     */
    public record Point(long number, boolean isPercent) {
        public Point {
            if (number < 0 || isPercent && number > 100) {
                throw new ConfigException(number + (isPercent ? " %" : "") + " is outside of a run. "
                        + "Give 0 % to 100 %, or a number of turns.");
            }
        }

        /** A share of the turns of the whole run, whose number need not be known before. */
        public static Point percent(long percent) {
            return new Point(percent, true);
        }

        /** So many turns from the beginning. */
        public static Point turns(long turns) {
            return new Point(turns, false);
        }

        /** How many of {@code allTurns} that is; may be more. */
        public long of(long allTurns) {
            return isPercent ? (allTurns / 100) * number + (allTurns % 100 * number + 99) / 100 : number;
        }

        @Override
        public String toString() {
            return isPercent ? number + " %" : number + (number == 1 ? " turn" : " turns");
        }
    }
}
