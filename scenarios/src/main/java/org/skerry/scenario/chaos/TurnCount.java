package org.skerry.scenario.chaos;

import java.util.HashMap;
import java.util.Map;
import org.skerry.sim.actor.Message;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.RunObserver;

/** How many turns each actor of a plan has had: who has most to do. */
final class TurnCount implements RunObserver {
    private final Map<Long, String> names = new HashMap<>();
    private final Map<String, Long> turns = new HashMap<>();

    TurnCount(DeploymentPlan plan) {
        for (int i = 0; i < plan.actors().size(); i++) {
            names.put(ActorBirth.actorId(i), plan.actors().get(i).name());
        }
    }

    long of(String actor) {
        return turns.getOrDefault(actor, 0L);
    }

    @Override
    public void onTurn(long startCycle, long endCycle, long actor, int place, Message message, long instructions) {
        String name = names.get(actor);
        if (name != null) {
            turns.merge(name, 1L, Long::sum);
        }
    }
}
