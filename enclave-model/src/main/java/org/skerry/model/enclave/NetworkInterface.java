package org.skerry.model.enclave;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.skerry.model.protocol.ControlParcel;
import org.skerry.model.protocol.Delivery;
import org.skerry.model.protocol.FaultParcel;
import org.skerry.model.protocol.Inbox;
import org.skerry.model.protocol.MessageParcel;
import org.skerry.model.protocol.Outbox;
import org.skerry.model.protocol.Parcel;
import org.skerry.model.protocol.PlaneParcel;
import org.skerry.noc.NetworkPorts;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.Links;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.SpawnRequest;
import org.skerry.sim.actor.Status;
import org.skerry.sim.digest.EntityHash;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * How an enclave meets the rest of the chip: it decides what may enter, gives out room in the mailbox, and holds back what may not
 * leave yet. No software of the enclave can write its registers.
 */
final class NetworkInterface implements Stateful, Outbox.Departure {
    private final int number;
    private final int largestMessageBytes;
    // What each message needs comes first, so that it lies side by side in the memory of the host.
    private final Enclave enclave;
    private final Journal journal;
    private final EntityHash history; // of the enclave
    private final Mailbox mailbox;
    private final PairCredits credits;
    private final SendQueue sends;
    private final Severance severance; // null where nothing of the network breaks
    private final Outbox outbox;
    private final ChipPlan plan;
    private final ControlPort control;
    private final Inbox inbox = new Inbox();
    private final OversightPort oversight;

    NetworkInterface(Enclave enclave, int number, ChipPlan plan, Journal journal, NetworkPorts ports) {
        this.enclave = enclave;
        this.number = number;
        this.plan = plan;
        this.largestMessageBytes = plan.largestMessageBytes();
        this.journal = journal;
        this.history = journal.history(number);
        this.outbox = new Outbox(number, ports, this, plan.spec().messages());
        this.control = new ControlPort(enclave, plan, outbox);
        this.credits = enclave.credits();
        this.sends = new SendQueue(plan, number, outbox, control, credits);
        this.mailbox =
                new Mailbox(plan.spec(), plan.standingCredits(), plan.faults().ofNetwork());
        this.severance = plan.faults().ofNetwork() ? new Severance(enclave, this, journal) : null;
        this.oversight = new OversightPort(enclave, this, number, journal, outbox, severance);
    }

    /** Reads of itself what the next message or credit will need; the number means nothing. */
    long foresee() {
        return number;
    }

    // ---- what arrives ------------------------------------------------------------------------------------------

    /** Takes a parcel from the network. */
    void arrive(long cycle, int source, Parcel parcel) {
        if (parcel instanceof Delivery delivery) {
            deliver(cycle, source, delivery);
        } else if (parcel instanceof MessageParcel.Credit credit) {
            sends.credited(cycle, source, credit.bytes());
        } else if (parcel instanceof MessageParcel.RoomRequest request) {
            mailbox.request(source, request.messageBytes());
            grantRoom(cycle);
        } else if (parcel instanceof MessageParcel.RoomGrant) {
            sends.granted(cycle, source);
        } else if (parcel instanceof MessageParcel.Notice notice) {
            if (notice.credit() > 0) {
                sends.credited(cycle, source, notice.credit());
            }
            if (severance != null) {
                severance.told(notice.message());
            }
            if (notice.message().kind() == MessageKind.EVIDENCE) {
                oversight.evidence(cycle, source, notice);
            } else if (control.isNews(notice.message())) {
                notice(cycle, notice.message());
            }
        } else if (parcel instanceof MessageParcel.Revocation revocation) {
            revoked(cycle, source, revocation);
        } else if (parcel instanceof PlaneParcel.Placed placed) {
            control.placed(cycle, placed);
        } else if (parcel instanceof MessageParcel.Watch watch) {
            oversight.watched(cycle, source, watch.wish());
        } else if (parcel instanceof ControlParcel between) {
            control.arrive(cycle, source, between);
        } else if (parcel instanceof FaultParcel news) {
            severance.arrive(cycle, source, news);
        } else {
            throw new IllegalStateException(
                    "cycle " + cycle + ": " + enclave + " got " + parcel + " from endpoint " + source);
        }
    }

