package org.skerry.model.enclave;

import java.util.ArrayDeque;
import org.skerry.model.core.TurnReplay;
import org.skerry.model.protocol.Outbox;
import org.skerry.model.protocol.Parcel;
import org.skerry.noc.NetworkPorts;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.RegisterSlots;
import org.skerry.sim.actor.SpawnRequest;
import org.skerry.sim.actor.Status;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.ActorFault;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * One enclave: a core, its private memory with the mailbox in it, and a network interface with the handle table. It meets others by
 * parcels only; what it shares with the enclaves of its slice is what the simulator keeps about them.
 */
final class Enclave implements Stateful, Outbox.Departure {
    private static final int EVENT_STARTED = 1;
    private static final int EVENT_SENT = 2;
    private static final int EVENT_DELIVERED = 3;
    private static final int EVENT_REFUSED = 4;
    private static final int EVENT_TURN_STARTED = 5;
    private static final int EVENT_TURN_ENDED = 6;
    private static final int EVENT_ENDED = 7;
    private static final int EVENT_REVOKED = 8;
    private static final int EVENT_LOGGED = 9;

    private final EnclaveSlice slice;
    private final int number;
    private final Core core;
    private final Outbox outbox;
    private final SendQueue sends;
    private final Mailbox mailbox;
    private Resident resident; // null until the first one
    private boolean leaving; // it has ended, and what it sent has not all left

    Enclave(EnclaveSlice slice, int number, NetworkPorts ports) {
        this.slice = slice;
        this.number = number;
        this.core = new Core(this, new TurnReplay(slice.spec().core()));
        this.outbox = new Outbox(number, ports, this);
        this.sends = new SendQueue(slice.spec(), number, outbox);
        this.mailbox = new Mailbox(slice.spec());
    }

    // ---- life --------------------------------------------------------------------------------------------------

    /**
     * Gives the enclave an actor, which hears of its birth later.
     *
     * @throws GuestException when the program cannot live here
     */
    void settle(long id, long image, String name, int rank, HandleTable table, Grants grants) {
        Program program = slice.program(image);
        EnclaveMemory memory = new EnclaveMemory(slice.spec(), number, name, program);
        ActorInstance instance = program.instantiate(memory.linear(), grants);
        Turn turn = new Turn(id, number, table, grants, slice.streams().stream("actor", id), null);
        resident = new Resident(id, image, name, rank, memory, instance, turn);
    }

    /** The actor of deployment comes to life: its START message waits. */
    void bornByDeployment(long cycle) {
        born(cycle, slice.deployedStart(resident.rank));
    }

    private void born(long cycle, Message start) {
        slice.counters().started++;
        record(cycle, EVENT_STARTED, resident.id);
        if (slice.observer() != null) {
            slice.observer().onActorStarted(cycle, resident.id, number);
        }
        accept(cycle, start, number, cycle, Mailbox.Room.NONE);
    }

    private void load(long cycle, Parcel.LoadOrder order) {
        SpawnRequest request = order.order().request();
        HandleTable table =
                new HandleTable(new RegisterSlots(slice.spec().enclave().handleSlots()));
        ActorBirth.installSelf(request.child(), number, table);
        try {
            settle(request.child(), request.image(), order.order().name(), order.rank(), table, Grants.NONE);
        } catch (GuestException refused) {
            resident = null;
            outbox.send(cycle, slice.spec().controlEndpoint(), new Parcel.LoadResult(request.child(), false));
            return;
        }
        outbox.send(cycle, slice.spec().controlEndpoint(), new Parcel.LoadResult(request.child(), true));
        born(cycle, request.start());
    }

    /** The actor has ended: what waits for it goes back to its senders. */
    void end(long cycle, String how, GuestFault fault) {
        resident.admission.close();
        resident.turn.table().clear();
        slice.counters().ended++;
        record(cycle, EVENT_ENDED, Mix.hash(how));
        if (fault != null) {
            slice.counters().faulted++;
            slice.fault(resident.rank, new ActorFault(resident.name, cycle, fault));
        }
        if (slice.observer() != null) {
            slice.observer().onActorEnded(cycle, resident.id, number, how);
        }
        Message open = resident.turn.openCall();
        if (open != null) {
            refuse(cycle, open, open.replyTo().place(), Mailbox.Room.NONE, Status.TARGET_DEAD);
        }
        while (!mailbox.isEmpty()) {
            Mailbox.Entry entry = mailbox.take(resident.memory);
            if (entry.message().sender() != 0) {
                refuse(cycle, entry.message(), entry.source(), entry.room(), Status.TARGET_DEAD);
            }
        }
        grantRoom(cycle);
        leaving = true;
        leaveIfDone(cycle);
    }

