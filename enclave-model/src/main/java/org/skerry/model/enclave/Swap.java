package org.skerry.model.enclave;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.skerry.model.edge.StorageFormat;
import org.skerry.model.protocol.CommandParcel;
import org.skerry.model.protocol.Delivery;
import org.skerry.model.protocol.Parcel;
import org.skerry.sim.actor.ActorId;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What lets several actors take turns in one enclave. It is hardware between the memory and the network interface; no software of the
 * enclave can reach it, and what it sends out is sealed:
 *
 * <pre>
 *   SETTLED --somebody else has messages, the one here has none or had its turns--> SEALING --> WRITING, piece by piece --> CLEARING
 *      ^                                                                                                                     |
 *      +---- its core goes on <---- OPENING <---- READING, piece by piece <---- the next in turn ----------------------+
 * </pre>
 *
 * <p>Those that could go on come in turn. Messages for actors that are away wait in the mailbox with all others; an answer that an absent
 * actor waits for waits in a register of its own. An actor in mid-turn leaves only while it waits for an answer, or for room to send
 * which has not come for as long as it takes to clear the memory. Handles leave with the state; what was revoked stays at the
 * door. A state that does not open is not started: its actor has ended.
 */
final class Swap implements Stateful {
    private enum Step {
        SETTLED,
        SEALING,
        WRITING,
        CLEARING,
        READING,
        OPENING
    }

    private static final Step[] STEPS = Step.values();

    private final Enclave enclave;
    private final ChipPlan plan;
    private final Seal seal;
    private final long self; // identifier that the store answers to
    private final List<Tenant> tenants = new ArrayList<>(); // in the order of the plan
    private final SwapCounters counters;
    private int present;
    private Step step = Step.SETTLED;
    private long stepBegan;
    private long dueAt; // end of the present step
    private long stallBegan = -1; // since when the one here waits for room while others could go on
    private int turns; // that the one here has had since it came
    private long messages; // that were sent to the store
    private long seals; // that were made
    private long awaited; // call that the store is to answer; 0 if none
    private byte[] sealed = {}; // on its way out or in
    private int moved; // bytes of it

    /** An actor of the enclave. */
    static final class Tenant {
        Resident resident;
        final Core core;
        final List<Deferred> orders = new ArrayList<>(); // of holders of CONTROL, while it is away
        long number; // of the seal under which its state is away; 0 while it is here
        int bytes; // of the sealed state
        Message answer; // that came while it was away
        int answerSource;
        Delivery answerDelivery;

        Tenant(Resident resident, Core core) {
            this.resident = resident;
            this.core = core;
        }
    }

    /** An order for an actor that is away, and the endpoint that it came from. */
    private record Deferred(int source, CommandParcel.Overrule order) {}

    Swap(Enclave enclave, ChipPlan plan, SwapCounters counters) {
        this.counters = counters;
        this.enclave = enclave;
        this.plan = plan;
        this.seal = new Seal(enclave.number(), plan.streams().stream("fuses", enclave.number()));
        this.self = ActorId.named("swap of enclave " + enclave.number());
    }

    /** One more actor. */
    void add(Resident resident, Core core) {
        tenants.add(new Tenant(resident, core));
    }

    List<Tenant> tenants() {
        return tenants;
    }

    // ---- sizes of messages, for the closed form ------------------------------------------------------------------

    /** Bytes on the wire of a request whose name and data are so long. */
    static int requestBytes(int nameAndData) {
        return 32 + StorageFormat.HEADER_BYTES + nameAndData + 8 + 40;
    }

    /** Bytes on the wire of an answer with this payload. */
    static int replyBytes(int payload) {
        return 32 + payload + 8;
    }

    /** Bytes of a sealed state that fit into one message. */
    static int pieceBytes(ChipSpec spec, int nameBytes) {
        int mailbox = Math.max(
                spec.grantableBytes(),
                spec.eagerPeers() == 0 ? 0 : spec.enclave().eagerBytes());
        int most =
                Math.min(Message.MAX_BYTES - StorageFormat.HEADER_BYTES - nameBytes, mailbox - requestBytes(nameBytes));
        return Math.max(1, most);
    }

