package org.skerry.scenario.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.skerry.model.energy.EnergyModel;
import org.skerry.scenario.spec.MeasureSpec;
import org.skerry.scenario.spec.MeasureSpec.Point;
import org.skerry.sim.kernel.ClockDomain;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.MeasuredRegion;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.stats.EnergySeries;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.trace.LinkLoad;

/**
 * Runs a machine in slices of simulated time and reads its statistics between them, so that a part of the run can be taken out
 * afterwards. Slices begin and end at cycles that only depend on the run itself, and no result depends on them.
 *
 * <p>How many turns a run has, and so what 10 % of them are, is known only when it has ended. Statistics are therefore kept at
 * multiples of some number of turns, which doubles whenever too many would be kept: the same turns on every machine.
 */
final class Measurement {
    /**
     * Readings kept at most, so that a share is cut at most 1/64 of the run too late. A reading is some 200 kB of histograms.
     * Assumption: finer than differences between machines that matter.
     */
    private static final int MOST_READINGS = 128;

    private static final long NEVER = Long.MAX_VALUE;

    private final Machine machine;
    private final MeasureSpec spec;
    private final long femtosecondsPerCycle;
    private final StopSwitch stop;
    private final List<Reading> readings = new ArrayList<>(); // at or after multiples of spacing
    private final List<Reading> asked = new ArrayList<>(); // at or after the turns that the scenario names
    private long spacing;
    private final EnergyOverTime energy; // null if nobody asked
    private Reading end;

    /** The statistics at the end of a slice. */
    private record Reading(long turns, long cycle, StatsSnapshot statistics, List<LinkLoad> links) {}

    /**
     * For a deployed machine; a machine without time has {@code femtosecondsPerCycle} 0, and its cycles are turns. Where the number of
     * turns is known before, fewer readings are taken; the same ones are kept.
     */
    Measurement(
            MeasureSpec spec,
            Machine machine,
            long femtosecondsPerCycle,
            EnergyModel model,
            OptionalLong turnsExpected,
            StopSwitch stop) {
        this.energy = spec.energyEveryCycles() == 0 || femtosecondsPerCycle == 0
                ? null
                : new EnergyOverTime(machine, model, spec.energyEveryCycles(), stop);
        this.spacing = Long.highestOneBit(Math.max(1, turnsExpected.orElse(0) / MOST_READINGS));
        this.stop = stop;
        this.spec = spec;
        this.machine = machine;
        this.femtosecondsPerCycle = femtosecondsPerCycle;
    }

    /** Runs the machine to its end or a limit. */
    RunOutcome run(RunLimits limits) {
        RunOutcome outcome = spec.isWhole() ? runOn(limits) : runInSlices(limits);
        end = new Reading(machine.turns(), outcome.cycle(), machine.statistics(), machine.links());
        return outcome;
    }

    private RunOutcome runInSlices(RunLimits limits) {
        long last = limits.toCycle();
        long turns = machine.turns();
        Slicing slicing = new Slicing(turns, machine.cycle());
        while (wantsShares() || nextAsked(turns) != NEVER) {
            long due = Math.min(nextAsked(turns), wantsShares() ? (turns / spacing + 1) * spacing : NEVER);
            // Where turns are the only time, a slice can end exactly where a reading is due.
            long sliceEnd = Math.min(last, femtosecondsPerCycle == 0 ? due : slicing.endOfSlice(due));
            RunOutcome outcome = runOn(new RunLimits(sliceEnd, limits.hostMemoryBytes(), false));
            boolean cut = outcome instanceof RunOutcome.LimitReached reached && reached.cycle() >= sliceEnd;
            if (!cut || sliceEnd >= last || stop.requested()) {
                return outcome;
            }
            long before = turns;
            turns = machine.turns();
            slicing.at(turns, machine.cycle(), turns >= due);
            if (turns >= due) {
                read(before, turns);
            }
        }
        return runOn(limits);
    }

    private RunOutcome runOn(RunLimits limits) {
        return energy == null ? machine.run(limits) : energy.run(limits);
    }

    /** The next number of turns that the scenario names. */
    private long nextAsked(long turns) {
        long next = NEVER;
        for (Point point : List.of(spec.warmup(), spec.until())) {
            if (!point.isPercent() && point.number() > turns) {
                next = Math.min(next, point.number());
            }
        }
        return next;
    }

    /**
     * How long slices are: each goes three quarters of the way to the next reading, at the present pace, down to a window of the
     * kernel. To run a slice costs the host some 50 us, so that there should be hundreds of them and not ten thousands.
     */
    private static final class Slicing {
        private long turns;
        private long cycle;
        private long turnsBefore; // at the reading before
        private long cycleBefore;
        private long silentSince; // end of the slice in which the last turn ended

        Slicing(long turns, long cycle) {
            at(turns, cycle, true);
        }

        void at(long newTurns, long newCycle, boolean read) {
            silentSince = newTurns > turns ? newCycle : silentSince;
            turns = newTurns;
            cycle = newCycle;
            if (read) {
                turnsBefore = turns;
                cycleBefore = cycle;
            }
        }