    /** Takes a message from the network. */
    void deliver(long cycle, int source, Delivery delivery) {
        Message message = delivery.message();
        boolean ordinary = enclave.isOrdinary();
        if (!ordinary && enclave.swap() != null && enclave.swap().isMine(message)) {
            enclave.swap().answered(cycle, message);
            return;
        }
        delivery.arrived(cycle, source);
        if (delivery.room() == Delivery.Room.GRANTED) {
            mailbox.arrived(source);
        }
        if (!ordinary && isCleared(message)) {
            mailbox.release(delivery.room(), delivery.bytes());
            if (enclave.management().replaced()) {
                refuse(cycle, delivery, Status.TARGET_DEAD);
            } else {
                lose(cycle, delivery);
            }
            grantRoom(cycle);
            return;
        }
        Status status = admit(message);
        if (status != Status.OK) {
            mailbox.release(delivery.room(), delivery.bytes());
            refuse(cycle, delivery, status);
            grantRoom(cycle);
            return;
        }
        journal.counters().messageLatency.record(cycle - delivery.sentCycle());
        journal.delivered(cycle, history, message);
        if (delivery.room() == Delivery.Room.NONE) {
            answered(cycle, delivery);
        } else if (enclave.core().isReady() && mailbox.isEmpty()) {
            mailbox.pass(delivery, enclave.resident().ring);
            giveRoomBack(cycle, delivery);
            enclave.core().begin(cycle, delivery);
        } else {
            mailbox.put(delivery, enclave.mailboxRing());
            tell(cycle, message);
        }
    }

    /** Whether it is for an actor whose memory is being cleared. */
    private boolean isCleared(Message message) {
        return enclave.is(Circumstance.IN_RESET) && enclave.management().isAbout(message.target());
    }

    /** The rules of admission at the place of the target: who lives here, what was revoked, who waits for an answer. */
    private Status admit(Message message) {
        Resident resident = enclave.find(message.target());
        if (resident == null) {
            return Status.TARGET_DEAD;
        }
        Status status = enclave.isOrdinary() ? Status.OK : resident.admission.admit(message);
        assert status == resident.admission.admit(message) : enclave + " has a door that it does not know of";
        if (status == Status.OK && answersCall(message) && resident.turn.awaitedCall() != message.callId()) {
            return Status.TARGET_DEAD;
        }
        return status;
    }

    /** Takes in what the machine itself says. */
    private void accept(long cycle, Message message) {
        journal.delivered(cycle, history, message);
        Delivery said = new Delivery(message, 0, 0, cycle);
        said.saidTo(number, cycle);
        if (answersCall(message)) {
            answered(cycle, said);
        } else {
            mailbox.put(said, enclave.mailboxRing());
            tell(cycle, message);
        }
    }

    /** A message lies in the mailbox. */
    private void tell(long cycle, Message message) {
        if (enclave.isHere(message.target())) {
            enclave.core().wake(cycle);
        } else { // its actor takes turns with others
            enclave.swap().consider(cycle);
        }
    }

    private void answered(long cycle, Delivery answer) {
        if (enclave.isHere(answer.message().target())) {
            enclave.resident().memory.writeReply(answer.message());
            enclave.core().answer(cycle, answer);
        } else {
            enclave.swap().keep(cycle, answer);
        }
    }

    /** Puts the first message of an actor into the mailbox. */
    void acceptStart(long cycle, Message start) {
        accept(cycle, start);
    }

    /** Sends a message back to where it came from, and with it all credits of the pair that are here. */
    private void refuse(long cycle, Delivery delivery, Status why) {
        int credit = delivery.room() == Delivery.Room.STANDING
                ? credits.freeAll(number, delivery.source(), delivery.bytes())
                : 0;
        refuse(cycle, delivery.message(), delivery.source(), credit, why);
    }

