package org.skerry.sim.stats;

/** What a metric counts. */
public enum Unit {
    /** Cycles of the mesh clock. */
    CYCLES("cycles"),
    /** Plain events that have no unit of their own. */
    COUNT("count"),
    /** Bytes. */
    BYTES("bytes"),
    /** Guest instructions, as the meter counts them. */
    INSTRUCTIONS("instructions"),
    /** Messages between actors. */
    MESSAGES("messages"),
    /** Packets of the network. */
    PACKETS("packets"),
    /** Flits over a link. */
    FLITS("flits"),
    /** Turns of actors. */
    TURNS("turns"),
    /** Cache lines. */
    LINES("lines"),
    /** Energy. */
    PICOJOULES("pJ"),
    /** Energy, when picojoules are too coarse for a whole number. */
    FEMTOJOULES("fJ"),
    /** Simulated time. */
    NANOSECONDS("ns"),
    /** A ratio in millionths, as metrics are whole numbers. */
    PARTS_PER_MILLION("ppm");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    /** How the unit is written in results. */
    public String symbol() {
        return symbol;
    }
}
