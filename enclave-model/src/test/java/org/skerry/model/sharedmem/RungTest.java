package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.BugObject.Trigger;
import org.skerry.model.memory.Region;
import org.skerry.model.sharedmem.containment.ContainmentSpec;
import org.skerry.model.sharedmem.containment.Rung;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.stats.StatsSnapshot;

/** The same two programs on rungs of containment: what a store beyond the attacker's memory does, with and without each check. */
final class RungTest {
    private static final int[] NO_HANDLES = {};

    private SharedMemoryMachine machine;
    private RunOutcome outcome;
    private StatsSnapshot statistics;
    private List<String> log;
    private String digest;

    /** What the attacker does once; the argument is what to add to a physical address for his own. */
    private interface Attack {
        void run(LinearMemory memory, long offset);
    }

    private static BugObject omitted(String layer, String check) {
        return new BugObject(layer, check, new Trigger(List.of("attacker"), 1), -(1L << 40), 1L << 40);
    }

    private Region region(String owner) {
        return machine.regions().stream()
                .filter(each -> each.owner().equals(owner))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no region of " + owner + " in " + machine.regions()));
    }

    private void run(Rung rung, Attack attack, BugObject... bugs) {
        run(rung, attack, true, bugs);
    }

    private void run(Rung rung, Attack attack, boolean beyond, BugObject... bugs) {
        SharedMemorySpec spec =
                SharedMemorySpec.of(2).withContainment(ContainmentSpec.of(rung)).withBugs(List.of(bugs));
        try (SharedMemoryMachine built = new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL)) {
            machine = built;
            machine.deploy(plan(attack, beyond));
            outcome = machine.run(RunLimits.NONE);
            statistics = machine.statistics();
            digest = machine.digest();
            log = machine.log().stream().map(LogLine::text).toList();
        }
    }

    private DeploymentPlan plan(Attack attack, boolean beyond) {
        return new PlanBuilder()
                .actor(
                        "attacker",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                attack.run(memory, -region("actor attacker").base());
                                turn.charge(20_000, 100, 100);
                                turn.send(turn.granted("victim"), new byte[] {(byte) (beyond ? 1 : 0)}, NO_HANDLES);
                            }
                        },
                        PlanBuilder.to("victim"))
                .actor("victim", RungTest::victim, PlanBuilder.log())
                .build();
    }

    /** Says what lies at its address 64, and, if asked to look, what behind its memory. */
    private static void victim(Turn turn, LinearMemory memory) {
        if (turn.message().kind() == MessageKind.USER) {
            say(turn, "sees " + memory.load(64, 8));
            if (turn.message().payload()[0] == 1) {
                say(turn, "beyond " + memory.load(memory.sizeBytes() + 8, 8));
            }
        }
    }

    private static void say(Turn turn, String line) {
        turn.log(turn.granted("log"), line.getBytes(StandardCharsets.UTF_8));
    }

    private void store(Rung rung, String owner, long offset, long value, BugObject... bugs) {
        run(rung, (memory, own) -> memory.store(own + region(owner).base() + offset, 8, value), bugs);
    }

    private String firstFault() {
        return assertInstanceOf(RunOutcome.Faulted.class, outcome, outcome.explain())
                .faults()
                .get(0)
                .toString();
    }

    @ParameterizedTest
    @CsvSource({
        "SANDBOX, bounds check of the runtime",
        "SAFE_RUNTIME, length check of the language runtime",
        "CAPABILITIES, capability bounds of the hardware"
    })
    void aStoreBeyondItsMemoryEndsAtTheCheckOfTheRung(Rung rung, String check) {
        store(rung, "actor victim", 64, 99);
        assertTrue(firstFault().contains("attacker") && firstFault().contains(check), firstFault());
        assertEquals(List.of(), log);
    }

    @Test
    void onBareMemoryItChangesWhatLiesThere() {
        store(Rung.BARE, "actor victim", 64, 99);
        assertEquals("sees 99", log.get(0));
        assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
    }

    @ParameterizedTest
    @CsvSource({
        "SANDBOX, runtime, bounds check",
        "SAFE_RUNTIME, language runtime, length check",
        "CAPABILITIES, hardware, capability bounds"
    })
    void whereTheCheckIsOmittedItDoesSoOnEveryRung(Rung rung, String layer, String check) {
        store(rung, "actor victim", 64, 99, omitted(layer, check));
        assertEquals("sees 99", log.get(0));
    }

    @Test
    void aBugOfALayerThatARungHasNotGotChangesNothingThere() {
        store(Rung.CAPABILITIES, "actor victim", 64, 99, omitted("runtime", "bounds check"));
        assertTrue(firstFault().contains("capability bounds"), firstFault());
        store(Rung.SANDBOX, "actor victim", 64, 99, omitted("hardware", "capability bounds"));
        assertTrue(firstFault().contains("bounds check"), firstFault());
    }

    @Test
    void aWrittenLengthLetsItsObjectReachFurther() {
        BugObject bug = omitted("language runtime", "length check");
        store(Rung.SAFE_RUNTIME, "actor victim", 72, 5, bug);
        assertTrue(firstFault().contains("victim") && firstFault().contains("length check"), firstFault());
        store(Rung.SAFE_RUNTIME, "object header of victim", 8, 1L << 30, bug);
        assertEquals(2, log.size(), outcome.explain());
    }

    @Test
    void aWrittenTypeTakesTheObjectFromItsActor() {
        store(Rung.SAFE_RUNTIME, "object header of victim", 0, 1, omitted("language runtime", "length check"));
        assertTrue(firstFault().contains("victim") && firstFault().contains("type check"), firstFault());
        assertEquals(List.of(), log, "not even what lies within it");
    }

    @Test
    void aWrittenCapabilityIsNoCapabilityAnyMore() {
        BugObject bug = omitted("hardware", "capability bounds");
        store(Rung.CAPABILITIES, "saved registers of victim", 8, 3L << 56 | 1L << 30, bug);
        assertTrue(firstFault().contains("victim") && firstFault().contains("capability tag"), firstFault());
        assertEquals(List.of(), log);
    }

    @Test
    void anOmittedTagCheckMakesForgedCapabilitiesGood() {
        BugObject bounds = omitted("hardware", "capability bounds");
        BugObject tags = new BugObject("hardware", "capability tag", Trigger.ALWAYS, -(1L << 40), 1L << 40);
        store(Rung.CAPABILITIES, "saved registers of victim", 8, 3L << 56 | 1L << 30, bounds, tags);
        assertEquals(2, log.size(), outcome.explain());
    }

    @Test
    void noAddressLeadsToTheTagsOfMemory() {
        SharedMemorySpec spec = SharedMemorySpec.of(2).withMemoryBytes(128L << 20);
        long tags = 1L << 20;
        run(Rung.SANDBOX, (memory, own) -> {});
        try (SharedMemoryMachine built = new SharedMemoryMachine(
                spec.withContainment(ContainmentSpec.of(Rung.CAPABILITIES)), 1, ExecutionSpec.SERIAL)) {
            assertEquals("nothing", built.owner((128L << 20) - tags));
            assertFalse(built.owner((128L << 20) - tags - 1).equals("nothing"));
        }
    }

    @Test
    void onBareMemoryAnAddressThatLeadsNowhereEndsEverybody() {
        run(Rung.BARE, (memory, own) -> memory.store(1L << 39, 8, 1));
        assertTrue(firstFault().contains("attacker"), firstFault());
        assertTrue(outcome.explain().contains("all actors are one program"), outcome.explain());
        assertEquals(List.of(), log);
    }

    @Test
    void rungsDifferInCyclesAndNotInWhatIsCounted() {
        List<List<Long>> counts = new ArrayList<>();
        List<Long> cycles = new ArrayList<>();
        for (Rung rung : List.of(Rung.SANDBOX, Rung.BARE, Rung.SAFE_RUNTIME, Rung.CAPABILITIES)) {
            run(rung, (memory, own) -> memory.store(64, 8, 1), false);
            counts.add(List.of(
                    statistics.value("turns.instructions"),
                    statistics.value("turns.loads"),
                    statistics.value("turns.stores"),
                    statistics.value("messages.bytes")));
            cycles.add(statistics.value("turns.busyCycles"));
        }
        counts.forEach(each -> assertEquals(counts.get(0), each));
        assertTrue(cycles.get(1) < cycles.get(2), "a check for each access: " + cycles);
        assertTrue(cycles.get(2) < cycles.get(3), "wide pointers, and few accesses: " + cycles);
        assertTrue(cycles.get(3) < cycles.get(0), "native code beside WebAssembly: " + cycles);
    }

    @ParameterizedTest
    @EnumSource(
            value = Rung.class,
            names = {"BARE", "SAFE_RUNTIME", "CAPABILITIES"})
    void whatKeepsActorsInSurvivesACheckpoint(Rung rung) {
        BugObject[] bugs = {omitted("language runtime", "length check"), omitted("hardware", "capability bounds")};
        store(rung, "actor victim", 64, 99, bugs);
        String whole = digest;
        List<String> said = log;
        SharedMemorySpec spec =
                SharedMemorySpec.of(2).withContainment(ContainmentSpec.of(rung)).withBugs(List.of(bugs));
        Attack same = (memory, own) -> memory.store(own + region("actor victim").base() + 64, 8, 99);
        byte[] checkpoint;
        try (SharedMemoryMachine first = new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL)) {
            machine = first;
            first.deploy(plan(same, true));
            first.run(RunLimits.toCycle(10_000));
            checkpoint = first.checkpoint();
        }
        try (SharedMemoryMachine second = new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL)) {
            machine = second;
            second.deploy(plan(same, true));
            second.restore(checkpoint);
            second.run(RunLimits.NONE);
            assertEquals(whole, second.digest());
            assertEquals(said, second.log().stream().map(LogLine::text).toList());
        }
    }
}
