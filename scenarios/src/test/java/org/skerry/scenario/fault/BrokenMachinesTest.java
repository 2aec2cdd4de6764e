package org.skerry.scenario.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.skerry.model.fault.FaultKind;
import org.skerry.model.fault.FaultRule;
import org.skerry.model.fault.FaultSpec;
import org.skerry.model.fault.FlipRegion;
import org.skerry.model.fault.LinkNoise;
import org.skerry.model.fault.MemoryGuard;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/** The same schedules on every machine of one scenario. */
class BrokenMachinesTest {
    private static final LoadedScenario SCENARIO = ScenarioLoader.load(
            "kv-store",
            List.of(
                    "parameters.clients=3",
                    "parameters.shards=2",
                    "parameters.requests=4",
                    "parameters.keys=8",
                    "machines.chip.mesh.width=3",
                    "machines.chip.mesh.height=2"),
            OptionalLong.empty());
    private static final Runner RUNNER = new Runner(SCENARIO, new StopSwitch(), "");

    private record Result(RunOutcome outcome, List<String> log, List<String> remarks, long ended) {}

    private static Result run(String machine, FaultSpec faults) {
        try (Machine running = RUNNER.machine(SCENARIO.spec().machine(machine), faults)) {
            running.deploy(RUNNER.plan());
            RunOutcome outcome = running.run(RunLimits.toCycle(20_000_000));
            List<String> log = running.log().stream()
                    .map(line -> line.actor() + ": " + line.text())
                    .sorted()
                    .toList();
            return new Result(
                    outcome, log, running.remarks(), running.statistics().value("actors.ended"));
        }
    }

    private static FaultSpec spec(FaultRule... rules) {
        return FaultSpec.NONE.withRules(List.of(rules)).withSeed(3);
    }

    @Test
    void aDeadLinkChangesNoResultOnEitherMachine() {
        for (String machine : List.of("chip", "shared")) {
            Result result = run(machine, spec(FaultRule.named(FaultKind.LINK, "0-1", 2000)));
            assertInstanceOf(RunOutcome.Quiescent.class, result.outcome(), machine);
            assertEquals(run(machine, FaultSpec.NONE).log(), result.log(), machine);
        }
    }

    @Test
    void noiseOnLinksChangesNoResultOnEitherMachine() {
        FaultSpec noisy = FaultSpec.NONE.withNoise(new LinkNoise(2_000_000, 2_000_000, 32));
        for (String machine : List.of("chip", "shared")) {
            assertEquals(run(machine, FaultSpec.NONE).log(), run(machine, noisy).log(), machine);
        }
    }

    @Test
    void aDeadTileTakesItsActorOnTheChipAndEveryActorWhereMemoryIsShared() {
        FaultSpec dead = spec(FaultRule.named(FaultKind.TILE, "1", 2500));
        Result chip = run("chip", dead);
        assertTrue(
                !(chip.outcome() instanceof RunOutcome.Faulted), chip.outcome().explain());
        assertTrue(
                chip.remarks().toString().contains("lost 'shard1'"),
                chip.remarks().toString());
        Result shared = run("shared", dead);
        assertInstanceOf(RunOutcome.Faulted.class, shared.outcome());
        assertEquals(5, shared.ended());
        assertTrue(
                shared.outcome().explain().contains("machine check"),
                shared.outcome().explain());
    }

    @Test
    void aHungCoreStandsStillWithWhomItRuns() {
        FaultSpec hung = spec(FaultRule.named(FaultKind.HANG, "shard1", 2500));
        assertTrue(run("chip", hung).outcome().explain().contains("'shard1' stands still"));
        FaultSpec all = spec(FaultRule.several(FaultKind.HANG, FaultRule.Aim.RANDOM, 1, 2500, 0));
        assertTrue(run("shared", all).remarks().toString().contains("stands still"));
    }

    @Test
    void anErrorThatTheCheckNoticesStopsOneActorOnTheChipAndTheProcessOfAllWhereMemoryIsShared() {
        FaultRule two = new FaultRule(
                FaultKind.FLIP, FaultRule.Aim.NAMED, "shard1", 1, 2500, 0, 0, -1, -1, 2, FlipRegion.LINEAR, -1, 0);
        FaultSpec guarded = spec(two).withGuard(new MemoryGuard(true, MemoryGuard.SCRUB_CYCLES));
        assertEquals(1, run("chip", guarded).ended());
        assertEquals(5, run("shared", guarded).ended());
    }

    @Test
    void whatAMachineCannotSufferIsRefusedByName() {
        assertTrue(
                refusal("oracle", spec(FaultRule.named(FaultKind.TILE, "1", 1))).contains("no parts that could break"));
        assertTrue(
                refusal("shared", spec(FaultRule.named(FaultKind.NODE, "0", 1))).contains("no control plane"));
        assertTrue(refusal("shared", spec(FaultRule.named(FaultKind.TILE, "shard1", 1)))
                .contains("has no tile"));
        assertTrue(refusal("shared", spec(FaultRule.several(FaultKind.TILE, FaultRule.Aim.DEGREE, 1, 1, 0)))
                .contains("ranked by who lives there"));
    }

    private static String refusal(String machine, FaultSpec faults) {
        return assertThrows(ConfigException.class, () -> run(machine, faults)).getMessage();
    }

    /** As if an address of one enclave led to the bytes of another as well. */
    @Test
    void anAliasedDecoderIsFound() {
        FlipCampaign campaign = new FlipCampaign(
                faults -> {
                    FaultSpec both = faults;
                    for (FaultRule rule : faults.rules()) {
                        String other = rule.target().equals("shard0") ? "shard1" : "shard0";
                        FaultRule alias = new FaultRule(
                                rule.kind(),
                                rule.aim(),
                                other,
                                1,
                                rule.at(),
                                0,
                                0,
                                -1,
                                -1,
                                1,
                                FlipRegion.LINEAR,
                                -1,
                                0);
                        both = faults.withRules(List.of(rule, alias));
                    }
                    return RUNNER.machine(SCENARIO.spec().machine("chip"), both);
                },
                RUNNER.plan(),
                MemoryGuard.NONE);
        assertTrue(campaign.run(5).byOtherWays() > 0);
    }

    @Test
    void sharesHaveTheirExactIntervals() {
        Proportion none = new Proportion(0, 9604);
        assertEquals(0, none.low());
        assertEquals(1 - Math.pow(0.025, 1.0 / 9604), none.high(), 1e-9);
        Proportion some = new Proportion(4, 20); // Clopper and Pearson's own chart: 0.057 to 0.437
        assertEquals(0.0573, some.low(), 5e-4);
        assertEquals(0.4366, some.high(), 5e-4);
    }

    @Test
    void packetsDoWhatTheTablesSay() {
        RandomStream random = new RandomStreams(2).stream("dead", 0);
        assertEquals(0, ReachableRun.routers(6, 9, true, random).differences(6));
        assertEquals(0, ReachableRun.links(6, 12, false, random).differences(6));
    }
}
