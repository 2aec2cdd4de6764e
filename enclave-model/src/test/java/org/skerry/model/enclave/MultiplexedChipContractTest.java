package org.skerry.model.enclave;

import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.MachineContractTest;

/** The law book with three actors in each enclave, by turns. */
class MultiplexedChipContractTest extends MachineContractTest {
    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        return new EnclaveChip(ChipSpec.of(4, 4, 4).withMultiplex(MultiplexSpec.of(3)), seed, execution);
    }

    @Override
    protected boolean linksActors() {
        return false;
    }
}