    private void refuse(long cycle, Message message, int source, int credit, Status why) {
        journal.refused(cycle, number, message, why);
        outbox.send(cycle, source, new MessageParcel.Notice(message.refusal(why), credit));
    }

    /** Tells a caller that its call was taken and will not be answered: the actor has ended. */
    void refuseCall(long cycle, Message call) {
        refuse(cycle, call, call.replyTo().place(), 0, Status.TARGET_DEAD);
    }

    /** Sends everything that waits in the mailbox for the actor back: it has ended. */
    void refuseAll(long cycle) {
        while (hasMessage()) {
            Delivery taken = take();
            if (taken.message().sender() != 0 && taken.message().kind() != MessageKind.START) {
                refuse(cycle, taken, Status.TARGET_DEAD);
            }
        }
        grantRoom(cycle);
    }

    /** Empties mailbox and send queue: nobody is left who could take what waits there, and its senders are not told. */
    void forget(long cycle) {
        while (hasMessage()) {
            lose(cycle, take());
        }
        if (enclave.swap() == null) { // else others have sent as well
            oversight.questions().forget();
            sends.forget(message -> journal.lost(cycle, number, message));
        }
        grantRoom(cycle);
    }

    /** All room that is kept goes back to its senders: whoever lives here next begins with registers as in an enclave that nobody has used. */
    void giveCreditsBack(long cycle) {
        for (int peer : credits.keptOf(number)) {
            outbox.sendCredit(cycle, peer, credits.freeAll(number, peer, 0));
        }
    }

    /** The tile is dead: whatever waits here to come in or to go out is lost. */
    void lose(long cycle) {
        while (!mailbox.isEmpty()) {
            Delivery taken = mailbox.take(enclave.mailboxRing());
            journal.lost(cycle, number, taken.message());
        }
        sends.lose(message -> journal.lost(cycle, number, message));
        outbox.lose();
        control.lose();
    }

    /** A message is lost; the credits that it used come back, as the flow control of the mailbox knows no actors. */
    private void lose(long cycle, Delivery delivery) {
        journal.lost(cycle, number, delivery.message());
        if (delivery.room() == Delivery.Room.STANDING) {
            freeStanding(cycle, delivery);
        }
    }

    /** The machine tells the actor something; who is gone cannot be told. */
    void notice(long cycle, Message message) {
        if (message.isExit()) {
            oversight.links().hear(cycle, Links.Exit.of(message));
            return;
        }
        if (!isCleared(message) && admit(message) == Status.OK) {
            accept(cycle, message);
        }
    }

    private void revoked(long cycle, int source, MessageParcel.Revocation revocation) {
        Capability capability = revocation.capability();
        Resident resident = enclave.find(capability.target());
        if (resident != null) {
            oversight.links().revoke(cycle, resident, capability.id());
        }
        journal.revoked(cycle, number, capability.id());
        outbox.send(cycle, source, new MessageParcel.Notice(revocation.acknowledgement()));
    }

    /** It is known where an actor is. */
    void placed(long cycle, PlaneParcel.Placed placed) {
        if (enclave.resident() != null
                && placed.place() >= 0
                && enclave.resident().turn.table().place(placed.actor(), placed.place())) {
            enclave.management().placed(placed.actor(), placed.place());
        }
        ArrayDeque<Parcel> inVain = sends.placed(cycle, placed.actor(), placed.place());
        while (inVain != null && !inVain.isEmpty()) {
            toNowhere(cycle, inVain.remove());
        }
    }

    /** Room has become free that nobody will use. */
    void grantRoomAgain(long cycle) {
        grantRoom(cycle);
    }

    private void grantRoom(long cycle) {
        for (int source = mailbox.grantNext(); source >= 0; source = mailbox.grantNext()) {
            outbox.send(cycle, source, new MessageParcel.RoomGrant());
        }
    }

