package org.skerry.model.edge;

import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.ImmediateMachine;
import org.skerry.sim.machine.Machine;

class ImmediateEdgeTest extends EdgeContract {
    @Override
    Machine machine() {
        return new ImmediateMachine(7, ExecutionSpec.SERIAL);
    }
}
