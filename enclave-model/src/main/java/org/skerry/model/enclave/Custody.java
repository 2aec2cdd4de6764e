package org.skerry.model.enclave;

import java.util.Map;
import java.util.TreeMap;
import org.skerry.model.attack.Marks;
import org.skerry.model.attest.EventLog;
import org.skerry.model.protocol.AttestParcel;
import org.skerry.model.protocol.CommandParcel;
import org.skerry.model.protocol.ControlParcel;
import org.skerry.model.protocol.LoadParcel;
import org.skerry.model.protocol.OrderParcel;
import org.skerry.model.protocol.Parcel;
import org.skerry.model.protocol.ReportParcel;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.Status;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What power and image management of a tile keep of one of its enclaves, and what the control plane may have done to it:
 *
 * <pre>
 *   Zeroise --> the first half of a load, see {@link ImageManagement}
 *   Load    --> the second half
 *   Halt    --> the core takes no further turn
 *   Rewire  --> registers of the network interface are changed
 *   Overrule -> judged by the door of the actor; then it ends, or a load begins
 * </pre>
 *
 * <p>No command is answered by anything that was in the memory.
 */
final class Custody implements Stateful {
    private final Enclave enclave;
    private final ImageManagement images;
    private final Marks marks = new Marks();
    private Map<Integer, CommandParcel.Overrule> restarts = Map.of(); // by order, until they are done
    private long lastRestart; // the wish for one that was last carried out or refused here; 0 before
    private int heldFor = OrderParcel.NO_ORDER;
    private EndReason stopReason = EndReason.STOPPED; // why
    private final EventLog log = new EventLog(); // what the control plane has written since a program was released
    private int bootCount; // loads that were released, deployment's included

    Custody(Enclave enclave, ImageManagement images) {
        this.enclave = enclave;
        this.images = images;
    }

    /** Whether no program is there: what arrives for the actor is lost. */
    boolean inReset() {
        return enclave.is(Circumstance.IN_RESET);
    }

    /** Whether a holder of CONTROL has another program put here: what arrives is refused, not lost. */
    boolean replaced() {
        return inReset() && restarts.containsKey(heldFor);
    }

    /** Whether the actor ends when its guest has come back. */
    boolean stopping() {
        return enclave.is(Circumstance.STOPPING);
    }

    /** What can be told of orders about the actor, once the turns that the enclave has counted are put to it. */
    Marks settledMarks() {
        marks.turned(enclave.newTurns());
        return marks;
    }

    /** The actor, about which orders have taken effect, has sent a message. */
    void sent(long target) {
        marks.sent(target);
    }

    /** An order about the actor has taken effect; {@code to} is whom handles now lead to. */
    void obeyed(int order, long cycle, long to) {
        settledMarks().obeyed(order, cycle, to);
        enclave.set(Circumstance.MARKED, true);
    }

    /** How many programs were released here. */
    int bootCount() {
        return bootCount;
    }

    /** Takes what the control plane has sent. */
    void obey(long cycle, int source, Parcel parcel) {
        if (parcel instanceof AttestParcel.AttestRequest question) {
            images.attest(cycle, enclave, source, question);
        } else if (isBirth(parcel) && !enclave.network().control().obeys(source)) {
            long actor = parcel instanceof LoadParcel load ? load.actor() : ((CommandParcel) parcel).actor();
            enclave.network().answer(cycle, source, new ControlParcel.Elsewhere(actor));
        } else if (parcel instanceof CommandParcel.Zeroise zeroise) {
            images.zeroise(cycle, enclave, source, zeroise);
        } else if (parcel instanceof LoadParcel load) {
            images.load(cycle, enclave, load);
        } else if (parcel instanceof CommandParcel.Overrule overrule
                && enclave.swap() != null
                && enclave.swap().defers(cycle, source, overrule)) {
            return; // its actor is away
        } else if (parcel instanceof CommandParcel.Overrule overrule) {
            overrule(cycle, source, overrule);
        } else if (parcel instanceof CommandParcel command) {
            if (isAbout(command.actor()) && !inReset()) {
                carryOut(cycle, command);
                enclave.commanded(cycle, command);
            }
        } else {
            throw new AssertionError(parcel);
        }
    }

