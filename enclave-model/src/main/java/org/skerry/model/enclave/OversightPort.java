package org.skerry.model.enclave;

import java.util.Arrays;
import org.skerry.model.protocol.MessageParcel;
import org.skerry.model.protocol.Outbox;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.Links;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Monitors;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.Status;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What actors ask about each other, at one network interface: what the one here asks about others and hears of it, and what others ask
 * about it. Orders are not its affair: they go to the control plane.
 */
final class OversightPort implements Stateful {
    private final Enclave enclave;
    private final NetworkInterface network;
    private final int number;
    private final Journal journal;
    private final Outbox outbox;
    private final Severance severance; // null where nothing of the network breaks
    private final PeerQuestions questions = new PeerQuestions();
    private final LinkUnit links;

    OversightPort(
            Enclave enclave,
            NetworkInterface network,
            int number,
            Journal journal,
            Outbox outbox,
            Severance severance) {
        this.enclave = enclave;
        this.network = network;
        this.number = number;
        this.journal = journal;
        this.outbox = outbox;
        this.severance = severance;
        this.links = new LinkUnit(enclave, network, journal);
    }

    // ---- what the actor here asks ------------------------------------------------------------------------------

    /** The actor asks something about another one. There is room in the send queue. */
    void ask(long cycle, Oversight wish) {
        if (wish.kind() == Oversight.Kind.ATTEST && !questions.ask(wish)) {
            network.notice(cycle, wish.answer(Status.NO_ROOM));
            return;
        }
        if (severance != null) {
            severance.watch(wish);
        }
        boolean link = wish.kind() == Oversight.Kind.LINK || wish.kind() == Oversight.Kind.UNLINK;
        Status status = link ? links.make(wish) : Status.OK;
        if (status == Status.OK) {
            network.dispatch(cycle, new MessageParcel.Watch(wish));
        } else {
            network.notice(cycle, wish.refusal(status));
        }
    }

    /** What was asked about an actor is answered here: it is dead, or never lived. */
    void inVain(long cycle, Oversight wish) {
        Message answer = wish.answer(Status.TARGET_DEAD);
        if (answer != null) {
            questions.answered(answer);
            network.notice(cycle, answer);
        }
    }

    /** Image management of another tile, or the door of the actor there, has answered what an actor asked. */
    void evidence(long cycle, int source, MessageParcel.Notice answer) {
        Message message = answer.message();
        if (questions.of(message) == null) {
            return; // who asked was reset
        }
        if (message.payload().length > Message.EVIDENCE_HEADER_BYTES) {
            enclave.images().check(cycle, enclave, source, answer);
        } else {
            questions.answered(message);
            network.notice(cycle, message);
        }
    }

    /** Evidence that came for an actor has been checked. */
    void checked(long cycle, Message message, Attester by) {
        Oversight question = questions.of(message);
        if (question != null) {
            questions.answered(message);
            byte[] payload = message.payload();
            byte[] evidence = Arrays.copyOfRange(payload, Message.EVIDENCE_HEADER_BYTES, payload.length);
            network.notice(cycle, question.evidence(Status.OK, by.broken(question.nonce(), evidence), evidence));
        }
    }

    /** Questions about others that are not answered yet. */
    PeerQuestions questions() {
        return questions;
    }

    // ---- what others ask ---------------------------------------------------------------------------------------

    /** Somebody asks something about the actor, or says that one it is linked to has ended. */
    void watched(long cycle, int source, Oversight wish) {
        journal.overseen(cycle, number, wish.id());
        if (wish.kind() == Oversight.Kind.EXIT) {
            links.hear(cycle, Links.Exit.of(wish));
        } else if (wish.kind() == Oversight.Kind.LINK || wish.kind() == Oversight.Kind.UNLINK) {
            answer(cycle, source, wish, links.accept(cycle, source, wish));
        } else {
            monitored(cycle, source, wish);
        }
    }

    private void monitored(long cycle, int source, Oversight wish) {
        Resident resident = enclave.find(wish.to().target());
        Status status = resident != null ? resident.admission.admit(wish) : Status.TARGET_DEAD;
        boolean asked = wish.kind() == Oversight.Kind.ATTEST;
        if (status == Status.OK && asked) {
            status = enclave.core().isDevice()
                    ? Status.NO_EVIDENCE
                    : Status.OK; // no image management stands beside a device
        } else if (status == Status.OK) {
            status = resident.admission.monitor(wish, source);
        }
        if (status == Status.OK && asked) {
            enclave.images().attest(cycle, enclave, source, new MessageParcel.Watch(wish));
        } else {
            answer(cycle, source, wish, status);
        }
    }

    /** What whoever asked for something is told when its capability has been judged, if anything. */
    void answer(long cycle, int asker, Oversight wish, Status status) {
        Message answer = wish.answer(status);
        if (answer != null) {
            outbox.send(cycle, asker, new MessageParcel.Notice(answer));
        }
    }

    /** Tells all who monitor the actor what has become of it. */
    void tell(long cycle, EndReason reason, int code) {
        for (Monitors.Told told : enclave.resident().admission.tell(reason, code)) {
            outbox.send(cycle, told.place(), new MessageParcel.Notice(told.message()));
        }
    }

    /** Who the actor here is linked to. */
    LinkUnit links() {
        return links;
    }

    @Override
    public void save(StateWriter out) {
        questions.save(out);
    }

    @Override
    public void load(StateReader in) {
        questions.load(in);
    }
}