    private byte[] name(Tenant tenant) {
        return ("actor " + tenant.resident.rank).getBytes(StandardCharsets.US_ASCII);
    }

    // ---- who is here ---------------------------------------------------------------------------------------------

    /** The actor with this identifier that lives in this enclave, here or away, or null. */
    Resident find(long id) {
        Tenant tenant = tenant(id);
        return tenant == null ? null : tenant.resident;
    }

    private Tenant tenant(long id) {
        for (Tenant tenant : tenants) {
            if (tenant.resident.id == id) {
                return tenant;
            }
        }
        return null;
    }

    /** Whether an actor is here and may be run. */
    boolean isHere(long id) {
        return step == Step.SETTLED && tenants.get(present).resident.id == id;
    }

    /** Whether nobody may begin a turn now, since somebody comes or goes. */
    boolean isBusy() {
        return step != Step.SETTLED;
    }

    /** Where the bytes of waiting messages lie, whoever is here. */
    EnclaveMemory mailboxMemory() {
        return tenants.get(0).resident.memory;
    }

    /** Whether anybody of this enclave lives. */
    boolean anybodyLives() {
        return tenants.stream().anyMatch(tenant -> tenant.resident.alive());
    }

    /** Actors in mid-turn that are away, in words; what they wait for has not come. */
    List<String> waiting() {
        List<String> waits = new ArrayList<>();
        for (Tenant tenant : tenants) {
            if (tenant != tenants.get(present) && tenant.core.state() != Core.State.ASLEEP) {
                waits.add("actor '" + tenant.resident.name + "', which takes turns with others and is away, waits for "
                        + (tenant.core.state() == Core.State.STALLED
                                ? "room in the send queue of enclave " + enclave.number()
                                : "a reply that nobody will send"));
            }
        }
        return waits;
    }

    /** The actor here has had a turn; whether it makes way now. */
    boolean endsStay() {
        stallBegan = -1;
        return ++turns >= spec().turnsPerStay() && next() >= 0;
    }

    /** Keeps an order about an actor until it is back; returns false if it is here, or is none of these. */
    boolean defers(long cycle, int source, CommandParcel.Overrule order) {
        Tenant tenant = tenant(order.actor());
        if (tenant == null || !tenant.resident.alive() || isHere(order.actor())) {
            return false;
        }
        tenant.orders.add(new Deferred(source, order));
        consider(cycle);
        return true;
    }

    /** Another program has been loaded in an actor's place. */
    void replace(Resident old, Resident fresh) {
        Tenant tenant = tenant(old.id);
        tenant.resident = fresh;
        if (tenant == tenants.get(0)) {
            fresh.memory.takeMailboxOf(old.memory);
        }
    }

    /** An answer has come for an actor that is not here. */
    void keep(long cycle, int source, Message answer, Delivery delivery) {
        Tenant tenant = tenant(answer.target());
        tenant.resident.turn.answerCall(answer); // a second one is for nobody
        tenant.answer = answer;
        tenant.answerSource = source;
        tenant.answerDelivery = delivery;
        consider(cycle);
    }

    // ---- coming and going ----------------------------------------------------------------------------------------

    /** Something has changed: if somebody waits and the one here has nothing to do, they change places. */
    void consider(long cycle) {
        if (step != Step.SETTLED || next() < 0 || !mayLeave(cycle)) {
            return;
        }
        Tenant here = tenants.get(present);
        turns = 0;
        stallBegan = -1;
        if (!here.resident.alive()) {
            clear(cycle);
            return;
        }
        StateWriter state = new StateWriter();
        write(here, state);
        here.number = ++seals;
        sealed = seal.close(here.resident.id, here.number, state.toByteArray());
        here.bytes = sealed.length;
        counters.leaves++;
        counters.bytesOut += sealed.length;
        begin(cycle, Step.SEALING, spec().sealCycles(sealed.length));
    }

    /** Whether the one here can go on only later: no message, enough turns, an answer or room that has not come, or the end. */
    private boolean mayLeave(long cycle) {
        Tenant here = tenants.get(present);
        if (enclave.management().inReset()) {
            return false;
        }
        return switch (here.core.state()) {
            case ASLEEP ->
                turns >= spec().turnsPerStay()
                        || !here.resident.alive()
                        || !enclave.network().mailbox().holdsFor(here.resident.id);
            case AWAITING -> true;
            case STALLED -> patience(cycle);
            default -> false;
        };
    }