    /** Whether it is about a load of a new actor, which no other node may begin than the one that knows who lives here. */
    private static boolean isBirth(Parcel parcel) {
        return parcel instanceof LoadParcel.LoadOrder
                || parcel instanceof CommandParcel.Zeroise zeroise && zeroise.order() == OrderParcel.NO_ORDER;
    }

    /** Whether this actor lives here now. */
    boolean isAbout(long actor) {
        Resident resident = enclave.resident();
        return resident != null && resident.id == actor && resident.alive();
    }

    /** Whether nobody lives here. */
    boolean isVacant() {
        Resident resident = enclave.resident();
        return resident == null || !resident.alive();
    }

    private void carryOut(long cycle, CommandParcel command) {
        if (command instanceof CommandParcel.Halt) {
            enclave.set(Circumstance.HALTED, true);
            log.extend(EventLog.Kind.HALTED, command.actor(), command.order());
            obeyed(command.order(), cycle, Marks.NOBODY);
        } else if (command instanceof CommandParcel.Rewire rewire) {
            enclave.resident().turn.table().redirect(rewire.from(), rewire.to(), rewire.place());
            log.extend(EventLog.Kind.REWIRED, rewire.from(), rewire.to());
            obeyed(command.order(), cycle, rewire.to());
        } else {
            throw new AssertionError(command);
        }
    }

    // ---- what a holder of CONTROL asks for --------------------------------------------------------------------

    private void overrule(long cycle, int source, CommandParcel.Overrule order) {
        enclave.commanded(cycle, order);
        if (order.wish().kind() == Oversight.Kind.RESTART && goesOn(cycle, source, order)) {
            return;
        }
        boolean restarts = order.wish().kind() == Oversight.Kind.RESTART;
        boolean there = isAbout(order.actor()) || restarts && isKept(order.actor());
        Status status = there ? enclave.judge(order.wish()) : Status.TARGET_DEAD;
        if (status != Status.OK) {
            refuse(cycle, source, order, status);
        } else if (restarts) {
            add(order);
            images.zeroise(cycle, enclave, source, new CommandParcel.Zeroise(order.order(), order.actor()));
        } else {
            end(cycle, EndReason.STOPPED);
        }
    }

    private void end(long cycle, EndReason why) {
        stopReason = why;
        if (images.isLoading(enclave)) {
            enclave.set(Circumstance.STOPPING, true);
        } else {
            stop(cycle);
        }
    }

    /** The actor ends since one has that it was linked to. */
    void endLinked(long cycle) {
        end(cycle, EndReason.LINKED);
    }

    /** Nobody is left who could restart the actor, which has ended. */
    void release(long cycle) {
        if (images.isLoading(enclave)) {
            end(cycle, EndReason.LINKED);
        } else {
            enclave.departure().release(cycle);
        }
    }

    /** Why the actor is to end. */
    EndReason stopReason() {
        return stopReason;
    }

    /** Whether this actor has ended here and somebody is left who may restart it. */
    boolean isKept(long actor) {
        Resident resident = enclave.resident();
        return resident != null && resident.id == actor && resident.admission.isKept();
    }

    /** Another node asks for a restart that one which was lost had begun. It goes on where it stands; what needs no node any more is not done twice. */
    private boolean goesOn(long cycle, int source, CommandParcel.Overrule again) {
        CommandParcel.Overrule begun = restarts.values().stream()
                .filter(restart -> restart.wish().id() == again.wish().id())
                .findFirst()
                .orElse(null);
        if (begun == null && lastRestart != again.wish().id()) {
            return false;
        }
        if (begun != null && images.passOn(cycle, enclave, begun.order(), source, again.order())) {
            restarts.remove(begun.order());
            add(again);
            heldFor = heldFor == begun.order() ? again.order() : heldFor;
        } else {
            enclave.network().answer(cycle, source, new ReportParcel.LoadResult(again.order(), again.actor(), true));
        }
        return true;
    }

    private void refuse(long cycle, int source, CommandParcel.Overrule order, Status status) {
        enclave.network().oversight().answer(cycle, order.asker(), order.wish(), status);
        if (order.wish().kind() == Oversight.Kind.RESTART) {
            lastRestart = order.wish().id();
            enclave.network().answer(cycle, source, new ReportParcel.LoadResult(order.order(), order.actor(), false));
        }
    }

