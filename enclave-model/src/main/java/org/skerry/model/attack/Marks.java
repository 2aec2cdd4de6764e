package org.skerry.model.attack;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What can be told of one actor with regard to orders about it: turns taken under its name, and when which order had taken effect.
 * Kept where the actor lives; nothing that is simulated reads it.
 */
public final class Marks implements Stateful {
    /** No handle was rewired by this order. */
    public static final long NOBODY = 0;

    private List<Mark> marks; // null until the first order has taken effect
    private long turns;

    /** An order that has taken effect. */
    private static final class Mark {
        final int order;
        final long cycle;
        final long turnsBefore;
        final long to;
        long diverted;

        Mark(int order, long cycle, long turnsBefore, long to) {
            this.order = order;
            this.cycle = cycle;
            this.turnsBefore = turnsBefore;
            this.to = to;
        }
    }

    /** So many turns were taken. */
    public void turned(long more) {
        turns += more;
    }

    /** The actor has sent a message to {@code target}. */
    public void sent(long target) {
        if (marks != null) {
            divert(target);
        }
    }

    private void divert(long target) {
        for (Mark mark : marks) {
            if (mark.to == target) {
                mark.diverted++;
            }
        }
    }

    /** An order has taken effect; {@code to} is whom handles now lead to, or {@link #NOBODY}. */
    public void obeyed(int order, long cycle, long to) {
        if (marks == null) {
            marks = new ArrayList<>();
        }
        marks.add(new Mark(order, cycle, turns, to));
    }

    /** Whether an order has taken effect. */
    public boolean any() {
        return marks != null;
    }

    /** How many turns were taken under the name of the actor. */
    public long turns() {
        return turns;
    }

    private List<Mark> all() {
        return marks == null ? List.of() : marks;
    }

    /** Cycle, turns before and messages diverted of an order; null if it has had no effect here. */
    long[] of(int order) {
        for (Mark mark : all()) {
            if (mark.order == order) {
                return new long[] {mark.cycle, mark.turnsBefore, mark.diverted};
            }
        }
        return null;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(turns);
        out.writeInt(all().size());
        for (Mark mark : all()) {
            out.writeInt(mark.order);
            out.writeLong(mark.cycle);
            out.writeLong(mark.turnsBefore);
            out.writeLong(mark.to);
            out.writeLong(mark.diverted);
        }
    }

    @Override
    public void load(StateReader in) {
        turns = in.readLong();
        int count = in.readCount(1);
        marks = count == 0 ? null : new ArrayList<>();
        for (int left = count; left > 0; left--) {
            Mark mark = new Mark(in.readInt(), in.readLong(), in.readLong(), in.readLong());
            mark.diverted = in.readLong();
            marks.add(mark);
        }
    }
}
