package org.skerry.model.sharedmem;

import java.util.function.LongFunction;
import org.skerry.model.sharedmem.kernel.KernelQueues;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * Actors that are ready, in the run queues of a kernel: a list in memory for each core, and one for tasks that any core may run. Who is
 * next, say the bytes; only how many there are is counted here, so that idle cores need not look all the time.
 */
final class TaskQueue implements ReadyQueue {
    private final KernelQueues queues;
    private final int cores;
    private final LongFunction<SharedActor> actors;
    private int size;

    TaskQueue(KernelQueues queues, int cores, LongFunction<SharedActor> actors) {
        this.queues = queues;
        this.cores = cores;
        this.actors = actors;
    }

    @Override
    public void add(SharedActor actor) {
        queues.add(queueOf(actor), actor.containment, actor.id);
        size++;
    }

    @Override
    public boolean isEmpty() {
        return size == 0;
    }

    @Override
    public boolean hasFor(int core) {
        return size > 0 && (queues.first(core) != 0 || queues.first(cores) != 0);
    }

    @Override
    public SharedActor firstFor(boolean[] idle) {
        long first = queues.first(cores);
        for (int core = 0; core < cores; core++) {
            long own = idle[core] ? queues.first(core) : 0;
            if (own != 0 && (first == 0 || queues.ticket(own) < queues.ticket(first))) {
                first = own;
            }
        }
        return first == 0 ? null : actors.apply(queues.actor(first));
    }

    @Override
    public void remove(SharedActor actor) {
        withdraw(actor);
    }

    @Override
    public void withdraw(SharedActor actor) {
        if (size > 0 && queues.remove(queueOf(actor), actor.containment)) {
            size--;
        }
    }

    @Override
    public void clear() {
        queues.clear();
        size = 0;
    }

    private int queueOf(SharedActor actor) {
        return actor.pinnedTo < 0 ? cores : actor.pinnedTo;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(size);
    }

    @Override
    public void load(StateReader in, LongFunction<SharedActor> all) {
        size = in.readInt();
    }
}
