package org.skerry.scenario.preset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.spec.MachineKind;
import org.skerry.sim.config.ConfigException;

class PresetMachineTest {
    /** Settings of the first machine of ping-pong. */
    private static Record settings(String... overrides) {
        return ScenarioLoader.load("ping-pong", List.of(overrides), OptionalLong.empty())
                .spec()
                .machines()
                .get(0)
                .settings();
    }

    @Test
    void everyMeshOfAPresetTakesTheCyclesOfItsLawsInAMachine() {
        for (String name : Preset.names()) {
            if (name.equals("wormhole")) {
                continue; // which is a torus
            }
            Preset preset = Preset.of(name);
            MeshSpec mesh = ((ChipSpec) PresetMachine.of(preset, MachineKind.ENCLAVE_CHIP.defaults())).mesh();
            int clock = preset.silicon().networkCyclesPerClock();
            for (Silicon.Law law : preset.silicon().laws()) {
                for (int from = 0; from < mesh.routers(); from++) {
                    for (int to = 0; to < mesh.routers(); to++) {
                        int turns = mesh.turns(from, to) ? 1 : 0;
                        if (law.turns() < 0 || law.turns() == turns) {
                            int ways = law.bothWays() ? 2 : 1;
                            double beyond =
                                    (double) ways * (mesh.loneCycles(from, to, 1) - mesh.loneCycles(from, from, 1));
                            int hops = mesh.routerHops(from, to);
                            assertEquals(law.perHop() * hops + law.perTurn() * turns, beyond / clock, name + " " + law);
                        }
                    }
                }
            }
        }
    }

    @Test
    void aScenarioNamesAPresetAndChangesWhatItLikes() {
        ChipSpec chip = (ChipSpec) settings("machines.chip.preset=scc", "machines.chip.mesh.linkCycles=2");
        assertEquals(6, chip.mesh().width());
        assertEquals(16, chip.mesh().flitBytes());
        assertEquals(2, chip.mesh().linkCycles());
        assertEquals(2_000_000_000L, chip.meshHertz());
        SharedMemorySpec shared =
                (SharedMemorySpec) PresetMachine.of(Preset.of("epiphany"), MachineKind.SHARED_MEMORY.defaults());
        // Half of a flit in each of two cycles.
        assertEquals(4, shared.mesh().flitBytes());
        assertEquals(2, shared.mesh().linkCycles());
    }

    @Test
    void whatAMachineCannotHaveIsRefusedByName() {
        assertRefused("is no preset. Did you mean 'scc'", "machines.chip.preset=sc");
        assertRefused("preset 'wormhole' is a torus", "machines.chip.preset=wormhole");
        assertRefused("cannot be cut into 3 x 1", "machines.chip.mesh.chiplets.across=3");
    }

    private static void assertRefused(String part, String... overrides) {
        String message =
                assertThrows(ConfigException.class, () -> settings(overrides)).getMessage();
        assertTrue(message.contains(part), message);
    }
}
