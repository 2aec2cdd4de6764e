package org.skerry.noc.survive;

import java.util.ArrayDeque;
import org.skerry.noc.Packet;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * What one endpoint has sent in one virtual network and not heard of yet, in order:
 *
 * <pre>
 *   [ acknowledged late | under way | in the queue of the interface | to be put there ]
 *     first                          departures point here            fed points here
 * </pre>
 */
final class SourceLane {
    private final ArrayDeque<Copy> kept = new ArrayDeque<>(); // all
    private final ArrayDeque<Copy> queued = new ArrayDeque<>(); // in the queue of the interface
    private final ArrayDeque<Copy> waiting = new ArrayDeque<>(); // to be put there

    boolean isEmpty() {
        return kept.isEmpty();
    }

    boolean waits() {
        return !waiting.isEmpty();
    }

    ArrayDeque<Copy> kept() {
        return kept;
    }

    void add(Copy copy) {
        kept.add(copy);
        waiting.add(copy);
    }

    /** The next copy for the queue of the interface, which has {@code places}, or null. */
    Copy feed(int places) {
        if (waiting.isEmpty() || queued.size() == places) {
            return null;
        }
        Copy copy = waiting.remove();
        queued.add(copy);
        return copy;
    }

    /** The first one has left the queue. */
    Copy departed() {
        return queued.remove();
    }

    /** The copy of a packet that has arrived; null if it is not kept any more. */
    Copy find(Packet packet) {
        for (Copy copy : kept) {
            if (copy.packet.id() == packet.id()) {
                return copy;
            }
        }
        return null;
    }

    /** Forgets what is known to have arrived. */
    void prune(long cycle) {
        while (!kept.isEmpty() && kept.peek().doneWith(cycle)) {
            kept.remove();
        }
    }

    /** Everything that is kept goes out again, in order. */
    void again() {
        queued.clear();
        waiting.clear();
        waiting.addAll(kept);
    }

    void clear() {
        kept.clear();
        queued.clear();
        waiting.clear();
    }

    int undelivered() {
        int count = 0;
        for (Copy copy : kept) {
            count += copy.delivered ? 0 : 1;
        }
        return count;
    }

    void save(StateWriter out, Codec<Packet> codec) {
        out.writeInt(kept.size());
        for (Copy copy : kept) {
            codec.write(copy.packet, out);
            out.writeLong(copy.takenCycle);
            out.writeBoolean(copy.departed);
            out.writeBoolean(copy.delivered);
            out.writeBoolean(copy.spoilt);
            out.writeLong(copy.acknowledgedCycle);
            out.writeInt(waiting.contains(copy) ? 2 : queued.contains(copy) ? 1 : 0);
        }
    }

    void load(StateReader in, Codec<Packet> codec) {
        clear();
        for (int left = in.readCount(1); left > 0; left--) {
            Copy copy = new Copy(codec.read(in), in.readLong());
            copy.departed = in.readBoolean();
            copy.delivered = in.readBoolean();
            copy.spoilt = in.readBoolean();
            copy.acknowledgedCycle = in.readLong();
            kept.add(copy);
            int where = in.readInt();
            if (where == 2) {
                waiting.add(copy);
            } else if (where == 1) {
                queued.add(copy);
            }
        }
    }
}
