package org.skerry.scenario.isolation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Status;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.RunObserver;

/** The observable trace of each trust domain of a run. Children belong to the domain of their parents. */
final class DomainTraces implements RunObserver {
    private final Map<String, List<Observation>> traces = new LinkedHashMap<>();
    private final Map<Long, String> domainOf = new HashMap<>(); // by actor
    private final Map<Long, String> names = new HashMap<>(); // by actor
    private final Map<String, Set<Integer>> places = new HashMap<>(); // by domain: where its actors have lived
    private final Map<Integer, String> lastAt = new HashMap<>(); // domain of who lives, or lived last, at a place
    private final Map<Long, Observation> births = new HashMap<>(); // of actors whose domain is not known yet
    private final Map<Long, Integer> birthPlaces = new HashMap<>();
    private final Map<Long, Integer> children = new HashMap<>();

    DomainTraces(DeploymentPlan plan) {
        for (int i = 0; i < plan.actors().size(); i++) {
            DeploymentPlan.ActorPlan actor = plan.actors().get(i);
            domainOf.put(ActorBirth.actorId(i), actor.domain());
            names.put(ActorBirth.actorId(i), actor.name());
            traces.computeIfAbsent(actor.domain(), name -> new ArrayList<>());
            places.computeIfAbsent(actor.domain(), name -> new HashSet<>());
        }
    }

    /** What a domain has seen before {@code end}, in the order of cycle, actor and what that actor saw first. */
    List<Observation> of(String domain, long end) {
        return traces.get(domain).stream()
                .filter(seen -> seen.cycle() < end)
                .sorted(Comparator.comparingLong(Observation::cycle).thenComparingLong(Observation::actor))
                .toList();
    }

    /** Hash of what a domain has seen before {@code end}. */
    long digest(String domain, long end) {
        long hash = Mix.hash(domain);
        for (Observation seen : of(domain, end)) {
            hash = Mix.combine(hash, seen.hash());
        }
        return hash;
    }

    String name(long actor) {
        return names.getOrDefault(actor, "an actor");
    }

    /** The domain of who lives, or lived last, at a place, or null. */
    String domainAt(int place) {
        return lastAt.get(place);
    }

    private void see(long cycle, Observation.Kind kind, long actor, long detail, long number) {
        String domain = domainOf.get(actor);
        if (domain != null) {
            traces.get(domain).add(new Observation(cycle, kind, actor, detail, number));
        }
    }

    private void lives(String domain, int place) {
        places.get(domain).add(place);
        lastAt.put(place, domain);
    }

    @Override
    public void onActorStarted(long cycle, long actor, int place) {
        if (domainOf.containsKey(actor)) {
            lives(domainOf.get(actor), place);
            see(cycle, Observation.Kind.STARTED, actor, 0, 0);
        } else {
            births.put(actor, new Observation(cycle, Observation.Kind.STARTED, actor, 0, 0));
            birthPlaces.put(actor, place);
        }
    }

    /** The first message of a child says who its parent is. */
    private void adopt(Message start) {
        Observation birth = births.remove(start.target());
        String domain = domainOf.get(start.sender());
        if (birth == null || domain == null) {
            return;
        }
        domainOf.put(start.target(), domain);
        names.put(start.target(), name(start.sender()) + "/" + children.merge(start.sender(), 1, Integer::sum));
        lives(domain, birthPlaces.get(start.target()));
        traces.get(domain).add(birth);
    }

    @Override
    public void onActorEnded(long cycle, long actor, int place, String how) {
        see(cycle, Observation.Kind.ENDED, actor, Mix.hash(how), 0);
    }

    @Override
    public void onMessageSent(long cycle, int place, Message message) {
        see(cycle, Observation.Kind.SENT, message.sender(), content(message), message.payload().length);
    }

    @Override
    public void onMessageDelivered(long cycle, int place, Message message) {
        if (message.kind() == MessageKind.START) {
            adopt(message);
        }
        see(cycle, Observation.Kind.ARRIVED, message.target(), content(message), message.payload().length);
    }

    @Override
    public void onMessageRefused(long cycle, int place, Message message, Status why) {
        see(cycle, Observation.Kind.REFUSED, message.target(), Mix.combine(message.id(), why.code()), 0);
    }

    @Override
    public void onRevoked(long cycle, int place, long capability) {
        String domain = lastAt.get(place);
        if (domain != null) {
            traces.get(domain).add(new Observation(cycle, Observation.Kind.REVOKED, place, capability, 0));
        }
    }

    @Override
    public void onTurn(long startCycle, long endCycle, long actor, int place, Message message, long instructions) {
        long detail = Mix.combine(Mix.combine(startCycle, message.id()), instructions);
        see(endCycle, Observation.Kind.TURN, actor, detail, startCycle);
    }

    /** All that a guest can see of a message; not where its capabilities lead on the chip. */
    private static long content(Message message) {
        long hash = Mix.combine(message.id(), message.kind().ordinal());
        for (byte each : message.payload()) {
            hash = Mix.combine(hash, each);
        }
        for (Capability each : message.grants()) {
            hash = Mix.combine(Mix.combine(hash, each.id()), each.rights());
        }
        return hash;
    }
}
