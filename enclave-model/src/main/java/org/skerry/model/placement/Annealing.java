package org.skerry.model.placement;

import java.util.Arrays;
import org.skerry.sim.rng.RandomStream;

/**
 * Pairs of actors, or an actor and a free enclave, change places whenever that helps, and now and then when it does not: an exchange that costs
 * {@code r} weighted hops more is made with a chance of {@code exp(-r / temperature)}, and the temperature falls (simulated annealing:
 * Kirkpatrick, Gelatt and Vecchi, Science 220, 1983). Whole numbers only, so that every computer finds the same.
 */
final class Annealing {
    /** Temperatures; each is {@link #COOLING} of the one before, so that the last is some 400th of the first. Assumption. */
    private static final int LEVELS = 60;

    /** In thousandths. */
    private static final int COOLING = 900;

    /** Exchanges tried for each actor at each temperature. Assumption. */
    private static final int TRIES = 100;

    /** Connections looked at for each temperature at most, which keeps the search within seconds. Assumption. */
    private static final long MAX_WORK = 1_000_000;

    /** Binary digits of temperatures, and of what is drawn, behind the point. */
    private static final int FRACTION = 16;

    private static final int LARGE = 34; // leading zeros of what fits with its fraction, and a thousandfold

    private static final long LN2 = 45_426; // natural logarithm of 2, times 2^16

    private static final int SAMPLES = 200;

    private final PlacementProblem problem;
    private final Traffic traffic;
    private final int perTile;
    private final int[] x; // by tile
    private final int[] y;
    private final int[] places; // by actor
    private final int[] actorAt; // by enclave
    private final boolean[] pinned; // by actor
    private long work;

    Annealing(PlacementProblem problem, int[] start) {
        this.problem = problem;
        traffic = problem.traffic();
        perTile = problem.mesh().endpointsPerRouter();
        x = new int[problem.mesh().routers()];
        y = new int[x.length];
        for (int tile = 0; tile < x.length; tile++) {
            x[tile] = problem.mesh().x(tile);
            y[tile] = problem.mesh().y(tile);
        }
        places = start.clone();
        actorAt = new int[problem.enclaves()];
        Arrays.fill(actorAt, PlacementProblem.FREE);
        pinned = new boolean[places.length];
        for (int actor = 0; actor < places.length; actor++) {
            actorAt[places[actor]] = actor;
            pinned[actor] = problem.pinned()[actor] != PlacementProblem.FREE;
        }
    }

    /** The best arrangement that was met. */
    int[] run(RandomStream draws) {
        int actors = places.length;
        if (actors == 0) {
            return places;
        }
        long now = problem.weightedHops(places);
        long fewest = now;
        int[] best = places.clone();
        long first = typicalRise(draws);
        int scale = Math.max(0, LARGE - Long.numberOfLeadingZeros(first)); // large weights lose their last digits here
        long temperature = first >> scale << FRACTION;
        for (int level = 0; level <= LEVELS; level++) {
            work = 0;
            for (long tries = (long) TRIES * actors; tries > 0 && work < MAX_WORK; tries--) {
                int actor = draws.nextInt(actors);
                int enclave = target(actor, draws);
                if (allowed(actor, enclave)) {
                    long rise = rise(actor, enclave);
                    if (rise <= 0 || rise >> scale << FRACTION <= patience(temperature, draws)) {
                        exchange(actor, enclave);
                        now += rise;
                    }
                }
            }
            if (now < fewest) {
                fewest = now;
                best = places.clone();
            }
            temperature = level + 1 < LEVELS ? temperature * COOLING / 1000 : 0; // in the end downhill only
        }
        return best;
    }

    /**
     * A draw from the exponential distribution with this mean, scaled as it is: minus the logarithm of an even draw. Between powers of two the
     * logarithm is taken for a straight line, which is at most 0.09 off.
     */
    private static long patience(long temperature, RandomStream draws) {
        long bits = draws.nextLong() | 1;
        int zeros = Long.numberOfLeadingZeros(bits);
        long mantissa = (bits << zeros << 1) >>> Long.SIZE - FRACTION;
        long log2 = ((zeros + 1L) << FRACTION) - mantissa;
        return (temperature >>> FRACTION / 2) * (log2 * LN2 >>> FRACTION) >>> FRACTION / 2;
    }

    /** The mean amount by which an exchange at random makes things worse. */
    private long typicalRise(RandomStream draws) {
        long sum = 0;
        int count = 0;
        for (int i = 0; i < SAMPLES; i++) {
            int actor = draws.nextInt(places.length);
            int enclave = target(actor, draws);
            long rise = allowed(actor, enclave) ? rise(actor, enclave) : 0;
            if (rise > 0) {
                sum += rise;
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** Half of the time any enclave, half of the time one within a step of somebody whom the actor speaks to. */
    private int target(int actor, RandomStream draws) {
        int arcs = traffic.first(actor + 1) - traffic.first(actor);
        if (arcs == 0 || draws.nextInt(2) == 0) {
            return draws.nextInt(actorAt.length);
        }
        int tile = places[traffic.peer(traffic.first(actor) + draws.nextInt(arcs))] / perTile;
        int width = problem.mesh().width();
        int column = Math.min(Math.max(x[tile] + draws.nextInt(3) - 1, 0), width - 1);
        int row = Math.min(
                Math.max(y[tile] + draws.nextInt(3) - 1, 0), problem.mesh().height() - 1);
        return (row * width + column) * perTile + draws.nextInt(perTile);
    }

    private boolean allowed(int actor, int enclave) {
        int other = actorAt[enclave];
        return !pinned[actor] && other != actor && (other == PlacementProblem.FREE || !pinned[other]);
    }

    /** By how much the weighted hops grow if the actor changes places with whoever is in an enclave. */
    private long rise(int actor, int enclave) {
        int other = actorAt[enclave];
        int from = places[actor] / perTile;
        int to = enclave / perTile;
        if (from == to) {
            return 0;
        }
        long rise = moved(actor, from, to, other);
        return other == PlacementProblem.FREE ? rise : rise + moved(other, to, from, actor);
    }

    private long moved(int actor, int from, int to, int partner) {
        long rise = 0;
        work += traffic.first(actor + 1) - traffic.first(actor) + 1;
        for (int arc = traffic.first(actor); arc < traffic.first(actor + 1); arc++) {
            int peer = traffic.peer(arc);
            if (peer != partner) { // they stay as far from each other as they were
                int at = places[peer] / perTile;
                rise += traffic.weight(arc) * (hops(to, at) - hops(from, at));
            }
        }
        return rise;
    }

    private int hops(int a, int b) {
        return Math.abs(x[a] - x[b]) + Math.abs(y[a] - y[b]);
    }

    private void exchange(int actor, int enclave) {
        int other = actorAt[enclave];
        int old = places[actor];
        actorAt[old] = other;
        if (other != PlacementProblem.FREE) {
            places[other] = old;
        }
        actorAt[enclave] = actor;
        places[actor] = enclave;
    }
}
