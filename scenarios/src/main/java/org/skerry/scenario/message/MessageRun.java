package org.skerry.scenario.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.noc.NetworkMaker;
import org.skerry.scenario.program.NativeProgram;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunObserver;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.stats.StatsSnapshot;

/** Actors at places of a chip that send messages when they start, and when each of these arrived. */
final class MessageRun implements RunObserver {
    private static final int[] NO_HANDLES = {};

    /**
     * Messages of one actor to another.
     *
     * @param count        how many
     * @param bytes        payload of each
     * @param instructions before each
     */
    record Sends(int to, int count, int bytes, long instructions) {}

    private final ChipSpec chip;
    private final TreeMap<String, Program> images = new TreeMap<>();
    private final List<ActorPlan> actors = new ArrayList<>();
    private final Map<Long, Long> sent = new HashMap<>();
    private final Map<Integer, List<Long>> latencies = new HashMap<>(); // by place of the sender
    private final Map<Integer, Long> lastArrival = new HashMap<>(); // likewise
    private final Map<Long, Integer> senders = new HashMap<>();
    private StatsSnapshot statistics;

    MessageRun(ChipSpec chip) {
        this.chip = chip;
    }

    /** An actor at a place whose turns take so long, and what it sends first. */
    MessageRun actor(int place, long turnInstructions, Sends... sends) {
        List<GrantPlan> grants = new ArrayList<>();
        for (Sends each : sends) {
            grants.add(new GrantPlan(
                    name(each.to), new GrantTarget.ToActor(name(each.to)), Rights.SEND | Rights.GRANT, 0));
        }
        images.put(name(place), NativeProgram.plain(name(place), (turn, memory) -> {
            if (turn.message().kind() == MessageKind.START) {
                for (Sends each : sends) {
                    for (int i = 0; i < each.count; i++) {
                        NativeProgram.spend(turn, each.instructions);
                        turn.send(turn.granted(name(each.to)), new byte[each.bytes], NO_HANDLES);
                    }
                }
            } else {
                NativeProgram.spend(turn, turnInstructions);
            }
        }));
        actors.add(new ActorPlan(name(place), name(place), new byte[0], grants, OptionalInt.of(place), false));
        return this;
    }

    private static String name(int place) {
        return "at " + place;
    }

    /** Runs it to its end. */
    MessageRun on(NetworkMaker network) {
        try (EnclaveChip machine = new EnclaveChip(chip, 1, ExecutionSpec.SERIAL, network)) {
            machine.observe(this);
            machine.deploy(new DeploymentPlan(images, actors, List.of()));
            RunOutcome outcome = machine.run(RunLimits.NONE);
            if (!(outcome instanceof RunOutcome.Quiescent)) {
                throw new IllegalStateException(outcome.explain());
            }
            statistics = machine.statistics();
        }
        return this;
    }

    /** Cycles from sending to arrival of what the actor at a place has sent, in order of arrival. */
    List<Long> latencies(int place) {
        return latencies.get(place);
    }

    /** Cycle at which the last message of the actor at a place arrived. */
    long lastArrival(int place) {
        return lastArrival.get(place);
    }

    StatsSnapshot statistics() {
        return statistics;
    }

    @Override
    public void onMessageSent(long cycle, int place, Message message) {
        sent.put(message.id(), cycle);
        senders.put(message.id(), place);
    }

    @Override
    public void onMessageDelivered(long cycle, int place, Message message) {
        if (sent.containsKey(message.id())) {
            int sender = senders.get(message.id());
            latencies.computeIfAbsent(sender, none -> new ArrayList<>()).add(cycle - sent.get(message.id()));
            lastArrival.put(sender, cycle);
        }
    }
}
