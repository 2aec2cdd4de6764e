package org.skerry.model.sharedmem;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * Actors that are ready, first in, first out: one queue for those that any core may run, one for each core with those pinned to it.
 * Of its own and the common queue a core takes who has waited longest.
 */
final class RunQueue implements ReadyQueue {
    private record Entry(long ticket, SharedActor actor) {}

    private final ArrayDeque<Entry> common = new ArrayDeque<>();
    private final List<ArrayDeque<Entry>> pinned = new ArrayList<>();
    private long tickets;
    private int size;

    RunQueue(int cores) {
        for (int i = 0; i < cores; i++) {
            pinned.add(new ArrayDeque<>());
        }
    }

    @Override
    public void add(SharedActor actor) {
        queueOf(actor).add(new Entry(tickets++, actor));
        size++;
    }

    @Override
    public boolean isEmpty() {
        return size == 0;
    }

    @Override
    public SharedActor firstFor(boolean[] idle) {
        Entry first = common.peek();
        for (int core = 0; core < idle.length; core++) {
            Entry own = idle[core] ? pinned.get(core).peek() : null;
            if (own != null && (first == null || own.ticket < first.ticket)) {
                first = own;
            }
        }
        return first == null ? null : first.actor;
    }

    @Override
    public void remove(SharedActor actor) {
        queueOf(actor).remove();
        size--;
    }

    @Override
    public void withdraw(SharedActor actor) {
        if (queueOf(actor).removeIf(entry -> entry.actor == actor)) {
            size--;
        }
    }

    @Override
    public boolean hasFor(int core) {
        return !common.isEmpty() || !pinned.get(core).isEmpty();
    }

    @Override
    public void clear() {
        common.clear();
        pinned.forEach(ArrayDeque::clear);
        size = 0;
    }

    private ArrayDeque<Entry> queueOf(SharedActor actor) {
        return actor.pinnedTo < 0 ? common : pinned.get(actor.pinnedTo);
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(tickets);
        save(common, out);
        pinned.forEach(queue -> save(queue, out));
    }

    private static void save(ArrayDeque<Entry> queue, StateWriter out) {
        out.writeInt(queue.size());
        for (Entry entry : queue) {
            out.writeLong(entry.ticket);
            out.writeLong(entry.actor.id);
        }
    }

    @Override
    public void load(StateReader in, LongFunction<SharedActor> actors) {
        clear();
        tickets = in.readLong();
        load(common, in, actors);
        pinned.forEach(queue -> load(queue, in, actors));
    }

    private void load(ArrayDeque<Entry> queue, StateReader in, LongFunction<SharedActor> actors) {
        for (int left = in.readCount(Integer.BYTES); left > 0; left--) {
            queue.add(new Entry(in.readLong(), actors.apply(in.readLong())));
            size++;
        }
    }
}
