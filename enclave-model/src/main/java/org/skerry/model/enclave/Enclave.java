package org.skerry.model.enclave;

import java.util.function.IntPredicate;
import org.skerry.model.count.CycleAccount;
import org.skerry.model.memory.ReachLog;
import org.skerry.model.protocol.AttestParcel;
import org.skerry.model.protocol.CommandParcel;
import org.skerry.model.protocol.ControlParcel;
import org.skerry.model.protocol.Delivery;
import org.skerry.model.protocol.LoadParcel;
import org.skerry.model.protocol.Parcel;
import org.skerry.model.protocol.Segment;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Status;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * One enclave: a core, a private memory while an actor lives in it, and a network interface. It meets others by parcels only; what it
 * shares with the enclaves of its slice is what the simulator keeps about them.
 */
final class Enclave implements Stateful {
    private final int number;
    private int circumstances; // a bit for each that is so, and 0 nearly always
    private boolean ordinary = true; // 0 of them
    private long turns; // taken here that nobody has been told of
    // What each message needs comes first, so that it lies side by side in the memory of the host.
    private final NetworkInterface network;
    private Core core; // in the service of who is here
    private Resident resident; // who is here; null until the first one
    private Swap swap; // null unless several actors take turns
    private final EnclaveSlice slice;
    private final Journal journal;
    private final ChipPlan plan;
    private final ReachLog reach = new ReachLog(); // of all who have lived here
    private final ImageManagement images; // of the tile
    private final Custody management;
    private final Occupants occupants;
    private final LoadTarget loadTarget;
    private final Departure departure;
    private final Damage damage; // null where nothing can break
    private final TimerRegisters timers;

    Enclave(
            EnclaveSlice slice,
            int number,
            ChipPlan plan,
            Journal journal,
            NetworkPorts ports,
            ImageManagement images,
            CorePower power) {
        this.slice = slice;
        this.number = number;
        this.plan = plan;
        this.journal = journal;
        this.network = new NetworkInterface(this, number, plan, journal, ports);
        this.images = images;
        this.damage = plan.faults().any() && number < plan.spec().enclaves() ? new Damage(this, plan, journal) : null;
        this.management = new Custody(this, images);
        this.occupants = new Occupants(this, plan, journal, reach, power);
        this.core = occupants.newCore(new CycleAccount());
        this.loadTarget = new LoadTarget(this, plan, journal, reach);
        this.departure = new Departure(this, journal);
        this.timers = new TimerRegisters(this, plan.spec());
        set(Circumstance.FRAGILE, damage != null);
        set(Circumstance.POWER_MANAGED, power != null);
    }

    // ---- what is out of the ordinary -------------------------------------------------------------------------------

    /** Whether nothing is that a {@link Circumstance} says. */
    boolean isOrdinary() {
        return ordinary;
    }

    /** Whether this is so of it. */
    boolean is(Circumstance circumstance) {
        return !isOrdinary() && (circumstances & circumstance.bit()) != 0;
    }

    void set(Circumstance circumstance, boolean on) {
        circumstances = on ? circumstances | circumstance.bit() : circumstances & ~circumstance.bit();
        ordinary = circumstances == 0;
    }

    /** The door of who is here has been opened, closed or exchanged. */
    void doorChanged() {
        set(Circumstance.GUARDED, resident != null && !resident.admission.isOpen());
    }

    /**
     * Whether several actors take turns here, so that there is a {@link Swap}. Asked instead of whether that is null: on most chips
     * the host never loads its class, and its compiler puts no method into callers whose signature names such a class.
     */
    boolean isShared() {
        return is(Circumstance.SHARED);
    }

    /** Whether the core may not begin a turn. */
    boolean holdsCore() {
        return is(Circumstance.HALTED) || is(Circumstance.IN_RESET);
    }

    // ---- life of an actor --------------------------------------------------------------------------------------

    /** The actors of deployment begin to live. */
    void bornByDeployment(long cycle) {
        management.release();
        for (Resident each : occupants.all()) {
            born(cycle, each, plan.births().start(each.rank));
        }
    }

    /** An actor begins to live: its START message waits. */
    void born(long cycle, Resident who, Message start) {
        journal.started(cycle, number, who.id);
        network.acceptStart(cycle, start);
    }

    // ---- what the control plane has done to it ---------------------------------------------------------------------

    /** The core is reset: its turn is over where it stands. What waits in mailbox and queue is lost; memory and registers are zero. */
    void reset(long cycle) {
        if (resident != null && core.reset(cycle)) {
            if (management.replaced() || !resident.alive()) {
                if (resident.alive()) {
                    departure.refuseAll(cycle);
                }
            } else {
                network.forget(cycle);
            }
            timers.forget(resident.id);
            if (swap == null) {
                resident.memory.clear();
            } else {
                resident.memory.clearButMailbox();
            }
            resident.turn.table().clear();
            network.giveCreditsBack(cycle);
        }
    }