    /** Tells the control plane that the enclave can be used again, once nothing of the ended actor is on its way out. */
    private void leaveIfDone(long cycle) {
        if (leaving && sends.isEmpty()) {
            leaving = false;
            outbox.send(cycle, slice.spec().controlEndpoint(), new Parcel.Vacated(resident.id));
        }
    }

    // ---- what arrives ------------------------------------------------------------------------------------------

    /** Takes a parcel from the network. */
    void arrive(long cycle, int source, Parcel parcel) {
        if (parcel instanceof Parcel.Delivery delivery) {
            deliver(cycle, source, delivery);
        } else if (parcel instanceof Parcel.Credit) {
            sends.credited(cycle, source);
        } else if (parcel instanceof Parcel.RoomRequest request) {
            mailbox.request(source, request.messageBytes());
            grantRoom(cycle);
        } else if (parcel instanceof Parcel.RoomGrant) {
            sends.granted(cycle, source);
        } else if (parcel instanceof Parcel.Notice notice) {
            if (notice.credit()) {
                sends.credited(cycle, source);
            }
            notice(cycle, notice.message());
        } else if (parcel instanceof Parcel.Revocation revocation) {
            revoked(cycle, source, revocation);
        } else if (parcel instanceof Parcel.Placed placed) {
            placed(cycle, placed);
        } else if (parcel instanceof Parcel.LoadOrder order) {
            load(cycle, order);
        } else {
            throw new IllegalStateException(
                    "cycle " + cycle + ": " + this + " got " + parcel + " from endpoint " + source);
        }
        settleSends(cycle);
    }

    /** The network has room for this endpoint again. */
    void pump(long cycle) {
        outbox.pump(cycle);
        settleSends(cycle);
    }

    /** The cycle that the core asked for has come. */
    void coreDue(long cycle) {
        core.advance(cycle);
        settleSends(cycle);
    }

    /** Lets go what waited for slots of the send queue. */
    private void settleSends(long cycle) {
        if (core.state() == Core.State.STALLED && sends.hasRoom()) {
            core.unstall(cycle);
        }
        leaveIfDone(cycle);
    }

    @Override
    public void left(long cycle, int destination, Parcel parcel) {
        if (parcel instanceof Parcel.Revocation
                || parcel instanceof Parcel.Delivery delivery && !answersCall(delivery.message())) {
            sends.left();
        }
    }

    private void deliver(long cycle, int source, Parcel.Delivery delivery) {
        Message message = delivery.message();
        Mailbox.Room room = answersCall(message)
                ? Mailbox.Room.NONE
                : delivery.eager() ? Mailbox.Room.STANDING : Mailbox.Room.GRANTED;
        Status status = admit(message);
        if (status != Status.OK) {
            mailbox.release(room, message.wireBytes());
            refuse(cycle, message, source, room, status);
            grantRoom(cycle);
            return;
        }
        slice.counters().messageLatency.record(cycle - delivery.sentCycle());
        accept(cycle, message, source, delivery.sentCycle(), room);
    }

    /** The rules of admission at the place of the target: who lives here, what was revoked, who waits for an answer. */
    private Status admit(Message message) {
        if (resident == null || resident.id != message.target()) {
            return Status.TARGET_DEAD;
        }
        Status status = resident.admission.admit(message);
        if (status == Status.OK && answersCall(message) && resident.turn.awaitedCall() != message.callId()) {
            return Status.TARGET_DEAD;
        }
        return status;
    }

