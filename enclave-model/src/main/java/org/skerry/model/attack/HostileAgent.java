package org.skerry.model.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.memory.ReachLog;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.trace.OrderOutcome;

/**
 * The attacker who has taken over the component that controls a machine. At stated cycles he gives his orders and reads his bus. He
 * knows names and images of the actors, and of the machine its {@link ControlSurface} and nothing more. What his own instructions
 * and reads would cost in time is not modelled, in his favour.
 */
public final class HostileAgent implements Stateful {
    /** How results call him. No actor can have this name. */
    public static final String NAME = "hostile agent";

    private static final int PAGE_BYTES = 4096;

    private final List<Order> orders;
    private final long[] found;
    private final long[] done; // cycle at which one that is about no actor was over, or -1
    private final ReachLog reach = new ReachLog();
    private ActorBirth births;
    private int next; // order

    /** An agent with these orders, carried out by cycle; those of one cycle in the order of the list. */
    public HostileAgent(List<Order> orders) {
        List<Order> sorted = new ArrayList<>(orders);
        sorted.sort(Comparator.comparingLong(Order::at));
        this.orders = List.copyOf(sorted);
        this.found = new long[orders.size()];
        this.done = new long[orders.size()];
        Arrays.fill(done, -1);
    }

    /** Learns who lives on the machine. */
    public void learn(ActorBirth actors) {
        births = actors;
    }

    /** The next cycle at which he does something, or {@link Component#IDLE}. */
    public long nextCycle() {
        return next < orders.size() ? orders.get(next).at() : Component.IDLE;
    }

    /** Does whatever is due. */
    public void act(long cycle, ControlSurface surface) {
        for (; nextCycle() <= cycle; next++) {
            give(cycle, next, orders.get(next), surface);
        }
    }

    private void give(long cycle, int number, Order order, ControlSurface surface) {
        if (order instanceof Order.Stop) {
            surface.stop(cycle, number, actor(order.actor()));
        } else if (order instanceof Order.Reimage reimage) {
            surface.reimage(cycle, number, actor(order.actor()), ActorBirth.imageId(reimage.image()));
        } else if (order instanceof Order.Rewire rewire) {
            surface.rewire(cycle, number, actor(order.actor()), actor(rewire.from()), actor(rewire.to()));
        } else if (order instanceof Order.Read read) {
            found[number] = sweep(surface.bus(), NAME, read, false);
            done[number] = cycle;
        } else if (order instanceof Order.Transfer transfer) {
            if (!surface.transfer(cycle, number, transfer)) {
                Order.Read range = new Order.Read(
                        transfer.at(), transfer.from(), transfer.bytes(), transfer.stride(), transfer.word());
                ended(cycle, number, sweep(surface.wires(transfer.by()), transfer.by(), range, transfer.write()));
            }
        } else if (order instanceof Order.Mislead mislead) {
            done[number] = surface.mislead(cycle, mislead.device(), mislead.address()) ? cycle : -1;
        } else {
            throw new AssertionError(order);
        }
    }

    private long actor(String name) {
        return ActorBirth.actorId(births.indexOf(name));
    }

    /** Reads what decodes of a range; what does not is one attempt a page. Returns how often the word was found. */
    private long sweep(AddressSpace bus, String by, Order.Read read, boolean write) {
        long times = 0;
        long refusedPage = -1;
        for (long address = read.from(); address < read.from() + read.bytes(); address += read.stride()) {
            if (!bus.decodes(address, Long.BYTES)) {
                if (address / PAGE_BYTES != refusedPage) {
                    refusedPage = address / PAGE_BYTES;
                    reach.stopped(by, "decoder of " + bus.name(), write);
                }
                continue;
            }
            reach.landed(by, bus, address, Long.BYTES, write);
            if (write) {
                bus.store(address, Long.BYTES, read.find());
                continue;
            }
            long word = bus.load(address, Long.BYTES);
            times += read.find() != 0 && word == read.find() ? 1 : 0;
        }
        return times;
    }

    /** What an agent of the machine did by an order is over. */
    public void ended(long cycle, int number, long times) {
        done[number] = cycle;
        found[number] = times;
    }

    /** Orders for agents other than the control of the machine. */
    public List<Order> forAgents() {
        return orders.stream()
                .filter(order -> order instanceof Order.Transfer || order instanceof Order.Mislead)
                .toList();
    }

    /** Whose bytes he has read. */
    public ReachLog reach() {
        return reach;
    }

    /**
     * What came of his orders, in the order in which he gave them; those whose cycle has not come are left out.
     *
     * @param marks of the actor with an identifier; null if there is none
     */
    public List<OrderOutcome> outcomes(LongFunction<Marks> marks) {
        List<OrderOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < next; i++) {
            Order order = orders.get(i);
            Marks of = order.actor().isEmpty() ? null : marks.apply(actor(order.actor()));
            long[] mark = of == null ? null : of.of(i);
            outcomes.add(new OrderOutcome(
                    order.at(),
                    order.text(),
                    order.actor(),
                    order.actor().isEmpty() ? done[i] : mark == null ? -1 : mark[0],
                    mark == null ? 0 : mark[1],
                    mark == null ? 0 : of.turns() - mark[1],
                    mark == null ? 0 : mark[2],
                    found[i]));
        }
        return outcomes;
    }

    @Override
    public String toString() {
        return "orders " + orders;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(next);
        out.writeLongs(found);
        out.writeLongs(done);
        reach.save(out);
    }

    @Override
    public void load(StateReader in) {
        next = in.readInt();
        in.readLongs(found);
        in.readLongs(done);
        reach.load(in);
    }
}
