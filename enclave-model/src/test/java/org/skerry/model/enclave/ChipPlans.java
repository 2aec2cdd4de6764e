package org.skerry.model.enclave;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.actor.Message;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;

/** Words for tests of the chip. */
final class ChipPlans {
    static final int[] NO_HANDLES = {};

    /** A turn of {@link JavaProgram} that adds no charge of its own: 100 instructions, a load and a store. */
    static final long TURN_INSTRUCTIONS = 100;

    private ChipPlans() {}

    /** The plan with its actors pinned to these places, in order. */
    static DeploymentPlan pinned(PlanBuilder builder, int... places) {
        DeploymentPlan plan = builder.build();
        List<ActorPlan> actors = new ArrayList<>();
        for (int i = 0; i < plan.actors().size(); i++) {
            ActorPlan actor = plan.actors().get(i);
            OptionalInt place = i < places.length ? OptionalInt.of(places[i]) : OptionalInt.empty();
            actors.add(new ActorPlan(
                    actor.name(), actor.image(), actor.arguments(), actor.grants(), place, actor.timed()));
        }
        return new DeploymentPlan(plan.images(), actors, plan.windows(), plan.expected(), plan.bonds());
    }

    /** A chip whose mailboxes hold so many bytes, all of them granted on request unless {@code eagerBytes} is above 0. */
    static ChipSpec withMailbox(ChipSpec spec, int mailboxBytes, int eagerBytes) {
        return spec.withEnclave(spec.enclave().withMailbox(mailboxBytes, eagerBytes));
    }

    /** A chip whose links take a cycle more. */
    static ChipSpec withSlowerLinks(ChipSpec spec) {
        MeshSpec mesh = spec.mesh();
        MeshSpec slower = new MeshSpec(
                mesh.width(),
                mesh.height(),
                mesh.endpointsPerRouter(),
                mesh.edgeEndpoints(),
                mesh.flitBytes(),
                mesh.routerCycles(),
                mesh.linkCycles() + 1,
                mesh.injectionCycles(),
                mesh.ejectionCycles());
        return spec.withMesh(slower);
    }

    static byte[] number(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    static long number(Message message) {
        return ByteBuffer.wrap(message.payload()).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
