package org.skerry.model.sharedmem.kernel;

import org.skerry.model.memory.AddressSpace;
import org.skerry.model.sharedmem.runtime.RuntimePanic;

/**
 * Run queues as lists in memory: a line for each queue with its first and its last task, and in the block of each task the next one. The
 * kernel follows these words wherever they lead; where no task can be it stops.
 */
public final class KernelQueues {
    /** Bytes of a queue. */
    static final int QUEUE_BYTES = 64;

    private static final int LAST = 8;
    private static final int MOST_TASKS = 1 << 24; // in one list: a longer one is a ring

    private final AddressSpace space;
    private final long base;
    private final int queues;

    /** Empty queues from address {@code base}; a line behind them counts. */
    KernelQueues(AddressSpace space, long base, int queues) {
        this.space = space;
        this.base = base;
        this.queues = queues;
    }

    static long bytes(int queues) {
        return (queues + 1L) * QUEUE_BYTES;
    }

    /** Address of a queue's line. */
    long line(int queue) {
        return base + (long) queue * QUEUE_BYTES;
    }

    /** Puts a task that runs an actor at the end of a queue. */
    public void add(int queue, long task, long actor) {
        long counter = line(queues);
        long ticket = space.load(counter, Long.BYTES);
        space.store(counter, Long.BYTES, ticket + 1);
        space.store(task, Long.BYTES, actor);
        space.store(task + TaskBlock.TICKET, Long.BYTES, ticket);
        space.store(task + TaskBlock.NEXT, Long.BYTES, 0);
        long last = space.load(line(queue) + LAST, Long.BYTES);
        if (space.load(line(queue), Long.BYTES) == 0) {
            space.store(line(queue), Long.BYTES, task);
        } else {
            space.store(checked(last) + TaskBlock.NEXT, Long.BYTES, task);
        }
        space.store(line(queue) + LAST, Long.BYTES, task);
    }

    /** The first task of a queue, or 0. */
    public long first(int queue) {
        long task = space.load(line(queue), Long.BYTES);
        return task == 0 ? 0 : checked(task);
    }

    /** The actor that a task runs. */
    public long actor(long task) {
        return TaskBlock.actor(space, task);
    }

    /** When a task came into its queue, beside others. */
    public long ticket(long task) {
        return space.load(task + TaskBlock.TICKET, Long.BYTES);
    }

    /** Takes a task out of a queue, wherever in it; whether it was there. */
    public boolean remove(int queue, long task) {
        long before = 0;
        int steps = 0;
        for (long at = first(queue); at != 0; at = next(at)) {
            if (at == task) {
                unlink(queue, before, task);
                return true;
            }
            before = at;
            if (++steps > MOST_TASKS) {
                throw RuntimePanic.kernel("run queue " + queue + " has no end");
            }
        }
        return false;
    }

    private void unlink(int queue, long before, long task) {
        long next = next(task);
        if (before == 0) {
            space.store(line(queue), Long.BYTES, next);
        } else {
            space.store(before + TaskBlock.NEXT, Long.BYTES, next);
        }
        if (next == 0) {
            space.store(line(queue) + LAST, Long.BYTES, before);
        }
    }

    /** Empties all queues. */
    public void clear() {
        for (int queue = 0; queue < queues; queue++) {
            space.store(line(queue), Long.BYTES, 0);
            space.store(line(queue) + LAST, Long.BYTES, 0);
        }
    }

    private long next(long task) {
        long next = space.load(task + TaskBlock.NEXT, Long.BYTES);
        return next == 0 ? 0 : checked(next);
    }

    private long checked(long task) {
        if (task % TaskBlock.LINE_BYTES != 0
                || !space.decodes(task, TaskBlock.LINE_BYTES)
                || space.load(task, Long.BYTES) == 0) {
            throw RuntimePanic.kernel("no task is at 0x" + Long.toHexString(task) + ", where a run queue leads");
        }
        return task;
    }
}
