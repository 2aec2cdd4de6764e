package org.skerry.model.enclave;

import java.util.List;
import org.skerry.model.count.CycleAccount;
import org.skerry.model.edge.DeviceServer;
import org.skerry.model.memory.ReachLog;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Admission;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.RegisterSlots;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.config.CapacityException;
import org.skerry.sim.device.Device;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Who lives in an enclave, or lived there last: nobody, one actor, or several that take turns. One at most is here, and the core is
 * his; which one that is the {@link Enclave} keeps, since nearly everything that happens needs it.
 */
final class Occupants implements Stateful {
    private final Enclave enclave;
    private final int number;
    private final ChipPlan plan;
    private final Journal journal;
    private final ReachLog reach; // of all who have lived here
    private final CorePower power; // null without power management
    private final SwapCounters swaps; // null unless several actors may take turns

    Occupants(Enclave enclave, ChipPlan plan, Journal journal, ReachLog reach, CorePower power) {
        this.enclave = enclave;
        this.number = enclave.number();
        this.plan = plan;
        this.journal = journal;
        this.reach = reach;
        this.power = power;
        this.swaps = plan.spec().multiplex().on() ? new SwapCounters() : null;
    }

    /** The core, in the service of one more actor. */
    Core newCore(CycleAccount account) {
        return new Core(enclave, number, plan, journal, enclave.network(), power, account);
    }

    // ---- moving in ---------------------------------------------------------------------------------------------

    /**
     * Gives the enclave an actor, which hears of its birth later.
     *
     * @throws CapacityException when the private memory is too small for the program
     */
    private void settle(long id, long image, String name, int rank, String domain, HandleTable table, Grants grants) {
        if (!EnclaveMemory.fits(plan.specOf(number).enclave(), plan.program(image))) {
            throw new CapacityException(
                    EnclaveMemory.refusal(plan.specOf(number).enclave(), name, plan.program(image)));
        }
        EnclaveMemory memory =
                new EnclaveMemory(plan.specOf(number), number, name, plan.program(image), reach, journal.fetches());
        settle(id, image, name, rank, domain, memory, table, grants, new Admission());
    }

    /** Gives the enclave an actor whose program lies in this memory already. */
    void settle(
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
        memory.attach(turn);
        if (number >= plan.maxHeld()) {
            turn.refuseHolds(plan.maxHeld());
        }
        enclave.inhabit(new Resident(id, image, name, rank, domain, memory, instance, turn, admission));
    }

    /** Gives the enclave one more actor of the deployment, which takes turns with those that it has. */
    void lodge(long id, long image, String name, int rank, String domain, HandleTable table, Grants grants) {
        Resident first = enclave.resident();
        if (first == null) {
            settle(id, image, name, rank, domain, table, grants);
            return;
        }
        Core core = enclave.core();
        if (enclave.swap() == null) {
            Swap swap = new Swap(enclave, plan, swaps);
            swap.add(first, core);
            enclave.takeTurns(swap);
        }
        settle(id, image, name, rank, domain, table, grants);
        enclave.swap().add(enclave.resident(), newCore(core.account()));
        enclave.inhabit(first);
    }

    /** Puts a device of the deployment where a core would be. */
    void settleDevice(long id, long image, String name, int rank, String domain, HandleTable table, Grants grants) {
        settle(id, image, name, rank, domain, table, grants);
        Resident resident = enclave.resident();
        enclave.core()
                .replaceBy(new DeviceServer(
                        (Device) resident.instance, resident.turn, new EdgePort(enclave, plan.spec())));
        enclave.set(Circumstance.DEVICE, true);
    }

    /** Another program lives here in the place of the one that an actor had: it is the same actor. */
    void settleInPlace(long image, EnclaveMemory memory, HandleTable table) {
        Resident old = enclave.resident();
        settle(old.id, image, old.name, old.rank, old.domain, memory, table, old.turn.grants(), old.admission);
        Resident resident = enclave.resident();
        resident.children = old.children;
        if (enclave.swap() != null) {
            enclave.swap().replace(old, resident);
        }
        resident.turn.follow(old.turn);
    }

    /** Another actor of this enclave comes in the place of the one that was here. */
    void moveIn(Resident next, Core itsCore) {
        enclave.inhabit(next);
        enclave.serveBy(itsCore);
    }

    /** All who took turns have ended: from now on it is an enclave like any other. */
    void stopTakingTurns() {
        enclave.takeTurns(null);
    }

    HandleTable newTable() {
        return new HandleTable(new RegisterSlots(plan.spec().enclave().handleSlots()));
    }

    // ---- who lives here ----------------------------------------------------------------------------------------

    /** What is counted about that; null unless they may. */
    SwapCounters swaps() {
        return swaps;
    }

    /** Whether this actor lives here, or is away and will be back. */
    boolean lives(long id) {
        Resident found = enclave.find(id);
        return found != null && found.alive();
    }

    /** Everybody who lives here, or lived here last, in the order of the plan. */
    List<Resident> all() {
        Resident here = enclave.resident();
        if (enclave.swap() == null) {
            return here == null ? List.of() : List.of(here);
        }
        return enclave.swap().tenants().stream().map(Tenant::resident).toList();
    }

    /** Names of the actors whose guest is held in mid-turn. */
    List<String> held() {
        if (enclave.swap() == null) {
            return enclave.core().held() ? List.of(enclave.resident().name) : List.of();
        }
        return enclave.swap().tenants().stream()
                .filter(tenant -> tenant.core().held())
                .map(tenant -> tenant.resident().name)
                .toList();
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        if (swaps != null) {
            swaps.save(out);
        }
        out.writeBoolean(enclave.swap() != null);
        if (enclave.swap() != null) {
            enclave.swap().save(out);
        } else {
            saveResident(out);
            enclave.core().save(out);
        }
    }

    /** Writes who is here. */
    void saveResident(StateWriter out) {
        Resident resident = enclave.resident();
        out.writeBoolean(resident != null);
        if (resident != null) {
            resident.saveName(out);
            resident.save(out);
        }
    }

    @Override
    public void load(StateReader in) {
        if (swaps != null) {
            swaps.load(in);
        }
        if (in.readBoolean()) {
            enclave.swap().load(in);
        } else {
            enclave.takeTurns(null);
            loadResident(in);
            enclave.core().load(in);
        }
    }

    /** Reads who is here. */
    void loadResident(StateReader in) {
        Resident resident = enclave.resident();
        if (in.readBoolean()) {
            long id = in.readLong();
            long image = in.readLong();
            String name = in.readString();
            int rank = in.readInt();
            String domain = in.readString();
            Capability[] capabilities = Resident.loadCapabilities(in);
            boolean same = resident != null && resident.id == id;
            if (!same || resident.image != image) {
                HandleTable table = newTable();
                table.install(capabilities);
                settle(id, image, name, rank, domain, table, same ? resident.turn.grants() : Grants.NONE);
            }
            enclave.resident().load(in);
            enclave.doorChanged();
        } else {
            enclave.inhabit(null);
        }
    }
}