    /** Room mostly comes soon; whoever has waited for it as long as it takes to clear the memory makes way. */
    private boolean patience(long cycle) {
        if (stallBegan < 0) {
            stallBegan = cycle;
            enclave.wakeSwapAt(cycle + clearCycles());
        }
        return cycle - stallBegan >= clearCycles() && !enclave.network().sends().hasRoom();
    }

    private long clearCycles() {
        return plan.specOf(enclave.number())
                .load()
                .zeroiseCycles(plan.specOf(enclave.number()).enclave().clearedBytes());
    }

    private MultiplexSpec spec() {
        return plan.specOf(enclave.number()).multiplex();
    }

    /** The one whose turn is next among those that are away and could go on, or -1. */
    private int next() {
        for (int i = 1; i < tenants.size(); i++) {
            int candidate = (present + i) % tenants.size();
            if (couldGoOn(tenants.get(candidate))) {
                return candidate;
            }
        }
        return -1;
    }

    private boolean couldGoOn(Tenant tenant) {
        if (!tenant.resident.alive() || !tenant.orders.isEmpty()) {
            return tenant.resident.alive();
        }
        return switch (tenant.core.state()) {
            case ASLEEP -> enclave.network().mailbox().holdsFor(tenant.resident.id);
            case AWAITING -> tenant.answer != null;
            case STALLED -> enclave.network().sends().hasRoom();
            default -> false;
        };
    }

    private void begin(long cycle, Step newStep, long cycles) {
        step = newStep;
        stepBegan = cycle;
        dueAt = cycle + cycles;
        enclave.wakeSwapAt(dueAt);
    }

    /** The cycle that was asked for has come. */
    void due(long cycle) {
        if (step == Step.SETTLED) {
            consider(cycle);
            return;
        }
        if (cycle != dueAt) {
            return; // a patience that is not needed any more
        }
        switch (step) {
            case SEALING -> {
                counters.sealCycles += cycle - stepBegan;
                stepBegan = cycle;
                step = Step.WRITING;
                moved = 0;
                sendPiece(cycle);
            }
            case CLEARING -> {
                counters.clearCycles += cycle - stepBegan;
                fetch(cycle);
            }
            case OPENING -> {
                counters.sealCycles += cycle - stepBegan;
                open(cycle);
            }
            default -> {} // a patience that ended while pieces are under way
        }
    }

    private void clear(long cycle) {
        Tenant here = tenants.get(present);
        here.resident.memory.clearButMailbox();
        here.resident.turn.table().clear();
        sealed = new byte[0];
        begin(cycle, Step.CLEARING, clearCycles());
    }

    private void fetch(long cycle) {
        int next = next();
        present = next >= 0 ? next : present;
        Tenant coming = tenants.get(present);
        if (next < 0 && !coming.resident.alive()) {
            settle(cycle); // whoever was waited for is gone
            return;
        }
        stepBegan = cycle;
        step = Step.READING;
        sealed = new byte[coming.bytes];
        moved = 0;
        enclave.occupants().moveIn(coming.resident, coming.core);
        askForPiece(cycle);
    }

    private void open(long cycle) {
        Tenant coming = tenants.get(present);
        byte[] state = seal.open(coming.resident.id, coming.number, sealed);
        sealed = new byte[0];
        if (state == null) {
            end(cycle, coming, "what storage brought back is not the state that was sealed");
            return;
        }
        read(coming, new StateReader(state));
        coming.number = 0;
        counters.returns++;
        settle(cycle);
    }

