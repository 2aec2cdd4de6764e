package org.skerry.model.enclave;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.skerry.model.attack.Marks;
import org.skerry.model.attest.Claims;
import org.skerry.model.count.CycleAccount;
import org.skerry.model.edge.DeviceServer;
import org.skerry.model.memory.ReachLog;
import org.skerry.model.protocol.AttestParcel;
import org.skerry.model.protocol.CommandParcel;
import org.skerry.model.protocol.ControlParcel;
import org.skerry.model.protocol.Delivery;
import org.skerry.model.protocol.LoadParcel;
import org.skerry.model.protocol.MessageParcel;
import org.skerry.model.protocol.Parcel;
import org.skerry.model.protocol.PlaneParcel;
import org.skerry.model.protocol.Segment;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Admission;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.RegisterSlots;
import org.skerry.sim.actor.Status;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.device.Device;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * One enclave: a core, a private memory while an actor lives in it, and a network interface. It meets others by parcels only; what it
 * shares with the enclaves of its slice is what the simulator keeps about them.
 */
final class Enclave implements Stateful {
    private final EnclaveSlice slice;
    private final int number;
    private final ChipPlan plan;
    private final Journal journal;
    private Core core; // of who is here
    private final NetworkInterface network;
    private final ReachLog reach = new ReachLog(); // of all who have lived here
    private final ImageManagement images; // of the tile
    private final Custody management;
    private final CorePower power; // null without power management
    private Resident resident; // null until the first one
    private Swap swap; // null unless several actors take turns
    private final SwapCounters swaps; // null unless they may
    private boolean leaving; // it has ended, and what it sent has not all left

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
        this.management = new Custody(this, images);
        this.power = power;
        this.swaps = plan.spec().multiplex().on() ? new SwapCounters() : null;
        this.core = new Core(this, plan.specOf(number), journal, network, power, new CycleAccount());
    }

    // ---- life of an actor --------------------------------------------------------------------------------------

    /**
     * Gives the enclave an actor, which hears of its birth later.
     *
     * @throws GuestException when the program cannot live here
     */
    void settle(long id, long image, String name, int rank, String domain, HandleTable table, Grants grants) {
        Program program = plan.program(image);
        settle(
                id,
                image,
                name,
                rank,
                domain,
                new EnclaveMemory(plan.specOf(number), number, name, program, reach),
                table,
                grants,
                new Admission());
    }

    private void settle(
            long id,
            long image,
            String name,
            int rank,
            String domain,
            EnclaveMemory memory,
            HandleTable table,
            Grants grants,
            Admission admission) {
        ActorInstance instance = plan.program(image).instantiate(memory.linear(), grants);
        Turn turn = new Turn(id, number, table, grants, plan.streams().stream("actor", id), null);
        if (number >= plan.maxHeld()) {
            turn.refuseHolds(plan.maxHeld());
        }
        resident = new Resident(id, image, name, rank, domain, memory, instance, turn, admission);
    }

    /** Gives the enclave one more actor of the deployment, which takes turns with those that it has. */
    void lodge(long id, long image, String name, int rank, String domain, HandleTable table, Grants grants) {
        if (resident == null) {
            settle(id, image, name, rank, domain, table, grants);
            return;
        }
        Resident first = resident;
        if (swap == null) {
            swap = new Swap(this, plan, swaps);
            swap.add(first, core);
        }
        settle(id, image, name, rank, domain, table, grants);
        swap.add(resident, new Core(this, plan.specOf(number), journal, network, power, core.account()));
        resident = first;
    }

    /** Another actor of this enclave comes in the place of the one that was here. */
    void moveIn(Resident next, Core itsCore) {
        resident = next;
        core = itsCore;
    }

    /** Puts a device of the deployment where a core would be. */
    void settleDevice(long id, long image, String name, int rank, String domain, HandleTable table, Grants grants) {
        settle(id, image, name, rank, domain, table, grants);
        core.replaceBy(new DeviceServer((Device) resident.instance, resident.turn, new EdgePort(this, plan.spec())));
    }

    /** The actor of deployment comes to life: its START message waits. */
    void bornByDeployment(long cycle) {
        management.release();
        if (swap == null) {
            born(cycle, plan.births().start(resident.rank));
            return;
        }
        for (Swap.Tenant tenant : swap.tenants()) {
            journal.started(cycle, number, tenant.resident.id);
            network.acceptStart(cycle, plan.births().start(tenant.resident.rank));
        }
    }

    private void born(long cycle, Message start) {
        journal.started(cycle, number, resident.id);
        network.acceptStart(cycle, start);
    }

    // ---- what the control plane has done to it ---------------------------------------------------------------------

    /** The core is reset: its turn is over where it stands. What waits in mailbox and queue is lost; memory and registers are zero. */
    void reset(long cycle) {
        if (resident != null && core.reset(cycle)) {
            if (management.replaced()) {
                refuseAll(cycle);
            } else {
                network.forget(cycle);
            }
            if (swap == null) {
                resident.memory.clear();
            } else {
                resident.memory.clearButMailbox();
            }
            resident.turn.table().clear();
        }
    }

    /** A holder of CONTROL ends the actor: its turn is over where it stands, or when its guest has come back. */
    void stop(long cycle) {
        if (core.reset(cycle)) {
            management.stopped();
            end(cycle, "stop", null, EndReason.STOPPED, 0);
        }
    }

    /** Whether what a holder of CONTROL asks of the actor that lives here can be done, and through a capability that has not been revoked. */
    Status judge(Oversight wish) {
        Status status = resident.admission.admit(wish);
        if (status == Status.OK && core.isDevice()) {
            return Status.NO_RIGHT;
        }
        if (status == Status.OK && wish.kind() == Oversight.Kind.RESTART) {
            Program program = plan.program(wish.image());
            if (program.securityVersion() < plan.program(resident.image).securityVersion()) {
                return Status.NO_RIGHT;
            }
            return EnclaveMemory.fits(plan.spec().enclave(), program) ? Status.OK : Status.NO_ROOM;
        }
        return status;
    }

    /** What the actor will be called that an image streams in for. */
    String nameFor(LoadParcel load) {
        return load instanceof LoadParcel.LoadOrder order ? order.spawn().name() : resident.name;
    }

    /** Whether an image is older than the one whose place it is to take. */
    boolean rollsBack(LoadParcel load) {
        return load instanceof LoadParcel.Reload
                && load.manifest().securityVersion()
                        < plan.program(resident.image).securityVersion();
    }

    /** Capabilities that are installed with an image: a new actor's own, or those that the one replaced was loaded with. */
    int capabilitiesOf(LoadParcel load) {
        return load instanceof LoadParcel.Reload
                ? (int) Arrays.stream(resident.capabilities)
                        .filter(Objects::nonNull)
                        .count()
                : 1;
    }

    /** What was loaded here, as it is found. */
    Claims.Enclave claims() {
        ImageSegment code = resident.memory.code();
        return new Claims.Enclave(
                number,
                resident.id,
                plan.digest(resident.image, code.forHashing()),
                Measurement.runtime(plan.spec().bugs()),
                Measurement.capabilities(resident.capabilities),
                Measurement.endpoints(resident.id, number, resident.capabilities),
                Measurement.domain(resident.domain),
                resident.memory.space().sizeBytes(),
                plan.program(resident.image).securityVersion(),
                management.bootCount());
    }

    /** Brings a program to life in code that has been verified. Returns whether it can live here. */
    boolean populate(LoadParcel load, ImageSegment code) {
        Program program = plan.program(load.imageId());
        try {
            EnclaveMemory memory = new EnclaveMemory(plan.specOf(number), number, nameFor(load), program, code, reach);
            if (resident != null) {
                memory.inherit(resident.memory);
            }
            if (load instanceof LoadParcel.LoadOrder order) {
                HandleTable table = newTable();
                ActorBirth.installSelf(load.actor(), number, table);
                String domain = order.spawn().domain();
                settle(
                        load.actor(),
                        load.imageId(),
                        nameFor(load),
                        order.rank(),
                        domain,
                        memory,
                        table,
                        Grants.NONE,
                        new Admission());
                management.release();
            } else {
                Resident old = resident;
                HandleTable table = newTable();
                table.install(old.capabilities);
                settle(
                        old.id,
                        load.imageId(),
                        old.name,
                        old.rank,
                        old.domain,
                        memory,
                        table,
                        old.turn.grants(),
                        old.admission);
                resident.children = old.children;
                if (swap != null) {
                    swap.replace(old, resident);
                }
                resident.turn.follow(old.turn);
                management.releaseInPlace(start(old.image), start(load.imageId()));
            }
            return true;
        } catch (GuestException refused) {
            return false;
        }
    }

    /** The first 8 bytes of the digest of an image. */
    private long start(long image) {
        return ByteBuffer.wrap(plan.digest(image, plan.program(image).image())).getLong();
    }

    /** The core of a program that was loaded has been released. */
    void begin(long cycle, LoadParcel load) {
        if (load instanceof LoadParcel.LoadOrder order) {
            born(cycle, order.spawn().request().start());
        } else {
            management.marks().obeyed(load.order(), cycle, Marks.NOBODY);
            journal.reloaded(cycle, number, load.imageId());
            CommandParcel.Overrule restart = management.restarted(load.order());
            if (management.stopping()) {
                stop(cycle);
            } else {
                network.acceptStart(
                        cycle,
                        restart == null
                                ? ActorBirth.restart(resident.id, load.order())
                                : restart.wish().start());
            }
        }
    }

    void commanded(long cycle, CommandParcel command) {
        journal.commanded(cycle, number, command);
    }

    void wakeManagementAt(long cycle) {
        slice.wakeManagementAt(cycle, number);
    }

    /** The cycle that the management of the tile asked for has come. */
    void managementDue(long cycle) {
        images.due(cycle);
    }

    /** Who lives here, for a node of the control plane that has taken over from lost ones. */
    ControlParcel.Resides census(long cycle, int heir, IntPredicate lost) {
        long coming = images.handOver(cycle, this, heir, lost);
        if (coming != 0) {
            return new ControlParcel.Resides(coming, true, "");
        }
        boolean lives = resident != null && (resident.alive() || leaving);
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

    private HandleTable newTable() {
        return new HandleTable(new RegisterSlots(plan.spec().enclave().handleSlots()));
    }

    /** The actor has ended: what waits for it goes back to its senders. */
    void end(long cycle, String how, GuestFault fault, EndReason reason, int code) {
        resident.admission.close();
        resident.turn.table().clear();
        journal.ended(cycle, number, resident, how, fault);
        refuseAll(cycle);
        network.tell(cycle, reason, code);
        if (swap != null && swap.anybodyLives()) {
            swap.consider(cycle);
            return;
        }
        leaving = true;
        leaveIfDone(cycle);
    }

    /** Sends back the call that is open and what waits. */
    private void refuseAll(long cycle) {
        if (resident.turn.openCall() != null) {
            network.refuseCall(cycle, resident.turn.openCall());
        }
        network.refuseAll(cycle);
    }

    /** Tells the control plane that the enclave can be used again, once nothing of the ended actor is on its way out. */
    private void leaveIfDone(long cycle) {
        if (leaving && network.sends().isEmpty()) {
            leaving = false;
            swap = null; // from now on it is an enclave like any other
            network.toControlPlane(cycle, new PlaneParcel.Vacated(resident.id));
        }
    }

    // ---- what happens to it ------------------------------------------------------------------------------------

    /** Takes a packet from the network. */
    void arrive(long cycle, Packet packet) {
        int source = packet.source();
        Parcel arrived = (Parcel) packet.body();
        if (arrived instanceof Delivery
                || arrived instanceof MessageParcel.Credit) { // nearly all; asked first, as it is quick
            network.arrive(cycle, source, arrived);
            settleSends(cycle);
            return;
        }
        Parcel parcel = arrived;
        if (arrived instanceof Segment) {
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
        network.pump(cycle);
        settleSends(cycle);
    }

    /** The cycle that the core asked for has come. */
    void coreDue(long cycle) {
        core.due(cycle);
        settleSends(cycle);
    }

    /** Lets go what waited for slots of the send queue. */
    private void settleSends(long cycle) {
        if (swap != null) {
            swap.consider(cycle);
        }
        if (core.state() == Core.State.STALLED && network.sends().hasRoom() && (swap == null || !swap.isBusy())) {
            core.unstall(cycle);
        }
        leaveIfDone(cycle);
    }

    // ---- for core, slice and chip ------------------------------------------------------------------------------

    /** A message comes to its handler: taken at {@code cycle} by a core that is awake, and through with it, so much later. */
    void handled(Mailbox.Entry entry, long cycle, long wakeUp, long software) {
        if (entry.delivery() != null) {
            journal.meter()
                    .handled(entry.delivery(), entry.source(), number, entry.arrivedCycle(), cycle, wakeUp, software);
        }
    }

    /** The guest wants to run at this cycle. */
    void offer() {
        slice.offer(this);
    }

    OrderTimers timers() {
        return slice.timers();
    }

    long now() {
        return slice.now();
    }

    void wakeCoreAt(long cycle) {
        slice.wakeCoreAt(cycle, number);
    }

    /** Whether messages wait to leave, or wait for a core that sleeps. */
    boolean hasUnfinishedBusiness() {
        return !network.sends().isEmpty() || !network.mailbox().isEmpty();
    }

    // ---- actors that take turns ----------------------------------------------------------------------------------

    /** What lets several actors take turns; null unless there are several. */
    Swap swap() {
        return swap;
    }

    /** What is counted about that; null unless they may. */
    SwapCounters swaps() {
        return swaps;
    }

    /** The actor with this identifier if it lives here, or lived here last, even if it is away; else null. */
    Resident find(long id) {
        return resident != null && resident.id == id ? resident : swap == null ? null : swap.find(id);
    }

    /** Whether this actor, which lives in this enclave, is not away. */
    boolean isHere(long id) {
        return swap == null || swap.isHere(id);
    }

    /** Where the bytes of waiting messages lie. */
    EnclaveMemory mailboxMemory() {
        return swap == null ? resident.memory : swap.mailboxMemory();
    }

    /** A turn has ended; whether the actor makes way for another one now. */
    boolean givesWay() {
        return swap != null && swap.endsStay();
    }

    /** The core has nothing to do, or waits for an answer. */
    void rested(long cycle) {
        if (swap != null) {
            swap.consider(cycle);
        }
    }

    void wakeSwapAt(long cycle) {
        slice.wakeSwapAt(cycle, number);
    }

    /** The cycle that {@link #swap} asked for has come. */
    void swapDue(long cycle) {
        swap.due(cycle);
        settleSends(cycle);
    }

    /** Everybody who lives here, or lived here last, in the order of the plan. */
    List<Resident> residents() {
        if (swap == null) {
            return resident == null ? List.of() : List.of(resident);
        }
        return swap.tenants().stream().map(tenant -> tenant.resident).toList();
    }

    /** Names of the actors whose guest is held in mid-turn. */
    List<String> held() {
        if (swap == null) {
            return core.held() ? List.of(resident.name) : List.of();
        }
        return swap.tenants().stream()
                .filter(tenant -> tenant.core.held())
                .map(tenant -> tenant.resident.name)
                .toList();
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
        if (swaps != null) {
            swaps.save(out);
        }
        out.writeBoolean(swap != null);
        if (swap != null) {
            swap.save(out);
        } else {
            saveResident(out);
            core.save(out);
        }
        out.writeBoolean(leaving);
        management.save(out);
        reach.save(out);
        network.save(out);
    }

    /** Writes who is here. */
    void saveResident(StateWriter out) {
        out.writeBoolean(resident != null);
        if (resident != null) {
            out.writeLong(resident.id);
            out.writeLong(resident.image);
            out.writeString(resident.name);
            out.writeInt(resident.rank);
            out.writeString(resident.domain);
            out.writeInt(resident.capabilities.length);
            for (Capability capability : resident.capabilities) {
                out.writeBoolean(capability != null);
                if (capability != null) {
                    capability.write(out);
                }
            }
            resident.save(out);
        }
    }

    @Override
    public void load(StateReader in) {
        if (swaps != null) {
            swaps.load(in);
        }
        if (in.readBoolean()) {
            swap.load(in);
        } else {
            swap = null;
            loadResident(in);
            core.load(in);
        }
        leaving = in.readBoolean();
        management.load(in);
        reach.load(in);
        network.load(in);
    }

    /** Reads who is here. */
    void loadResident(StateReader in) {
        if (in.readBoolean()) {
            long id = in.readLong();
            long image = in.readLong();
            String name = in.readString();
            int rank = in.readInt();
            String domain = in.readString();
            Capability[] capabilities = new Capability[in.readCount(1)];
            for (int i = 0; i < capabilities.length; i++) {
                capabilities[i] = in.readBoolean() ? Capability.read(in) : null;
            }
            boolean same = resident != null && resident.id == id;
            if (!same || resident.image != image) {
                HandleTable table = newTable();
                table.install(capabilities);
                settle(id, image, name, rank, domain, table, same ? resident.turn.grants() : Grants.NONE);
            }
            resident.load(in);
        } else {
            resident = null;
        }
    }
}
