package org.skerry.scenario.isolation;

import java.util.function.Supplier;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.model.enclave.EnclaveSpec;
import org.skerry.model.enclave.PowerSpec;
import org.skerry.noc.NetworkMaker;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.noc.mesh.TimeDivisionSpec;
import org.skerry.noc.mesh.TimeDivisionSpec.Schedule;
import org.skerry.sim.machine.ExecutionSpec;

/**
 * The chip on which a {@link ProbePlan} is run twice: small, so that domains meet everywhere, two enclaves of a tile behind one port of the
 * router and with a budget of power that does not suffice for both at work, and with little private memory, so that actors are loaded in some thousand cycles.
 */
public final class ProbeChip {
    private static final int TILES = 4;
    private static final int ENCLAVES_PER_TILE = 2;
    private static final int BUDGET_MILLIWATTS = 14;
    private static final int WINDOW_CYCLES = 500;
    private static final int MEMORY_BYTES = 256 << 10;
    private static final int MAILBOX_BYTES = 32 << 10;

    private ProbeChip() {}

    /** The chip, with so many domains unless the schedule is off. */
    public static ChipSpec of(Schedule schedule, int domains) {
        EnclaveSpec standard = EnclaveSpec.DEFAULT;
        ChipSpec chip = ChipSpec.of(TILES, TILES, ENCLAVES_PER_TILE)
                .withEnclave(new EnclaveSpec(
                        MEMORY_BYTES,
                        MAILBOX_BYTES,
                        standard.eagerBytes(),
                        standard.standingMessages(),
                        standard.sendQueueMessages(),
                        standard.handleSlots()));
        chip = chip.withMesh(chip.mesh().withSharedPort(true))
                .withPower(PowerSpec.DEFAULT.withBudget(BUDGET_MILLIWATTS, WINDOW_CYCLES));
        return schedule == Schedule.OFF ? chip : chip.withTimeDivision(TimeDivisionSpec.of(schedule, domains));
    }

    /** Makes it anew each time. */
    public static Supplier<Subject> subject(ChipSpec spec, long seed) {
        return subject(spec, seed, MeshNetwork.maker(spec.timeDivision()));
    }

    /** The same on a mesh of the caller's choice. */
    public static Supplier<Subject> subject(ChipSpec spec, long seed, NetworkMaker networks) {
        return () -> {
            EnclaveChip chip = new EnclaveChip(spec, seed, ExecutionSpec.SERIAL, networks);
            return new Subject(chip, chip.network()::observe, spec.mesh());
        };
    }
}