    /** Somebody is here; if there is something for him, he goes on. */
    private void settle(long cycle) {
        step = Step.SETTLED;
        Tenant here = tenants.get(present);
        while (!here.orders.isEmpty() && isHere(here.resident.id)) {
            Deferred next = here.orders.remove(0);
            enclave.management().obey(cycle, next.source, next.order);
        }
        if (step != Step.SETTLED
                || here != tenants.get(present)
                || enclave.management().inReset()) {
            return; // it has ended, and another one comes; or another program is loaded
        }
        if (here.answer != null && here.resident.alive()) {
            Message answer = here.answer;
            here.answer = null;
            here.resident.memory.writeReply(answer);
            here.core.answer(cycle, here.answerSource, answer, here.answerDelivery);
            here.answerDelivery = null;
        } else if (here.core.state() == Core.State.ASLEEP && enclave.network().hasMessage()) {
            here.core.wake(cycle);
        } else {
            consider(cycle);
        }
    }

    private void end(long cycle, Tenant tenant, String why) {
        tenant.number = 0;
        tenant.answer = null;
        step = Step.SETTLED;
        tenant.core.reset(cycle);
        enclave.departure()
                .end(
                        cycle,
                        "fault",
                        new GuestFault(GuestFault.Kind.MEMORY, "?", why, 0),
                        EndReason.TRAPPED,
                        GuestFault.Kind.MEMORY.ordinal());
    }

    // ---- storage -------------------------------------------------------------------------------------------------

    private void sendPiece(long cycle) {
        Tenant leaving = tenants.get(present);
        byte[] name = name(leaving);
        int bytes = Math.min(pieceBytes(plan.specOf(enclave.number()), name.length), sealed.length - moved);
        byte[] piece = Arrays.copyOfRange(sealed, moved, moved + bytes);
        int flags = moved == 0 ? StorageFormat.TRUNCATE : 0;
        call(cycle, new StorageFormat.Request(StorageFormat.WRITE, flags, name, 0, moved, bytes, piece));
        moved += bytes;
    }

    private void askForPiece(long cycle) {
        byte[] name = name(tenants.get(present));
        int bytes = Math.min(pieceBytes(plan.specOf(enclave.number()), name.length), sealed.length - moved);
        call(cycle, new StorageFormat.Request(StorageFormat.READ, 0, name, 0, moved, bytes, new byte[0]));
    }

    private void call(long cycle, StorageFormat.Request request) {
        long call = ActorId.of(self, ++messages);
        awaited = call;
        int port = plan.specOf(enclave.number()).edge().device(0);
        int rights = Rights.SEND | Rights.STORAGE | Rights.READ | Rights.WRITE;
        Capability to = Capability.root(
                CapabilityKind.ACTOR, ChipPlan.SWAP_STORE, port, rights, enclave.number() + 1L, ActorId.of(self, 0));
        Capability back = Capability.root(CapabilityKind.REPLY, self, enclave.number(), Rights.SEND, call, call);
        Message message = new Message(
                call,
                MessageKind.USER,
                self,
                -1,
                to,
                ChipPlan.SWAP_STORE,
                request.payload(),
                Message.NO_GRANTS,
                back,
                call);
        enclave.network().sendForHardware(cycle, message);
    }

    /** Whether a message is for this hardware and not for an actor. */
    boolean isMine(Message message) {
        return message.target() == self;
    }

    /** The store has answered. */
    void answered(long cycle, Message answer) {
        if (answer.callId() != awaited) {
            return;
        }
        awaited = 0;
        byte[] payload = answer.payload();
        boolean good = answer.kind() == MessageKind.REPLY
                && payload.length >= StorageFormat.HEADER_BYTES
                && ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getShort(2) == StorageFormat.OK;
        if (step == Step.WRITING) {
            wrote(cycle, good);
        } else {
            fetched(cycle, good, payload);
        }
    }

    private void wrote(long cycle, boolean good) {
        Tenant leaving = tenants.get(present);
        if (!good) {
            end(cycle, leaving, "storage has no room for its sealed state of " + sealed.length + " bytes");
        } else if (moved < sealed.length) {
            sendPiece(cycle);
        } else {
            counters.moveCycles += cycle - stepBegan;
            clear(cycle);
        }
    }

    private void fetched(long cycle, boolean good, byte[] payload) {
        int bytes = payload.length - StorageFormat.HEADER_BYTES;
        if (good && bytes > 0 && bytes <= sealed.length - moved) {
            System.arraycopy(payload, StorageFormat.HEADER_BYTES, sealed, moved, bytes);
            moved += bytes;
            if (moved < sealed.length) {
                askForPiece(cycle);
                return;
            }
        }
        // What is missing shows when the seal is opened.
        counters.moveCycles += cycle - stepBegan;
        begin(cycle, Step.OPENING, spec().sealCycles(sealed.length));
    }

