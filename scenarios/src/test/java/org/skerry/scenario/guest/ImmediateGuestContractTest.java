package org.skerry.scenario.guest;

import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.ImmediateMachine;
import org.skerry.sim.machine.Machine;

/** The contract as guests see it, on the machine without time. */
class ImmediateGuestContractTest extends GuestContractTest {
    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        return new ImmediateMachine(seed, execution);
    }

    @Override
    protected boolean hasWindows() {
        return true;
    }
}
