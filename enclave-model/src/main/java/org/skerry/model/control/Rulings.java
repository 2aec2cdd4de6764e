package org.skerry.model.control;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** What holders of CONTROL have asked a node for: it waits for the node's software, and then until it is known where the actor lives. */
final class Rulings implements Stateful {
    /** Number of the first order of a holder of CONTROL; those below are of whoever has taken the control plane over. */
    private static final int FIRST_ORDER = 1 << 20;

    private final int nodes;
    private final List<ArrayDeque<Ruling>> queues =
            new ArrayList<>(); // by time-division domain: none waits behind another's
    private final List<Ruling> premature = new ArrayList<>(); // about actors that do not live yet
    private int nextOrder;

    /**
     * What is asked for.
     *
     * @param due   cycle at which software has got to it
     * @param asker place of the holder
     */
    record Ruling(long due, Oversight wish, int asker) {}

    /** Those of node {@code index} of so many, from so many time-division domains. */
    Rulings(int index, int nodes, int domains) {
        for (int domain = 0; domain < domains; domain++) {
            queues.add(new ArrayDeque<>());
        }
        this.nodes = nodes;
        this.nextOrder = FIRST_ORDER + index;
    }

    void add(int domain, long due, Oversight wish, int asker) {
        queues.get(domain).add(new Ruling(due, wish, asker));
    }

    /** The next that software has got to by now, or null. */
    Ruling poll(long cycle) {
        for (ArrayDeque<Ruling> queue : queues) {
            if (!queue.isEmpty() && queue.peek().due <= cycle) {
                return queue.remove();
            }
        }
        return null;
    }

    long nextCycle() {
        long next = Component.IDLE;
        for (ArrayDeque<Ruling> queue : queues) {
            next = queue.isEmpty() ? next : Math.min(next, queue.peek().due);
        }
        return next;
    }

    /** It is not known yet where the actor lives. */
    void postpone(Ruling ruling) {
        premature.add(ruling);
    }

    /** What waited for it to be known where an actor lives; it waits no longer. */
    List<Ruling> about(long actor) {
        List<Ruling> about = premature.stream()
                .filter(ruling -> ruling.wish.to().target() == actor)
                .toList();
        premature.removeAll(about);
        return about;
    }

    /** A number that no other order of any node has. */
    int number() {
        int number = nextOrder;
        nextOrder += nodes;
        return number;
    }

    @Override
    public void save(StateWriter out) {
        queues.forEach(queue -> write(queue, out));
        write(premature, out);
        out.writeInt(nextOrder);
    }

    @Override
    public void load(StateReader in) {
        queues.forEach(queue -> read(queue, in));
        read(premature, in);
        nextOrder = in.readInt();
    }

    private static void write(Collection<Ruling> rulings, StateWriter out) {
        out.writeInt(rulings.size());
        for (Ruling ruling : rulings) {
            out.writeLong(ruling.due);
            ruling.wish.write(out);
            out.writeInt(ruling.asker);
        }
    }

    private static void read(Collection<Ruling> rulings, StateReader in) {
        rulings.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            rulings.add(new Ruling(in.readLong(), Oversight.read(in), in.readInt()));
        }
    }
}