    /** Whether what a holder of CONTROL asks of the actor that lives here can be done, and through a capability that has not been revoked. */
    Status judge(Oversight wish) {
        boolean restarts = wish.kind() == Oversight.Kind.RESTART;
        Status status = restarts ? resident.admission.admitRestart(wish) : resident.admission.admit(wish);
        if (status == Status.OK && core.isDevice()) {
            return Status.NO_RIGHT;
        }
        if (status == Status.OK && restarts) {
            Program program = plan.program(wish.image());
            if (program.securityVersion() < plan.program(resident.image).securityVersion()) {
                return Status.NO_RIGHT;
            }
            return EnclaveMemory.fits(plan.spec().enclave(), program) ? Status.OK : Status.NO_ROOM;
        }
        return status;
    }

    void commanded(long cycle, CommandParcel command) {
        journal.commanded(cycle, number, command);
    }

    void wakeManagementAt(long cycle) {
        slice.wakeManagementAt(cycle, number);
    }

    /** The cycle that the management of the tile asked for has come. */
    void managementDue(long cycle) {
        if (!isLost()) {
            images.due(cycle);
        }
    }

    /** Who lives here, for a node of the control plane that has taken over from lost ones. */
    ControlParcel.Resides census(long cycle, int heir, IntPredicate lost) {
        long coming = images.handOver(cycle, this, heir, lost);
        if (coming != 0) {
            return new ControlParcel.Resides(coming, true, "");
        }
        boolean lives = resident != null && (resident.alive() || departure.underWay() || resident.admission.isKept());
        return lives
                ? new ControlParcel.Resides(resident.id, false, resident.domain)
                : new ControlParcel.Resides(0, false, "");
    }

    /** The image management of its tile. */
    ImageManagement images() {
        return images;
    }

    /** What the tile's management keeps of this enclave. */
    Custody management() {
        return management;
    }

    // ---- what happens to it ------------------------------------------------------------------------------------

    /** Takes a packet from the network. */
    void arrive(long cycle, Packet packet) {
        if (isLost()) {
            return;
        }
        if (packet.body() instanceof Delivery delivery) { // nearly all
            network.deliver(cycle, packet.source(), delivery);
            settleSends(cycle);
        } else {
            take(cycle, packet);
        }
    }

    private void take(long cycle, Packet packet) {
        int source = packet.source();
        Parcel parcel = (Parcel) packet.body();
        if (parcel instanceof Segment) {
            parcel = network.inbox().take(cycle, packet);
            if (parcel == null) {
                return;
            }
        }
        if (parcel instanceof AttestParcel.AttestRequest) {
            management.obey(cycle, source, parcel);
        } else if (parcel instanceof CommandParcel || parcel instanceof LoadParcel) {
            network.belongTo(packet.domain()); // in which the control plane sends to this enclave
            if (!core.isDevice()) { // no image management stands beside a device
                management.obey(cycle, source, parcel);
            }
        } else {
            network.arrive(cycle, source, parcel);
        }
        settleSends(cycle);
    }

    /** The network has room for this endpoint again. */
    void pump(long cycle) {
        if (isLost()) {
            return;
        }
        network.pump(cycle);
        settleSends(cycle);
    }

    /** The cycle that the core asked for has come. */
    void coreDue(long cycle) {
        if (!isOrdinary()) {
            coreDueUnusually(cycle);
        } else if (!core.due(cycle) || !isOrdinary()) {
            settleSends(cycle);
        }
    }

    private void coreDueUnusually(long cycle) {
        if (!isLost()) {
            core.dueUnusually(cycle);
            settleSends(cycle);
        }
    }

    /** Lets go what waited for slots of the send queue. */
    private void settleSends(long cycle) {
        if (isOrdinary() && !core.isStalled()) {
            return; // nearly always
        }
        rested(cycle);
        if (core.goesOnWithRoom() && (swap == null || !swap.isBusy())) {
            core.unstall(cycle);
        }
        if (is(Circumstance.LEAVING)) {
            departure.completeIfDone(cycle);
        }
    }

    // ---- for core, slice and chip ------------------------------------------------------------------------------

    /** A message comes to its handler: taken at {@code cycle} by a core that is awake, and through with it, so much later. */
    void handled(Delivery message, long cycle, long wakeUp, long software) {
        if (!message.isSaid()) {
            journal.meter().handled(message, number, cycle, wakeUp, software);
        }
    }

    /** The guest wants to run at this cycle. */
    void offer() {
        slice.offer(number);
    }

    OrderTimers orderTimers() {
        return slice.timers().orders();
    }

