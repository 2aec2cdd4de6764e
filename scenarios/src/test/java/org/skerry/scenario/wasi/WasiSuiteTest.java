package org.skerry.scenario.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.model.enclave.EnclaveSpec;
import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.ImmediateMachine;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.actor.WasmProgram;
import org.skerry.wasm.wasi.WasiGrant;
import org.skerry.wasm.wasi.WasiGrant.GrantedFile;
import org.skerry.wasm.wasi.WasiGrant.Preopen;

/**
 * The public tests of WASI preview 1 (github.com/WebAssembly/wasi-testsuite, branch prod/testsuite-base), every module of them, on
 * each machine. They are 97 MB and stay where they are: {@code -DargLine=-Dskerry.wasiSuite=<its folder>} runs this, and without it
 * nothing does.
 */
final class WasiSuiteTest {
    private static final String FOLDER = System.getProperty("skerry.wasiSuite");
    /** Modules with all their debugging information do not fit an ordinary enclave. */
    private static final EnclaveSpec ENCLAVE = new EnclaveSpec(
            8 << 20,
            EnclaveSpec.DEFAULT.mailboxBytes(),
            EnclaveSpec.DEFAULT.eagerBytes(),
            EnclaveSpec.DEFAULT.standingMessages(),
            EnclaveSpec.DEFAULT.sendQueueMessages(),
            EnclaveSpec.DEFAULT.handleSlots());

    private static final String ONLY = System.getProperty("skerry.wasiTest", "");

    @Test
    void everyModuleOfThePublicSuiteEndsAsItShouldOnEveryMachine() throws IOException {
        assumeTrue(FOLDER != null, "no -Dskerry.wasiSuite");
        List<Path> modules;
        try (Stream<Path> files = Files.walk(Path.of(FOLDER))) {
            modules = files.filter(file ->
                            file.toString().endsWith(".wasm") && file.toString().contains("wasip1"))
                    .filter(file -> file.toString().contains(ONLY))
                    .sorted()
                    .toList();
        }
        List<String> failures = new ArrayList<>();
        for (Path module : modules) {
            String name = Path.of(FOLDER).relativize(module).toString();
            WasmProgram program = WasmLoader.load(name, Files.readAllBytes(module));
            machines().forEach((machine, make) -> {
                String result = run(module, program, make);
                if (!result.isEmpty()) {
                    failures.add(name + " on " + machine + ": " + result);
                }
            });
        }
        System.out.println(modules.size() + " modules on 3 machines each: " + failures.size() + " failures");
        assertEquals("", failures.stream().limit(5).collect(Collectors.joining("\n")));
    }

    private static Map<String, Supplier<Machine>> machines() {
        ExecutionSpec execution = ExecutionSpec.SERIAL;
        return Map.of(
                "oracle",
                () -> new ImmediateMachine(1, execution),
                "chip",
                () -> new EnclaveChip(ChipSpec.of(2, 2, 1).withEnclave(ENCLAVE), 1, execution),
                "shared memory",
                () -> new SharedMemoryMachine(SharedMemorySpec.of(2), 1, execution));
    }

    /** What is wrong with a run, or nothing. */
    private static String run(Path module, WasmProgram program, Supplier<Machine> make) {
        JsonNode spec = spec(module);
        WasiGrant grant = grant(module, spec);
        List<DeploymentPlan.GrantPlan> handles = List.of(
                new DeploymentPlan.GrantPlan(
                        WasiGrant.CLOCK,
                        new DeploymentPlan.GrantTarget.ToClock(),
                        org.skerry.sim.actor.Rights.CLOCK,
                        0),
                new DeploymentPlan.GrantPlan(
                        WasiGrant.LOG, new DeploymentPlan.GrantTarget.ToLog(), org.skerry.sim.actor.Rights.LOG, 0));
        ActorPlan actor = new ActorPlan(
                "test",
                "test",
                new byte[0],
                handles,
                OptionalInt.empty(),
                false,
                List.of(grant),
                ActorPlan.COMMON_DOMAIN);
        try (Machine machine = make.get()) {
            machine.deploy(new DeploymentPlan(Map.of("test", program), List.of(actor), List.of()));
            RunOutcome outcome = machine.run(RunLimits.NONE);
            List<String> log = machine.log().stream().map(LogLine::text).toList();
            return verdict(spec, outcome, log);
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private static String verdict(JsonNode spec, RunOutcome outcome, List<String> log) {
        int expected = spec.path("exit_code").asInt(0);
        String text = outcome.explain();
        boolean ended = expected == 0
                ? outcome instanceof RunOutcome.Quiescent
                : text.contains("ended with exit code " + expected + " ");
        if (!ended) {
            return text + "\n  " + String.join("\n  ", log);
        }
        String stdout = spec.path("stdout").asText("");
        return stdout.isEmpty() || log.equals(List.of(stdout)) ? "" : "wrote " + log;
    }

    private static WasiGrant grant(Path module, JsonNode spec) {
        List<String> arguments = new ArrayList<>(List.of(module.getFileName().toString()));
        spec.path("args").forEach(argument -> arguments.add(argument.asText()));
        List<String> variables = new ArrayList<>();
        spec.path("env")
                .fields()
                .forEachRemaining(entry ->
                        variables.add(entry.getKey() + "=" + entry.getValue().asText()));
        List<Preopen> folders = spec.hasNonNull("root")
                ? List.of(new Preopen(
                        "/", true, files(module.resolveSibling(spec.path("root").asText()))))
                : List.of();
        return WasiGrant.NONE
                .withArguments(arguments.toArray(new String[0]))
                .withEnvironment(variables)
                .withStreams(new WasiGrant.Input(new byte[0]), WasiGrant.Output.TO_LOG, WasiGrant.Output.TO_LOG)
                .withRandom(new WasiGrant.RandomSource(1, "test"))
                .withFolders(folders);
    }

    private static JsonNode spec(Path module) {
        Path json = module.resolveSibling(module.getFileName().toString().replace(".wasm", ".json"));
        try {
            return new ObjectMapper().readTree(Files.exists(json) ? Files.readString(json) : "{}");
        } catch (IOException e) {
            throw new IllegalStateException(json.toString(), e);
        }
    }

    private static List<GrantedFile> files(Path folder) {
        List<GrantedFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(one -> !one.equals(folder)).sorted().toList()) {
                byte[] content = Files.isDirectory(path) ? null : Files.readAllBytes(path);
                files.add(new GrantedFile(folder.relativize(path).toString(), content));
            }
        } catch (IOException e) {
            throw new IllegalStateException(folder.toString(), e);
        }
        return files;
    }
}
