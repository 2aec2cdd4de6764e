package org.skerry.model.enclave;

import org.skerry.noc.mesh.TimeDivisionSpec;
import org.skerry.noc.mesh.TimeDivisionSpec.Schedule;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.MachineContractTest;

/** The law book on an enclave chip that is divided by time between three domains, of which it fills one. */
class DividedChipContractTest extends MachineContractTest {
    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        return new EnclaveChip(
                ChipSpec.of(2, 4, 2).withTimeDivision(TimeDivisionSpec.of(Schedule.WAVE, 3)), seed, execution);
    }
}