    private void accept(long cycle, Message message, int source, long sentCycle, Mailbox.Room room) {
        slice.counters().delivered++;
        recordMessage(cycle, EVENT_DELIVERED, message);
        if (slice.observer() != null) {
            slice.observer().onMessageDelivered(cycle, number, message);
        }
        if (answersCall(message)) {
            resident.memory.writeReply(message);
            core.answer(cycle, message);
            return;
        }
        mailbox.put(message, source, sentCycle, room, resident.memory);
        core.wake(cycle);
    }

    /** Sends a message back to where it came from, and with it the standing credit it used. */
    private void refuse(long cycle, Message message, int source, Mailbox.Room room, Status why) {
        refused(cycle, message, why);
        outbox.send(cycle, source, new Parcel.Notice(message.refusal(why), room == Mailbox.Room.STANDING));
    }

    private void refused(long cycle, Message message, Status why) {
        slice.counters().refused++;
        record(cycle, EVENT_REFUSED, Mix.combine(message.id(), why.code()));
        if (slice.observer() != null) {
            slice.observer().onMessageRefused(cycle, number, message, why);
        }
    }

    /** The machine tells the actor something. */
    private void notice(long cycle, Message message) {
        if (admit(message) == Status.OK) {
            accept(cycle, message, number, cycle, Mailbox.Room.NONE);
        }
    }

    private void revoked(long cycle, int source, Parcel.Revocation revocation) {
        Capability capability = revocation.capability();
        if (resident != null && resident.id == capability.target()) {
            resident.admission.revoke(capability.id());
        }
        record(cycle, EVENT_REVOKED, capability.id());
        Message done = Message.revoked(capability, revocation.handle(), revocation.revoker());
        outbox.send(cycle, source, new Parcel.Notice(done, false));
    }

    private void placed(long cycle, Parcel.Placed placed) {
        if (resident != null && placed.place() >= 0) {
            resident.turn.table().place(placed.actor(), placed.place());
        }
        ArrayDeque<SendQueue.Item> inVain = sends.placed(cycle, placed.actor(), placed.place());
        while (inVain != null && !inVain.isEmpty()) {
            toNowhere(cycle, inVain.remove());
        }
    }

    private void grantRoom(long cycle) {
        for (int source = mailbox.grantNext(); source >= 0; source = mailbox.grantNext()) {
            outbox.send(cycle, source, new Parcel.RoomGrant());
        }
    }

    // ---- what the core does ------------------------------------------------------------------------------------

    boolean hasMessage() {
        return !mailbox.isEmpty();
    }

    /** Takes the first message out of the mailbox, and gives its room to others. */
    Mailbox.Entry takeMessage(long cycle) {
        Mailbox.Entry entry = mailbox.take(resident.memory);
        if (entry.room() == Mailbox.Room.STANDING) {
            outbox.send(cycle, entry.source(), new Parcel.Credit());
        } else if (entry.room() == Mailbox.Room.GRANTED) {
            grantRoom(cycle);
        }
        return entry;
    }

    void turnStarted(long cycle, Message message) {
        record(cycle, EVENT_TURN_STARTED, message.id());
    }

    void turnEnded(long startCycle, long cycle, Mailbox.Entry entry, Ledger ledger, long busyCycles) {
        ChipCounters counters = slice.counters();
        counters.turns++;
        counters.instructions += ledger.instructions();
        counters.loads += ledger.loads();
        counters.stores += ledger.stores();
        counters.busyCycles += busyCycles;
        if (entry.message().kind() == MessageKind.USER) {
            counters.turnLatency.record(cycle - entry.sentCycle());
        }
        record(cycle, EVENT_TURN_ENDED, Mix.combine(entry.message().id(), ledger.instructions()));
        if (slice.observer() != null) {
            slice.observer().onTurn(startCycle, cycle, resident.id, number, entry.message(), ledger.instructions());
        }
    }

    /** Sends a message of the actor; false if the send queue is full. */
    boolean send(long cycle, Message message) {
        boolean answers = answersCall(message);
        if (!answers && !sends.hasRoom()) {
            return false;
        }
        slice.counters().sent++;
        slice.counters().bytes += message.wireBytes();
        recordMessage(cycle, EVENT_SENT, message);
        if (slice.observer() != null) {
            slice.observer().onMessageSent(cycle, number, message);
        }
        if (answers) {
            outbox.send(cycle, message.to().place(), new Parcel.Delivery(message, cycle, false));
        } else if (message.wireBytes() > slice.largestMessageBytes()) {
            refused(cycle, message, Status.NO_ROOM);
            notice(cycle, message.refusal(Status.NO_ROOM));
        } else {
            dispatch(cycle, new SendQueue.Item(message, cycle, null));
        }
        return true;
    }

