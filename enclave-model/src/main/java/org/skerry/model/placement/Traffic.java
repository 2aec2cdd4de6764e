package org.skerry.model.placement;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ExpectedMessages;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;

/**
 * How much each pair of actors is expected to say to each other, in messages either way. Every pair is listed at both its ends.
 *
 * <p>Where a plan brings figures, such as those of an earlier run, they are taken; otherwise each handle of deployment with the right to send
 * counts as one message, for want of anything better.
 */
public final class Traffic {
    private final int[] first; // by actor, its first arc; one more at the end
    private final int[] peers; // by arc
    private final long[] weights; // by arc

    private Traffic(int[] first, int[] peers, long[] weights) {
        this.first = first;
        this.peers = peers;
        this.weights = weights;
    }

    /** The pairs of a plan. */
    public static Traffic of(DeploymentPlan plan) {
        Map<String, Integer> indexes = new HashMap<>();
        for (int i = 0; i < plan.actors().size(); i++) {
            indexes.put(plan.actors().get(i).name(), i);
        }
        Builder builder = new Builder(plan.actors().size());
        for (ExpectedMessages expected : plan.expected()) {
            builder.add(indexes.get(expected.from()), indexes.get(expected.to()), expected.messages());
        }
        for (int i = 0; plan.expected().isEmpty() && i < plan.actors().size(); i++) {
            for (GrantPlan grant : plan.actors().get(i).grants()) {
                if (grant.target() instanceof GrantTarget.ToActor to && (grant.rights() & Rights.SEND) != 0) {
                    builder.add(i, indexes.get(to.name()), 1);
                }
            }
        }
        return builder.build();
    }

    /** The same with so many more actors, who say nothing. */
    Traffic withSilent(int more) {
        int[] longer = Arrays.copyOf(first, first.length + more);
        Arrays.fill(longer, first.length, longer.length, peers.length);
        return new Traffic(longer, peers, weights);
    }

    /** First arc of an actor; its last is the one before the first of the next actor. */
    public int first(int actor) {
        return first[actor];
    }

    /** The other end of an arc. */
    public int peer(int arc) {
        return peers[arc];
    }

    /** Messages either way between the ends of an arc. */
    public long weight(int arc) {
        return weights[arc];
    }

    /** Collects pairs. */
    public static final class Builder {
        private final int actors;
        private final TreeMap<Long, Long> weights = new TreeMap<>(); // by both ends

        /** No traffic between so many actors. */
        public Builder(int actors) {
            this.actors = actors;
        }

        /** So many more messages from one actor to another; what an actor says to itself does not matter. */
        public Builder add(int from, int to, long messages) {
            if (from != to && messages > 0) {
                weights.merge((long) from * actors + to, messages, Long::sum);
                weights.merge((long) to * actors + from, messages, Long::sum);
            }
            return this;
        }

        /** The pairs so far. */
        public Traffic build() {
            int[] first = new int[actors + 1];
            int[] peers = new int[weights.size()];
            long[] each = new long[weights.size()];
            int arc = 0;
            for (Map.Entry<Long, Long> pair : weights.entrySet()) {
                first[(int) (pair.getKey() / actors) + 1]++;
                peers[arc] = (int) (pair.getKey() % actors);
                each[arc++] = pair.getValue();
            }
            for (int i = 0; i < actors; i++) {
                first[i + 1] += first[i];
            }
            return new Traffic(first, peers, each);
        }
    }
}
