package org.skerry.model.client;

import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.ImmediateMachine;
import org.skerry.sim.machine.Machine;

class ImmediateClientTest extends ClientContract {
    @Override
    Machine machine() {
        return new ImmediateMachine(7, ExecutionSpec.SERIAL);
    }
}
