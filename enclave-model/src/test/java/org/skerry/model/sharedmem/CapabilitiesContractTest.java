package org.skerry.model.sharedmem;

import org.skerry.model.sharedmem.containment.ContainmentSpec;
import org.skerry.model.sharedmem.containment.Rung;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.MachineContractTest;

/** The law book behind capabilities of the cores. */
final class CapabilitiesContractTest extends MachineContractTest {
    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        return new SharedMemoryMachine(
                SharedMemorySpec.of(2)
                        .withMemory(SmallCaches.SPEC)
                        .withContainment(ContainmentSpec.of(Rung.CAPABILITIES)),
                seed,
                execution);
    }

    /** The machine is that of {@link SharedMemoryContractTest}, which is saved more often; here it is for what containment adds. */
    @Override
    protected long nextMoment(long cycle) {
        return 2 * cycle + 1;
    }
}
