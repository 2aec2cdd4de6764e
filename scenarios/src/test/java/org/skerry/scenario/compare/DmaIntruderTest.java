package org.skerry.scenario.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.skerry.model.attack.Order;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.trace.Reach;
import org.skerry.sim.trace.Reach.Whose;

/** What the packaged scenario {@code dma-intruder} shows, with fewer requests and deposits, held against what docs/THREAT-MODEL.md predicted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DmaIntruderTest {
    private static final String MANAGEMENT = Order.Transfer.MANAGEMENT;
    private static final List<String> VAULTS = List.of("vault0", "vault1", "vault2");

    /** Enough for work to go on while orders are obeyed: what comes later shows no more of what they reach. */
    private static final List<String> FEWER = List.of("parameters.requests=60", "parameters.deposits=5");

    private final List<FinishedRun> runs = new ArrayList<>();

    @BeforeAll
    void allMachinesAreRunOnce() {
        LoadedScenario loaded = ScenarioLoader.load("dma-intruder", FEWER, OptionalLong.empty());
        Runner runner = new Runner(loaded, new StopSwitch(), "test");
        for (String machine : loaded.spec().compare()) {
            runs.add(runner.run(loaded.spec().machine(machine), 1, null, null));
        }
    }

    private FinishedRun run(String machine) {
        return runs.stream()
                .filter(run -> run.record().machine().equals(machine))
                .findFirst()
                .orElseThrow();
    }

    private Reach reach(String machine) {
        return run(machine).record().reach();
    }

    private long found(String machine) {
        return run(machine).record().orders().stream()
                .mapToLong(order -> order.found())
                .sum();
    }

    @Test
    void withoutAnIommuCardAndManagementControllerReadEveryVault() {
        assertTrue(reach("open").others("card").containsAll(VAULTS));
        assertTrue(reach("open").others(MANAGEMENT).containsAll(VAULTS));
        assertEquals(2, found("open"), "the word of the secret, by both");
        assertTrue(reach("open").bytesWritten("disk", Whose.ANOTHER) > 1000, "a wrong address in a descriptor");
    }

    @Test
    void behindAStrictIommuNobodyReachesWhatIsNotHis() {
        Reach reach = reach("guarded");
        for (String by : reach.everybody()) {
            assertEquals(List.of(), reach.others(by));
            assertEquals(0, reach.bytesRead(by, Whose.MACHINE) + reach.bytesWritten(by, Whose.MACHINE), by);
        }
        assertTrue(reach.everybody().containsAll(List.of("card", "disk", MANAGEMENT)), "all of them tried");
    }

    @Test
    void anIommuThatForgetsLateLetsTheCardReadWhatOthersHaveByThen() {
        assertTrue(reach("late").bytesRead("card", Whose.ANOTHER) > 0);
        assertTrue(reach("late").others("card").stream().noneMatch(VAULTS::contains), "pages that were once its own");
    }

    @Test
    void aWayPastTheIommuIsAsGoodAsNone() {
        assertTrue(reach("beside").others(MANAGEMENT).containsAll(VAULTS));
        assertEquals(List.of(), reach("beside").others("card"));
    }

    @Test
    void onTheChipWiresOfDevicesLeadToNoMemory() {
        Reach reach = reach("chip");
        for (String by : reach.everybody()) {
            assertEquals(List.of(), reach.others(by));
        }
        assertEquals(0, reach.bytesRead("card", Whose.MACHINE));
        assertEquals(0, found("chip"));
    }
}
