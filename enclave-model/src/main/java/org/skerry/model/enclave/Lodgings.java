package org.skerry.model.enclave;

import java.util.HashMap;
import java.util.Map;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;

/**
 * Which actors of a plan share an enclave, where several may: those that follow each other in the plan and belong to one trust domain,
 * or are pinned to one place.
 *
 * @param host by actor of the plan, the first one in its enclave, which may be itself; below 0 for a device
 */
record Lodgings(int[] host) {
    private static final int DEVICE = -1;

    static Lodgings of(MultiplexSpec spec, DeploymentPlan plan) {
        int[] host = new int[plan.actors().size()];
        Map<String, Integer> open =
                new HashMap<>(); // the enclave that still has room, by what its actors have in common
        int[] lodgers = new int[host.length];
        for (int i = 0; i < host.length; i++) {
            ActorPlan actor = plan.actors().get(i);
            if (plan.isDevice(actor)) {
                host[i] = DEVICE;
                continue;
            }
            boolean pinned = actor.place().isPresent();
            String common = pinned ? "place " + actor.place().getAsInt() : "domain " + actor.domain();
            Integer first = open.get(common);
            if (first == null || lodgers[first] == spec.actorsPerEnclave()) {
                first = i;
                open.put(common, first);
            }
            host[i] = first;
            lodgers[first]++;
        }
        return new Lodgings(host);
    }

    /** Whether an actor is the first one in its enclave. */
    boolean isHost(int actor) {
        return host[actor] == actor;
    }

    /** Enclaves that are taken. */
    int enclaves() {
        int count = 0;
        for (int actor = 0; actor < host.length; actor++) {
            count += isHost(actor) ? 1 : 0;
        }
        return count;
    }
}
