package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.BugObject.Trigger;
import org.skerry.model.memory.Region;
import org.skerry.model.sharedmem.containment.ContainmentSpec;
import org.skerry.model.sharedmem.kernel.KernelSpec;
import org.skerry.model.sharedmem.kernel.ProcessMessages;
import org.skerry.model.sharedmem.kernel.ProcessPer;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/** What keeps processes apart, what a mistake of their kernel lets happen, and that the clock takes a core from them. */
final class ProcessesTest {
    private static final int[] NO_HANDLES = {};
    private static final Trigger ATTACKER = new Trigger(List.of("attacker"), 1);
    private static final long STRAY = 1L << 24; // behind any memory here

    private static SharedMemorySpec spec(KernelSpec kernel, BugObject... bugs) {
        return SharedMemorySpec.of(2)
                .withContainment(ContainmentSpec.processes())
                .withKernel(kernel)
                .withBugs(List.of(bugs));
    }

    private static void say(Turn turn, String line) {
        turn.log(turn.granted("log"), line.getBytes(StandardCharsets.UTF_8));
    }

    /** Asked by a message, it says what lies at the end of its memory. */
    private static final JavaProgram.Handler VICTIM = (turn, memory) -> {
        if (turn.message().kind() == MessageKind.USER) {
            say(turn, "sees " + memory.load(0xFFF8, 8));
        }
    };

    /** Does something first, then asks the victim. */
    private static JavaProgram.Handler attacker(JavaProgram.Handler attack) {
        return (turn, memory) -> {
            if (turn.message().kind() == MessageKind.START) {
                turn.send(turn.granted("victim"), new byte[] {1}, NO_HANDLES);
                attack.handle(turn, memory);
                turn.send(turn.granted("victim"), new byte[] {2}, NO_HANDLES);
            }
        };
    }