    /** When the slice is to look after timers of actors. */
    OrderTimers timerUnits() {
        return slice.timers().units();
    }

    /** When turns of the slice have lasted too long. */
    OrderTimers watchdogs() {
        return slice.timers().watchdogs();
    }

    /** The turn that is under way has lasted too long. */
    void hung(long cycle) {
        core.hung(cycle);
        settleSends(cycle);
    }

    /** The cycle that its timers asked for has come. */
    void timersDue(long cycle) {
        timers.due(cycle);
        settleSends(cycle);
    }

    /** When the image management of its tile loses patience with who was to send an image. */
    OrderTimers imageTimers() {
        return slice.timers().images();
    }

    long now() {
        return slice.now();
    }

    void wakeCoreAt(long cycle) {
        slice.wakeCoreAt(cycle, number);
    }

    /** The counters of credits of its slice. */
    PairCredits credits() {
        return slice.credits();
    }

    /** Whether messages wait to leave, or wait for a core that sleeps. */
    boolean hasUnfinishedBusiness() {
        return !isLost() && (!network.sends().isEmpty() || !network.mailbox().isEmpty());
    }

    // ---- actors that take turns ----------------------------------------------------------------------------------

    /** A turn has ended; whether the actor makes way for another one now. */
    boolean givesWay() {
        return swap != null && swap.endsStay();
    }

    /** The core has nothing to do, or waits for something: another actor may come. */
    void rested(long cycle) {
        if (swap != null) {
            swap.consider(cycle);
        }
    }

    void wakeSwapAt(long cycle) {
        slice.wakeSwapAt(cycle, number);
    }

    /** The cycle that {@link Swap} asked for has come. */
    void swapDue(long cycle) {
        swap.due(cycle);
        settleSends(cycle);
    }

    /** What has broken of it; null where nothing can break. */
    Damage damage() {
        return damage;
    }

    /** Whether its tile is dead. */
    boolean isLost() {
        return is(Circumstance.FRAGILE) && damage.lost();
    }

    // ---- its parts -----------------------------------------------------------------------------------------------

    int number() {
        return number;
    }

    /** Who lives here, and how they move in. */
    Occupants occupants() {
        return occupants;
    }

    /** Who is here; null until the first one. */
    Resident resident() {
        return resident;
    }

    /** The actor with this identifier if it lives here, or lived here last, even if it is away; else null. */
    Resident find(long id) {
        if (resident != null && resident.id == id) {
            return resident;
        }
        return swap == null ? null : swap.find(id);
    }

    /** Whether this actor, which lives in this enclave, is not away. */
    boolean isHere(long id) {
        return swap == null || swap.isHere(id);
    }

    /** Where the bytes of waiting messages lie. */
    MessageRing mailboxRing() {
        return swap == null ? resident.ring : swap.mailboxRing();
    }

    /** From now on this one is here. */
    void inhabit(Resident who) {
        resident = who;
        doorChanged();
    }

    /** The core, in the service of who is here. */
    Core core() {
        return core;
    }

    /** A core that is in the service of another one takes its place. */
    void serveBy(Core another) {
        core = another;
    }

    /** What lets several actors take turns; null unless there are several. */
    Swap swap() {
        return swap;
    }

    /** From now on several actors take turns, or, without this, no longer. */
    void takeTurns(Swap newSwap) {
        swap = newSwap;
        set(Circumstance.SHARED, newSwap != null);
    }

    /** Who is here has taken a turn. */
    void tookTurn() {
        turns++;
    }

    /** How many turns were taken since this was last asked. */
    long newTurns() {
        long taken = turns;
        turns = 0;
        return taken;
    }

    /** The place that programs are loaded into. */
    LoadTarget loadTarget() {
        return loadTarget;
    }

    /** The timers of who lives here. */
    TimerRegisters timers() {
        return timers;
    }

    /** The end of who is here. */
    Departure departure() {
        return departure;
    }

    NetworkInterface network() {
        return network;
    }

    /** Where accesses have landed that left the linear memory of whoever lived here. */
    ReachLog reach() {
        return reach;
    }

    @Override
    public String toString() {
        return "enclave " + number + (resident == null ? "" : " of actor '" + resident.name + "'");
    }

    @Override
    public void save(StateWriter out) {
        occupants.save(out);
        departure.save(out);
        if (damage != null) {
            damage.save(out);
        }
        timers.save(out);
        management.save(out);
        reach.save(out);
        network.save(out);
    }

    @Override
    public void load(StateReader in) {
        occupants.load(in);
        departure.load(in);
        if (damage != null) {
            damage.load(in);
        }
        timers.load(in);
        management.load(in);
        reach.load(in);
        network.load(in);
    }
}
