package org.skerry.noc.router;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The flits that wait in routers: a ring for each input virtual channel, by (router * ports + port) * vcs + vc. First places of all
 * rings of a router lie side by side, then second places, and so on; a ring that becomes empty starts again at its first place. So
 * the few flits of a router that is not full share a cache line or two, which is worth a tenth of the time of a hop.
 */
final class InputBuffers implements Stateful {
    private static final int COUNT_MASK = 0xffff;
    private static final int HEAD_SHIFT = 16;

    private final int depth;
    private final int vcs; // of a router
    private final int restOfRouter; // places of a router beyond the first ones
    private final int[] flits; // by router, place, vc of the router
    private final int[] rings; // by vc: head of the ring in the upper half, count in the lower

    InputBuffers(int routers, int vcsOfRouter, int depth) {
        this.depth = depth;
        vcs = vcsOfRouter;
        restOfRouter = (depth - 1) * vcsOfRouter;
        rings = new int[Math.multiplyExact(routers, vcsOfRouter)];
        flits = new int[Math.multiplyExact(rings.length, depth)];
    }

    /** Puts a flit behind the others; returns how many there were, or -1 if there is no place: someone sent without credit. */
    int push(int router, int vc, int flit) {
        int ring = rings[vc];
        int count = ring & COUNT_MASK;
        if (count == depth) {
            return -1;
        }
        int at = (ring >>> HEAD_SHIFT) + count;
        flits[place(router, vc, at >= depth ? at - depth : at)] = flit;
        rings[vc] = ring + 1;
        return count;
    }

    private int place(int router, int vc, int at) {
        return router * restOfRouter + at * vcs + vc;
    }

    /** The flit at the front; there is one. */
    int front(int router, int vc) {
        return flits[place(router, vc, rings[vc] >>> HEAD_SHIFT)];
    }

    /** Takes the flit at the front. */
    int pop(int router, int vc) {
        int ring = rings[vc];
        int head = ring >>> HEAD_SHIFT;
        int count = (ring & COUNT_MASK) - 1;
        int next = count == 0 || head + 1 == depth ? 0 : head + 1;
        rings[vc] = next << HEAD_SHIFT | count;
        return flits[place(router, vc, head)];
    }

    int count(int vc) {
        return rings[vc] & COUNT_MASK;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInts(rings);
        for (int vc = 0; vc < rings.length; vc++) {
            for (int i = 0; i < count(vc); i++) {
                out.writeInt(flits[place(vc / vcs, vc, ((rings[vc] >>> HEAD_SHIFT) + i) % depth)]);
            }
        }
    }

    @Override
    public void load(StateReader in) {
        in.readInts(rings);
        for (int vc = 0; vc < rings.length; vc++) {
            for (int i = 0; i < count(vc); i++) {
                flits[place(vc / vcs, vc, ((rings[vc] >>> HEAD_SHIFT) + i) % depth)] = in.readInt();
            }
        }
    }
}
