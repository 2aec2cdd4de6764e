package org.skerry.model.enclave;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.skerry.model.protocol.CommandParcel;
import org.skerry.model.protocol.Delivery;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Message;
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
    private final Tenants tenants;
    private final SwapTransfer transfer;
    private final SwapCounters counters;
    private Step step = Step.SETTLED;
    private long stepBegan;
    private long dueAt; // end of the present step
    private long stallBegan = -1; // since when the one here waits for room while others could go on
    private int turns; // that the one here has had since it came
    private long seals; // that were made

    Swap(Enclave enclave, ChipPlan plan, SwapCounters counters) {
        this.counters = counters;
        this.enclave = enclave;
        this.plan = plan;
        this.seal = new Seal(enclave.number(), plan.streams().stream("fuses", enclave.number()));
        this.tenants = new Tenants(enclave);
        this.transfer = new SwapTransfer(enclave, plan);
    }

    /** One more actor. */
    void add(Resident resident, Core core) {
        tenants.add(new Tenant(resident, core));
    }

    List<Tenant> tenants() {
        return tenants.all();
    }

    // ---- who is here ---------------------------------------------------------------------------------------------

    /** The actor with this identifier that lives in this enclave, here or away, or null. */
    Resident find(long id) {
        Tenant tenant = tenants.find(id);
        return tenant == null ? null : tenant.resident();
    }

    /** Whether an actor is here and may be run. */
    boolean isHere(long id) {
        return step == Step.SETTLED && tenants.here().resident().id == id;
    }

    /** Whether nobody may begin a turn now, since somebody comes or goes. */
    boolean isBusy() {
        return step != Step.SETTLED;
    }

    /** Where the bytes of waiting messages lie, whoever is here. */
    MessageRing mailboxRing() {
        return tenants.mailboxRing();
    }

    /** Whether anybody of this enclave lives. */
    boolean anybodyLives() {
        return tenants.anybodyLives();
    }

    /** Actors in mid-turn that are away, in words; what they wait for has not come. */
    List<String> waiting() {
        return tenants.waiting();
    }

    /** Another program has been loaded in an actor's place. */
    void replace(Resident old, Resident fresh) {
        tenants.replace(old, fresh);
    }

    /** The actor here has had a turn; whether it makes way now. */
    boolean endsStay() {
        stallBegan = -1;
        return ++turns >= spec().turnsPerStay() && tenants.anyCouldGoOn();
    }

    /** Keeps an order about an actor until it is back; returns false if it is here, or is none of these. */
    boolean defers(long cycle, int source, CommandParcel.Overrule order) {
        Tenant tenant = tenants.find(order.actor());
        if (tenant == null || !tenant.resident().alive() || isHere(order.actor())) {
            return false;
        }
        tenant.defer(new Tenant.Order(source, order));
        consider(cycle);
        return true;
    }

    /** An answer has come for an actor that is not here. */
    void keep(long cycle, Delivery answer) {
        tenants.find(answer.message().target()).keep(answer);
        consider(cycle);
    }

    // ---- coming and going ----------------------------------------------------------------------------------------

    /** Something has changed: if somebody waits and the one here has nothing to do, they change places. */
    void consider(long cycle) {
        if (step != Step.SETTLED || !tenants.anyCouldGoOn() || !mayLeave(cycle)) {
            return;
        }
        Tenant here = tenants.here();
        turns = 0;
        stallBegan = -1;
        if (!here.resident().alive()) {
            clear(cycle);
            return;
        }
        transfer.begin(here.close(seal, ++seals));
        counters.leaves++;
        counters.bytesOut += transfer.bytes();
        begin(cycle, Step.SEALING, spec().sealCycles(transfer.bytes()));
    }

    /** Whether the one here can go on only later: no message, enough turns, an answer or room that has not come, or the end. */
    private boolean mayLeave(long cycle) {
        Tenant here = tenants.here();
        if (enclave.management().inReset()) {
            return false;
        }
        return switch (here.core().state()) {
            case ASLEEP ->
                turns >= spec().turnsPerStay()
                        || !here.resident().alive()
                        || !enclave.network().mailbox().holdsFor(here.resident().id);
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
                transfer.sendPiece(cycle, tenants.here().name());
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
        Resident leaving = tenants.here().resident();
        leaving.memory.clearButMailbox();
        leaving.turn.table().clear();
        transfer.finish();
        begin(cycle, Step.CLEARING, clearCycles());
    }

    private void fetch(long cycle) {
        boolean another = tenants.advance();
        Tenant coming = tenants.here();
        if (!another && !coming.resident().alive()) {
            settle(cycle); // whoever was waited for is gone
            return;
        }
        stepBegan = cycle;
        step = Step.READING;
        transfer.begin(new byte[coming.sealedBytes()]);
        enclave.occupants().moveIn(coming.resident(), coming.core());
        transfer.askForPiece(cycle, coming.name());
    }

    private void open(long cycle) {
        Tenant coming = tenants.here();
        if (!coming.open(seal, transfer.finish())) {
            end(cycle, coming, "what storage brought back is not the state that was sealed");
            return;
        }
        counters.returns++;
        settle(cycle);
    }

    /** Somebody is here; if there is something for him, he goes on. */
    private void settle(long cycle) {
        step = Step.SETTLED;
        Tenant here = tenants.here();
        while (here.hasOrders() && isHere(here.resident().id)) {
            Tenant.Order next = here.nextOrder();
            enclave.management().obey(cycle, next.source(), next.order());
        }
        if (step != Step.SETTLED
                || here != tenants.here()
                || enclave.management().inReset()) {
            return; // it has ended, and another one comes; or another program is loaded
        }
        if (here.hasAnswer() && here.resident().alive()) {
            here.takeAnswer(cycle);
        } else if (here.core().state() == Core.State.ASLEEP && enclave.network().hasMessage()) {
            here.core().wake(cycle);
        } else {
            consider(cycle);
        }
    }

    private void end(long cycle, Tenant tenant, String why) {
        tenant.ended();
        step = Step.SETTLED;
        tenant.core().reset(cycle);
        enclave.departure()
                .end(
                        cycle,
                        "fault",
                        new GuestFault(GuestFault.Kind.MEMORY, "?", why, 0),
                        EndReason.TRAPPED,
                        GuestFault.Kind.MEMORY.ordinal());
    }

    // ---- storage -------------------------------------------------------------------------------------------------

    /** Whether a message is for this hardware and not for an actor. */
    boolean isMine(Message message) {
        return transfer.isMine(message);
    }

    /** The store has answered. */
    void answered(long cycle, Message answer) {
        if (!transfer.takes(answer)) {
            return;
        }
        if (step == Step.WRITING) {
            wrote(cycle, answer);
        } else {
            fetched(cycle, answer);
        }
    }

    private void wrote(long cycle, Message answer) {
        Tenant leaving = tenants.here();
        if (!SwapTransfer.isGood(answer)) {
            end(cycle, leaving, "storage has no room for its sealed state of " + transfer.bytes() + " bytes");
        } else if (transfer.hasMore()) {
            transfer.sendPiece(cycle, leaving.name());
        } else {
            counters.moveCycles += cycle - stepBegan;
            clear(cycle);
        }
    }

    private void fetched(long cycle, Message answer) {
        if (transfer.takePiece(answer) && transfer.hasMore()) {
            transfer.askForPiece(cycle, tenants.here().name());
            return;
        }
        // What is missing shows when the seal is opened.
        counters.moveCycles += cycle - stepBegan;
        begin(cycle, Step.OPENING, spec().sealCycles(transfer.bytes()));
    }

    // ---- from outside ----------------------------------------------------------------------------------------------

    /** All but the first actor leave before the first cycle, free of charge. Takes what goes to the store: names and sealed states. */
    void clearForStart(BiConsumer<byte[], byte[]> store) {
        for (Tenant tenant : tenants.further()) {
            store.accept(tenant.name(), tenant.close(seal, ++seals));
            tenant.resident().memory.clear();
            tenant.resident().turn.table().clear();
        }
    }

    /** A copy of the linear memory of an actor, wherever it is, for whoever looks at the simulation. */
    byte[] linearBytes(Resident resident, UnaryOperator<byte[]> store) {
        Tenant tenant = tenants.find(resident.id);
        return tenant.sealNumber() == 0 || step == Step.SEALING || step == Step.WRITING
                ? resident.memory.linearBytes()
                : tenant.linearBytes(seal, store.apply(tenant.name()));
    }

    // ---- state ---------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        tenants.save(out);
        out.writeInt(step.ordinal());
        out.writeLongs(new long[] {stepBegan, turns, seals, dueAt, stallBegan});
        transfer.save(out);
    }

    @Override
    public void load(StateReader in) {
        tenants.load(in);
        step = STEPS[in.readIndex(STEPS.length, "steps of a swap")];
        long[] saved = new long[5];
        in.readLongs(saved);
        stepBegan = saved[0];
        turns = (int) saved[1];
        seals = saved[2];
        dueAt = saved[3];
        stallBegan = saved[4];
        transfer.load(in);
    }
}
