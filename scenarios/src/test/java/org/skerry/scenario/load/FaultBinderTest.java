package org.skerry.scenario.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.skerry.model.fault.Detour;
import org.skerry.model.fault.FaultKind;
import org.skerry.model.fault.FaultRule;
import org.skerry.model.fault.FaultSpec;
import org.skerry.model.fault.FlipRegion;
import org.skerry.sim.config.ConfigException;

class FaultBinderTest {
    private static final String BASE = """
            name: broken
            seed: 9
            images: {echo: {module: echo.wasm}}
            actors: {store: {image: echo, count: 2}}
            machines: {chip: {kind: enclave-chip}}
            """;

    private static FaultSpec faults(String section) {
        Node root = NodeReader.read(BASE + section, "test.yaml");
        return ScenarioBinder.bind(root, OptionalLong.empty(), new GivenFiles(Path.of(".")))
                .faults();
    }

    @Test
    void nothingBreaksUnlessTheScenarioSaysSo() {
        assertFalse(faults("").any());
    }

    @Test
    void theSeedIsTheScenariosUnlessAnotherIsGiven() {
        assertEquals(
                9,
                faults("faults: {schedule: [{kind: tile, target: 1, at: 5}]}").seed());
        assertEquals(
                4,
                faults("faults: {seed: 4, schedule: [{kind: tile, target: 1, at: 5}]}")
                        .seed());
    }

    @Test
    void everyKeyIsRead() {
        FaultSpec spec = faults("""
                faults:
                  unit: nanoseconds
                  detour: none
                  detectionCycles: 77
                  secded: true
                  scrubCycles: 1234
                  corruptionPerBillion: 5
                  lossPerBillion: 6
                  crcBits: 8
                  schedule:
                    - {kind: link, target: 5-6, at: 10}
                    - {kind: tile, target: random, count: 3, from: 1, until: 50}
                    - {kind: router, target: central, count: 2, at: 5, step: 100}
                    - {kind: flip, target: store0, region: linear, address: 16, bit: 3, bits: 2, at: 9}
                    - {kind: flip, target: random, every: 50, until: 1000}
                """);
        assertEquals(Detour.NONE, spec.detour());
        assertTrue(spec.nanoseconds() && spec.guard().secded());
        assertEquals(
                List.of(77, 5, 6, 8),
                List.of(
                        spec.detectionCycles(),
                        spec.noise().corruptionPerBillion(),
                        spec.noise().lossPerBillion(),
                        spec.noise().crcBits()));
        assertEquals(1234, spec.guard().scrubCycles());
        assertEquals(
                new FaultRule(
                        FaultKind.FLIP, FaultRule.Aim.NAMED, "store0", 1, 9, 0, 0, -1, -1, 2, FlipRegion.LINEAR, 16, 3),
                spec.rules().get(3));
        assertEquals(
                FaultRule.several(FaultKind.ROUTER, FaultRule.Aim.CENTRAL, 2, 5, 100),
                spec.rules().get(2));
        assertEquals(
                FaultRule.poisson(FaultKind.FLIP, 50, 0, 1000), spec.rules().get(4));
    }

    @Test
    void whatMakesNoSenseIsRefusedWithItsPath() {
        refused("{kind: tiles, target: 1, at: 5}", "faults.schedule[0].kind='tiles'");
        refused("{kind: tile, target: stroe0, at: 5}", "stroe0");
        refused("{kind: tile, target: 1}", "faults.schedule[0]: neither 'at' nor 'until'");
        refused("{kind: tile, target: 1, at: 5, bits: 2}", "is about flips");
        refused("{kind: tile, target: 1, at: 5, count: 2}", "breaks once");
        refused("{kind: link, target: store0, at: 5}", "its two routers");
    }

    private static void refused(String rule, String why) {
        String said = assertThrows(ConfigException.class, () -> faults("faults: {schedule: [" + rule + "]}"))
                .getMessage();
        assertTrue(said.contains(why), said);
    }
}
