package org.skerry.noc.packet;

import org.skerry.noc.routing.Direction;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Watches whether links carry more than the packet-level model is accurate for: in windows of some thousand cycles, the busiest link is
 * held against a limit, and flits that moved in windows above it are counted. What the limit is: seven tenths of what a link carries when
 * an 8 x 8 mesh under uniform traffic saturates at flit level, which the busiest of all links in a window reaches when the mean is at
 * some 65 %. That is <b>fitted</b>, by the number of virtual channels; links to endpoints carry more.
 */
public final class LinkWatch implements Stateful {
    private static final int CYCLES = 4096;
    private static final int LEAST_CYCLES = 256;
    private static final int PER_MILLE = 1000;

    /** Share of a link's cycles that flits have at saturation, per mille: measured, 1, 2, 3, 4 and more virtual channels. */
    private static final int[] SATURATED = {500, 760, 790, 820, 850};

    private static final int SATURATED_ENDPOINT = 930;

    /** Share of those that is inside, per mille. */
    private static final int INSIDE = 700;

    /** Share of flits that may move while a link is above its limit, per mille. */
    private static final int TOLERATED = 50;

    private final PacketRouters routers;
    private final int routerCount;
    private final int ports;
    private final int windowCycles;
    private final int limit;
    private final long[] before; // by router, port: flits when the window began
    private long from;
    private long flits;
    private long flitsAbove;

    /** Watches all ports of all routers; packets choose among {@code vcs} virtual channels of a link. */
    public LinkWatch(PacketRouters routers, int routerCount, int ports, int vcs) {
        this.routers = routers;
        this.routerCount = routerCount;
        this.ports = ports;
        // A look costs as much as there are links, a window no more than that for each cycle.
        windowCycles = Math.max(CYCLES, routerCount * ports);
        limit = SATURATED[Math.min(vcs, SATURATED.length) - 1] * INSIDE / PER_MILLE;
        before = new long[routerCount * ports];
    }

    /** First cycle at which to look again. */
    public long nextLook() {
        return from + windowCycles;
    }

    /** Ends a window before {@code now}. */
    public void look(long now) {
        boolean above = false;
        long moved = 0;
        for (int router = 0; router < routerCount; router++) {
            for (int port = 0; port < ports; port++) {
                int at = router * ports + port;
                long count = routers.flits(router, port);
                long here = count - before[at];
                before[at] = count;
                moved += here;
                int most = port < Direction.COUNT ? limit : SATURATED_ENDPOINT * INSIDE / PER_MILLE;
                above |= here * PER_MILLE > most * (now - from);
            }
        }
        flits += moved;
        flitsAbove += above ? moved : 0;
        from = now;
    }

    /** Whether so many flits moved while a link was above its limit that results of the model are not accurate. */
    public boolean outOfRange(long now) {
        if (now - from >= LEAST_CYCLES) {
            look(now);
        }
        return flitsAbove * PER_MILLE > flits * TOLERATED;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(before);
        out.writeLong(from);
        out.writeLong(flits);
        out.writeLong(flitsAbove);
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(before);
        from = in.readLong();
        flits = in.readLong();
        flitsAbove = in.readLong();
    }
}
