package org.skerry.scenario.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.program.NativeProgram;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Step;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;

class AuthorityGraphTest {
    private static ActorPlan actor(String name, String domain, String... targets) {
        List<GrantPlan> grants = Arrays.stream(targets)
                .map(target -> new GrantPlan(target, new GrantTarget.ToActor(target), Rights.SEND, 0))
                .toList();
        return new ActorPlan(name, "image", new byte[0], grants, OptionalInt.empty(), false).inDomain(domain);
    }

    private static AuthorityGraph graph(ActorPlan... actors) {
        return new AuthorityGraph(new DeploymentPlan(
                Map.of("image", NativeProgram.counting("image", (turn, memory, count) -> Step.DONE)),
                List.of(actors),
                List.of()));
    }

    @Test
    void aCapabilityJoinsItsHolderAndItsTargetBothWaysAndOnwards() {
        AuthorityGraph graph =
                graph(actor("a", "one", "b"), actor("b", "two"), actor("c", "three", "b"), actor("d", "four"));
        assertTrue(graph.joined("two", "one"));
        assertTrue(graph.joined("one", "three"), "both reach two");
        assertEquals(List.of("four"), graph.strangersOf("one"));
        assertEquals(List.of("one", "two", "three"), graph.strangersOf("four"));
    }

    @Test
    void actorsOfOneDomainAreNoStrangers() {
        assertEquals(List.of(), graph(actor("a", "one"), actor("b", "one")).strangersOf("one"));
    }
}