    // ---- what leaves -------------------------------------------------------------------------------------------

    /** Sends a message of the actor; false if the send queue is full. */
    boolean send(long cycle, Message message, long softwareCycles, long stallCycles) {
        boolean answers = answersCall(message);
        if (!answers && !sends.hasRoom()) {
            return false;
        }
        journal.sent(cycle, history, message);
        if (enclave.is(Circumstance.MARKED)) {
            enclave.management().sent(message.target());
        }
        if (answers) {
            // Its room is the caller's reply buffer, so it waits for nobody and takes no slot.
            Delivery reply = new Delivery(message, softwareCycles, stallCycles, cycle);
            reply.ready(cycle);
            outbox.send(cycle, message.place(), reply);
        } else if (severance != null || !sends.leaves(cycle, message, softwareCycles, stallCycles)) {
            sendLater(cycle, message, softwareCycles, stallCycles);
        }
        return true;
    }

    private void sendLater(long cycle, Message message, long softwareCycles, long stallCycles) {
        if (message.wireBytes() > largestMessageBytes) {
            journal.refused(cycle, number, message, Status.NO_ROOM);
            notice(cycle, message.refusal(Status.NO_ROOM));
        } else {
            dispatch(cycle, new Delivery(message, softwareCycles, stallCycles, cycle));
        }
    }

    /** Revokes a capability of the actor; false if the send queue is full. */
    boolean revoke(long cycle, Capability capability, int handle) {
        if (!sends.hasRoom()) {
            return false;
        }
        journal.counters().revocations++;
        dispatch(cycle, new MessageParcel.Revocation(capability, handle, enclave.resident().id));
        return true;
    }

    /** Asks something about another actor; false if the send queue is full. */
    boolean oversee(long cycle, Oversight wish) {
        if (wish.kind().isOrder()) {
            if (!hasRoomForOrders()) {
                return false;
            }
            control.order(cycle, new PlaneParcel.ControlOrder(wish));
            return true;
        }
        if (!sends.hasRoom()) {
            return false;
        }
        oversight.ask(cycle, wish);
        return true;
    }

    /**
     * Whether an order may be put in front of the network: not while as much waits there as the send queue holds. Messages have places in that queue
     * until they have left; what is answered to others is bounded by what they can ask.
     */
    boolean hasRoomForOrders() {
        return outbox.size() < plan.spec().enclave().sendQueueMessages();
    }

    /** Most parcels that ever waited in front of the network. */
    int mostWaiting() {
        return outbox.largest();
    }

    /** Orders an actor, which people will know as {@code name}. There is room. */
    void spawn(long cycle, SpawnRequest request, String name) {
        sends.expect(request.child());
        control.order(cycle, new PlaneParcel.SpawnOrder(request, name, enclave.resident().domain));
    }

    /** Sends a parcel to the control plane. */
    void toControlPlane(long cycle, Parcel parcel) {
        control.send(cycle, parcel);
    }

    /** What power and image management have to say to an endpoint that ordered something. */
    void answer(long cycle, int destination, Parcel parcel) {
        outbox.send(cycle, destination, parcel);
    }

    /** Sends what goes by a capability, as soon as it is known where to. */
    void dispatch(long cycle, Parcel parcel) {
        int place = sends.placeOf(SendQueue.target(parcel));
        if (place == SendQueue.NOWHERE) {
            toNowhere(cycle, parcel);
        } else if (severance != null && severance.isGone(place)) {
            severance.giveBack(cycle, place, parcel);
        } else {
            sends.add(cycle, parcel);
        }
    }