    /** Revokes a capability of the actor; false if the send queue is full. */
    boolean revoke(long cycle, Capability capability, int handle) {
        if (!sends.hasRoom()) {
            return false;
        }
        slice.counters().revocations++;
        Parcel.Revocation revocation = new Parcel.Revocation(capability, handle, resident.id);
        dispatch(cycle, new SendQueue.Item(null, cycle, revocation));
        return true;
    }

    private void dispatch(long cycle, SendQueue.Item item) {
        if (sends.placeOf(item.to()) == SendQueue.NOWHERE) {
            toNowhere(cycle, item);
        } else {
            sends.add(cycle, item);
        }
    }

    /** What was sent to an actor that never came to life is answered here. */
    private void toNowhere(long cycle, SendQueue.Item item) {
        if (item.message() != null) {
            refused(cycle, item.message(), Status.TARGET_DEAD);
            notice(cycle, item.message().refusal(Status.TARGET_DEAD));
        } else {
            Parcel.Revocation revocation = item.revocation();
            notice(cycle, Message.revoked(revocation.capability(), revocation.handle(), revocation.revoker()));
        }
    }

    void spawn(long cycle, SpawnRequest request) {
        sends.expect(request.child());
        String name = ActorBirth.childName(resident.name, ++resident.children);
        outbox.send(cycle, slice.spec().controlEndpoint(), new Parcel.SpawnOrder(request, name));
    }

    void log(long cycle, byte[] line) {
        slice.digests().add(slice.local(number), cycle, EVENT_LOGGED, line.length);
        slice.digests().addBytes(slice.local(number), line, 0, line.length);
        slice.log(resident.rank, new LogLine(cycle, resident.name, LogLine.decode(line)));
    }

    private static boolean answersCall(Message message) {
        return message.callId() != 0 && message.replyTo() == null;
    }

    // ---- for core, slice and chip ------------------------------------------------------------------------------

    ChipSpec spec() {
        return slice.spec();
    }

    ChipCounters counters() {
        return slice.counters();
    }

    long now() {
        return slice.now();
    }

    /** The guest wants to run at this cycle. */
    void offer() {
        slice.offer(this);
    }

    void wakeCoreAt(long cycle) {
        slice.wakeCoreAt(cycle, number);
    }

    int number() {
        return number;
    }

    Resident resident() {
        return resident;
    }

    Core core() {
        return core;
    }

    SendQueue sends() {
        return sends;
    }

    private void record(long cycle, int event, long payload) {
        slice.digests().add(slice.local(number), cycle, event, payload);
    }

    private void recordMessage(long cycle, int event, Message message) {
        record(cycle, event, message.id());
        slice.digests().addBytes(slice.local(number), message.payload(), 0, message.payload().length);
    }

    @Override
    public String toString() {
        return "enclave " + number + (resident == null ? "" : " of actor '" + resident.name + "'");
    }

    @Override
    public void save(StateWriter out) {
        out.writeBoolean(resident != null);
        if (resident != null) {
            out.writeLong(resident.id);
            out.writeLong(resident.image);
            out.writeString(resident.name);
            out.writeInt(resident.rank);
            resident.save(out);
        }
        out.writeBoolean(leaving);
        core.save(out);
        outbox.save(out);
        sends.save(out);
        mailbox.save(out);
    }

    @Override
    public void load(StateReader in) {
        if (in.readBoolean()) {
            long id = in.readLong();
            long image = in.readLong();
            String name = in.readString();
            int rank = in.readInt();
            if (resident == null || resident.id != id) {
                HandleTable table =
                        new HandleTable(new RegisterSlots(slice.spec().enclave().handleSlots()));
                settle(id, image, name, rank, table, Grants.NONE);
            }
            resident.load(in);
        } else {
            resident = null;
        }
        leaving = in.readBoolean();
        core.load(in);
        outbox.load(in);
        sends.load(in);
        mailbox.load(in);
    }
}
