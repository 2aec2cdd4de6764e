package org.skerry.scenario.workload;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.skerry.model.edge.NetworkProgram;
import org.skerry.model.edge.StorageProgram;
import org.skerry.model.edge.Traffic;
import org.skerry.sim.actor.Program;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.device.Device;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;

/** What the clerks of {@code clerk.c} have to say: worked out from the requests and the contents of the store, in their own order. */
final class Records {
    private static final int ARGUMENT_BYTES = 16;

    /** What a clerk has added up. */
    private static final class Tally {
        final Arguments clerk;
        long requests;
        long sum;

        Tally(Arguments clerk) {
            this.clerk = clerk;
        }
    }

    private Records() {}

    static List<String> expectedLines(DeploymentPlan plan, Map<String, String> modules) {
        Map<String, Tally> clerks = new HashMap<>();
        List<Tally> inOrder = new ArrayList<>();
        for (Arguments clerk : Arguments.of(plan, modules, List.of("clerk"), ARGUMENT_BYTES, "clerk.c")) {
            Tally tally = new Tally(clerk);
            inOrder.add(tally);
            clerks.put(clerk.actor(), tally);
        }
        StorageProgram store = only(plan, StorageProgram.class);
        Map<String, byte[]> records = new HashMap<>();
        store.contents().forEach(object -> records.put(object.name(), object.bytes()));
        serve(plan, clerks, records);
        List<String> lines = new ArrayList<>();
        for (Tally each : inOrder) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s: clerk %d requests %d errors 0 sum %016x",
                    each.clerk.actor(),
                    each.clerk.u32(0),
                    each.requests,
                    each.sum));
        }
        return lines;
    }

    private static void serve(DeploymentPlan plan, Map<String, Tally> clerks, Map<String, byte[]> records) {
        NetworkProgram network = only(plan, NetworkProgram.class);
        List<String> targets = targets(plan, network);
        Traffic traffic = network.traffic().apply(targets.size());
        for (; traffic.nextNanoseconds() != Device.NEVER; traffic.advance()) {
            Tally tally = clerks.get(targets.get(traffic.target()));
            ByteBuffer request = ByteBuffer.wrap(traffic.payload()).order(ByteOrder.LITTLE_ENDIAN);
            long number = request.getLong(0);
            long record = Long.remainderUnsigned(request.getLong(8), tally.clerk.u32(8));
            ByteBuffer bytes = ByteBuffer.wrap(records.get("record" + record)).order(ByteOrder.LITTLE_ENDIAN);
            long seal = number;
            while (bytes.hasRemaining()) {
                seal = SplitMix.mix(seal ^ bytes.getLong());
            }
            tally.requests++;
            tally.sum += SplitMix.mix(seal + number);
        }
    }

    private static List<String> targets(DeploymentPlan plan, NetworkProgram network) {
        List<String> targets = new ArrayList<>();
        for (ActorPlan actor : plan.actors()) {
            if (plan.images().get(actor.image()) == network) {
                actor.grants().forEach(grant -> targets.add(((GrantTarget.ToActor) grant.target()).name()));
            }
        }
        return targets;
    }

    private static <T extends Program> T only(DeploymentPlan plan, Class<T> type) {
        Optional<T> found = plan.images().values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
        return found.orElseThrow(() -> new ConfigException("checks.workload is records, but the scenario has no "
                + (type == StorageProgram.class ? "storage" : "network") + " at its edge. Add one."));
    }
}
