package org.skerry.model.sharedmem;

import org.skerry.noc.packet.PacketNetwork;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.MachineContractTest;

/** The law book on the shared-memory machine with a network that is modelled packet by packet. */
class PacketSharedMemoryContractTest extends MachineContractTest {
    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        return new SharedMemoryMachine(SharedMemorySpec.of(4), seed, execution, PacketNetwork::new);
    }
}
