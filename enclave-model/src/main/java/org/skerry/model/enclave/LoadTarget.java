package org.skerry.model.enclave;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.skerry.model.attack.Marks;
import org.skerry.model.attest.Claims;
import org.skerry.model.memory.ReachLog;
import org.skerry.model.protocol.CommandParcel;
import org.skerry.model.protocol.LoadParcel;
import org.skerry.model.protocol.MessageParcel;
import org.skerry.sim.actor.Admission;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.Program;
import org.skerry.sim.machine.ActorBirth;

/**
 * An enclave as image management sees it: a place that a program is loaded into, in which one may live already. What is verified,
 * when, and how long that takes is the business of {@link ImageManagement}.
 */
final class LoadTarget {
    private final Enclave enclave;
    private final int number;
    private final ChipPlan plan;
    private final Journal journal;
    private final ReachLog reach; // of all who have lived here
    private final Occupants occupants;
    private final Custody management;

    LoadTarget(Enclave enclave, ChipPlan plan, Journal journal, ReachLog reach) {
        this.enclave = enclave;
        this.number = enclave.number();
        this.plan = plan;
        this.journal = journal;
        this.reach = reach;
        this.occupants = enclave.occupants();
        this.management = enclave.management();
    }

    // ---- before: what is asked about a load --------------------------------------------------------------------

    /** What the actor will be called that an image streams in for. */
    String nameFor(LoadParcel load) {
        return load instanceof LoadParcel.LoadOrder order ? order.spawn().name() : resident().name;
    }

    /** Whether an image is older than the one whose place it is to take. */
    boolean rollsBack(LoadParcel load) {
        return load instanceof LoadParcel.Reload
                && load.manifest().securityVersion()
                        < plan.program(resident().image).securityVersion();
    }

    /** Capabilities that are installed with an image: a new actor's own, or those that the one replaced was loaded with. */
    int capabilitiesOf(LoadParcel load) {
        return load instanceof LoadParcel.Reload
                ? (int) Arrays.stream(resident().capabilities)
                        .filter(Objects::nonNull)
                        .count()
                : 1;
    }

    // ---- the load ----------------------------------------------------------------------------------------------

    /** Brings a program to life in code that has been verified. Returns whether it can live here. */
    boolean populate(LoadParcel load, ImageSegment code) {
        Program program = plan.program(load.imageId());
        try {
            EnclaveMemory memory = new EnclaveMemory(
                    plan.specOf(number), number, nameFor(load), program, code, reach, journal.fetches());
            if (resident() != null) {
                memory.inherit(resident().memory);
            }
            if (load instanceof LoadParcel.LoadOrder order) {
                settle(order, memory);
            } else {
                Resident old = resident();
                HandleTable table = occupants.newTable();
                table.install(old.capabilities);
                occupants.settleInPlace(load.imageId(), memory, table);
                management.releaseInPlace(start(old.image), start(load.imageId()));
            }
            return true;
        } catch (GuestException refused) {
            return false;
        }
    }

    private void settle(LoadParcel.LoadOrder order, EnclaveMemory memory) {
        HandleTable table = occupants.newTable();
        ActorBirth.installSelf(order.actor(), number, table);
        occupants.settle(
                order.actor(),
                order.imageId(),
                nameFor(order),
                order.rank(),
                order.spawn().domain(),
                memory,
                table,
                Grants.NONE,
                new Admission());
        management.release();
    }

    /** The first 8 bytes of the digest of an image. */
    private long start(long image) {
        return ByteBuffer.wrap(plan.digest(image, plan.program(image).image())).getLong();
    }

    /** The core of a program that was loaded has been released. */
    void begin(long cycle, LoadParcel load) {
        if (load instanceof LoadParcel.LoadOrder order) {
            enclave.born(cycle, resident(), order.spawn().request().start());
            return;
        }
        management.obeyed(load.order(), cycle, Marks.NOBODY);
        journal.reloaded(cycle, number, load.imageId());
        CommandParcel.Overrule restart = management.restarted(load.order());
        if (!resident().alive()) {
            resident().admission.reopen();
            enclave.doorChanged();
            journal.started(cycle, number, resident().id);
        } else {
            journal.lifeBegun(cycle, resident().id);
        }
        if (restart != null && resident().admission.isHeldBy(restart.wish().asker())) {
            enclave.network()
                    .answer(
                            cycle,
                            restart.asker(),
                            new MessageParcel.Notice(restart.wish().restarted()));
        }
        if (management.stopping()) {
            enclave.departure().stop(cycle);
        } else {
            enclave.network()
                    .acceptStart(
                            cycle,
                            restart == null
                                    ? ActorBirth.restart(resident().id, load.order())
                                    : restart.wish().start());
        }
    }

    // ---- after: what is there ----------------------------------------------------------------------------------

    /** What was loaded here, as it is found. */
    Claims.Enclave claims() {
        Resident resident = resident();
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

    private Resident resident() {
        return enclave.resident();
    }
}
