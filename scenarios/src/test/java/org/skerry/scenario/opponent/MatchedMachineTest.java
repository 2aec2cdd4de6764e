package org.skerry.scenario.opponent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.sim.config.CapacityException;
import org.skerry.sim.config.ConfigException;

class MatchedMachineTest {
    private static ScenarioSpec hello(String... settings) {
        return ScenarioLoader.load("hello", List.of(settings), OptionalLong.empty())
                .spec();
    }

    private static MachineSpec opponent(String rule, String... more) {
        String[] settings = new String[more.length + 1];
        settings[0] = "machines.other={opponent: " + rule + ", of: chip}";
        System.arraycopy(more, 0, settings, 1, more.length);
        return hello(settings).machine("other");
    }

    /** Adds the bits up by itself, from the settings of both. */
    private static void equalInSilicon(ScenarioSpec spec) {
        SiliconCount chip = SiliconCount.of(spec.machine("chip"));
        MachineSpec machine = spec.machine("other");
        SiliconCount twin = SiliconCount.of(machine);
        SharedMemorySpec settings = (SharedMemorySpec) machine.settings();
        long bits = 0;
        for (CacheSpec cache : List.of(
                settings.memory().l1(),
                settings.memory().l2(),
                settings.memory().slice())) {
            bits += 8L * cache.sets() * cache.ways() * cache.lineBytes();
        }
        assertEquals(chip.dataBits(), settings.cores() * bits);
        assertEquals(chip.dataBits(), twin.dataBits());
        assertEquals(chip.actorCores(), twin.actorCores());
        assertEquals(
                List.of(chip.mesh().width(), chip.mesh().height(), chip.mesh().flitBytes()),
                List.of(twin.mesh().width(), twin.mesh().height(), twin.mesh().flitBytes()));
        assertEquals(List.of(chip.meshHertz(), chip.coreHertz()), List.of(twin.meshHertz(), twin.coreHertz()));
        assertEquals(twin.dataBits() + twin.tagBits() + twin.directoryBits() + twin.translationBits(), twin.allBits());
        assertTrue(twin.tagBits() > 0 && twin.directoryBits() > 0 && twin.translationBits() > 0);
    }

    @Test
    void theTwinHasTheCoresDataBitsMeshAndClockOfTheChip() {
        equalInSilicon(hello("machines.other={opponent: twin, of: chip}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"essay-5x5", "small-8x8", "wormhole-chip", "scc-chip", "epiphany-chip"})
    void theTwinOfEveryPresetDoesToo(String preset) {
        equalInSilicon(hello("machines.chip.preset=" + preset, "machines.other={opponent: twin}"));
    }

    @Test
    void withMessagingCoresTheTwinHasTwiceTheCoresAndNoMoreBits() {
        ScenarioSpec spec = hello("machines.other={opponent: twin, messagingCores: true}");
        SiliconCount chip = SiliconCount.of(spec.machine("chip"));
        SiliconCount twin = SiliconCount.of(spec.machine("other"));
        assertEquals(chip.actorCores() + chip.messagingCores(), twin.actorCores());
        assertEquals(chip.dataBits(), twin.dataBits());
        assertEquals(chip.mesh().routers(), twin.mesh().routers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"equal-area", "equal-power"})
    void anEqualBudgetIsKeptAndOneMoreCoreWouldBreakIt(String rule) {
        ScenarioSpec spec = hello("machines.other={opponent: " + rule + "}");
        SiliconCount chip = SiliconCount.of(spec.machine("chip"));
        SiliconCount other = SiliconCount.of(spec.machine("other"));
        boolean area = rule.equals("equal-area");
        double budget = area ? chip.area().amount() : chip.designMilliwatts();
        double used = area ? other.area().amount() : other.designMilliwatts();
        assertTrue(used <= budget, used + " of " + budget);
        SharedMemorySpec twin = settings(opponent("twin"));
        ChipSpec plan = (ChipSpec) spec.machine("chip").settings();
        SharedMemorySpec more = MatchedMachine.withCores(twin, plan, other.actorCores() + 1);
        double broken = area ? more.energy().areaSum() : DesignPower.milliwatts(more);
        assertTrue(broken > budget, broken + " of " + budget);
        assertTrue(other.memoryChannels() > 0);
    }

    @Test
    void aServerIsAPresetThatWasBuilt() {
        assertEquals(28, settings(opponent("server")).cores());
        assertEquals(
                4,
                settings(opponent("server", "machines.other.preset=rome-ccx")).cores());
    }

    @Test
    void equalCapacityGivesNoMoreMemoryThanTheChipHas() {
        assertEquals(
                16L * (2 << 20),
                settings(opponent("twin", "machines.other.equalCapacity=true")).memoryBytes());
    }

    @Test
    void whatIsWrittenBesideAnOpponentCounts() {
        assertEquals(
                7,
                settings(opponent("twin", "machines.other.runtime.sendCycles=7"))
                        .runtime()
                        .sendCycles());
    }

    @Test
    void aChipWithoutAnOpponentRunsAndOnlyTheOpponentIsRefused() {
        ScenarioSpec spec = hello("machines.chip.mesh={width: 64, height: 32}");
        assertTrue(spec.machine("chip").unfit().isEmpty());
        String why = spec.machine("shared").unfit().orElseThrow();
        assertTrue(why.contains("2048 cores") && why.contains("at most 1024"), why);
        assertThrows(CapacityException.class, spec.machine("shared")::refuseUnfit);
    }

    @Test
    void anOpponentOfNobodyIsRefused() {
        refused("no enclave chip", "machines.other={opponent: twin, of: shared}");
        refused("triplet", "machines.other={opponent: triplet}");
        refused("does not say whose", "machines.other={opponent: twin}", "machines.chip2={kind: enclave-chip}");
    }

    private static void refused(String why, String... settings) {
        String message =
                assertThrows(ConfigException.class, () -> hello(settings)).getMessage();
        assertTrue(message.contains(why), message);
    }

    private static SharedMemorySpec settings(MachineSpec machine) {
        return (SharedMemorySpec) machine.settings();
    }
}
