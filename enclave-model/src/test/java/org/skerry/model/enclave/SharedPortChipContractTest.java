package org.skerry.model.enclave;

import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.MachineContractTest;

/** The law book on a chip whose enclaves share the port of their tile. */
class SharedPortChipContractTest extends MachineContractTest {
    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        ChipSpec spec = ChipSpec.of(2, 4, 2);
        return new EnclaveChip(spec.withMesh(spec.mesh().withSharedPort(true)), seed, execution);
    }
}
