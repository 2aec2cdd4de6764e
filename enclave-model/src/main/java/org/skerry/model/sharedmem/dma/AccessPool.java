package org.skerry.model.sharedmem.dma;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** Lines that are on their way between agents and memory, by number; those that have come to an end are used again. */
final class AccessPool implements Stateful {
    /** One line, or part of one, on its way. */
    static final class LineAccess {
        int agent;
        int channel;
        int piece;
        long address; // of memory, once it is known
        long left; // cycle
        boolean ok;
    }

    private final List<LineAccess> accesses = new ArrayList<>();
    private int[] free = new int[16];
    private int freed;

    LineAccess get(int number) {
        return accesses.get(number);
    }

    /** A number that nobody uses. */
    int take() {
        if (freed > 0) {
            return free[--freed];
        }
        accesses.add(new LineAccess());
        return accesses.size() - 1;
    }

    /** Nobody uses this number any more. */
    void giveBack(int number) {
        if (freed == free.length) {
            free = Arrays.copyOf(free, 2 * freed);
        }
        free[freed++] = number;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(accesses.size());
        for (LineAccess access : accesses) {
            out.writeInt(access.agent);
            out.writeInt(access.channel);
            out.writeInt(access.piece);
            out.writeLong(access.address);
            out.writeLong(access.left);
            out.writeBoolean(access.ok);
        }
        out.writeInt(freed);
        for (int i = 0; i < freed; i++) {
            out.writeInt(free[i]);
        }
    }

    @Override
    public void load(StateReader in) {
        accesses.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            LineAccess access = new LineAccess();
            access.agent = in.readInt();
            access.channel = in.readInt();
            access.piece = in.readInt();
            access.address = in.readLong();
            access.left = in.readLong();
            access.ok = in.readBoolean();
            accesses.add(access);
        }
        freed = in.readInt();
        free = new int[Math.max(16, freed)];
        for (int i = 0; i < freed; i++) {
            free[i] = in.readInt();
        }
    }
}
