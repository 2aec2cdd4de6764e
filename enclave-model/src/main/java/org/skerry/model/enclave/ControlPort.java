package org.skerry.model.enclave;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.skerry.model.control.ControlTree;
import org.skerry.model.protocol.ControlParcel;
import org.skerry.model.protocol.Outbox;
import org.skerry.model.protocol.Parcel;
import org.skerry.model.protocol.PlaneParcel;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Status;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * How a network interface meets the control plane: it knows which node its enclave obeys, and keeps each order and each question until it is answered.
 *
 * <pre>
 *   order or question --timeout--&gt; asks its node again --timeout--&gt; takes the node for lost, turns to who stands in for it
 *                        ^                  |
 *                        +---- in hand -----+
 * </pre>
 *
 * <p>Which node has an order in hand is written here and nowhere else: another node may carry it out only when this register says so. So an order is
 * carried out once, or refused in the end, whichever nodes are lost. Nothing of this costs anything where nobody watches, see
 * {@link org.skerry.model.control.ControlSpec#watched}.
 */
final class ControlPort implements Stateful {
    private final Enclave enclave;
    private final ControlTree tree;
    private final long timeoutCycles; // 0 if nobody watches
    private final Outbox outbox;
    private final Map<Long, Request> open =
            new LinkedHashMap<>(0); // by actor, in order of time; empty if nobody watches
    private final Set<Long> inVain = new TreeSet<>(); // refusals that were told here, by identifier of the message
    private int home; // node that the enclave obeys
    private long lost; // nodes that answer no more, as far as is known
    private long refused; // orders, because no node was left

    /** An order, or a question if there is none, that is not answered yet. */
    private static final class Request {
        final Parcel order; // null for a question
        int holder; // node
        long due;
        boolean asked; // since it last answered

        Request(Parcel order) {
            this.order = order;
        }
    }

    ControlPort(Enclave enclave, ChipPlan plan, Outbox outbox) {
        this.enclave = enclave;
        this.tree = plan.controlTree();
        this.timeoutCycles =
                plan.spec().control().watched() ? plan.spec().control().timeoutCycles() : 0;
        this.outbox = outbox;
        this.home = tree.home(enclave.number());
    }

    // ---- what the enclave wants ------------------------------------------------------------------------------------

    /** Sends what needs no answer to the node that the enclave obeys. */
    void send(long cycle, Parcel parcel) {
        outbox.send(cycle, tree.endpoint(home), parcel);
    }

    /** Gives an order. */
    void order(long cycle, PlaneParcel.SpawnOrder order) {
        if (timeoutCycles == 0) {
            send(cycle, order);
        } else {
            begin(cycle, order.request().child(), order);
        }
    }

    /** Asks for what the actor, as a holder of CONTROL, wants done. It is in hand until a node has sent it to where it is to be done. */
    void order(long cycle, PlaneParcel.ControlOrder order) {
        if (timeoutCycles == 0) {
            send(cycle, order);
        } else {
            begin(cycle, order.wish().id(), order);
        }
    }

    /** Asks where an actor is. */
    void ask(long cycle, long actor) {
        if (timeoutCycles == 0) {
            send(cycle, new PlaneParcel.WhereIs(actor));
        } else if (!open.containsKey(actor)) {
            begin(cycle, actor, null);
        }
    }

    private void begin(long cycle, long actor, Parcel order) {
        Request request = new Request(order);
        open.put(actor, request);
        request.holder = home;
        if ((lost & ControlTree.bit(home)) == 0) {
            request.asked = true;
            outbox.send(cycle, tree.endpoint(home), order != null ? order : new PlaneParcel.WhereIs(actor));
            wait(cycle, actor, request);
        } else {
            // Not now: who calls is not done with what it does.
            request.asked = true;
            request.due = cycle + 1;
            enclave.orderTimers().add(request.due, enclave.number(), actor);
        }
    }

    private void wait(long cycle, long actor, Request request) {
        request.due = cycle + timeoutCycles;
        enclave.orderTimers().add(request.due, enclave.number(), actor);
    }

    // ---- time ------------------------------------------------------------------------------------------------------

    /** Nothing was heard about an actor for a while. */
    void due(long cycle, long actor) {
        Request request = open.get(actor);
        if (!request.asked) {
            request.asked = true;
            outbox.send(cycle, tree.endpoint(request.holder), new PlaneParcel.WhereIs(actor));
            wait(cycle, actor, request);
            return;
        }
        lost |= ControlTree.bit(request.holder);
        turnToNext(cycle, actor, request);
    }

    private void turnToNext(long cycle, long actor, Request request) {
        int next = tree.successor(request.holder, lost);
        if (next == ControlTree.NOBODY) {
            open.remove(actor);
            giveUp(cycle, actor, request);
            return;
        }
        request.holder = next;
        request.asked = true;
        outbox.send(cycle, tree.endpoint(next), again(actor, request));
        wait(cycle, actor, request);
    }

    private Parcel again(long actor, Request request) {
        if (request.order instanceof PlaneParcel.SpawnOrder spawn) {
            return new ControlParcel.OrderAgain(spawn, lost);
        }
        return request.order == null ? new PlaneParcel.WhereIs(actor) : request.order;
    }

    /** No node is left: the actor never comes to life, as far as anybody here will ever know. */
    private void giveUp(long cycle, long actor, Request request) {
        refused += request.order == null ? 0 : 1;
        answer(cycle, new PlaneParcel.Placed(actor, SendQueue.NOWHERE), request);
    }

    // ---- what nodes say --------------------------------------------------------------------------------------------

    /** It is known where an actor is. What was answered or given up before is not answered again. */
    void placed(long cycle, PlaneParcel.Placed placed) {
        if (timeoutCycles == 0) {
            enclave.network().placed(cycle, placed);
            return;
        }
        Request request = open.remove(placed.actor());
        if (request != null) {
            enclave.orderTimers().remove(request.due, enclave.number(), placed.actor());
            answer(cycle, placed, request);
        }
    }

    /** A refused order is told to the actor here, where it is known to be open, and by no node. */
    private void answer(long cycle, PlaneParcel.Placed placed, Request request) {
        boolean inVain = placed.place() < 0;
        if (request.order instanceof PlaneParcel.ControlOrder order) {
            if (inVain) {
                Message refusal = order.wish().refusal(Status.NO_ROOM);
                this.inVain.add(refusal.id());
                enclave.network().notice(cycle, refusal);
            }
            return;
        }
        enclave.network().placed(cycle, placed);
        if (inVain && request.order instanceof PlaneParcel.SpawnOrder spawn) {
            enclave.network().notice(cycle, Message.refusal(spawn.request(), Status.NO_ROOM));
        }
    }

    /**
     * Whether an actor has not heard yet what another enclave sends it. An order of a holder of CONTROL that is refused there needs no node any more,
     * and one that was refused here, when no node was left, is not refused twice.
     */
    boolean isNews(Message message) {
        if (timeoutCycles == 0 || message.kind() != MessageKind.REFUSED) {
            return true;
        }
        if (inVain.remove(message.id())) {
            return false;
        }
        open.entrySet().removeIf(each -> isRefusal(each.getKey(), each.getValue(), message));
        return true;
    }

    private boolean isRefusal(long wish, Request request, Message message) {
        boolean about = request.order instanceof PlaneParcel.ControlOrder order
                && order.wish().refusal(Status.NO_ROOM).id() == message.id();
        if (about) {
            enclave.orderTimers().remove(request.due, enclave.number(), wish);
        }
        return about;
    }

    /** Takes what a node has to say. */
    void arrive(long cycle, int source, ControlParcel parcel) {
        int node = tree.nodeAt(source);
        if (parcel instanceof ControlParcel.InHand inHand) {
            Request request = open.get(inHand.actor());
            if (request != null && request.holder == node) {
                held(cycle, inHand.actor(), request, node);
            }
        } else if (parcel instanceof ControlParcel.Claim claim) {
            Request request = open.get(claim.actor());
            boolean granted = request != null && request.holder == tree.nodeAt(claim.from());
            if (granted) {
                held(cycle, claim.actor(), request, node);
            }
            outbox.send(cycle, source, new ControlParcel.Claimed(claim.actor(), granted));
        } else if (parcel instanceof ControlParcel.Census census) {
            home = node;
            lost |= census.lost();
            outbox.send(cycle, source, enclave.census(cycle, source, this::isLost));
        } else {
            throw new IllegalStateException(
                    "cycle " + cycle + ": " + enclave + " got " + parcel + " from endpoint " + source);
        }
    }

    private void held(long cycle, long actor, Request request, int node) {
        request.holder = node;
        request.asked = false;
        enclave.orderTimers().remove(request.due, enclave.number(), actor);
        wait(cycle, actor, request);
    }

    private boolean isLost(int endpoint) {
        int node = tree.nodeAt(endpoint);
        return node != ControlTree.NOBODY && (lost & ControlTree.bit(node)) != 0;
    }

    /** Whether image management may load a new actor for whoever says so: only for the node that the enclave obeys. */
    boolean obeys(int source) {
        return timeoutCycles == 0 || source == tree.endpoint(home);
    }

    /** The tile is dead: nobody waits for an answer any more. */
    void lose() {
        open.forEach((actor, request) -> enclave.orderTimers().remove(request.due, enclave.number(), actor));
        open.clear();
    }

    /** Orders that were refused here because no node was left. */
    long refused() {
        return refused;
    }

    // ---- state -----------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        out.writeInt(home);
        out.writeLong(lost);
        out.writeLong(refused);
        out.writeLongs(inVain.stream().mapToLong(Long::longValue).toArray());
        out.writeInt(open.size());
        open.forEach((actor, request) -> {
            out.writeLong(actor);
            out.writeBoolean(request.order != null);
            if (request.order != null) {
                Parcel.write(request.order, out);
            }
            out.writeInt(request.holder);
            out.writeLong(request.due);
            out.writeBoolean(request.asked);
        });
    }

    @Override
    public void load(StateReader in) {
        home = in.readInt();
        lost = in.readLong();
        refused = in.readLong();
        inVain.clear();
        for (long message : in.readLongs()) {
            inVain.add(message);
        }
        open.clear();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            long actor = in.readLong();
            Request request = new Request(in.readBoolean() ? Parcel.read(in) : null);
            request.holder = in.readInt();
            request.due = in.readLong();
            request.asked = in.readBoolean();
            open.put(actor, request);
            enclave.orderTimers().add(request.due, enclave.number(), actor);
        }
    }
}
