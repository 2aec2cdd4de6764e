package org.skerry.model.enclave;

import org.skerry.model.protocol.MessageSpec;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.MachineContractTest;

/** The law book on an enclave chip that cuts nearly everything: a packet holds two flits. */
class TinyPacketsContractTest extends MachineContractTest {
    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        return new EnclaveChip(ChipSpec.of(2, 4, 2).withMessages(new MessageSpec(64)), seed, execution);
    }
}
