package org.skerry.scenario.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.scenario.load.Images;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.PlanMaker;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.spec.ImageSpec;
import org.skerry.sim.actor.Program;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.ImmediateMachine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.wasm.WasmLoader;

/**
 * Proof that each recomputation can fail: a guest with one wrong constant is found out, and the committed one
 * is not.
 */
class MutantGuestTest {
    /** Scenario, its small size, the guest that is broken, and which bytes of its module become which others. */
    @ParameterizedTest
    @CsvSource({
        "ring, rounds=3, ring-node, eba3c499b1b792e8, eca3c499b1b792e8", // a constant of the mixing
        "pipeline, blocks=2, pipe-source, 411f71, 410f71", // runs are half as long
        "pipeline, blocks=2, pipe-pack, 417f6a3a0000, 417e6a3a0000", // literals are announced one byte short
        "pipeline, blocks=2, pipe-cipher, 410777, 410677", // a quarter round rotates by 6 instead of 7
        "pipeline, blocks=2, pipe-digest, 982f8a42, 992f8a42", // the first constant of SHA-256
        "kv-store, requests=20, kv-client, eba3c499b1b792e8, eca3c499b1b792e8",
        "kv-store, requests=20, kv-shard, eba3c499b1b792e8, eca3c499b1b792e8",
        "shared-map, requests=20, map-client, eba3c499b1b792e8, eca3c499b1b792e8",
        "shared-map, requests=20, map-shard, eba3c499b1b792e8, eca3c499b1b792e8",
        "shared-pipeline, blocks=2, shared-pipe-cipher, 410777, 410677",
        "shared-pipeline, blocks=2, shared-pipe-digest, 982f8a42, 992f8a42"
    })
    void aGuestWithOneWrongConstantIsFoundOut(String scenario, String size, String guest, String from, String to)
            throws IOException {
        LoadedScenario loaded = ScenarioLoader.load(scenario, List.of("parameters." + size), OptionalLong.empty());
        Images images = Images.load(loaded);
        assertTrue(missing(loaded, images, images.programs()).isEmpty(), "the guest as it is");

        Map<String, Program> programs = new LinkedHashMap<>(images.programs());
        for (ImageSpec image : loaded.spec().images()) {
            if (image.module().equals(guest)) {
                programs.put(image.name(), WasmLoader.load(guest, mutated(guest, from, to), image.limits()));
            }
        }
        assertFalse(missing(loaded, images, programs).isEmpty(), guest);
    }

    /** A lock that is never taken is missed only where actors meet in mid-turn. */
    @Test
    void aSharedTableWithoutItsLockLosesUpdates() throws IOException {
        LoadedScenario loaded = ScenarioLoader.load(
                "shared-map",
                List.of("parameters.requests=40", "parameters.keys=4", "parameters.readPermille=0"),
                OptionalLong.empty());
        Images images = Images.load(loaded);
        Map<String, Program> programs = new LinkedHashMap<>(images.programs());
        ImageSpec client = loaded.spec().images().get(0);
        byte[] withoutLock = mutated("map-client", "42017c10", "42007c10"); // sequence + 1 becomes sequence + 0
        programs.put(client.name(), WasmLoader.load("map-client", withoutLock, client.limits()));
        SharedMemorySpec cores = SharedMemorySpec.of(16);
        assertEquals(
                Set.of(),
                missing(loaded, images, images.programs(), new SharedMemoryMachine(cores, 1, ExecutionSpec.SERIAL)));
        assertFalse(missing(loaded, images, programs, new SharedMemoryMachine(cores, 1, ExecutionSpec.SERIAL))
                .isEmpty());
    }

    private static Set<String> missing(LoadedScenario loaded, Images images, Map<String, Program> programs) {
        return missing(loaded, images, programs, new ImmediateMachine(1, ExecutionSpec.SERIAL));
    }

    /** Expected lines that are not written. */
    private static Set<String> missing(
            LoadedScenario loaded, Images images, Map<String, Program> programs, Machine running) {
        DeploymentPlan plan = PlanMaker.plan(loaded.spec(), programs);
        String workload = loaded.spec().checks().workload().orElseThrow();
        Set<String> expected = Workloads.expectedLines(workload, plan, images.modules()).stream()
                .collect(Collectors.toSet());
        try (Machine machine = running) {
            machine.deploy(plan);
            machine.run(RunLimits.NONE);
            machine.log().forEach(line -> expected.remove(line.actor() + ": " + line.text()));
        }
        return expected;
    }

    private static byte[] mutated(String guest, String from, String to) throws IOException {
        try (InputStream in = MutantGuestTest.class.getResourceAsStream("/org/skerry/guest/" + guest + ".wasm")) {
            byte[] module = in.readAllBytes();
            byte[] wanted = HexFormat.of().parseHex(from);
            byte[] instead = HexFormat.of().parseHex(to);
            assertEquals(wanted.length, instead.length);
            int found = 0;
            for (int at = 0; at + wanted.length <= module.length; at++) {
                if (Arrays.equals(module, at, at + wanted.length, wanted, 0, wanted.length)) {
                    System.arraycopy(instead, 0, module, at, instead.length);
                    found++;
                }
            }
            assertTrue(found > 0, guest + " holds no " + from + ": the compiler chose other code, find another mutant");
            return module;
        }
    }
}
