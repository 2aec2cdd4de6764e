package org.skerry.model.enclave;

import java.util.List;
import org.skerry.model.control.ControlSpec;
import org.skerry.model.control.NodeLosses;
import org.skerry.model.control.NodeLosses.NodeLoss;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.MachineContractTest;

/** The law book on a chip whose control plane loses its root while the first enclaves are being cleared. */
class LateLossChipContractTest extends MachineContractTest {
    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        ControlSpec control =
                ControlSpec.DEFAULT.withNodes(3, 2).withLost(new NodeLosses(List.of(new NodeLoss(0, 1000))));
        return new EnclaveChip(ChipSpec.of(2, 4, 2).withControl(control), seed, execution);
    }
}
