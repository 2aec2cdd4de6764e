package org.skerry.noc.traffic;

import java.util.Arrays;

/** One run of a network under traffic by the rule of {@link Phases}. Used once. */
public final class Experiment {
    private static final int DRAIN_CYCLES_BETWEEN_CHECKS = 1000;
    private static final int SMALL_CHANGES = 3;
    private static final double MILLION = 1e6;

    private final TrafficSpec traffic;
    private final Phases phases;
    private final boolean latency;
    private final MeasuredRun simulation;
    private boolean saturated;
    private long measureFrom;
    private long measuredCycles;
    private int periods;

    /**
     * An experiment that has not begun.
     *
     * @param latency whether latency is measured, in which case a saturated network ends it; else the accepted rate alone
     */
    public Experiment(NetworkSpec network, TrafficSpec traffic, Phases phases, boolean latency, long seed) {
        this(network, traffic, phases, latency, seed, 1);
    }

    /** The same on {@code partitions} threads; the result does not depend on how many. */
    public Experiment(
            NetworkSpec network, TrafficSpec traffic, Phases phases, boolean latency, long seed, int partitions) {
        this(NetworkModel.MESH, network, traffic, phases, latency, seed, partitions);
    }

    /** The same with another model of the network. */
    public Experiment(
            NetworkModel model,
            NetworkSpec network,
            TrafficSpec traffic,
            Phases phases,
            boolean latency,
            long seed,
            int partitions) {
        this.traffic = traffic;
        this.phases = phases;
        this.latency = latency;
        simulation = model.measured(network, traffic, seed, partitions);
    }

    /** Runs it. */
    public LoadPoint run() {
        try (simulation) {
            warmUp();
            if (!saturated) {
                measure();
            }
            measuredCycles = simulation.cycle() - measureFrom;
            if (!saturated && latency) {
                drain();
            }
            return point();
        }
    }

    private void warmUp() {
        for (periods = 0; periods < phases.warmupPeriods() && !saturated; periods++) {
            if (periods % 2 == 0) {
                clear();
            }
            simulation.advance(phases.periodCycles());
            saturated = latency && isOverLimit();
        }
    }

    private void measure() {
        double latencyBefore = latencySoFar();
        double acceptedBefore = acceptedSoFar();
        clear();
        simulation.measure();
        int smallChanges = 0;
        while (periods < phases.mostPeriods() && smallChanges < SMALL_CHANGES && !saturated) {
            simulation.advance(phases.periodCycles());
            periods++;
            double latencyNow = latencySoFar();
            double acceptedNow = acceptedSoFar();
            boolean small = (!latency || isSmall(latencyBefore, latencyNow, phases.latencyChange()))
                    && isSmall(acceptedBefore, acceptedNow, phases.acceptedChange());
            smallChanges = small ? smallChanges + 1 : 0;
            latencyBefore = latencyNow;
            acceptedBefore = acceptedNow;
            saturated = latency && isOverLimit();
        }
    }

    private void drain() {
        simulation.drain();
        long start = simulation.cycle();
        while (!saturated && simulation.marksLeft()) {
            simulation.advance(1);
            if ((simulation.cycle() - start) % DRAIN_CYCLES_BETWEEN_CHECKS == 0) {
                saturated = isOverLimit();
            }
        }
    }

    private void clear() {
        simulation.clearTally();
        measureFrom = simulation.cycle();
    }

    private boolean isOverLimit() {
        return phases.latencyLimit() >= 0 && simulation.latencySoFar() > phases.latencyLimit();
    }

    private static boolean isSmall(double before, double now, int millionths) {
        return millionths < 0 || !(Math.abs(now - before) / now > millionths / MILLION);
    }

    private double latencySoFar() {
        Tally tally = simulation.tally();
        return ratio(tally.packetLatency, tally.packets);
    }

    private double acceptedSoFar() {
        return ratio(Tally.sum(simulation.tally().acceptedFlits), simulation.cycle() - measureFrom);
    }

    private static double ratio(long sum, long count) {
        return count == 0 ? 0 : (double) sum / count;
    }

    private LoadPoint point() {
        Tally tally = simulation.tally();
        double endpointCycles = (double) measuredCycles * tally.acceptedFlits.length;
        return new LoadPoint(
                traffic.load(),
                saturated,
                ratio(tally.packetLatency, tally.packets),
                tally.packets == 0 ? 0 : tally.shortest,
                tally.longest,
                tally.percentile(50),
                tally.percentile(95),
                tally.percentile(99),
                ratio(tally.networkLatency, tally.packets),
                ratio(tally.flitLatency, tally.flits),
                ratio(tally.fragmentation, tally.packets),
                ratio(tally.hops, tally.packets),
                Tally.sum(tally.sentFlits) / endpointCycles,
                Tally.sum(tally.acceptedFlits) / endpointCycles,
                (double) Arrays.stream(tally.acceptedFlits).min().orElse(0) / measuredCycles,
                (double) Arrays.stream(tally.acceptedFlits).max().orElse(0) / measuredCycles,
                tally.packets,
                simulation.cycle(),
                periods,
                simulation.digest(),
                simulation.outOfRange());
    }
}
