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
    private long fetched; // cycles that code has been waited for and that no account has been told of
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
        Resident resident = enclave.resident();
        Ledger ledger = resident.turn.ledger();
        int entry = replay.entry();
        if (ledger.isOneOf(MESSAGES, entry)) { // nearly all
            if (!send(cycle, resident, (Message) ledger.object(entry))) {
                return false;
            }
            replay.stepMessage();
            return true;
        }
        if (!carryOut(cycle, resident, ledger, entry)) {
            return false;
        }
        replay.step();
        return true;
    }

    private boolean carryOut(long cycle, Resident resident, Ledger ledger, int entry) {
        return switch (ledger.kind(entry)) {
            case SEND -> send(cycle, resident, (Message) ledger.object(entry));
            case SPAWN -> {
                if (!network.hasRoomForOrders()) {
                    yield false;
                }
                String name = ActorBirth.childName(resident.name, ++resident.children);
                network.spawn(cycle, (SpawnRequest) ledger.object(entry), name);
                yield true;
            }
            case REVOKE -> network.revoke(cycle, (Capability) ledger.object(entry), (int) ledger.operand(entry));
            case OVERSEE -> network.oversee(cycle, (Oversight) ledger.object(entry));
            case LOG -> {
                journal.logged(cycle, enclave.number(), resident, (byte[]) ledger.object(entry));
                yield true;
            }
            case TIMER -> {
                enclave.timers().carryOut(cycle, (TimerWish) ledger.object(entry));
                yield true;
            }
            case TRAP_EXITS -> {
                network.oversight().links().trapExits(cycle, ledger.operand(entry) == 1);
                yield true;
            }
            case FETCH -> {
                long cycles = ledger.operand(entry) * replay.division();
                replay.delay(cycles);
                fetched += cycles;
                yield true;
            }
            case WRITE_BACK ->
                throw new IllegalStateException(
                        "cycle " + cycle + ": " + enclave + " has no cache of data, and its guest left one");
        };
    }

    /** Cycles that code has been waited for and that no account has been told of; they come before what the core does next. */
    long fetched() {
        return fetched;
    }

    /** An account has been told of them. */
    void forgetFetched() {
        fetched = 0;
    }

    /** Whether there is room for an entry that had to wait. */
    boolean hasRoom(int entry) {
        Ledger ledger = enclave.resident().turn.ledger();
        Ledger.Kind kind = ledger.kind(entry);
        boolean order = kind == Ledger.Kind.SPAWN
                || kind == Ledger.Kind.OVERSEE
                        && ((Oversight) ledger.object(entry)).kind().isOrder();
        return order ? network.hasRoomForOrders() : network.sends().hasRoom();
    }

    private boolean send(long cycle, Resident resident, Message message) {
        if (!network.send(cycle, message, sendCycles * replay.division(), stalled)) {
            return false;
        }
        stalled = 0;
        if (message.replyTo() != null && message.callId() == resident.turn.awaitedCall()) {
            openCall.sent(message);
        }
        return true;
    }
}
