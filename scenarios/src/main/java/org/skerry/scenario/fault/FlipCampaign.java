package org.skerry.scenario.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.skerry.model.fault.FaultKind;
import org.skerry.model.fault.FaultRule;
import org.skerry.model.fault.FaultSpec;
import org.skerry.model.fault.FlipRegion;
import org.skerry.model.fault.MemoryGuard;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.Deployment;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/**
 * One bit after another is turned over in the memory of an actor, at a random time in a run of its own, and the run is compared with one in which
 * nothing happened: what came of it, and by what way anybody else was changed.
 */
public final class FlipCampaign {
    /** Trials for a share to be known within a point with 95 % confidence (Leveugle et al., DATE 2009). */
    public static final int TRIALS = 9604;

    /** A struck run that takes so many times as long as the other one is stopped: nobody would wait for it. */
    private static final int PATIENCE = 20;

    private final Function<FaultSpec, Machine> machines;
    private final DeploymentPlan plan;
    private final MemoryGuard guard;
    private final Run golden;

    private record Run(RunOutcome outcome, List<String> log, List<String> remarks, Histories histories) {}

    /** What a trial came to. */
    public enum Outcome {
        /** What the run put out is the same. */
        MASKED,
        /** The run did not come to its end: somebody was stopped, or waits for ever. */
        DETECTED,
        /** The run came to its end and put out something else. */
        SILENT
    }

    /**
     * One trial.
     *
     * @param victim    whose memory was struck
     * @param outcome   of the run
     * @param changed   others whose turns or bytes differ
     * @param otherWays of these, what no message explains
     * @param how       what was struck and how the run ended, for people
     */
    public record Trial(String victim, Outcome outcome, int changed, List<String> otherWays, String how) {}

    /**
     * A campaign on a machine.
     *
     * @param machines makes it anew, with what breaks
     * @param guard    whether its memories check their words
     */
    public FlipCampaign(Function<FaultSpec, Machine> machines, DeploymentPlan plan, MemoryGuard guard) {
        this.machines = machines;
        this.plan = plan;
        this.guard = guard;
        golden = run(FaultSpec.NONE, RunLimits.NONE);
        if (!(golden.outcome instanceof RunOutcome.Quiescent)) {
            throw new IllegalStateException("without a fault the run ends: " + golden.outcome.explain());
        }
    }

    /** So many trials. */
    public FlipCount run(int trials) {
        RandomStream random = new RandomStreams(1).stream("flips", 0);
        FlipCount count = new FlipCount();
        for (int i = 0; i < trials; i++) {
            int victim = random.nextInt(plan.actors().size());
            long at = 1 + random.nextLong(golden.outcome.cycle());
            count.add(trial(victim, at, i));
        }
        return count;
    }

    /** A bit of the memory of the actor with this number is turned over at a cycle. */
    public Trial trial(int victim, long at, long seed) {
        String name = plan.actors().get(victim).name();
        FaultRule rule = new FaultRule(
                FaultKind.FLIP, FaultRule.Aim.NAMED, name, 1, at, 0, 0, -1, -1, 1, FlipRegion.USED, -1, 0);
        FaultSpec faults =
                FaultSpec.NONE.withRules(List.of(rule)).withGuard(guard).withSeed(seed);
        LongUnaryOperator patience = cycle -> PATIENCE * cycle + 1_000_000;
        Run struck = run(faults, RunLimits.toCycle(patience.applyAsLong(golden.outcome.cycle())));
        Spread spread = Spread.of(golden.histories, struck.histories, ActorBirth.actorId(victim));
        List<String> otherWays = new ArrayList<>(spread.otherWays());
        if (!struck.histories.unlawful().isEmpty()) {
            otherWays.add("a message without a right: " + struck.histories.unlawful());
        }
        Outcome outcome = !(struck.outcome instanceof RunOutcome.Quiescent)
                ? Outcome.DETECTED
                : struck.log.equals(golden.log) ? Outcome.MASKED : Outcome.SILENT;
        String how = String.join(" ", struck.remarks) + " " + struck.outcome.explain();
        return new Trial(name, outcome, spread.changed(), otherWays, how);
    }

    private Run run(FaultSpec faults, RunLimits limits) {
        try (Machine machine = machines.apply(faults)) {
            Deployment[] deployed = new Deployment[1];
            Histories histories = new Histories(plan, name -> deployed[0].memory(name));
            machine.observe(histories);
            deployed[0] = machine.deploy(plan);
            RunOutcome outcome = machine.run(limits);
            List<String> log = machine.log().stream()
                    .map(line -> line.actor() + ": " + line.text())
                    .sorted()
                    .toList();
            return new Run(outcome, log, machine.remarks(), histories);
        }
    }
}
