package org.skerry.model.fault;

/**
 * One thing that breaks.
 *
 * @param cycle  at which it happens: from this cycle on it is broken
 * @param kind   what
 * @param place  of a tile, router or node its number; of a hang or flip the enclave's; of a link the lower number of its two routers
 * @param draw   of a link the higher number of its routers; of a flip, where in its region: see {@link #exact}
 * @param bits   of a flip: neighbouring bits that are turned over, within one word of 64
 * @param region of a flip
 * @param exact  of a flip: whether {@code draw} is the address of a bit in the region itself; else it is reduced modulo the bits that the
 *               region has when the flip strikes
 */
public record Fault(long cycle, FaultKind kind, int place, long draw, int bits, FlipRegion region, boolean exact) {
    /** Something else than a flip. */
    public static Fault of(long cycle, FaultKind kind, int place) {
        return new Fault(cycle, kind, place, 0, 0, FlipRegion.USED, false);
    }

    /** A link between two routers that are neighbours. */
    public static Fault link(long cycle, int one, int other) {
        return new Fault(cycle, FaultKind.LINK, Math.min(one, other), Math.max(one, other), 0, FlipRegion.USED, false);
    }

    /** Of a link, the higher number of its routers. */
    public int other() {
        return (int) draw;
    }

    /** As people read it. */
    public String text() {
        return switch (kind) {
            case TILE, ROUTER, NODE -> kind.word() + " " + place + " at " + cycle;
            case LINK -> "link " + place + "-" + draw + " at " + cycle;
            case HANG -> "hang of " + place + " at " + cycle;
            case FLIP ->
                "flip of " + bits + (bits == 1 ? " bit" : " bits") + " in " + place + " at " + cycle + ", "
                        + region.word() + " "
                        + (exact ? "0x" + Long.toHexString(draw / 8) + " bit " + draw % 8 : Long.toHexString(draw));
        };
    }
}
