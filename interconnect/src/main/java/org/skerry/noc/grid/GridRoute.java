package org.skerry.noc.grid;

import org.skerry.noc.router.RouteFunction;
import org.skerry.noc.router.Way;
import org.skerry.noc.routing.Direction;

/**
 * A way of routing in a grid. It draws what it needs when a packet enters the network, so that ways depend on the packet and the
 * place alone, and at the last router leaves by any virtual channel.
 */
public abstract class GridRoute implements RouteFunction {
    /** All virtual channels; every routing has this class. */
    static final int ALL = 0;

    final Itineraries packets;
    final int vcs;
    final Grid grid;
    private final long[] classes;
    private int firstRouter; // of the band whose routers ask
    private final short[] x; // by router
    private final short[] y;

    /** A routing with the classes of virtual channels of {@code classes}, the first of which is all of them. */
    GridRoute(Grid grid, int vcs, Itineraries packets, long... classes) {
        this.grid = grid;
        this.vcs = vcs;
        this.packets = packets;
        this.classes = classes;
        x = new short[grid.routers()];
        y = new short[grid.routers()];
        for (int router = 0; router < x.length; router++) {
            x[router] = (short) grid.x(router);
            y[router] = (short) grid.y(router);
        }
    }

    /** Bits of the virtual channels {@code first} to {@code last}. */
    static long vcs(int first, int last) {
        return last < first ? 0 : -1L >>> Long.SIZE - 1 - last & -1L << first;
    }

    /** Bits of the lower half of {@code vcs} virtual channels; the middle one of an odd number is in both. */
    static long lower(int vcs) {
        return vcs(0, vcs - 1 - vcs / 2);
    }

    /** Bits of the upper half. */
    static long upper(int vcs) {
        return vcs(vcs / 2, vcs - 1);
    }

    @Override
    public final long[] vcClasses() {
        return classes.clone();
    }

    @Override
    public int mostWays() {
        return 1;
    }

    /** In how many ways a packet from one router to another may begin; a random number below this decides. */
    int beginnings(int from, int to) {
        return 1;
    }

    /** Remembers for a packet that enters at a router how it begins. */
    void begin(int slot, int router, int beginning) {}

    /** Chooses how a packet begins that enters at a router. */
    int choose(int router, int to, Coins coins) {
        int beginnings = beginnings(router, to);
        return beginnings == 1 ? 0 : coins.random().nextInt(beginnings);
    }

    /** Those who ask are the routers of a band, and count them from its first one. */
    public final void askedBy(Band band) {
        firstRouter = band.firstRouter();
    }

    /** Whether packets choose by how full outputs are where they enter. */
    public boolean looksAtOutputs() {
        return false;
    }

    /** A packet enters the network at a router. */
    public final void begin(int slot, int router, Coins coins) {
        begin(slot, router, choose(router, packets.router(slot), coins));
    }

    /** Whether packets from one router arrive at another; not if something dead is in the way. */
    public boolean reaches(int from, int to) {
        return true;
    }

    /**
     * Virtual channels that are free of deadlock among themselves and that a packet can always have in the end; by default all. Where
     * they are fewer, others may wait for each other in circles (Duato, IEEE TPDS 4(12), 1993).
     */
    long escapeVcs() {
        return classes[ALL];
    }

    @Override
    public final int first(int routerOfBand, int port, int vc, int slot) {
        int router = firstRouter + routerOfBand;
        packets.pass(slot);
        if (router == packets.via(slot)) {
            packets.via(slot, Itineraries.NOWHERE);
        }
        if (router == packets.router(slot) && packets.via(slot) == Itineraries.NOWHERE) {
            return Way.of(packets.port(slot), ALL, 0);
        }
        return on(router, port, vc, slot);
    }

    /** The first way on of a packet that is not at the end of its way. */
    abstract int on(int router, int port, int vc, int slot);

    @Override
    public int next() {
        return Way.NONE;
    }

    final int x(int router) {
        return x[router];
    }

    final int y(int router) {
        return y[router];
    }

    /** Direction from one router of a mesh to another, along the row first; {@link Direction#HERE} if they are the same. */
    final int rowFirst(int from, int to) {
        int dx = x[to] - x[from];
        int dy = y[to] - y[from];
        return dx != 0 ? Direction.EAST + (dx >>> 31) : dy != 0 ? Direction.SOUTH + (dy >>> 31) : Direction.HERE;
    }

    /** The same, along the column first. */
    final int columnFirst(int from, int to) {
        int dx = x[to] - x[from];
        int dy = y[to] - y[from];
        return dy != 0 ? Direction.SOUTH + (dy >>> 31) : dx != 0 ? Direction.EAST + (dx >>> 31) : Direction.HERE;
    }
}
