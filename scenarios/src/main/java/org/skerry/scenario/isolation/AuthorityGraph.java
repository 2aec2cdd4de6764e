package org.skerry.scenario.isolation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.model.edge.StorageProgram;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;

/**
 * Which trust domains of a plan a path of capabilities joins. A capability to an actor, whatever its rights, lets its holder say something
 * and the actor answer: by a reply, a refusal, and by when it takes what was sent. So a capability joins both ways, and what two domains
 * can both reach joins them. Capabilities travel in messages alone, and children begin with what their parents give them: what is not
 * joined at deployment never will be. Images, clock, log and random numbers are no actors, and join nobody. A store joins those who hold
 * the same compartment of it, and nobody else: what is in one cannot be had from another. Other devices join all who reach them.
 */
public final class AuthorityGraph {
    private final Map<String, String> heads =
            new LinkedHashMap<>(); // by domain: one that stands for all that are joined

    /** The graph of a plan. */
    public AuthorityGraph(DeploymentPlan plan) {
        Map<String, ActorPlan> actors = new LinkedHashMap<>();
        for (ActorPlan actor : plan.actors()) {
            actors.put(actor.name(), actor);
            if (!plan.isDevice(actor)) {
                heads.putIfAbsent(actor.domain(), actor.domain());
            }
        }
        Map<String, String> firstAt = new HashMap<>(); // domain by device, or compartment
        for (ActorPlan actor : plan.actors()) {
            for (GrantPlan grant : actor.grants()) {
                if (grant.target() instanceof GrantTarget.ToActor to) {
                    ActorPlan target = actors.get(to.name());
                    if (!plan.isDevice(target)) {
                        join(actor.domain(), target.domain());
                    } else {
                        boolean store = plan.images().get(target.image()) instanceof StorageProgram;
                        String part = store ? to.name() + " " + grant.label() : to.name();
                        join(actor.domain(), firstAt.computeIfAbsent(part, first -> actor.domain()));
                    }
                }
            }
        }
    }

    private void join(String one, String other) {
        String head = heads.get(one);
        String gone = heads.get(other);
        heads.replaceAll((domain, old) -> old.equals(gone) ? head : old);
    }

    /** The trust domains of actors, in the order of the plan. */
    public List<String> domains() {
        return List.copyOf(heads.keySet());
    }

    /** Whether a path of capabilities joins two domains. */
    public boolean joined(String one, String other) {
        return heads.get(one).equals(heads.get(other));
    }

    /** The domains that must not be able to tell what one does. */
    public List<String> strangersOf(String domain) {
        List<String> strangers = new ArrayList<>(heads.keySet());
        strangers.removeIf(other -> joined(domain, other));
        return strangers;
    }
}
