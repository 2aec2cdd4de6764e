package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.MachineContractTest;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/**
 * The law book on a chip where everything is scarce: ports that refuse, mailboxes without standing credits, send queues of one
 * message. Slower, and every law holds.
 */
class NarrowChipContractTest extends MachineContractTest {
    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        ChipSpec spec = ChipSpec.of(2, 4, 2);
        EnclaveSpec narrow = spec.enclave().withMailbox(70 << 10, 0).withSendQueue(1);
        return new EnclaveChip(spec.withEnclave(narrow), seed, execution, NarrowNetwork::new);
    }

    @Test
    void portsDoRefuse() {
        NarrowNetwork[] network = new NarrowNetwork[1];
        EnclaveChip chip =
                new EnclaveChip(ChipSpec.of(2, 2, 1), 1, ExecutionSpec.SERIAL, (mesh, partitions, bodies) -> {
                    network[0] = new NarrowNetwork(mesh, partitions, bodies);
                    return network[0];
                });
        try (chip) {
            chip.deploy(new PlanBuilder()
                    .actor("talker", (turn, memory) -> {
                        long left = turn.message().payload().length == 0
                                ? 10
                                : turn.message().payload()[0];
                        for (int i = 0; i < (left == 10 ? 10 : 0); i++) {
                            turn.send(0, new byte[] {1}, ChipPlans.NO_HANDLES);
                        }
                    })
                    .build());
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            assertTrue(network[0].refusals() > 0);
        }
    }
}
