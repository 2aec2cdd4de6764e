package org.skerry.scenario.isolation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;

/**
 * Which trust domains of a plan a path of capabilities joins. A capability to an actor, whatever its rights, lets its holder say something
 * and the actor answer: by a reply, a refusal, and by when it takes what was sent. So a capability joins both ways, and what two domains
 * can both reach joins them. Capabilities travel in messages alone, and children begin with what their parents give them: what is not
 * joined at deployment never will be. Images, clock, log and random numbers are no actors, and join nobody.
 */
public final class AuthorityGraph {
    private final Map<String, String> heads =
            new LinkedHashMap<>(); // by domain: one that stands for all that are joined

    /** The graph of a plan. */
    public AuthorityGraph(DeploymentPlan plan) {
        Map<String, String> domainOf = new LinkedHashMap<>();
        for (ActorPlan actor : plan.actors()) {
            domainOf.put(actor.name(), actor.domain());
            heads.putIfAbsent(actor.domain(), actor.domain());
        }
        for (ActorPlan actor : plan.actors()) {
            for (GrantPlan grant : actor.grants()) {
                if (grant.target() instanceof GrantTarget.ToActor to) {
                    join(actor.domain(), domainOf.get(to.name()));
                }
            }
        }
    }

    private void join(String one, String other) {
        String head = heads.get(one);
        String gone = heads.get(other);
        heads.replaceAll((domain, old) -> old.equals(gone) ? head : old);
    }

    /** The trust domains, in the order of the plan. */
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