    // ---- state that is sealed ------------------------------------------------------------------------------------

    /** A turn that waits for an answer stays on its thread, and what it keeps beside its memory with it. */
    private static void write(Tenant tenant, StateWriter out) {
        tenant.resident.memory.saveButMailbox(out);
        out.writeBoolean(tenant.core.held());
        if (!tenant.core.held()) {
            tenant.resident.instance.save(out);
        }
        tenant.resident.turn.table().save(out);
    }

    private static void read(Tenant tenant, StateReader in) {
        tenant.resident.memory.loadButMailbox(in);
        if (!in.readBoolean()) {
            tenant.resident.instance.load(in);
        }
        tenant.resident.turn.table().load(in);
    }

    /** All but the first actor leave before the first cycle, free of charge. Takes what goes to the store: names and sealed states. */
    void clearForStart(BiConsumer<byte[], byte[]> store) {
        for (Tenant tenant : tenants.subList(1, tenants.size())) {
            StateWriter state = new StateWriter();
            write(tenant, state);
            tenant.number = ++seals;
            byte[] bytes = seal.close(tenant.resident.id, tenant.number, state.toByteArray());
            tenant.bytes = bytes.length;
            store.accept(name(tenant), bytes);
            tenant.resident.memory.clear();
            tenant.resident.turn.table().clear();
        }
    }

    /** A copy of the linear memory of an actor, wherever it is, for whoever looks at the simulation. */
    byte[] linearBytes(Resident resident, UnaryOperator<byte[]> store) {
        Tenant tenant = tenant(resident.id);
        if (tenant.number == 0 || step == Step.SEALING || step == Step.WRITING) {
            return resident.memory.linearBytes();
        }
        byte[] state = seal.open(resident.id, tenant.number, store.apply(name(tenant)));
        if (state == null) {
            return new byte[0];
        }
        resident.memory.loadButMailbox(new StateReader(state));
        byte[] linear = resident.memory.linearBytes();
        resident.memory.clearButMailbox();
        return linear;
    }

    // ---- state ---------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        out.writeInt(present);
        for (Tenant tenant : tenants) {
            enclave.occupants().moveIn(tenant.resident, tenant.core);
            enclave.occupants().saveResident(out);
            tenant.core.save(out);
            out.writeLong(tenant.number);
            out.writeInt(tenant.bytes);
            out.writeInt(tenant.orders.size());
            tenant.orders.forEach(each -> {
                out.writeInt(each.source);
                Parcel.write(each.order, out);
            });
        }
        enclave.occupants().moveIn(tenants.get(present).resident, tenants.get(present).core);
        out.writeInt(step.ordinal());
        out.writeLongs(new long[] {stepBegan, turns, messages, seals, awaited, moved, dueAt, stallBegan});
        out.writeBytes(sealed);
    }

    @Override
    public void load(StateReader in) {
        present = in.readIndex(tenants.size(), "actors of an enclave");
        for (Tenant tenant : tenants) {
            enclave.occupants().moveIn(tenant.resident, tenant.core);
            enclave.occupants().loadResident(in);
            tenant.resident = enclave.resident(); // another one if a program was put in its place
            tenant.core.load(in);
            tenant.number = in.readLong();
            tenant.bytes = in.readInt();
            tenant.orders.clear();
            for (int left = in.readCount(1); left > 0; left--) {
                tenant.orders.add(new Deferred(in.readInt(), (CommandParcel.Overrule) Parcel.read(in)));
            }
        }
        enclave.occupants().moveIn(tenants.get(present).resident, tenants.get(present).core);
        step = STEPS[in.readIndex(STEPS.length, "steps of a swap")];
        long[] saved = new long[8];
        in.readLongs(saved);
        stepBegan = saved[0];
        turns = (int) saved[1];
        messages = saved[2];
        seals = saved[3];
        awaited = saved[4];
        moved = (int) saved[5];
        dueAt = saved[6];
        stallBegan = saved[7];
        sealed = in.readBytes();
    }
}
