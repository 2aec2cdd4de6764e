package org.skerry.scenario.preset;

import java.util.List;

/**
 * What is published of the network of a chip that was built.
 *
 * @param chip                  its name
 * @param clockHertz            clock that the published figures count cycles of
 * @param networkCyclesPerClock cycles of the preset in one cycle of that clock
 * @param flitBits              what a link carries in a cycle of that clock
 * @param laws                  its latency
 * @param bisections            what its links through the middle carry
 */
public record Silicon(
        String chip, long clockHertz, int networkCyclesPerClock, int flitBits, List<Law> laws, List<Rate> bisections) {
    /** A constant that is not published: the law is about what a packet takes beyond one to its own router. */
    public static final double UNPUBLISHED = -1;

    /** Turns that do not matter. */
    public static final int ANY_TURNS = -1;

    /** Copies the laws. */
    public Silicon {
        laws = List.copyOf(laws);
        bisections = List.copyOf(bisections);
    }

    /**
     * A published rate.
     *
     * @param figure            what it is, in words
     * @param gigabitsPerSecond at the clock of the chip
     * @param evidence          as of a law
     * @param source            publication
     */
    public record Rate(String figure, double gigabitsPerSecond, String evidence, String source) {}

    /**
     * A published latency: constant + perHop x hops + perTurn x turns, in cycles of the clock, for a packet of one flit alone.
     *
     * @param figure      what it is, in words
     * @param bothWays    whether it is there and back
     * @param constant    cycles without any hop, or {@link #UNPUBLISHED}
     * @param perHop      cycles for each link between routers
     * @param perTurn     cycles for each turn
     * @param turns       turns of the ways it is about, or {@link #ANY_TURNS}
     * @param hops        distances it is about; empty for all
     * @param fittedHops  distances whose figure a parameter of the preset was chosen from; at the others it is a prediction
     * @param evidence    A: abstract, vendor's page or README; R: read in the project's own documents; K: recalled literature
     * @param source      publication
     */
    public record Law(
            String figure,
            boolean bothWays,
            double constant,
            double perHop,
            double perTurn,
            int turns,
            List<Integer> hops,
            List<Integer> fittedHops,
            String evidence,
            String source) {
        /** Copies the lists. */
        public Law {
            hops = List.copyOf(hops);
            fittedHops = List.copyOf(fittedHops);
        }

        /** Cycles over a distance; without the constant if that is not published. */
        public double cycles(int distance) {
            return Math.max(0, constant) + perHop * distance + Math.max(0, turns) * perTurn;
        }
    }
}
