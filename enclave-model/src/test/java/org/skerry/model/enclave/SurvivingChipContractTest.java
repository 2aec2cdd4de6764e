package org.skerry.model.enclave;

import org.skerry.model.attest.AttestationPlan;
import org.skerry.model.fault.FaultSpec;
import org.skerry.model.fault.LinkNoise;
import org.skerry.model.fault.NetworkFaults;
import org.skerry.model.protocol.ParcelNotices;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.MachineContractTest;

/** The law book on a chip whose links lose and spoil one flit in a thousand each. */
class SurvivingChipContractTest extends MachineContractTest {
    private static final FaultSpec NOISY = FaultSpec.NONE.withNoise(new LinkNoise(1_000_000, 1_000_000, 32));

    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        return new EnclaveChip(
                ChipSpec.of(2, 4, 2),
                seed,
                execution,
                NetworkFaults.maker(NOISY.withSeed(seed), new ParcelNotices()),
                AttestationPlan.NONE,
                NOISY);
    }
}
