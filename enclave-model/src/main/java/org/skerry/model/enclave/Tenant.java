package org.skerry.model.enclave;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.skerry.model.protocol.CommandParcel;
import org.skerry.model.protocol.Delivery;
import org.skerry.model.protocol.Parcel;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** An actor that takes turns with others in an enclave: what it takes along when it leaves, and what waits for it while it is away. */
final class Tenant {
    private final Core core;
    private final List<Order> orders = new ArrayList<>(); // of holders of CONTROL, while it is away
    private Resident resident;
    private long number; // of the seal under which its state is away; 0 while it is here
    private int bytes; // of the sealed state
    private Delivery answer; // that came while it was away

    /**
     * An order for an actor that is away.
     *
     * @param source endpoint that it came from
     */
    record Order(int source, CommandParcel.Overrule order) {}

    Tenant(Resident resident, Core core) {
        this.resident = resident;
        this.core = core;
    }

    Resident resident() {
        return resident;
    }

    Core core() {
        return core;
    }

    /** Another program has been loaded in its place. */
    void becomes(Resident fresh) {
        resident = fresh;
    }

    /** Its name at the store. */
    byte[] name() {
        return ("actor " + resident.rank).getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether there is something for it to do, if it is away. */
    boolean couldGoOn(NetworkInterface network) {
        if (!resident.alive() || !orders.isEmpty()) {
            return resident.alive();
        }
        return switch (core.state()) {
            case ASLEEP -> network.mailbox().holdsFor(resident.id);
            case AWAITING -> answer != null;
            case STALLED -> network.sends().hasRoom();
            default -> false;
        };
    }

    // ---- what waits for it -----------------------------------------------------------------------------------------

    void defer(Order order) {
        orders.add(order);
    }

    boolean hasOrders() {
        return !orders.isEmpty();
    }

    Order nextOrder() {
        return orders.remove(0);
    }

    /** An answer has come; a second one is for nobody. */
    void keep(Delivery message) {
        resident.turn.answerCall(message.message());
        answer = message;
    }

    boolean hasAnswer() {
        return answer != null;
    }

    /** It goes on with the answer that was kept for it. */
    void takeAnswer(long cycle) {
        Delivery kept = answer;
        answer = null;
        kept.arrived(cycle, kept.source()); // for the actor only now
        resident.memory.writeReply(kept.message());
        core.answer(cycle, kept);
    }

    // ---- its state -------------------------------------------------------------------------------------------------

    /** Number of the seal under which its state is away; 0 while it is here. */
    long sealNumber() {
        return number;
    }

    /** Bytes of its sealed state. */
    int sealedBytes() {
        return bytes;
    }

    /** Its state, sealed under this number. */
    byte[] close(Seal seal, long newNumber) {
        StateWriter state = new StateWriter();
        write(state);
        number = newNumber;
        byte[] sealed = seal.close(resident.id, number, state.toByteArray());
        bytes = sealed.length;
        return sealed;
    }

    /** Takes back its state; returns false if these bytes are not what was sealed. */
    boolean open(Seal seal, byte[] sealed) {
        byte[] state = seal.open(resident.id, number, sealed);
        if (state == null) {
            return false;
        }
        read(new StateReader(state));
        number = 0;
        return true;
    }

    /** It has ended, and nothing of it is away any more. */
    void ended() {
        number = 0;
        answer = null;
    }

    /** A turn that waits for an answer stays on its thread, and what it keeps beside its memory with it. */
    private void write(StateWriter out) {
        resident.memory.saveButMailbox(out);
        out.writeBoolean(core.held());
        if (!core.held()) {
            resident.instance.save(out);
        }
        resident.turn.table().save(out);
    }

    private void read(StateReader in) {
        resident.memory.loadButMailbox(in);
        if (!in.readBoolean()) {
            resident.instance.load(in);
        }
        resident.turn.table().load(in);
    }

    /** A copy of its linear memory, which is away as these bytes, for whoever looks at the simulation. */
    byte[] linearBytes(Seal seal, byte[] sealed) {
        byte[] state = seal.open(resident.id, number, sealed);
        if (state == null) {
            return new byte[0];
        }
        resident.memory.loadButMailbox(new StateReader(state));
        byte[] linear = resident.memory.linearBytes();
        resident.memory.clearButMailbox();
        return linear;
    }

    /** Writes all but the actor itself, for a checkpoint. */
    void save(StateWriter out) {
        core.save(out);
        out.writeLong(number);
        out.writeInt(bytes);
        out.writeInt(orders.size());
        orders.forEach(each -> {
            out.writeInt(each.source);
            Parcel.write(each.order, out);
        });
    }

    /** Reads what {@link #save} wrote about this actor. */
    void load(Resident saved, StateReader in) {
        resident = saved;
        core.load(in);
        number = in.readLong();
        bytes = in.readInt();
        orders.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            orders.add(new Order(in.readInt(), (CommandParcel.Overrule) Parcel.read(in)));
        }
    }
}
