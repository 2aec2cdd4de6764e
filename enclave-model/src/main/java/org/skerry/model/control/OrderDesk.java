package org.skerry.model.control;

import java.util.ArrayDeque;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** The software of a node: it looks at orders one after another, in the order of their arrival, for some cycles each. */
final class OrderDesk implements Stateful {
    private final long orderCycles;
    private final ArrayDeque<HeldOrder> queue = new ArrayDeque<>();
    private long busyUntil;
    private long busyCycles; // in all

    OrderDesk(long orderCycles) {
        this.orderCycles = orderCycles;
    }

    /** An order waits for its turn. */
    void add(long cycle, HeldOrder order) {
        work(cycle);
        queue.add(order.dueAt(busyUntil));
    }

    /** Something else that takes as long as an order does. Returns the cycle at which it is done. */
    long work(long cycle) {
        busyUntil = Math.max(cycle, busyUntil) + orderCycles;
        busyCycles += orderCycles;
        return busyUntil;
    }

    /** An order that software has got to by now, or null. */
    HeldOrder poll(long cycle) {
        return queue.isEmpty() || queue.peek().due() > cycle ? null : queue.remove();
    }

    long nextCycle() {
        return queue.isEmpty() ? Component.IDLE : queue.peek().due();
    }

    long busyCycles() {
        return busyCycles;
    }

    @Override
    public void save(StateWriter out) {
        HeldOrder.writeAll(queue, out);
        out.writeLong(busyUntil);
        out.writeLong(busyCycles);
    }

    @Override
    public void load(StateReader in) {
        queue.clear();
        queue.addAll(HeldOrder.readAll(in));
        busyUntil = in.readLong();
        busyCycles = in.readLong();
    }
}
