package org.skerry.scenario.preset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.config.ConfigException;

class ComputerPresetTest {
    static Stream<String> computers() {
        return WholeMachine.names("shared-memory").stream();
    }

    private static LoadedScenario load(String scenario, String preset, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("machines.shared.preset=" + preset);
        return ScenarioLoader.load(scenario, all, OptionalLong.empty());
    }

    private static FinishedRun run(LoadedScenario loaded) {
        return new Runner(loaded, new StopSwitch(), "test").run(loaded.spec().machine("shared"), 1, null, null);
    }

    /** Picoseconds that the guest of a scenario measured. */
    private static long measured(LoadedScenario loaded) {
        String line = run(loaded).record().log().get(0).text();
        return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
    }

    @ParameterizedTest
    @MethodSource("computers")
    void aPresetSaysWhatItWasFittedToAndWhatFollowsWithSources(String name) {
        WholeMachine computer = WholeMachine.find(name).orElseThrow();
        assertFalse(computer.predicted().isEmpty() || computer.assumed().isEmpty());
        assertTrue(computer.published().stream().anyMatch(WholeMachine.Latency::fitted));
        assertTrue(computer.published().stream()
                .noneMatch(latency -> latency.source().isBlank()));
    }

    /** Of a word between cores at most one half is fitted to, the other is held back. */
    @Test
    void someFiguresOfComputersAreLeftToPredict() {
        List<WholeMachine.Latency> words = WholeMachine.all()
                .flatMap(machine -> machine.published().stream())
                .filter(latency -> !latency.pairs().isEmpty())
                .toList();
        assertTrue(2 * words.stream().filter(WholeMachine.Latency::fitted).count() <= words.size());
    }

    @ParameterizedTest
    @MethodSource("computers")
    void scenariosRunToTheEndOnIt(String name) {
        assertTrue(run(load("ping-pong", name, "machines.shared.opponent=server", "parameters.balls=20"))
                .good());
    }

    @ParameterizedTest
    @MethodSource("computers")
    void aGuestMeasuresTheFirstLevelAsItWasPublished(String name) {
        WholeMachine.Latency first =
                WholeMachine.find(name).orElseThrow().published().get(0);
        long picoseconds = measured(
                first.chase()
                        ? load("chases", name, "parameters.bytes=16384", "parameters.chases=1")
                        : load("ladder", name, "parameters.accesses=5000"));
        assertEquals(first.nanoseconds(), picoseconds / 1000.0, first.nanoseconds() / 100);
    }

    @Test
    void eachLevelCostsMoreThanTheOneBefore() {
        long second = measured(load("chases", "rome-ccx", "parameters.bytes=131072", "parameters.chases=1"));
        long cold = measured(load(
                "ladder", "rome-ccx", "parameters.bytes=33554432", "parameters.warm=0", "parameters.accesses=5000"));
        assertEquals(3.939, second / 1000.0, 0.08); // a few loads find their line in the first level
        assertTrue(cold > 20 * second, second + " and " + cold);
    }

    /** The word goes from owner to owner, so that a way is longer than a hit in the shared cache and shorter than one from memory. */
    @Test
    void aWordTakesAWayFromCoreToCore() {
        long picoseconds = measured(load("handoff", "rome-ccx", "parameters.rounds=50"));
        assertTrue(picoseconds > 10_300 && picoseconds < 113_000, picoseconds + " ps");
    }

    @Test
    void aComputerIsNoPresetOfAChip() {
        String message = assertThrows(
                        ConfigException.class,
                        () -> ScenarioLoader.load(
                                "ping-pong", List.of("machines.chip.preset=rome-ccx"), OptionalLong.empty()))
                .getMessage();
        assertTrue(message.contains("is a machine of kind shared-memory"), message);
    }

    @Test
    void whatIsSetBesideAPresetCountsMore() {
        SharedMemorySpec spec = (SharedMemorySpec) load("ladder", "skylake-sp", "machines.shared.cores=4")
                .spec()
                .machine("shared")
                .settings();
        assertEquals(4, spec.cores());
        assertEquals(2_700_000_000L, spec.meshHertz());
        assertEquals(4096, spec.memory().translation().pageBytes());
    }
}
