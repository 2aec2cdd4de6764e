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
    private final Simulation simulation;
    private final Terminals terminals;
    private final Tally tally;
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
        this.traffic = traffic;
        this.phases = phases;
        this.latency = latency;
        simulation = new Simulation(network, traffic, seed);
        terminals = simulation.terminals();
        tally = terminals.tally();
    }

    /** Runs it. */
    public LoadPoint run() {
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
        double latencyBefore = ratio(tally.packetLatency, tally.packets);
        double acceptedBefore = acceptedSoFar();
        clear();
        terminals.measure();
        int smallChanges = 0;
        while (periods < phases.mostPeriods() && smallChanges < SMALL_CHANGES && !saturated) {
            simulation.advance(phases.periodCycles());
            periods++;
            double latencyNow = ratio(tally.packetLatency, tally.packets);
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
        terminals.drain(simulation.cycle());
        long start = simulation.cycle();
        while (!saturated && terminals.marksLeft()) {
            simulation.advance(1);
            if ((simulation.cycle() - start) % DRAIN_CYCLES_BETWEEN_CHECKS == 0) {
                saturated = isOverLimit();
            }
        }
    }

    private void clear() {
        tally.clear();
        measureFrom = simulation.cycle();
    }

    private boolean isOverLimit() {
        return phases.latencyLimit() >= 0 && terminals.latencySoFar(simulation.cycle()) > phases.latencyLimit();
    }

    private static boolean isSmall(double before, double now, int millionths) {
        return millionths < 0 || !(Math.abs(now - before) / now > millionths / MILLION);
    }

    private double acceptedSoFar() {
        return ratio(Tally.sum(tally.acceptedFlits), simulation.cycle() - measureFrom);
    }

    private static double ratio(long sum, long count) {
        return count == 0 ? 0 : (double) sum / count;
    }

    private LoadPoint point() {
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
                periods);
    }
}
