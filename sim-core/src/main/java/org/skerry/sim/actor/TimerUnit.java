package org.skerry.sim.actor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Timers of actors until they are due, by the machine's own count of time. Those that are due at once come in the order in which they
 * were set. Setting, taking back and polling cost the logarithm of how many there are.
 */
public final class TimerUnit implements Stateful {
    /** When there is none. */
    public static final long NEVER = Long.MAX_VALUE;

    /**
     * One of them.
     *
     * @param due   when, in the machine's count
     * @param rank  how many were set before
     * @param actor whose
     * @param wish  what set it
     */
    public record Timer(long due, long rank, long actor, TimerWish wish) {
        /** What its actor is told when it is due. */
        public Message message() {
            return wish.due(actor);
        }
    }

    private record Name(long actor, long token) {}

    private final TreeSet<Timer> inOrder =
            new TreeSet<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::rank));
    private final Map<Name, Timer> byName = new HashMap<>(); // never iterated
    private long ranks; // given out

    /** Sets a timer; one of the same actor and token that there is gives way, and is returned. */
    public Timer set(long due, long actor, TimerWish wish) {
        Timer before = cancel(actor, wish.token());
        Timer timer = new Timer(due, ranks++, actor, wish);
        inOrder.add(timer);
        byName.put(new Name(actor, wish.token()), timer);
        return before;
    }

    /** Takes a timer back; returns it, or null if there is none. */
    public Timer cancel(long actor, long token) {
        Timer timer = byName.remove(new Name(actor, token));
        if (timer != null) {
            inOrder.remove(timer);
        }
        return timer;
    }

    /** The actor has ended, or another program begins in its place; returns the timers it had. */
    public List<Timer> forget(long actor) {
        List<Timer> forgotten = new ArrayList<>();
        for (Timer timer : inOrder) {
            if (timer.actor == actor) {
                forgotten.add(timer);
            }
        }
        forgotten.forEach(timer -> cancel(actor, timer.wish.token()));
        return forgotten;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return inOrder.isEmpty();
    }

    /** When the first is due, or {@link #NEVER}. */
    public long nextDue() {
        return inOrder.isEmpty() ? NEVER : inOrder.first().due;
    }

    /** Takes out one that is due, or returns null. */
    public Timer poll(long now) {
        if (nextDue() > now) {
            return null;
        }
        Timer timer = inOrder.first();
        return cancel(timer.actor, timer.wish.token());
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(inOrder.size());
        for (Timer timer : inOrder) {
            out.writeLong(timer.due);
            out.writeLong(timer.actor);
            timer.wish.write(out);
        }
    }

    @Override
    public void load(StateReader in) {
        inOrder.clear();
        byName.clear();
        ranks = 0; // those that are left keep their order
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            set(in.readLong(), in.readLong(), TimerWish.read(in));
        }
    }
}
