package org.skerry.scenario.noise;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Status;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.RunObserver;

/**
 * Times the requests of some actors and hears everything that they can see. A request is a message to somebody else; the next message from there
 * is its answer, as order is kept between two actors, and it has been served when the turn that handles it begins.
 */
final class VictimWatch implements RunObserver {
    private final Map<Long, Integer> groupOf = new HashMap<>(); // by actor
    private final List<List<Request>> answered = new ArrayList<>(); // by group
    private final long[] traces; // by group
    private final long[] events; // by group
    private final Map<Pair, ArrayDeque<Long>> open = new HashMap<>();
    private final Map<Long, List<Turn>> turns = new HashMap<>(); // by actor of any group

    private record Pair(long actor, long server) {}

    /** A turn that ended. */
    record Turn(long start, long end) {}

    /** A request that was answered. */
    record Request(long actor, long sent, long served) {
        long latency() {
            return served - sent;
        }
    }

    /** Watches groups of actors of a plan. */
    VictimWatch(DeploymentPlan plan, List<List<String>> groups) {
        traces = new long[groups.size()];
        events = new long[groups.size()];
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            answered.add(new ArrayList<>());
            for (String name : groups.get(i)) {
                byName.put(name, i);
            }
        }
        for (int i = 0; i < plan.actors().size(); i++) {
            Integer group = byName.get(plan.actors().get(i).name());
            if (group != null) {
                groupOf.put(ActorBirth.actorId(i), group);
            }
        }
    }

    /** Answered requests of a group, in the order of their answers. */
    List<Request> answered(int group) {
        return answered.get(group);
    }

    /** When each request of a group was sent that has no answer yet; with the actor, and 0 in place of the answer. */
    List<Request> open(int group) {
        List<Request> requests = new ArrayList<>();
        open.forEach((pair, sent) -> {
            if (groupOf.get(pair.actor) == group) {
                sent.forEach(cycle -> requests.add(new Request(pair.actor, cycle, 0)));
            }
        });
        return requests;
    }

    /** Hash of all that a group saw and did, and when. */
    long trace(int group) {
        return traces[group];
    }

    /** How many events that were. */
    long events(int group) {
        return events[group];
    }

    /** Turns of a group that ended. */
    List<Turn> turns(int group) {
        List<Turn> all = new ArrayList<>();
        turns.forEach((actor, list) -> {
            if (groupOf.get(actor) == group) {
                all.addAll(list);
            }
        });
        return all;
    }

    private void see(int group, long actor, long cycle, long what) {
        events[group]++;
        traces[group] = Mix.combine(Mix.combine(Mix.combine(traces[group], actor), cycle), what);
    }

    @Override
    public void onActorEnded(long cycle, long actor, int place, String how) {
        Integer group = groupOf.get(actor);
        if (group != null) {
            see(group, actor, cycle, Mix.hash(how));
        }
    }

    @Override
    public void onMessageSent(long cycle, int place, Message message) {
        Integer group = groupOf.get(message.sender());
        if (group == null) {
            return;
        }
        see(group, message.sender(), cycle, message.id());
        if (message.kind() == MessageKind.USER && message.target() != message.sender()) {
            open.computeIfAbsent(new Pair(message.sender(), message.target()), pair -> new ArrayDeque<>())
                    .add(cycle);
        }
    }

    @Override
    public void onMessageDelivered(long cycle, int place, Message message) {
        Integer group = groupOf.get(message.target());
        if (group == null) {
            return;
        }
        see(group, message.target(), cycle, message.id());
        if (message.kind() == MessageKind.REPLY) {
            answer(group, message, cycle);
        }
    }

    private void answer(int group, Message message, long cycle) {
        ArrayDeque<Long> waiting = open.get(new Pair(message.target(), message.sender()));
        if (waiting != null && !waiting.isEmpty()) {
            answered.get(group).add(new Request(message.target(), waiting.remove(), cycle));
        }
    }

    @Override
    public void onMessageRefused(long cycle, int place, Message message, Status why) {
        Integer group = groupOf.get(message.sender());
        if (group != null) {
            see(group, message.sender(), cycle, why.code());
        }
    }

    @Override
    public void onTurn(long startCycle, long endCycle, long actor, int place, Message message, long instructions) {
        Integer group = groupOf.get(actor);
        if (group == null) {
            return;
        }
        see(group, actor, endCycle, Mix.combine(startCycle, instructions));
        turns.computeIfAbsent(actor, id -> new ArrayList<>()).add(new Turn(startCycle, endCycle));
        if (message.kind() == MessageKind.USER) {
            answer(group, message, startCycle);
        }
    }
}
