package org.skerry.scenario.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.scenario.contract.GuestPlan.join;
import static org.skerry.scenario.contract.GuestPlan.log;
import static org.skerry.scenario.contract.GuestPlan.longs;
import static org.skerry.scenario.contract.GuestPlan.text;
import static org.skerry.scenario.contract.GuestPlan.to;
import static org.skerry.scenario.contract.GuestPlan.toGrant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.scenario.contract.GuestPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.ImmediateMachine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.wasm.ModuleReport;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.abi.SkerryV1;

/** The same actors in C, Rust, AssemblyScript and WAT are the same actors, on every machine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuestLanguagesTest {
    private static final Path GUESTS = Path.of("src", "main", "resources", "org", "skerry", "guest");
    private static final Map<String, String> EXTENSIONS =
            Map.of("c", ".c", "rust", ".rs", "assemblyscript", ".ts", "wat", ".wat");

    private GuestPlan.Modules modules;

    @BeforeAll
    void noModuleIsCompiledYet() {
        modules = new GuestPlan.Modules();
    }

    static List<Arguments> languagesAndMachines() {
        return Stream.of("c", "rust", "assemblyscript", "wat")
                .flatMap(language ->
                        Stream.of("oracle", "chip", "shared").map(machine -> Arguments.of(language, machine)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("languagesAndMachines")
    void echoLogsAndAnswersThroughTheHandleThatCameOrByReply(String language, String machine) {
        GuestPlan plan = plan(language, "echo", said(1, "hey"), said(1, ""), said(2, "called"), said(0, "unheard"));
        assertEquals(
                sorted(
                        "it: ",
                        "it: called",
                        "it: hey",
                        "it: unheard",
                        got(new byte[0]),
                        got(text("called")),
                        got(text("hey"))),
                logOf(plan, machine));
    }

    @ParameterizedTest
    @MethodSource("languagesAndMachines")
    void counterAddsAndTellsThroughTheHandleThatCameOrByReply(String language, String machine) {
        GuestPlan plan = plan(
                language,
                "counter",
                said(0, longs(7)),
                said(0, longs(-8)),
                said(1, ""),
                said(0, new byte[] {1}),
                said(0, longs(1000000000000000000L, 5)),
                said(2, ""));
        assertEquals(
                sorted(
                        "it: sum 0 of 3",
                        "it: sum 1000000000000000000 of 4",
                        "it: sum 18446744073709551615 of 2",
                        "it: sum 7 of 1",
                        got(longs(1000000000000000000L, 4)),
                        got(longs(-1, 2))),
                logOf(plan, machine));
    }

    @ParameterizedTest
    @MethodSource("languagesAndMachines")
    void firstActorGreetsItsFriend(String language, String machine) {
        String guest = "languages/" + language + "/first";
        GuestPlan plan = new GuestPlan(modules)
                .actor("ann", guest, new byte[0], to("friend", "bob"))
                .actor("bob", guest, new byte[0], log());
        assertEquals(List.of("bob: hello"), logOf(plan, machine));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "rust", "assemblyscript"})
    void everyLanguageHasEveryImportOfTheContract(String language) throws IOException {
        ModuleReport report = inspect(language, "imports");
        assertEquals(
                new TreeSet<>(SkerryV1.functions().names()),
                report.imports().stream()
                        .map(wanted -> wanted.module() + "." + wanted.name())
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertEquals(List.of(), report.problems());
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "rust", "assemblyscript"})
    void noLibraryOfItsLanguageIsInACounter(String language) throws IOException {
        ModuleReport report = inspect(language, "counter");
        assertTrue(report.bytes() < 2000, report.bytes() + " bytes: look for text of panics or a garbage collector");
    }

    @Test
    void tutorialShowsTheActorsThatAreTested() throws IOException {
        String tutorial = Files.readString(Path.of("..", "docs", "ACTORS.md"));
        for (Map.Entry<String, String> language : EXTENSIONS.entrySet()) {
            String source = Files.readString(
                    GUESTS.resolve(Path.of("src", "languages", language.getKey(), "first" + language.getValue())));
            assertTrue(tutorial.contains("\n" + source + "```\n"), "docs/ACTORS.md lacks " + source);
        }
    }

    // ---- running -----------------------------------------------------------------------------------------------

    /** An actor {@code it}, one who plays the conversation with it, and a collector who hears the answers. */
    private GuestPlan plan(String language, String guest, byte[]... conversation) {
        byte[] script = Stream.of(conversation).reduce(new byte[0], GuestPlan::join);
        return new GuestPlan(modules)
                .collector()
                .actor("it", "languages/" + language + "/" + guest, new byte[0], log())
                .actor("script", "contract/script", script, to("to", "it"), toGrant("with", "out"));
    }

    /** What the script says; {@code how} 0: a message, 1: a message with the handle to answer through, 2: a call. */
    private static byte[] said(int how, byte[] bytes) {
        return join(new byte[] {(byte) how, (byte) bytes.length}, bytes);
    }

    private static byte[] said(int how, String text) {
        return said(how, text(text));
    }

    private static String got(byte[] bytes) {
        return "out: got 0 label 0000000000000000 handles 0 bytes "
                + HexFormat.of().formatHex(bytes);
    }

    private static List<String> sorted(String... lines) {
        return Stream.of(lines).sorted().toList();
    }

    private static Machine machine(String name) {
        return switch (name) {
            case "oracle" -> new ImmediateMachine(1, ExecutionSpec.SERIAL);
            case "chip" -> new EnclaveChip(ChipSpec.of(4, 4, 1), 1, ExecutionSpec.SERIAL);
            case "shared" -> new SharedMemoryMachine(SharedMemorySpec.of(4), 1, ExecutionSpec.SERIAL);
            default -> throw new AssertionError(name);
        };
    }

    /** The log of a run that must end with all work done, sorted. */
    private static List<String> logOf(GuestPlan plan, String name) {
        try (Machine machine = machine(name)) {
            machine.deploy(plan.build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            return machine.log().stream()
                    .map(line -> line.actor() + ": " + line.text())
                    .sorted()
                    .toList();
        }
    }

    private static ModuleReport inspect(String language, String guest) throws IOException {
        Path module = GUESTS.resolve(Path.of("languages", language, guest + ".wasm"));
        return WasmLoader.inspect(guest, Files.readAllBytes(module));
    }
}