    /** What was sent to an actor that never came to life is answered here. */
    private void toNowhere(long cycle, Parcel parcel) {
        if (parcel instanceof Delivery delivery) {
            journal.refused(cycle, number, delivery.message(), Status.TARGET_DEAD);
            notice(cycle, delivery.message().refusal(Status.TARGET_DEAD));
        } else if (parcel instanceof MessageParcel.Watch watch) {
            oversight.inVain(cycle, watch.wish());
        } else {
            notice(cycle, ((MessageParcel.Revocation) parcel).acknowledgement());
        }
    }

    /** Sets the register that says in which time-division domain parcels leave. */
    void belongTo(int domain) {
        outbox.belongTo(domain);
    }

    /** The network has room for this endpoint again. */
    void pump(long cycle) {
        outbox.pump(cycle);
    }

    @Override
    public void left(long cycle, int destination, Parcel parcel) {
        if (parcel instanceof MessageParcel.Revocation
                || parcel instanceof MessageParcel.Watch
                || parcel instanceof Delivery delivery && !answersCall(delivery.message())) {
            sends.left();
        }
    }

    private static boolean answersCall(Message message) {
        return message.callId() != 0 && message.replyTo() == null;
    }

    // ---- for core and enclave ----------------------------------------------------------------------------------

    /** Whether a message waits for the actor that is here. */
    boolean hasMessage() {
        return enclave.isShared() ? mailbox.holdsFor(enclave.resident().id) : !mailbox.isEmpty();
    }

    private Delivery take() {
        return enclave.isShared()
                ? mailbox.take(enclave.mailboxRing(), enclave.resident().id)
                : mailbox.take(enclave.resident().ring);
    }

    /** Sends what the hardware of the enclave, and no actor, has to say. */
    void sendForHardware(long cycle, Message message) {
        dispatch(cycle, new Delivery(message, 0, 0, cycle));
    }

    /** Takes the first message out of the mailbox, and gives its room to others. */
    Delivery takeMessage(long cycle) {
        Delivery taken = take();
        giveRoomBack(cycle, taken);
        return taken;
    }

    private void giveRoomBack(long cycle, Delivery taken) {
        if (taken.room() == Delivery.Room.STANDING) {
            freeStanding(cycle, taken);
        } else if (taken.room() == Delivery.Room.GRANTED) {
            grantRoom(cycle);
        }
    }

    private void freeStanding(long cycle, Delivery gone) {
        int back = credits.free(number, gone.source(), gone.bytes());
        if (back > 0) {
            outbox.sendCredit(cycle, gone.source(), back);
        }
    }

    /** Its registers as they are: the mailbox first, then the handles by number. None while nobody lives here. */
    List<Endpoint> endpoints() {
        Resident resident = enclave.resident();
        if (resident == null || !resident.alive()) {
            return List.of();
        }
        List<Endpoint> endpoints = new ArrayList<>();
        endpoints.add(Endpoint.receive(resident.id, number, mailbox.freeBytes()));
        HandleTable table = resident.turn.table();
        for (int slot = 0; slot < table.capacity(); slot++) {
            Capability capability = table.get(slot);
            if (capability != null) {
                endpoints.add(Endpoint.of(slot, capability, sends.creditsFor(sends.placeOf(capability))));
            }
        }
        return endpoints;
    }

    /** What actors ask about each other. */
    OversightPort oversight() {
        return oversight;
    }

    /** Its way to the control plane. */
    ControlPort control() {
        return control;
    }

    SendQueue sends() {
        return sends;
    }

    /** Where parcels wait for the network to take them. */
    Outbox outbox() {
        return outbox;
    }

    Inbox inbox() {
        return inbox;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    @Override
    public void save(StateWriter out) {
        outbox.save(out);
        control.save(out);
        sends.save(out);
        mailbox.save(out);
        inbox.save(out);
        oversight.save(out);
        if (severance != null) {
            severance.save(out);
        }
    }

    @Override
    public void load(StateReader in) {
        outbox.load(in);
        control.load(in);
        sends.load(in);
        mailbox.load(in);
        inbox.load(in);
        oversight.load(in);
        if (severance != null) {
            severance.load(in);
        }
    }
}
