package org.skerry.model.enclave;

import org.skerry.noc.packet.PacketNetwork;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.MachineContractTest;

/** The law book on the enclave chip with a network that is modelled packet by packet. */
class PacketChipContractTest extends MachineContractTest {
    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        return new EnclaveChip(ChipSpec.of(2, 4, 2), seed, execution, PacketNetwork::new);
    }
}
