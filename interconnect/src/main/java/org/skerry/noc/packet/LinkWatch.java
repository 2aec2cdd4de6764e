package org.skerry.noc.packet;

import org.skerry.noc.routing.Direction;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Watches whether links carry more than the packet-level model is accurate for. In windows of some thousand cycles each link is held
 * against a limit, with two standard deviations of random traffic allowed; a model is out of its range if much moved in windows in which
 * a link was above its limit. The limit is 65 % of what the busiest link carries when an 8 x 8 mesh under uniform traffic saturates at flit
 * level, by the number of virtual channels, and no more than 58 % of what virtual channels let it carry that rest between two packets.
 * Both are <b>fitted</b>; links to endpoints carry more.
 */
public final class LinkWatch implements Stateful {
    private static final int CYCLES = 1 << 14;
    private static final int LEAST_CYCLES = 256;
    private static final int PER_MILLE = 1000;

    /** Share of a link's cycles that flits have at saturation, per mille: measured, 1, 2, 3, 4 and more virtual channels. */
    private static final int[] SATURATED = {500, 760, 790, 820, 850};

    private static final int SATURATED_ENDPOINT = 930;

    /** Share of those that is inside, per mille. */
    private static final int INSIDE = 650;

    /** The same of what virtual channels let pass. */
    private static final int INSIDE_OF_CHANNELS = 580;

    /** Flits that come together, for the standard deviation. Assumption. */
    private static final int TOGETHER = 5;

    /** Share of flits that may move while a link is above its limit, per mille. */
    private static final int TOLERATED = 100;

    /** What routers say of what they carry. */
    public interface Traffic {
        /** Flits that left by a port so far, or will have when those that were given cycles have gone. */
        long flits(int router, int port);

        /** Times that flits of a packet were given cycles in a router together. */
        long trainsMoved();

        /** Those flits. */
        long flitsMoved();

        /** Cycles that a virtual channel rests between two packets. */
        int restCycles();
    }

    private final Traffic routers;
    private final int routerCount;
    private final int ports;
    private final int windowCycles;
    private final int vcs;
    private final int mostPerMille;
    private final long[] before; // by router, port: flits when the window began
    private long from;
    private long flits;
    private long flitsAbove;

    /** Watches all ports of all routers; packets choose among {@code vcs} virtual channels of a link. */
    public LinkWatch(Traffic routers, int routerCount, int ports, int vcs) {
        this(routers, routerCount, ports, vcs, PER_MILLE);
    }

    /** The same; links between routers carry no more than {@code mostPerMille} of what they could either way. */
    LinkWatch(Traffic routers, int routerCount, int ports, int vcs, int mostPerMille) {
        this.mostPerMille = mostPerMille;
        this.routers = routers;
        this.routerCount = routerCount;
        this.ports = ports;
        // A look costs as much as there are links, a window no more than that for each cycle.
        windowCycles = Math.max(CYCLES, routerCount * ports);
        this.vcs = vcs;
        before = new long[routerCount * ports];
    }

    /** First cycle at which to look again. */
    public long nextLook() {
        return from + windowCycles;
    }

    /** Ends a window before {@code now}. */
    public void look(long now) {
        long cycles = now - from;
        long between = flits(limit(), cycles);
        long toEndpoint = flits(SATURATED_ENDPOINT * INSIDE / PER_MILLE, cycles);
        boolean above = false;
        long moved = 0;
        for (int router = 0; router < routerCount; router++) {
            for (int port = 0; port < ports; port++) {
                int at = router * ports + port;
                long count = routers.flits(router, port);
                long here = count - before[at];
                before[at] = count;
                moved += here;
                above |= here > (port < Direction.COUNT ? between : toEndpoint);
            }
        }
        flits += moved;
        flitsAbove += above ? moved : 0;
        from = now;
    }

    private int limit() {
        int bySaturation = SATURATED[Math.min(vcs, SATURATED.length) - 1] * INSIDE / PER_MILLE;
        long trains = Math.max(1, routers.trainsMoved());
        long allFlits = routers.flitsMoved();
        long ofChannels = vcs * allFlits * INSIDE_OF_CHANNELS / (allFlits + trains * routers.restCycles());
        return (int) Math.min(mostPerMille, Math.min(bySaturation, ofChannels));
    }

    /** Flits that a link may carry in some cycles. */
    private static long flits(int perMille, long cycles) {
        long mean = perMille * cycles / PER_MILLE;
        return mean + (long) (2 * Math.sqrt(TOGETHER * mean));
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
