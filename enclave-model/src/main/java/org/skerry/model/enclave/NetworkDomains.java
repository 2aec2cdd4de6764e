package org.skerry.model.enclave;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.model.control.Placement;
import org.skerry.noc.mesh.TimeDivisionSpec;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;

/** Which time-division domain of the chip stands for which trust domain of a plan: the one of the same number. */
final class NetworkDomains {
    private NetworkDomains() {}

    /**
     * By actor of the plan; all are in domain 0 without time division.
     *
     * @param trust numbers of trust domains, by actor; devices have none, and get the one of their name
     */
    static int[] of(TimeDivisionSpec division, List<ActorPlan> actors, int[] trust) {
        if (!division.on()) {
            return new int[trust.length];
        }
        Map<String, Integer> names = new LinkedHashMap<>();
        for (int i = 0; i < trust.length; i++) {
            if (trust[i] != Placement.NO_DOMAIN) {
                names.put(actors.get(i).domain(), trust[i]);
            }
        }
        int[] domains = new int[trust.length];
        for (int i = 0; i < trust.length; i++) {
            domains[i] = names.computeIfAbsent(actors.get(i).domain(), name -> names.size());
        }
        if (names.size() > division.domains()) {
            throw new ConfigException("timeDivision.domains=" + division.domains() + " are fewer than the "
                    + names.size() + " trust domains of the actors, which are " + String.join(", ", names.keySet())
                    + ". Give at least " + names.size() + ", or put actors into fewer trust domains.");
        }
        return domains;
    }
}
