package org.skerry.model.enclave;

import org.skerry.model.attest.AttestationPlan;
import org.skerry.model.fault.FaultSpec;
import org.skerry.model.fault.LinkNoise;
import org.skerry.model.fault.NetworkFaults;
import org.skerry.model.protocol.ParcelNotices;
import org.skerry.noc.mesh.TimeDivisionSpec;
import org.skerry.noc.mesh.TimeDivisionSpec.Schedule;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.MachineContractTest;

/** The law book on a chip that is divided by time and whose links lose and spoil one flit in a thousand each. */
class DividedSurvivingChipContractTest extends MachineContractTest {
    private static final TimeDivisionSpec WAVES = TimeDivisionSpec.of(Schedule.WAVE, 3);
    private static final FaultSpec NOISY = FaultSpec.NONE.withNoise(new LinkNoise(1_000_000, 1_000_000, 32));

    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        return new EnclaveChip(
                ChipSpec.of(2, 4, 2).withTimeDivision(WAVES),
                seed,
                execution,
                NetworkFaults.maker(NOISY.withSeed(seed), WAVES, new ParcelNotices()),
                AttestationPlan.NONE,
                NOISY);
    }
}
