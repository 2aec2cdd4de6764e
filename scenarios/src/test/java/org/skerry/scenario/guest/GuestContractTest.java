package org.skerry.scenario.guest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.skerry.scenario.guest.GuestPlan.clock;
import static org.skerry.scenario.guest.GuestPlan.ints;
import static org.skerry.scenario.guest.GuestPlan.join;
import static org.skerry.scenario.guest.GuestPlan.log;
import static org.skerry.scenario.guest.GuestPlan.longs;
import static org.skerry.scenario.guest.GuestPlan.random;
import static org.skerry.scenario.guest.GuestPlan.shared;
import static org.skerry.scenario.guest.GuestPlan.spawn;
import static org.skerry.scenario.guest.GuestPlan.text;
import static org.skerry.scenario.guest.GuestPlan.to;
import static org.skerry.scenario.guest.GuestPlan.toGrant;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.ActorFault;
import org.skerry.sim.machine.Deployment;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.ImmediateMachine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/**
 * The contract (docs/CONTRACT.md) as guests see it: the committed modules, unmodified, on every machine. A machine subclasses it in
 * three lines.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GuestContractTest {
    private GuestPlan.Modules modules;

    /** A fresh machine with room for at least 16 actors. */
    protected abstract Machine machine(long seed, ExecutionSpec execution);

    @BeforeAll
    void noModuleIsCompiledYet() {
        modules = new GuestPlan.Modules();
    }

    // ---- messages and handles ----------------------------------------------------------------------------------

    @Test
    void aMessageComesBackThroughTheHandleThatCameWithIt() {
        GuestPlan plan = plan().collector()
                .actor("echo", "contract/echo", nothing())
                .driver("echo", 2, text("hey"), toGrant("with", "out"));
        assertEquals(List.of(got(text("hey")), got(text("hey"))), logOf(plan));
    }

    @Test
    void aHandlePassedOnByAThirdActorReachesItsTarget() {
        GuestPlan plan = plan().collector()
                .actor("echo", "contract/echo", nothing())
                .actor("between", "contract/forwarder", nothing(), to("next", "echo"))
                .driver("between", 1, text("abc"), toGrant("with", "out"));
        assertEquals(List.of(got(text("abc"))), logOf(plan));
    }

    @ParameterizedTest
    @CsvSource({"65536,0,0", "65537,0,-3", "104857600,0,-3", "16,8,0", "16,9,-4"})
    void aMessageIsRefusedAboveItsLimitsAndOnlyThere(int bytes, int handles, int status) {
        GuestPlan plan = plan().collector()
                .actor("sender", "contract/big-sender", ints(bytes, handles), to("out", "out"))
                .driver("sender", 1, text("go"));
        List<String> lines = logOf(plan);
        assertEquals(status == 0 ? 2 : 1, lines.size(), lines.toString());
        assertTrue(lines.contains(got(ints(status))), lines.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, -1000, Integer.MAX_VALUE - 1000})
    void aGuessedHandleNamesNothing(int first) {
        GuestPlan plan = plan().collector()
                .actor("guesser", "contract/guesser", ints(first, 1000), to("out", "out"))
                .driver("guesser", 1, text("go"));
        assertEquals(List.of(got(ints(9000, 0))), logOf(plan));
    }

    @Test
    void aRevokedHandleReachesNobody() {
        GuestPlan plan = plan().collector()
                .actor(
                        "lender",
                        "contract/revoker",
                        nothing(),
                        toGrant("target", "out"),
                        to("delegate", "borrower"),
                        log())
                .actor("borrower", "contract/delegate", nothing(), to("lender", "lender"), log());
        List<String> lines = logOf(plan);
        assertTrue(lines.contains(got(text("1"))), lines.toString());
        assertTrue(lines.containsAll(List.of("lender: revoke 0", "lender: revoked")), lines.toString());
        assertTrue(lines.contains("borrower: refused") || lines.contains("borrower: try refused"), lines.toString());
        assertTrue(lines.stream().noneMatch(line -> line.equals(got(text("2"))) || line.endsWith("wrong")));
    }

    @Test
    void aCallIsAnsweredInMidTurnAndOnlyOnce() {
        GuestPlan plan = plan().collector()
                .actor("caller", "contract/caller", ints(25), to("replier", "replier"), to("out", "out"))
                .actor("replier", "contract/replier", nothing(), log())
                .driver("caller", 1, text("go"));
        assertEquals(List.of(got(ints(25, 4))), logOf(plan));
    }

    @Test
    void aCallerIsToldWhenItsCalleeTraps() {
        GuestPlan plan = plan().collector()
                .actor("caller", "contract/caller", ints(3), to("replier", "victim"), to("out", "out"))
                .actor("victim", "contract/trapper", nothing(), to("out", "out"))
                .driver("caller", 1, text("go"));
        try (Machine machine = machine(1, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Faulted.class, outcome, outcome.explain());
            assertTrue(sorted(machine).contains(got(ints(0, -7))), machine.log().toString());
        }
    }

    @Test
    void aHeldGuestKeepsItsFramesWhileOthersTakeThousandsOfTurns() {
        GuestPlan plan = plan().actor("holder", "holder", ints(3, 100), to("replier", "replier"), log())
                .actor("replier", "slow-replier", ints(500), to("ticker", "wall"))
                .actor("wall", "ticker", ints(0, 0), to("peer", "replier"))
                .actor("left", "ticker", ints(1000, 1), to("peer", "right"), log())
                .actor("right", "ticker", ints(1000, 0), to("peer", "left"), log());
        assertEquals(
                List.of("holder: holder ok 3 calls", "left: ticker 1000 ticks", "right: ticker 1000 ticks"),
                logOf(plan));
    }

    // ---- life --------------------------------------------------------------------------------------------------

    @Test
    void everySpawnedChildAnswersItsParent() {
        GuestPlan plan = plan().image("contract/echo")
                .actor("parent", "contract/spawner", ints(7), spawn("image", "contract/echo"), log());
        assertEquals(List.of("parent: spawned 007 answered 007 refused 000"), logOf(plan));
    }

    @Test
    void aChosenBehaviourHandlesTheNextMessage() {
        GuestPlan plan =
                plan().actor("moody", "contract/becomer", nothing(), log()).driver("moody", 5, text("go"));
        assertEquals(
                List.of("moody: first", "moody: second", "moody: third", "moody: first", "moody: second"),
                linesOf(plan));
    }

    @Test
    void anActorThatExitsHasSentWhatItSentAndNothingMore() {
        GuestPlan plan = plan().collector()
                .actor("leaver", "contract/exiter", nothing(), to("out", "out"))
                .driver("leaver", 1, ints(17));
        assertEquals(List.of(got(text("before"))), logOf(plan));
    }

    // ---- faults ------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "0,unreachable_way",
        "1,division_way",
        "2,load_way",
        "3,store_way",
        "4,empty_way",
        "5,type_way",
        "6,overflow_way",
        "7,float_way"
    })
    void aTrapNamesItsFunctionAndLeavesEarlierSendsVisible(int way, String function) {
        GuestPlan plan = plan().collector()
                .actor("victim", "contract/trapper", nothing(), to("out", "out"))
                .driver("victim", 1, new byte[] {(byte) way});
        assertEquals(function, faultOf(plan, "victim").fault().function());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void aPointerOutsideMemoryTrapsTheGuest(int way) {
        GuestPlan plan = plan().collector()
                .actor("victim", "contract/bad-pointer", nothing(), to("out", "out"), log())
                .driver("victim", 1, new byte[] {(byte) way}, toGrant("with", "out"));
        assertTrue(faultOf(plan, "victim").explain().contains("memory"));
    }

    @Test
    void aTurnThatNeverEndsIsStoppedAtItsBudget() {
        GuestPlan plan = plan().collector()
                .actor("victim", "contract/looper", nothing())
                .actor("other", "contract/exiter", nothing(), to("out", "out"))
                .actor("second", "contract/driver", join(ints(1), ints(3)), to("to", "other"))
                .driver("victim", 1, text("go"));
        String reason = faultOf(plan, "victim").explain();
        assertTrue(reason.contains("2000000") && reason.contains("forever"), reason);
    }

    @Test
    void aRecursionThatNeverEndsIsStoppedAtItsDepth() {
        GuestPlan plan = plan().actor("victim", "contract/recurser", nothing()).driver("victim", 1, text("go"));
        String reason = faultOf(plan, "victim").explain();
        assertTrue(reason.contains("200") && reason.contains("deeper"), reason);
    }

    @Test
    void memoryGrowsByWhatWasAskedFor() {
        GuestPlan plan = plan().collector()
                .actor("grower", "contract/oom-grower", ints(3), to("out", "out"))
                .driver("grower", 1, text("go"));
        assertEquals(List.of(got(ints(4))), logOf(plan));
    }

    // ---- what needs a capability -------------------------------------------------------------------------------

    @Test
    void theClockNeverGoesBack() {
        GuestPlan plan = plan().collector()
                .actor("reader", "contract/clock-reader", ints(50), clock(), to("out", "out"))
                .driver("reader", 1, text("go"));
        List<String> lines = logOf(plan);
        assertEquals(1, lines.size());
        ByteBuffer said = payload(lines.get(0));
        assertTrue(said.getLong(0) >= 0 && said.getLong(8) >= said.getLong(0), lines.toString());
        assertEquals(0, said.getLong(16), "reads that went back");
    }

    @Test
    void withoutItsHandleThereIsNoClockAndNoRandomness() {
        GuestPlan plan = plan().collector()
                .actor("reader", "contract/clock-reader", ints(3), to("out", "out"))
                .driver("reader", 1, text("go"));
        assertEquals(List.of(got(longs(-1, -1, 0))), logOf(plan));
        plan = plan().collector()
                .actor("drawer", "contract/random-reader", nothing(), to("out", "out"))
                .driver("drawer", 1, text("go"));
        assertEquals(List.of(got(join(ints(-1, 0), new byte[32]))), logOf(plan));
    }

    @Test
    void randomnessIsTheSameOnEveryMachine() {
        GuestPlan plan = plan().collector()
                .actor("drawer", "contract/random-reader", nothing(), random(), to("out", "out"))
                .driver("drawer", 1, text("go"));
        List<String> drawn = logOf(plan);
        assertEquals(1, drawn.size());
        try (Machine oracle = oracle()) {
            oracle.deploy(plan.build());
            oracle.run(RunLimits.NONE);
            assertEquals(sorted(oracle), drawn);
        }
    }

    @ParameterizedTest
    @CsvSource({"3,0", "1024,0", "1025,-3"})
    void aLineOfTheLogHasALimit(int bytes, int status) {
        GuestPlan plan = plan().collector()
                .actor("writer", "contract/logger", nothing(), log(), to("out", "out"))
                .driver("writer", 1, text("A".repeat(bytes)));
        List<String> lines = logOf(plan);
        assertTrue(lines.contains(got(ints(status))), lines.toString());
        assertEquals(status == 0, lines.contains("writer: " + "A".repeat(bytes)));
    }

    // ---- shared windows ----------------------------------------------------------------------------------------

    /** Whether actors can share memory on purpose. */
    protected boolean hasWindows() {
        return false;
    }

    @Test
    void aWindowIsSharedWhereThereIsMemoryToShareAndRefusedElsewhere() {
        GuestPlan plan = counters(8);
        if (!hasWindows()) {
            try (Machine machine = machine(1, ExecutionSpec.SERIAL)) {
                String refusal = assertThrows(ConfigException.class, () -> machine.deploy(plan.build()))
                        .getMessage();
                assertTrue(refusal.contains("'board'"), refusal);
            }
            return;
        }
        List<String> lines = logOf(plan);
        assertEquals(2, lines.size(), lines.toString());
        long largest = 0;
        for (String line : lines) {
            ByteBuffer said = payload(line);
            largest = Math.max(largest, said.getLong(0));
            assertEquals(100, said.getInt(8), "what was written is read back");
            assertEquals(-12, said.getInt(12), "a read outside the window");
        }
        assertEquals(200, largest, "no increment is lost");
    }

    @Test
    void aCompareAndSwapThatIsNotAlignedTraps() {
        assumeTrue(hasWindows(), "this machine has no memory to share");
        try (Machine machine = machine(1, ExecutionSpec.SERIAL)) {
            machine.deploy(counters(4).build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Faulted.class, outcome, outcome.explain());
            assertTrue(outcome.explain().contains("window_cas"), outcome.explain());
        }
    }

    private GuestPlan counters(int offset) {
        return plan().window("board", 4096)
                .collector()
                .actor("one", "contract/window-user", ints(100, offset), shared("window", "board"), to("out", "out"))
                .actor("two", "contract/window-user", ints(100, offset), shared("window", "board"), to("out", "out"))
                .actor("poke", "contract/driver", join(ints(1), text("go")), to("to", "two"))
                .driver("one", 1, text("go"));
    }

    // ---- the same end everywhere -------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"kv-client", "kv-caller"})
    void theStoreEndsWithTheSpecifiedChecksumsAndTheMemoriesOfTheOracle(String client) {
        GuestPlan plan = store(client);
        try (Machine machine = machine(1, ExecutionSpec.SERIAL);
                Machine oracle = oracle()) {
            Deployment deployment = machine.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
            assertEquals(
                    List.of(
                            "client0: client 0 requests 5 errors 0",
                            "shard0: shard 0 keys 230 reads 0 updates 0 checksum c651cedb519b93d1",
                            "shard1: shard 1 keys 259 reads 3 updates 0 checksum f6186183d4b817a4",
                            "shard2: shard 2 keys 262 reads 0 updates 1 checksum 5cf42f5bdc432645",
                            "shard3: shard 3 keys 249 reads 1 updates 0 checksum 038e0a1329dc815c"),
                    sorted(machine));
            Deployment expected = oracle.deploy(plan.build());
            oracle.run(RunLimits.NONE);
            for (String actor : deployment.actors()) {
                assertArrayEquals(expected.memory(actor), deployment.memory(actor), actor);
            }
        }
    }

    /** The worked example of kv-store.md. */
    private GuestPlan store(String client) {
        GuestPlan plan = plan().actor(
                        "client0",
                        client,
                        join(ints(0, 1, 5, 1000, 950, 64, 1, 4, 4, 0), longs(1)),
                        to("shard0", "shard0"),
                        to("shard1", "shard1"),
                        to("shard2", "shard2"),
                        to("shard3", "shard3"),
                        log());
        for (int shard = 0; shard < 4; shard++) {
            plan.actor("shard" + shard, "kv-shard", ints(shard, 4, 1, 1000, 64, 0), to("client0", "client0"), log());
        }
        return plan;
    }

    // ---- running -----------------------------------------------------------------------------------------------

    private GuestPlan plan() {
        return new GuestPlan(modules);
    }

    private static Machine oracle() {
        return new ImmediateMachine(1, ExecutionSpec.SERIAL);
    }

    private static byte[] nothing() {
        return new byte[0];
    }

    /** What the collector writes about a message of {@code bytes} without label and handles. */
    private static String got(byte[] bytes) {
        return "out: got 0 label 0000000000000000 handles 0 bytes "
                + HexFormat.of().formatHex(bytes);
    }

    private static ByteBuffer payload(String line) {
        String hex = line.substring(line.lastIndexOf(' ') + 1);
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The log of a run that must end with all work done, sorted. */
    private List<String> logOf(GuestPlan plan) {
        return linesOf(plan).stream().sorted().toList();
    }

    private List<String> linesOf(GuestPlan plan) {
        try (Machine machine = machine(1, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            return lines(machine);
        }
    }

    /** The only fault of a run that must end with one, by {@code actor}; the collector must have heard nothing but "before". */
    private ActorFault faultOf(GuestPlan plan, String actor) {
        try (Machine machine = machine(1, ExecutionSpec.SERIAL)) {
            machine.deploy(plan.build());
            RunOutcome outcome = machine.run(RunLimits.NONE);
            RunOutcome.Faulted faulted = assertInstanceOf(RunOutcome.Faulted.class, outcome, outcome.explain());
            assertEquals(1, faulted.faults().size(), faulted.explain());
            assertEquals(actor, faulted.faults().get(0).actor());
            for (String line : lines(machine)) {
                assertEquals(got(text("before")), line);
            }
            return faulted.faults().get(0);
        }
    }

    private static List<String> sorted(Machine machine) {
        return lines(machine).stream().sorted().toList();
    }

    private static List<String> lines(Machine machine) {
        return machine.log().stream()
                .map(line -> line.actor() + ": " + line.text())
                .toList();
    }
}
