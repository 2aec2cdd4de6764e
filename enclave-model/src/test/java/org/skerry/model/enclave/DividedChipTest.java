package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.protocol.Parcel;
import org.skerry.noc.ideal.IdealNetwork;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.noc.mesh.TimeDivisionSpec;
import org.skerry.noc.mesh.TimeDivisionSpec.Schedule;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/**
 * The cost of one message on a chip that is divided by time. With Z(c, d, a, b, bytes) the closed form of the network for domain d from cycle c on:
 *
 * <pre>
 *   delivered = sent + Z(sent, d, a, b, message)                                        on the standing credit
 *   asked     = sent + Z(sent, d, a, b, 16),  granted = asked + Z(asked, e, b, a, 16),
 *   delivered = granted + Z(granted, d, a, b, message)                                  on room granted for it by an actor of domain e
 * </pre>
 */
class DividedChipTest {
    private static final CoreSpec CORE = ChipSpec.of(3, 3, 2).complete().core();

    @Test
    void aMessageTakesItsClosedFormInTheDomainOfItsSenderAndItsAnswersInThatOfItsReceiver() {
        for (Schedule schedule : List.of(Schedule.NAIVE, Schedule.WAVE)) {
            ChipSpec spec = ChipSpec.of(3, 3, 2).withTimeDivision(TimeDivisionSpec.of(schedule, 3));
            for (int source = 0; source < spec.enclaves(); source++) {
                for (int destination = source % 4; destination < spec.enclaves(); destination += 4) {
                    if (source != destination) {
                        check(spec, source, destination, 24);
                        check(spec, source, destination, 900);
                    }
                }
            }
        }
    }

    private static void check(ChipSpec spec, int source, int destination, int payload) {
        PlanBuilder builder = new PlanBuilder()
                .actor(
                        "sender",
                        (turn, memory) -> {
                            turn.charge(1000, 1, 1);
                            turn.send(turn.granted("receiver"), new byte[payload], NO_HANDLES);
                        },
                        to("receiver"))
                .actor("receiver", (turn, memory) -> turn.charge(400, 0, 0))
                .actor("bystander", (turn, memory) -> {});
        Recorder recorder = new Recorder();
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            chip.observe(recorder);
            int bystander = (Math.max(source, destination) + 1) % spec.enclaves();
            bystander = bystander == source || bystander == destination ? Math.min(source, destination) + 1 : bystander;
            // Domains 0, 1 and 2 in the order of the plan.
            chip.deploy(ownDomains(ChipPlans.pinned(builder, source, destination, bystander)));
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            MeshNetwork mesh = (MeshNetwork) chip.network();
            int bytes = recorder.events.get(0).message().wireBytes();
            long sent = CORE.wakeUpMeshCycles() + CORE.busyCycles(1000, 1, 1, 1);
            long leaves = sent;
            if (bytes > spec.enclave().eagerBytes()) {
                int small = Parcel.HEADER_BYTES;
                leaves += mesh.zeroLoadLatencyCycles(leaves, 0, source, destination, small);
                leaves += mesh.zeroLoadLatencyCycles(leaves, 1, destination, source, small);
            }
            long delivered = leaves + mesh.zeroLoadLatencyCycles(leaves, 0, source, destination, bytes);
            String what = spec.timeDivision() + " from " + source + " to " + destination + ", " + payload + " bytes";
            assertEquals(sent, recorder.cycles("sent", source).get(0), what);
            assertEquals(delivered, recorder.cycles("delivered", destination).get(0), what);
        }
    }

    private static DeploymentPlan ownDomains(DeploymentPlan plan) {
        List<ActorPlan> actors = new ArrayList<>();
        plan.actors().forEach(actor -> actors.add(actor.inDomain(actor.name())));
        return new DeploymentPlan(plan.images(), actors, plan.windows());
    }

    @Test
    void moreTrustDomainsThanSlotsAreRefusedAndSoIsANetworkWithoutSlots() {
        ChipSpec spec = ChipSpec.of(2, 2, 1).withTimeDivision(TimeDivisionSpec.of(Schedule.NAIVE, 2));
        PlanBuilder three = new PlanBuilder()
                .actor("a", (turn, memory) -> {})
                .actor("b", (turn, memory) -> {})
                .actor("c", (turn, memory) -> {});
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            String message = assertThrows(ConfigException.class, () -> chip.deploy(ownDomains(three.build())))
                    .getMessage();
            assertTrue(message.contains("timeDivision.domains=2 are fewer than the 3 trust domains"), message);
        }
        assertThrows(ConfigException.class, () -> new EnclaveChip(spec, 1, ExecutionSpec.SERIAL, IdealNetwork::new));
    }
}