    private static SharedMemoryMachine run(SharedMemorySpec spec, JavaProgram.Handler attack) {
        SharedMemoryMachine machine = new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL);
        machine.deploy(new PlanBuilder()
                .actor("victim", VICTIM, PlanBuilder.log())
                .actor("attacker", attacker(attack), PlanBuilder.to("victim"))
                .build());
        return machine;
    }

    private static List<String> log(SharedMemoryMachine machine) {
        return machine.log().stream().map(LogLine::text).toList();
    }

    private static Region region(SharedMemoryMachine machine, String owner) {
        return machine.regions().stream()
                .filter(each -> each.owner().equals(owner))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no region of " + owner + " in " + machine.regions()));
    }

    @Test
    void aStrayStoreEndsItsProcessAndNobodyElse() {
        try (SharedMemoryMachine machine = run(spec(KernelSpec.DEFAULT), (turn, memory) -> memory.store(STRAY, 8, 9))) {
            RunOutcome outcome = machine.run(RunLimits.NONE);
            RunOutcome.Faulted faulted = assertInstanceOf(RunOutcome.Faulted.class, outcome);
            assertEquals(1, faulted.faults().size());
            assertEquals("attacker", faulted.faults().get(0).actor());
            assertTrue(outcome.explain().contains("page table of the kernel"), outcome.explain());
            assertEquals(List.of("sees 0"), log(machine));
            assertEquals(1, machine.statistics().value("kernel.pageFaults"));
        }
    }

    @Test
    void aPageFaultEndsAllActorsOfItsProcess() {
        KernelSpec shared = KernelSpec.DEFAULT.withProcessPer(ProcessPer.DOMAIN);
        try (SharedMemoryMachine machine = run(spec(shared), (turn, memory) -> memory.store(STRAY, 8, 9))) {
            machine.run(RunLimits.NONE);
            assertEquals(2, machine.statistics().value("actors.ended"));
        }
    }

    @Test
    void actorsOfOneProcessReachEachOther() {
        KernelSpec shared = KernelSpec.DEFAULT.withProcessPer(ProcessPer.DOMAIN);
        SharedMemoryMachine[] machine = new SharedMemoryMachine[1];
        try (SharedMemoryMachine made = run(spec(shared), (turn, memory) -> {
            long distance = region(machine[0], "actor victim").base()
                    - region(machine[0], "actor attacker").base();
            memory.store(distance + 0xFFF8, 8, 99);
        })) {
            machine[0] = made;
            made.run(RunLimits.NONE);
            assertTrue(log(made).contains("sees 99"), log(made).toString());
        }
    }

    @Test
    void withoutTheCheckOfThePageTableAnAddressLeadsToAnotherProcess() {
        BugObject bug = new BugObject("kernel", "page table", ATTACKER, -(1L << 40), 1L << 40);
        SharedMemoryMachine[] machine = new SharedMemoryMachine[1];
        try (SharedMemoryMachine made = run(spec(KernelSpec.DEFAULT, bug), (turn, memory) -> {
            long distance = region(machine[0], "actor victim").base()
                    - region(machine[0], "actor attacker").base();
            memory.store(distance + 0xFFF8, 8, 99);
        })) {
            machine[0] = made;
            made.run(RunLimits.NONE);
            assertTrue(log(made).contains("sees 99"), log(made).toString());
        }
    }

    /** The kernel gave the last page of the victim's memory last, and does not see that it is in use. */
    @Test
    void anEntryWithTheWrongFrameLetsAProcessWriteIntoAnother() {
        BugObject bug = new BugObject("kernel", "free frame", ATTACKER, 0, 4096);
        try (SharedMemoryMachine machine =
                run(spec(KernelSpec.DEFAULT, bug), (turn, memory) -> memory.store(0xFF8, 8, 77))) {
            machine.run(RunLimits.NONE);
            assertTrue(log(machine).contains("sees 77"), log(machine).toString());
        }
    }

    @Test
    void theSameStoreStaysAtHomeWhereTheKernelLooks() {
        try (SharedMemoryMachine machine =
                run(spec(KernelSpec.DEFAULT), (turn, memory) -> memory.store(0xFF8, 8, 77))) {
            machine.run(RunLimits.NONE);
            assertEquals(List.of("sees 0", "sees 0"), log(machine));
        }
    }

    /**
     * Asked by a message, it loads from the last page of its memory and then stores there; before that, somebody whose check is omitted has
     * cleared bits of that page's entry in its table.
     */
    private static SharedMemoryMachine afterClearing(long bits) {
        BugObject bug = new BugObject("kernel", "page table", ATTACKER, -(1L << 40), 1L << 40);
        SharedMemoryMachine machine = new SharedMemoryMachine(spec(KernelSpec.DEFAULT, bug), 1, ExecutionSpec.SERIAL);
        JavaProgram.Handler attack = (turn, memory) -> {
            Region tables = region(machine, "page tables of the kernel");
            long page = region(machine, "actor victim").base() + 0xF000;
            for (long at = tables.base(); at < tables.base() + tables.length(); at += 8) {
                long entry = Long.reverseBytes(
                        ByteBuffer.wrap(machine.bytesAt(at, 8)).getLong());
                if ((entry & ~0xFFFL) == page) {
                    memory.store(at - region(machine, "actor attacker").base(), 8, entry & ~bits);
                }
            }
        };
        JavaProgram.Handler victim = (turn, memory) -> {
            VICTIM.handle(turn, memory);
            if (turn.message().kind() == MessageKind.USER && turn.message().payload()[0] == 2) {
                memory.store(0xFFF0, 8, 1);
                say(turn, "stored");
            }
        };
        machine.deploy(new PlanBuilder()
                .actor("victim", victim, PlanBuilder.log())
                .actor("attacker", attacker(attack), PlanBuilder.to("victim"))
                .build());
        return machine;
    }

    private static void assertVictimFaults(SharedMemoryMachine machine) {
        String outcome = machine.run(RunLimits.NONE).explain();
        assertTrue(outcome.contains("victim") && outcome.contains("page table of the kernel"), outcome);
        assertFalse(log(machine).contains("stored"), log(machine).toString());
    }

    /** Whoever can write where page tables lie takes a page away, at once. */
    @Test
    void aTableInMemoryIsWhatItsBytesSay() {
        try (SharedMemoryMachine machine = afterClearing(-1)) {
            assertVictimFaults(machine);
            assertTrue(log(machine).size() < 2, log(machine).toString());
        }
    }

    @Test
    void aPageThatIsNoLongerWritableMayStillBeRead() {
        try (SharedMemoryMachine machine = afterClearing(2)) {
            assertVictimFaults(machine);
            assertEquals(List.of("sees 0", "sees 0"), log(machine));
        }
    }

    @Test
    void aPageOfTheKernelMayNotBeReadByItsProcess() {
        try (SharedMemoryMachine machine = afterClearing(4)) {
            assertVictimFaults(machine);
            assertTrue(log(machine).size() < 2, log(machine).toString());
        }
    }

    @Test
    void whoseTableNobodyTouchesGoesOn() {
        try (SharedMemoryMachine machine = afterClearing(0)) {
            machine.run(RunLimits.NONE);
            assertTrue(log(machine).contains("stored"), log(machine).toString());
        }
    }

    /** One actor works for long, another only wants to say something; both on core 0. */
    private static SharedMemoryMachine hogged(SharedMemorySpec spec) {
        SharedMemoryMachine machine = new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL);
        machine.deploy(new PlanBuilder()
                .actor(
                        "hog",
                        (turn, memory) -> {
                            turn.charge(2_000_000, 0, 0);
                            say(turn, "hog");
                        },
                        PlanBuilder.log())
                .at(0)
                .actor("other", (turn, memory) -> say(turn, "other"), PlanBuilder.log())
                .at(0)
                .build());
        return machine;
    }

    @Test
    void theClockTakesTheCoreFromWhoeverWorksForLong() {
        try (SharedMemoryMachine machine = hogged(spec(KernelSpec.DEFAULT))) {
            machine.run(RunLimits.NONE);
            assertEquals(List.of("other", "hog"), log(machine));
            assertEquals(1, machine.statistics().value("kernel.preemptions"));
        }
    }

    @Test
    void aDispatcherDoesNot() {
        try (SharedMemoryMachine machine = hogged(SharedMemorySpec.of(2))) {
            machine.run(RunLimits.NONE);
            assertEquals(List.of("hog", "other"), log(machine));
        }
    }

    /** Actors "0", "1", ... on core 0, each of which has some instructions to do, and says so when they are done. */
    private static SharedMemoryMachine workers(int... instructions) {
        SharedMemoryMachine machine = new SharedMemoryMachine(spec(KernelSpec.DEFAULT), 1, ExecutionSpec.SERIAL);
        PlanBuilder plan = new PlanBuilder();
        for (int i = 0; i < instructions.length; i++) {
            String name = "" + i;
            int work = instructions[i];
            JavaProgram.Handler worker = (turn, memory) -> {
                turn.charge(work, 0, 0);
                say(turn, name);
            };
            plan.actor(name, worker, PlanBuilder.log()).at(0);
        }
        machine.deploy(plan.build());
        return machine;
    }

    /** Each goes behind those who wait, so that of equal work the one that came first is done first, and more work later. */
    @Test
    void thePreemptedTakeTurnsInTheOrderInWhichTheyCame() {
        try (SharedMemoryMachine machine = workers(1_600_000, 400_000, 400_000, 800_000)) {
            machine.run(RunLimits.NONE);
            assertEquals(List.of("1", "2", "3", "0"), log(machine));
        }
    }

    /** Work is neither lost nor done twice: beside that of each alone there are interrupts and switches, and no more. */
    @Test
    void aPreemptedTaskGoesOnWhereItStopped() {
        try (SharedMemoryMachine alone = workers(800_000);
                SharedMemoryMachine both = workers(800_000, 800_000)) {
            alone.run(RunLimits.NONE);
            both.run(RunLimits.NONE);
            long preemptions = both.statistics().value("kernel.preemptions");
            long work = 2 * alone.statistics().value("run.cycles");
            long more = both.statistics().value("run.cycles") - work;
            assertTrue(preemptions > 4, "" + preemptions);
            assertTrue(more > 0 && more < 5_000 * preemptions, more + " cycles for " + preemptions);
        }
    }

    /** Saved at each of these cycles, a machine ends as if nobody had saved it. */
    private static void assertSurvives(Supplier<SharedMemoryMachine> maker, long... cycles) {
        try (SharedMemoryMachine whole = maker.get()) {
            whole.run(RunLimits.NONE);
            for (long cycle : cycles) {
                try (SharedMemoryMachine first = maker.get();
                        SharedMemoryMachine second = maker.get()) {
                    assertInstanceOf(
                            RunOutcome.LimitReached.class,
                            first.run(RunLimits.toCycle(cycle).settled()),
                            "it has ended before cycle " + cycle);
                    byte[] saved = first.checkpoint();
                    second.restore(saved);
                    assertArrayEquals(saved, second.checkpoint(), "checkpoint at cycle " + cycle);
                    second.run(RunLimits.NONE);
                    assertEquals(whole.digest(), second.digest(), "checkpoint at cycle " + cycle);
                    assertEquals(
                            whole.statistics().value("run.cycles"),
                            second.statistics().value("run.cycles"),
                            "checkpoint at cycle " + cycle);
                }
            }
        }
    }

    private static SharedMemorySpec small(KernelSpec kernel) {
        return spec(kernel).withMemory(SmallCaches.SPEC);
    }

    @Test
    void aPreemptedProcessSurvivesACheckpoint() {
        assertSurvives(() -> hogged(small(KernelSpec.DEFAULT)), 1_000, 49_000, 51_500, 55_000, 160_000);
    }

    @Test
    void aPreemptedVirtualMachineSurvivesACheckpoint() {
        SharedMemorySpec machines = small(KernelSpec.DEFAULT).withContainment(ContainmentSpec.virtualMachines());
        assertSurvives(() -> hogged(machines), 49_000, 53_000, 160_000);
    }

    @Test
    void messagesBetweenVirtualMachinesSurviveACheckpoint() {
        for (ProcessMessages messages : ProcessMessages.values()) {
            KernelSpec kernel = KernelSpec.DEFAULT.withMessages(messages).withTags(2);
            SharedMemorySpec machines = small(kernel).withContainment(ContainmentSpec.virtualMachines());
            assertSurvives(() -> players(machines), 77_000);
        }
    }

    /** An actor that has its core for itself, and with each message to itself comes to a page that it was not on before. */
    private static SharedMemoryMachine wanderer(SharedMemorySpec spec) {
        SharedMemoryMachine machine = new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL);
        JavaProgram.Handler wander = (turn, memory) -> {
            long count = memory.load(0, 8) + 1;
            memory.store(0, 8, count);
            if (count < 16) {
                memory.load(count * 4096, 8);
                turn.send(0, new byte[3000], NO_HANDLES);
            }
        };
        machine.deploy(new PlanBuilder().actor("wanderer", wander).build());
        return machine;
    }

    /** After a checkpoint its core is in the same tables, which no switch has to name again. */
    @Test
    void aVirtualMachineThatKeepsItsCoreWalksBothTablesAfterACheckpoint() {
        KernelSpec kernel = KernelSpec.DEFAULT.withMessages(ProcessMessages.RING);
        SharedMemorySpec machines = small(kernel).withContainment(ContainmentSpec.virtualMachines());
        assertSurvives(() -> wanderer(machines), 2_000, 5_000);
    }

    private static long rounds(KernelSpec kernel) {
        return rounds(spec(kernel));
    }

    private static long rounds(SharedMemorySpec spec) {
        try (SharedMemoryMachine machine = players(spec)) {
            machine.run(RunLimits.NONE);
            return machine.statistics().value("run.cycles");
        }
    }

    /** Two actors on core 0 that send each other a byte, to and fro. */
    private static SharedMemoryMachine players(SharedMemorySpec spec) {
        SharedMemoryMachine machine = new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL);
        JavaProgram.Handler player = (turn, memory) -> {
            long count = memory.load(0, 8) + 1;
            memory.store(0, 8, count);
            if (count < 100 && (turn.message().kind() == MessageKind.USER || turn.granted("begins") >= 0)) {
                turn.send(turn.granted("other"), new byte[1], NO_HANDLES);
            }
        };
        machine.deploy(new PlanBuilder()
                .actor("ping", player, named("other", "pong"), named("begins", "pong"))
                .at(0)
                .actor("pong", player, named("other", "ping"))
                .at(0)
                .build());
        return machine;
    }

    private static GrantPlan named(String name, String actor) {
        return new GrantPlan(name, new GrantTarget.ToActor(actor), Rights.SEND, 0);
    }

    @Test
    void coresWithoutTagsLoseTheirTranslationsAtEachSwitch() {
        KernelSpec rings = KernelSpec.DEFAULT.withMessages(ProcessMessages.RING); // which lie on pages of processes
        long kept = rounds(rings);
        long lost = rounds(rings.withTags(0));
        assertTrue(lost > kept + 100, "kept " + kept + ", lost " + lost);
    }

    @Test
    void ringsNeedFewerSystemCallsThanCopies() {
        assertTrue(rounds(KernelSpec.DEFAULT.withMessages(ProcessMessages.RING)) < rounds(KernelSpec.DEFAULT));
    }

    // ---- virtual machines --------------------------------------------------------------------------------------

    private static SharedMemoryMachine intoVictim(BugObject... bugs) {
        SharedMemoryMachine[] machine = new SharedMemoryMachine[1];
        machine[0] = run(
                spec(KernelSpec.DEFAULT, bugs).withContainment(ContainmentSpec.virtualMachines()), (turn, memory) -> {
                    long distance = region(machine[0], "actor victim").base()
                            - region(machine[0], "actor attacker").base();
                    memory.store(distance + 0xFFF8, 8, 99);
                });
        return machine[0];
    }

    private static final BugObject OWN_KERNEL = new BugObject("kernel", "page table", ATTACKER, -(1L << 40), 1L << 40);
    private static final BugObject BELOW =
            new BugObject("hypervisor", "second-stage table", ATTACKER, -(1L << 40), 1L << 40);

    @Test
    void whatTheKernelOfAVirtualMachineOverlooksTheHypervisorStops() {
        try (SharedMemoryMachine machine = intoVictim(OWN_KERNEL)) {
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertTrue(outcome.explain().contains("second-stage table of the hypervisor"), outcome.explain());
            assertEquals(List.of("sees 0"), log(machine));
        }
    }

    @Test
    void ifBothOverlookItAnotherMachineIsReached() {
        try (SharedMemoryMachine machine = intoVictim(OWN_KERNEL, BELOW)) {
            machine.run(RunLimits.NONE);
            assertTrue(log(machine).contains("sees 99"), log(machine).toString());
        }
    }

    @Test
    void aWrongFrameOfTheHypervisorIsInTwoMachines() {
        BugObject bug = new BugObject("hypervisor", "free frame", ATTACKER, 0, 4096);
        try (SharedMemoryMachine machine = run(
                spec(KernelSpec.DEFAULT, bug).withContainment(ContainmentSpec.virtualMachines()),
                (turn, memory) -> memory.store(0xFF8, 8, 77))) {
            machine.run(RunLimits.NONE);
            assertTrue(log(machine).contains("sees 77"), log(machine).toString());
        }
    }

    @Test
    void aMessageBetweenVirtualMachinesCostsMoreThanOneBetweenProcesses() {
        long machines = rounds(spec(KernelSpec.DEFAULT).withContainment(ContainmentSpec.virtualMachines()));
        assertTrue(machines > rounds(KernelSpec.DEFAULT) + 200 * 3 * KernelSpec.DEFAULT_EXIT_CYCLES, "" + machines);
    }
}