    private void add(CommandParcel.Overrule restart) {
        if (restarts.isEmpty()) {
            restarts = new TreeMap<>();
        }
        restarts.put(restart.order(), restart);
    }

    private CommandParcel.Overrule take(int order) {
        CommandParcel.Overrule restart = restarts.isEmpty() ? null : restarts.remove(order);
        lastRestart = restart == null ? lastRestart : restart.wish().id();
        return restart;
    }

    /** Whether a holder of CONTROL has asked for what an order is about, and can ask another node. */
    boolean isRestart(int order) {
        return restarts.containsKey(order);
    }

    /** The actor ends now, or when its guest has come back. */
    private void stop(long cycle) {
        enclave.set(Circumstance.STOPPING, true);
        enclave.departure().stop(cycle);
    }

    /** The actor has ended. */
    void stopped() {
        enclave.set(Circumstance.STOPPING, false);
    }

    /** The restart that an order asked for, which is over now; null if that was somebody else's order. */
    CommandParcel.Overrule restarted(int order) {
        return take(order);
    }

    /** Nothing came of a load: its actor has ended meanwhile, or its program cannot live here. */
    void loadFailed(long cycle, int order, Status why) {
        CommandParcel.Overrule restart = take(order);
        if (restart != null) {
            enclave.network().oversight().answer(cycle, restart.asker(), restart.wish(), why);
        }
        if (stopping()) {
            stop(cycle);
        } else if (restart != null && inReset() && heldFor == order && restarts.isEmpty() && !isVacant()) {
            // What the actor was is cleared, and nothing comes in its place: it has ended.
            enclave.departure().end(cycle, "restart", null, EndReason.LOST, 0);
        }
    }

    // ---- steps of a load -------------------------------------------------------------------------------------------

    /** The core is held in reset: its turn is over where it stands. */
    void hold(long cycle, int order) {
        enclave.set(Circumstance.IN_RESET, true);
        heldFor = order;
        if (!isVacant()) {
            enclave.network().oversight().tell(cycle, EndReason.RESET, 0);
            CommandParcel.Overrule restart = restarts.get(order);
            enclave.network()
                    .oversight()
                    .links()
                    .reset(
                            cycle,
                            EndReason.RESET,
                            0,
                            restart == null ? 0 : restart.wish().asker());
        }
        enclave.reset(cycle);
    }

    /** The core may run, and a new actor lives here. */
    void release() {
        letGo();
        log.clear();
    }

    /** The core may run again, and another image runs in the place of the actor's. */
    void releaseInPlace(long from, long to) {
        letGo();
        log.extend(EventLog.Kind.RELOADED, from, to);
    }

    private void letGo() {
        enclave.set(Circumstance.IN_RESET, false);
        enclave.set(Circumstance.HALTED, false);
        bootCount++;
    }

    /** The control plane has said where an actor is that a register waited for. */
    void placed(long actor, int place) {
        log.extend(EventLog.Kind.PLACED, actor, place);
    }

    EventLog log() {
        return log;
    }

    @Override
    public void save(StateWriter out) {
        out.writeBoolean(enclave.is(Circumstance.HALTED));
        out.writeLong(lastRestart);
        out.writeBoolean(inReset());
        out.writeInt(heldFor);
        out.writeBoolean(stopping());
        out.writeInt(stopReason.ordinal());
        out.writeInt(restarts.size());
        restarts.values().forEach(restart -> restart.writeFields(out));
        out.writeInt(bootCount);
        log.save(out);
        settledMarks().save(out);
    }

    @Override
    public void load(StateReader in) {
        enclave.set(Circumstance.HALTED, in.readBoolean());
        lastRestart = in.readLong();
        enclave.set(Circumstance.IN_RESET, in.readBoolean());
        heldFor = in.readInt();
        enclave.set(Circumstance.STOPPING, in.readBoolean());
        stopReason = EndReason.values()[in.readIndex(EndReason.values().length, "reasons")];
        restarts = Map.of();
        for (int left = in.readCount(1); left > 0; left--) {
            CommandParcel.Overrule restart = new CommandParcel.Overrule(in.readInt(), Oversight.read(in), in.readInt());
            add(restart);
        }
        bootCount = in.readInt();
        log.load(in);
        enclave.newTurns();
        marks.load(in);
        enclave.set(Circumstance.MARKED, marks.any());
    }
}
