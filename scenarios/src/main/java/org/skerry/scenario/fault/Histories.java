package org.skerry.scenario.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.skerry.sim.actor.ActorId;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Status;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.RunObserver;

/** What each actor of a plan was given, turn by turn, and what its memory held after each. */
final class Histories implements RunObserver {
    /**
     * A turn of an actor, or its end.
     *
     * @param cycle   at which it ended
     * @param input   hash of all that the actor was given in it
     * @param senders of that; 0 is the machine itself
     * @param memory  hash of its linear memory afterwards
     */
    record Step(long cycle, long input, List<Long> senders, long memory) {}

    private final Function<String, byte[]> memories;
    private final Map<Long, String> names = new HashMap<>(); // by actor
    private final Map<Long, List<Step>> steps = new LinkedHashMap<>(); // by actor
    private final Map<Long, Long> refusedBy =
            new HashMap<>(); // by message of the machine: whom its refused message was for
    private final Map<Long, Long> replies = new HashMap<>(); // by actor: hash of answers that came in mid-turn
    private final Map<Long, List<Long>> repliers = new HashMap<>();
    private String unlawful = ""; // a message that came through no right to send

    Histories(DeploymentPlan plan, Function<String, byte[]> memories) {
        this.memories = memories;
        for (int i = 0; i < plan.actors().size(); i++) {
            names.put(ActorBirth.actorId(i), plan.actors().get(i).name());
            steps.put(ActorBirth.actorId(i), new ArrayList<>());
        }
    }

    Map<Long, List<Step>> steps() {
        return steps;
    }

    String name(long actor) {
        return names.getOrDefault(actor, "the machine");
    }

    /** The first message that came to somebody through no capability to him, or nothing. */
    String unlawful() {
        return unlawful;
    }

    @Override
    public void onTurn(long startCycle, long endCycle, long actor, int place, Message message, long instructions) {
        List<Step> own = steps.get(actor);
        if (own == null) {
            return;
        }
        List<Long> senders = new ArrayList<>(List.of(sender(message)));
        senders.addAll(repliers.getOrDefault(actor, List.of()));
        repliers.remove(actor);
        Long answers = replies.remove(actor);
        long input = Mix.combine(hash(message), answers == null ? 0 : answers);
        own.add(new Step(endCycle, input, senders, memory(actor)));
    }

    private long memory(long actor) {
        byte[] bytes = memories.apply(names.get(actor));
        CRC32 one = new CRC32();
        CRC32C other = new CRC32C();
        one.update(bytes);
        other.update(bytes);
        return one.getValue() << Integer.SIZE | other.getValue(); // a single bit is always seen
    }

    /** Whoever is behind a message: of a refusal, whom the refused message was for. */
    private long sender(Message message) {
        return message.sender() != 0 ? message.sender() : refusedBy.getOrDefault(message.id(), 0L);
    }

    private static long hash(Message message) {
        long hash = Mix.combine(message.kind().code(), message.sender());
        hash = Mix.combine(hash, message.label());
        for (byte each : message.payload()) {
            hash = Mix.combine(hash, each);
        }
        return hash;
    }

    @Override
    public void onMessageDelivered(long cycle, int place, Message message) {
        if (message.sender() != 0
                && message.kind() == MessageKind.USER
                && (message.to() == null || message.to().target() != message.target())
                && unlawful.isEmpty()) {
            unlawful = name(message.sender()) + " to " + name(message.target());
        }
        if (message.kind() == MessageKind.REPLY || message.sender() == 0 && message.callId() != 0) {
            replies.merge(message.target(), hash(message), Mix::combine);
            repliers.computeIfAbsent(message.target(), none -> new ArrayList<>())
                    .add(sender(message));
        }
    }

    @Override
    public void onMessageRefused(long cycle, int place, Message message, Status why) {
        refusedBy.put(ActorId.of(message.id(), 1), message.target());
    }

    @Override
    public void onActorEnded(long cycle, long actor, int place, String how) {
        if (steps.containsKey(actor)) {
            steps.get(actor).add(new Step(cycle, Mix.hash(how), List.of(actor), memory(actor)));
        }
    }
}
