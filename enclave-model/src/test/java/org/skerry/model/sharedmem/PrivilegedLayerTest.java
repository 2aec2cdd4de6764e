package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.attack.HostileControlContract;
import org.skerry.noc.ideal.IdealNetwork;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.trace.Reach.Whose;

/** Whoever has taken over the layer below the runtime takes everything: availability, control and what memory holds. */
class PrivilegedLayerTest extends HostileControlContract {
    @Override
    protected Machine taken(HostileAgent agent, ExecutionSpec execution) {
        SharedMemoryMachine machine = new SharedMemoryMachine(SharedMemorySpec.of(4), 1, execution, IdealNetwork::new);
        machine.takeOver(agent);
        return machine;
    }

    @Test
    void everyByteOfEveryActorIsOnTheBus() {
        try (Machine machine = taken(reader(), ExecutionSpec.SERIAL)) {
            deploy(machine);
            machine.run(RunLimits.NONE);
            assertTrue(machine.orders().get(0).found() > 0, "the secret is found");
            assertTrue(machine.reach().others(HostileAgent.NAME).containsAll(List.of("victim", "peer", "other")));
            assertTrue(machine.reach().bytesRead(HostileAgent.NAME, Whose.ANOTHER) > 1 << 16);
        }
    }
}
