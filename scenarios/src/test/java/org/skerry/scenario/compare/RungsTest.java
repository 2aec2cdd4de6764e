package org.skerry.scenario.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.skerry.model.sharedmem.containment.ContainmentWiring;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.trace.Reach;
import org.skerry.sim.trace.Reach.Whose;

/** The packaged scenario {@code rungs}, smaller: the same intruder beside the same store on every rung of containment and on the chip. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RungsTest {
    private static final String BY = "intruder";

    private final Map<String, FinishedRun> runs = new LinkedHashMap<>();
    private LoadedScenario loaded;

    @BeforeAll
    void everyMachineIsRunOnce() {
        List<String> small = List.of(
                "parameters.shards=1",
                "parameters.clients=1",
                "parameters.requests=20",
                "parameters.nearBytes=8",
                "parameters.farBytes=2097152",
                "parameters.farStride=4096",
                "parameters.mode=0");
        loaded = ScenarioLoader.load("rungs", small, OptionalLong.empty());
        Runner runner = new Runner(loaded, new StopSwitch(), "test");
        for (String machine : loaded.spec().compare()) {
            runs.put(machine, runner.run(loaded.spec().machine(machine), 1, null, null));
        }
    }

    private Reach reach(String machine) {
        return runs.get(machine).record().reach();
    }

    private List<String> where(boolean reached) {
        return runs.keySet().stream()
                .filter(machine -> reach(machine).others(BY).isEmpty() != reached)
                .toList();
    }

    private static boolean fails(String machine) {
        return machine.endsWith("-fails") || machine.endsWith("-fail");
    }

    @Test
    void everyRungThatCanBeBuiltIsThereWithItsChecksAndWithout() {
        for (String rung : ContainmentWiring.built().keySet()) {
            assertTrue(runs.containsKey(rung), rung + " is not in the scenario");
            assertTrue(
                    rung.equals("bare") || runs.containsKey(rung + "-fails") || runs.containsKey(rung + "-fail"),
                    rung + " never fails in the scenario");
        }
    }

    @Test
    void theIntruderReachesOthersOnBareMemoryAndWhereverTheCheckOfASharedMemoryFails() {
        List<String> expected = new ArrayList<>(List.of("bare"));
        runs.keySet().stream()
                .filter(machine -> fails(machine) && !machine.startsWith("chip"))
                .forEach(expected::add);
        assertEquals(expected, where(true));
        expected.forEach(machine -> assertEquals(
                List.of("client0", "shard0"),
                reach(machine).others(BY).stream().sorted().toList()));
    }

    @Test
    void onceTheCheckHasFailedTheRestOfTheMachineIsOpenTooExceptOnTheChip() {
        for (String machine : where(true)) {
            assertTrue(reach(machine).bytesRead(BY, Whose.MACHINE) > 0, machine);
        }
        assertEquals(0, reach("chip-fails").bytesRead(BY, Whose.MACHINE));
    }

    @Test
    void eachRungStopsItByACheckOfItsOwn() {
        Map<String, String> stops = new LinkedHashMap<>();
        where(false).forEach(machine -> reach(machine).stops().forEach(stop -> stops.put(machine, stop.where())));
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("safe-runtime", "length check of the language runtime");
        expected.put("processes", "page table of the kernel");
        expected.put("sandbox", "bounds check of the runtime");
        expected.put("capabilities", "capability bounds of the hardware");
        expected.put("virtual-machines", "page table of the kernel");
        expected.put("chip", "bounds check of the runtime");
        expected.put("chip-fails", "decoder of enclave 0");
        assertEquals(expected, stops);
    }

    @Test
    void theSameModulesRunEverywhere() {
        assertEquals(
                1,
                runs.values().stream()
                        .map(run -> run.record().modules())
                        .distinct()
                        .count());
    }
}
