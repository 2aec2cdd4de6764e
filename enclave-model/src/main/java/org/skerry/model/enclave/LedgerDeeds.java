package org.skerry.model.enclave;

import org.skerry.model.core.TurnReplay;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.SpawnRequest;
import org.skerry.sim.actor.TimerWish;
import org.skerry.sim.machine.ActorBirth;

/** What a guest did in a turn that others can see: each entry of its ledger is carried out when its cycle has come. */
final class LedgerDeeds {
    private static final long MESSAGES = Ledger.Kind.set(Ledger.Kind.SEND);

    private final Enclave enclave;
    private final Journal journal;
    private final NetworkInterface network;
    private final OpenCall openCall;
    private final long sendCycles; // of the software that sends a message
    private final TurnReplay replay;
    private long stalled; // for which the next entry has waited for the send queue

    LedgerDeeds(
            Enclave enclave,
            Journal journal,
            NetworkInterface network,
            OpenCall openCall,
            TurnReplay replay,
            long sendCycles) {
        this.enclave = enclave;
        this.journal = journal;
        this.network = network;
        this.openCall = openCall;
        this.replay = replay;
        this.sendCycles = sendCycles;
    }

    /** Reads what the next entry will need; the number means nothing. */
    long foresee() {
        return sendCycles + (replay == null ? 0 : 1);
    }

    /** The next entry has waited so long for room in the send queue; 0 after what could be carried out then. */
    void waited(long cycles) {
        stalled = cycles;
    }

    /**
     * Carries out the next entry of the ledger of who is here, and steps on; false if it must wait for room in the send queue, or an order in
     * front of the network.
     */
    boolean carryOut(long cycle) {
        Ledger.Entry entry = replay.next();
        if (entry.isOneOf(MESSAGES)) { // nearly all
            if (!send(cycle, (Message) entry.object())) {
                return false;
            }
            replay.stepMessage();
            return true;
        }
        if (!carryOut(cycle, enclave.resident(), entry)) {
            return false;
        }
        replay.step();
        return true;
    }

    private boolean carryOut(long cycle, Resident resident, Ledger.Entry entry) {
        return switch (entry.kind()) {
            case SEND -> send(cycle, (Message) entry.object());
            case SPAWN -> {
                if (!network.hasRoomForOrders()) {
                    yield false;
                }
                String name = ActorBirth.childName(resident.name, ++resident.children);
                network.spawn(cycle, (SpawnRequest) entry.object(), name);
                yield true;
            }
            case REVOKE -> network.revoke(cycle, (Capability) entry.object(), (int) entry.operand());
            case OVERSEE -> network.oversee(cycle, (Oversight) entry.object());
            case LOG -> {
                journal.logged(cycle, enclave.number(), resident, (byte[]) entry.object());
                yield true;
            }
            case TIMER -> {
                enclave.timers().carryOut(cycle, (TimerWish) entry.object());
                yield true;
            }
            case TRAP_EXITS -> {
                network.oversight().links().trapExits(cycle, entry.operand() == 1);
                yield true;
            }
            case FETCH -> {
                replay.fetched(entry.operand() * replay.division());
                yield true;
            }
            case WRITE_BACK ->
                throw new IllegalStateException(
                        "cycle " + cycle + ": " + enclave + " has no cache of data, and its guest left one");
        };
    }

    /** Whether there is room for the next entry, which had to wait. */
    boolean hasRoom() {
        Ledger.Entry entry = replay.next();
        Ledger.Kind kind = entry.kind();
        boolean order = kind == Ledger.Kind.SPAWN
                || kind == Ledger.Kind.OVERSEE
                        && ((Oversight) entry.object()).kind().isOrder();
        return order ? network.hasRoomForOrders() : network.sends().hasRoom();
    }

    private boolean send(long cycle, Message message) {
        if (!network.send(cycle, message, sendCycles * replay.division(), stalled)) {
            return false;
        }
        stalled = 0;
        if (message.replyTo() != null
                && message.callId() == enclave.resident().turn.awaitedCall()) {
            openCall.sent(message);
        }
        return true;
    }
}
