package org.skerry.noc.router;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** The flits that wait in routers: a ring for each input virtual channel, by (router * ports + port) * vcs + vc. */
final class InputBuffers implements Stateful {
    private static final int COUNT_MASK = 0xffff;
    private static final int HEAD_SHIFT = 16;

    private final int depth;
    private final int[] flits; // by vc * depth
    private final int[] rings; // by vc: head of the ring in the upper half, count in the lower

    InputBuffers(int vcs, int depth) {
        this.depth = depth;
        flits = new int[Math.multiplyExact(vcs, depth)];
        rings = new int[vcs];
    }

    /** Puts a flit behind the others; returns how many there were, or -1 if there is no place: someone sent without credit. */
    int push(int vc, int flit) {
        int ring = rings[vc];
        int count = ring & COUNT_MASK;
        if (count == depth) {
            return -1;
        }
        int at = (ring >>> HEAD_SHIFT) + count;
        flits[vc * depth + (at >= depth ? at - depth : at)] = flit;
        rings[vc] = ring + 1;
        return count;
    }

    /** The flit at the front; there is one. */
    int front(int vc) {
        return flits[vc * depth + (rings[vc] >>> HEAD_SHIFT)];
    }

    /** Takes the flit at the front. */
    int pop(int vc) {
        int ring = rings[vc];
        int head = ring >>> HEAD_SHIFT;
        int next = head + 1 == depth ? 0 : head + 1;
        rings[vc] = next << HEAD_SHIFT | (ring & COUNT_MASK) - 1;
        return flits[vc * depth + head];
    }

    int count(int vc) {
        return rings[vc] & COUNT_MASK;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInts(rings);
        for (int vc = 0; vc < rings.length; vc++) {
            for (int i = 0; i < count(vc); i++) {
                out.writeInt(flits[vc * depth + ((rings[vc] >>> HEAD_SHIFT) + i) % depth]);
            }
        }
    }

    @Override
    public void load(StateReader in) {
        in.readInts(rings);
        for (int vc = 0; vc < rings.length; vc++) {
            for (int i = 0; i < count(vc); i++) {
                flits[vc * depth + ((rings[vc] >>> HEAD_SHIFT) + i) % depth] = in.readInt();
            }
        }
    }
}