        long endOfSlice(long due) {
            long cyclesPerTurn =
                    turns > turnsBefore ? (cycle - cycleBefore) / (turns - turnsBefore) : turns > 0 ? cycle / turns : 0;
            long way = Math.min(due - turns, 1 << 20) * Math.min(cyclesPerTurn, 1L << 40) / 4 * 3;
            // A long silence does not cost thousands of slices, and the turn that ends it is still noticed soon.
            // At most a 64th of the time so far: a sudden change of pace, as from preparing to working, is noticed soon
            // too.
            long longest = Math.min(Math.max(way, (cycle - silentSince) / 64), cycle / 64);
            long length = Math.max(Kernel.BOUNDARY_CYCLES, longest);
            long end = Math.min(cycle, Long.MAX_VALUE - length - 1) + length;
            return end / Kernel.BOUNDARY_CYCLES * Kernel.BOUNDARY_CYCLES - 1;
        }
    }

    private void read(long before, long turns) {
        boolean due = wantsShares() && turns / spacing > before / spacing;
        boolean named = passes(spec.warmup(), before, turns) || passes(spec.until(), before, turns);
        if (!due && !named) {
            return;
        }
        Reading reading = new Reading(turns, machine.cycle(), machine.statistics(), machine.links());
        if (named) {
            asked.add(reading);
        }
        if (due) {
            readings.add(reading);
            if (readings.size() > MOST_READINGS) {
                thin();
            }
        }
    }

    private boolean wantsShares() {
        return spec.warmup().isPercent() && spec.warmup().number() > 0
                || spec.until().isPercent() && spec.until().number() < 100;
    }

    private static boolean passes(Point point, long before, long turns) {
        return !point.isPercent() && before < point.number() && turns >= point.number();
    }

    /** Keeps what would have been kept with twice the spacing from the beginning. */
    private void thin() {
        spacing *= 2;
        long[] kept = {0};
        readings.removeIf(reading -> {
            boolean keeps = reading.turns / spacing > kept[0] / spacing;
            kept[0] = keeps ? reading.turns : kept[0];
            return !keeps;
        });
    }

    // ---- afterwards ----------------------------------------------------------------------------------------------

    /** The part that is measured, and its statistics. */
    Measured measured() {
        long all = end.turns;
        MeasuredRegion whole = MeasuredRegion.whole(end.cycle, nanoseconds(end.cycle), all);
        if (spec.isWhole()) {
            return new Measured(whole, end.statistics, end.links, energyBetween(null, end));
        }
        Reading from = spec.warmup().number() == 0 ? null : at(spec.warmup());
        Reading to = at(spec.until());
        if (from == end || from != null && to.turns <= from.turns) {
            String rule = String.format(
                    Locale.ROOT,
                    "%s; a warm-up of %s and an end at %s were asked for, and nothing of its %,d turns lies between",
                    MeasuredRegion.WHOLE,
                    spec.warmup(),
                    spec.until(),
                    all);
            return new Measured(
                    new MeasuredRegion(0, end.cycle, whole.nanoseconds(), 0, all, all, rule),
                    end.statistics,
                    end.links,
                    energyBetween(null, end));
        }
        long fromTurns = from == null ? 0 : from.turns;
        long fromCycle = from == null ? 0 : from.cycle;
        MeasuredRegion region = new MeasuredRegion(
                fromCycle,
                to.cycle,
                nanoseconds(to.cycle) - nanoseconds(fromCycle),
                fromTurns,
                to.turns - fromTurns,
                all,
                rule(fromTurns, to.turns, all));
        return from == null
                ? new Measured(region, to.statistics, to.links, energyBetween(null, to))
                : new Measured(
                        region,
                        to.statistics.since(from.statistics),
                        since(to.links, from.links),
                        energyBetween(from, to));
    }

    private EnergySeries energyBetween(Reading from, Reading to) {
        return energy == null
                ? EnergySeries.NONE
                : energy.between(from == null ? null : from.statistics, to.statistics);
    }

    /** The first reading at which as much was done; the end if there is none. */
    private Reading at(Point point) {
        long turns = point.of(end.turns);
        if (point.isPercent() && point.number() == 100) {
            return end;
        }
        for (Reading reading : point.isPercent() ? readings : asked) {
            if (reading.turns >= turns) {
                return reading;
            }
        }
        return end;
    }

    private String rule(long from, long to, long all) {
        String grid = wantsShares() && spacing > 1
                ? String.format(Locale.ROOT, " that follows a multiple of %,d turns", spacing)
                : " at which that many had ended";
        return String.format(
                Locale.ROOT,
                "turns %,d to %,d of %,d; from %s to %s were asked for, cut at the first %s%s",
                from + 1,
                to,
                all,
                spec.warmup(),
                spec.until(),
                femtosecondsPerCycle == 0
                        ? "turn"
                        : String.format(Locale.ROOT, "multiple of %,d cycles", Kernel.BOUNDARY_CYCLES),
                grid);
    }

    private long nanoseconds(long cycle) {
        return ClockDomain.nanoseconds(cycle, femtosecondsPerCycle);
    }

    private static List<LinkLoad> since(List<LinkLoad> later, List<LinkLoad> earlier) {
        List<LinkLoad> rest = new ArrayList<>();
        for (int i = 0; i < later.size(); i++) {
            rest.add(later.get(i).since(earlier.get(i)));
        }
        return rest;
    }

    /**
     * What is left of a run when its warm-up is taken away.
     *
     * @param region     which part it is
     * @param statistics of that part
     * @param links      what passed over each link in that part
     * @param energy     where energy went in the intervals of that part
     */
    record Measured(MeasuredRegion region, StatsSnapshot statistics, List<LinkLoad> links, EnergySeries energy) {}
}
