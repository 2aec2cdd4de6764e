package org.skerry.scenario.guest;

import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;

/** The contract as guests see it, on a chip of enclaves. */
class ChipGuestContractTest extends GuestContractTest {
    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        return new EnclaveChip(ChipSpec.of(4, 4, 1), seed, execution);
    }
}
