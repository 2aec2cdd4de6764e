package org.skerry.scenario.run;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.scenario.load.TrafficBinder;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.RunObserver;

/**
 * Counts who of a plan sends how much to whom, for a later run that places actors by it. Messages of actors that were created on the way
 * are not counted, since nothing can be said about them before they are. Heard on one thread.
 */
public final class TrafficCount implements RunObserver {
    private final Map<Long, Integer> indexes = new HashMap<>(); // by actor
    private final DeploymentPlan plan;
    private final Map<Long, Long> messages = new TreeMap<>(); // by both indexes, in order of the plan

    /** Counts for the actors of a plan. */
    public TrafficCount(DeploymentPlan plan) {
        this.plan = plan;
        for (int i = 0; i < plan.actors().size(); i++) {
            indexes.put(ActorBirth.actorId(i), i);
        }
    }

    /** What was counted, a line for each pair, as {@link TrafficBinder} reads it. */
    public String csv() {
        StringBuilder text = new StringBuilder(TrafficBinder.HEADER).append('\n');
        int actors = plan.actors().size();
        messages.forEach((pair, count) -> text.append(name(pair / actors))
                .append(',')
                .append(name(pair % actors))
                .append(',')
                .append(count)
                .append('\n'));
        return text.toString();
    }

    private String name(long index) {
        return plan.actors().get((int) index).name();
    }

    @Override
    public void onMessageSent(long cycle, int place, Message message) {
        Integer from = indexes.get(message.sender());
        Integer to = indexes.get(message.target());
        if (from != null && to != null && message.kind() != MessageKind.START) {
            messages.merge((long) from * plan.actors().size() + to, 1L, Long::sum);
        }
    }
}
