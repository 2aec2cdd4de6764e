package org.skerry.model.enclave;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.skerry.model.protocol.Delivery;
import org.skerry.model.protocol.FaultParcel;
import org.skerry.model.protocol.MessageParcel;
import org.skerry.model.protocol.Parcel;
import org.skerry.model.protocol.Segment;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.Status;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What a network interface knows of endpoints that are gone: dead, or cut off from here. It hears so from its router, at once with new routes, and
 * by parcels that come back. From then on nothing is sent there: messages are refused here, calls are answered here, monitors told, room given back.
 *
 * <p>A revocation at an endpoint that is cut off is not acknowledged, ever: who lives there may still accept what others send it.
 */
final class Severance implements Stateful {
    private final Enclave enclave;
    private final NetworkInterface network;
    private final Journal journal;
    private final BitSet dead = new BitSet();
    private final BitSet cut = new BitSet();
    private final List<Oversight> watches = new ArrayList<>(); // monitors of who lives here

    Severance(Enclave enclave, NetworkInterface network, Journal journal) {
        this.enclave = enclave;
        this.network = network;
        this.journal = journal;
    }

    /** Whether nothing can be sent to an endpoint any more. */
    boolean isGone(int endpoint) {
        return endpoint >= 0 && (dead.get(endpoint) || cut.get(endpoint));
    }

    // ---- what the network says ---------------------------------------------------------------------------------

    /** Takes what the network says; of what came back, {@code from} is whom it was for. */
    void arrive(long cycle, int from, FaultParcel parcel) {
        if (parcel instanceof FaultParcel.Gone gone) {
            for (int endpoint : gone.dead()) {
                sever(cycle, endpoint, dead);
            }
            for (int endpoint : gone.cut()) {
                sever(cycle, endpoint, cut);
            }
            return;
        }
        FaultParcel.Returned returned = (FaultParcel.Returned) parcel;
        Parcel back = returned.parcel();
        if (back instanceof Segment segment) {
            if (!segment.last()) {
                return;
            }
            back = segment.whole();
        }
        sever(cycle, from, returned.dead() ? dead : cut);
        giveBack(cycle, from, back);
    }

    private void sever(long cycle, int endpoint, BitSet as) {
        if (endpoint == enclave.number() || as.get(endpoint)) {
            return;
        }
        boolean known = isGone(endpoint);
        as.set(endpoint);
        if (known) {
            return;
        }
        ArrayDeque<Parcel> waiting = network.sends().sever(endpoint);
        network.mailbox().sever(endpoint);
        network.grantRoomAgain(cycle);
        while (!waiting.isEmpty()) {
            giveBack(cycle, endpoint, waiting.remove());
        }
        if (enclave.resident() == null) {
            return;
        }
        Message call = enclave.core().call();
        if (call != null && !enclave.core().isAnswered() && network.sends().placeOf(call.to()) == endpoint) {
            network.notice(cycle, call.refusal(Status.TARGET_DEAD));
        }
        network.oversight().links().sever(cycle, endpoint);
        for (Oversight wish : network.oversight().questions().all()) {
            if (network.sends().placeOf(wish.to()) == endpoint) {
                network.oversight().inVain(cycle, wish);
            }
        }
        for (Oversight wish : List.copyOf(watches)) {
            if (network.sends().placeOf(wish.to()) == endpoint) {
                watches.remove(wish);
                network.notice(cycle, wish.told(EndReason.LOST, 0, Integer.MAX_VALUE));
            }
        }
    }

    /** What was to go to an endpoint that is gone is answered here. */
    void giveBack(long cycle, int endpoint, Parcel parcel) {
        if (parcel instanceof Delivery delivery) {
            refuse(cycle, delivery.message());
        } else if (parcel instanceof MessageParcel.Watch watch) {
            watches.remove(watch.wish());
            network.oversight().inVain(cycle, watch.wish());
        } else if (parcel instanceof MessageParcel.Revocation revocation && dead.get(endpoint)) {
            network.notice(cycle, revocation.acknowledgement());
        }
    }

    private void refuse(long cycle, Message message) {
        if (message.callId() != 0 && message.replyTo() == null) {
            journal.lost(cycle, enclave.number(), message); // an answer that nobody waits for any more
            return;
        }
        boolean waits = enclave.resident() != null
                && enclave.resident().turn.awaitedCall() == message.callId()
                && !enclave.core().isAnswered();
        if (message.replyTo() != null && !waits) {
            return; // a call that has been answered
        }
        journal.refused(cycle, enclave.number(), message, Status.TARGET_DEAD);
        network.notice(cycle, message.refusal(Status.TARGET_DEAD));
    }

    // ---- monitors ----------------------------------------------------------------------------------------------

    /** Who lives here begins to monitor somebody, or ends it. */
    void watch(Oversight wish) {
        boolean monitors = wish.kind() == Oversight.Kind.MONITOR || wish.kind() == Oversight.Kind.DEMONITOR;
        watches.removeIf(each -> monitors && each.asker() == wish.asker() && each.handle() == wish.handle());
        if (wish.kind() == Oversight.Kind.MONITOR) {
            watches.add(wish);
        }
    }

    /** Who lives here is told something; a monitor that has done its work is forgotten. */
    void told(Message message) {
        if (message.kind() == MessageKind.ENDED && message.endReason() != EndReason.RESET) {
            watches.removeIf(each -> each.asker() == message.target() && each.handle() == message.endedHandle());
        }
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(dead.toLongArray());
        out.writeLongs(cut.toLongArray());
        out.writeInt(watches.size());
        watches.forEach(wish -> wish.write(out));
    }

    @Override
    public void load(StateReader in) {
        dead.clear();
        dead.or(BitSet.valueOf(in.readLongs()));
        cut.clear();
        cut.or(BitSet.valueOf(in.readLongs()));
        watches.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            watches.add(Oversight.read(in));
        }
    }
}
