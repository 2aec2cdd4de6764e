package org.skerry.scenario.preset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.scenario.load.Images;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.PlanMaker;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;

class ChipPresetTest {
    private static LoadedScenario load(String scenario, String... settings) {
        return ScenarioLoader.load(scenario, List.of(settings), OptionalLong.empty());
    }

    private static ChipSpec chip(String name) {
        return (ChipSpec) load("ping-pong", "machines.chip.preset=" + name)
                .spec()
                .machine("chip")
                .settings();
    }

    @Test
    void aPresetSetsTilesEnclavesMemoriesCoresAndFlits() {
        ChipSpec essay = chip("essay-5x5");
        assertEquals(25, essay.mesh().routers());
        assertEquals(100, essay.enclaves());
        assertTrue(essay.mesh().sharedPort());
        assertEquals(2 << 20, essay.enclave().memoryBytes());
        ChipSpec scc = chip("scc-chip");
        assertEquals(48, scc.enclaves());
        assertEquals(2_000_000_000L, scc.meshHertz());
        assertEquals(2, scc.core().clock().q());
        assertEquals(16, scc.mesh().flitBytes());
        assertEquals(64, chip("small-8x8").enclaves());
        assertEquals(64, chip("epiphany-chip").enclaves());
        assertEquals(80, chip("wormhole-chip").enclaves());
    }

    /** What the file of a chip says is predicted, and fitted, comes out. */
    @Test
    void latenciesAreThoseThatThePresetNames() {
        assertEquals(8000, chip("essay-5x5").core().milliCyclesPerLoad());
        assertEquals(4000, chip("small-8x8").core().milliCyclesPerLoad());
        assertEquals(3000, chip("scc-chip").core().milliCyclesPerLoad());
        assertEquals(3000, chip("epiphany-chip").core().milliCyclesPerLoad());
        assertEquals(7000, chip("wormhole-chip").core().milliCyclesPerLoad());
        for (int hops = 0; hops < 8; hops++) {
            assertEquals(
                    10 + 9L * hops, chip("wormhole-chip").mesh().zeroLoadLatencyCycles(0, hops, 32), hops + " hops");
        }
    }

    @Test
    void everyPresetSaysWhatIsPredictedAndWhatIsAssumedWithSources() {
        for (String name : WholeMachine.names("enclave-chip")) {
            WholeMachine preset = WholeMachine.find(name).orElseThrow();
            assertFalse(preset.predicted().isEmpty() || preset.assumed().isEmpty(), name);
            Stream.of(preset.fitted(), preset.predicted(), preset.assumed())
                    .flatMap(List::stream)
                    .forEach(claim ->
                            assertFalse(claim.what().isBlank() || claim.source().isBlank(), name));
        }
    }

    /** Every shipped scenario is deployed on every preset; what does not fit says what is missing. */
    @ParameterizedTest
    @MethodSource("org.skerry.scenario.load.Catalog#scenarios")
    void everyScenarioWhoseActorsFitIsTakenByEveryPreset(String scenario) {
        LoadedScenario loaded = load(scenario);
        boolean needsAWindow = !loaded.spec().windows().isEmpty();
        boolean large = scenario.equals("wordcount") || scenario.startsWith("raft");
        Images images = Images.load(loaded);
        DeploymentPlan plan = PlanMaker.plan(loaded.spec(), images.programs());
        for (String name : WholeMachine.names("enclave-chip")) {
            boolean edge = plan.devices() < chip(name).mesh().height(); // one is the control node's
            if (!edge) {
                assertThrows(ConfigException.class, () -> chip(name).withDevices(plan.devices()), name);
                continue;
            }
            ChipSpec spec = chip(name).withDevices(plan.devices());
            boolean fits = !needsAWindow
                    && plan.actors().size() - plan.devices() <= spec.enclaves()
                    && plan.actors().stream().allMatch(actor -> actor.place().orElse(0) < spec.enclaves())
                    && !(large && spec.enclave().memoryBytes() < 512 << 10);
            try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL, MeshNetwork::new)) {
                if (fits) {
                    chip.deploy(plan);
                } else {
                    assertThrows(RuntimeException.class, () -> chip.deploy(plan), name);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping-pong parameters.balls=20", "kv-store parameters.requests=20"})
    void scenariosRunToTheEndOnEveryPreset(String words) {
        String[] each = words.split(" ");
        Runner runner = new Runner(load(each[0], each[1]), new StopSwitch(), "test");
        for (String name : WholeMachine.names("enclave-chip")) {
            LoadedScenario loaded = load(each[0], each[1], "machines.chip.preset=" + name);
            FinishedRun run = runner.run(loaded.spec().machine("chip"), 1, null, null);
            assertTrue(run.good(), words + " on " + name + ": " + run.record().outcome() + run.verdicts());
        }
    }

    @Test
    void aChipIsNoPresetOfAnotherMachine() {
        String message = assertThrows(ConfigException.class, () -> load("ladder", "machines.shared.preset=essay-5x5"))
                .getMessage();
        assertTrue(message.contains("is a machine of kind enclave-chip"), message);
    }
}
