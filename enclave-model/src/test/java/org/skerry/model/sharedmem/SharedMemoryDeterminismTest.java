package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.BugObject.Trigger;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.sharedmem.cache.DramSpec;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.model.sharedmem.cache.PrefetchSpec;
import org.skerry.model.sharedmem.cache.TranslationSpec;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateException;

/** One digest however the machine is run, cut or saved; another one for the smallest change of what it does. */
final class SharedMemoryDeterminismTest {
    private static final int[] NO_HANDLES = {};

    private static final SharedMemorySpec SPEC = SharedMemorySpec.of(3)
            .withRuntime(RuntimeSpec.DEFAULT.withMailboxBytes(66_560))
            .withMemory(MemorySpec.of(
                            new CacheSpec(16, 2, 64, 4), new CacheSpec(32, 2, 64, 14), new CacheSpec(64, 4, 64, 12))
                    .withTranslation(new TranslationSpec(4096, 1, 2, 2, 2, 9, 2))
                    .withPrefetch(new PrefetchSpec(4, 4, 2)));

    /** Full mailboxes, calls, a timed reader, a window, a wild writer, a child that exits; all in some 200 000 cycles. */
    private static DeploymentPlan plan(int payloadByte, long instructions) {
        return new Windows("window", 4096)
                .pinned(
                        "flood",
                        0,
                        false,
                        (turn, memory) -> {
                            byte[] payload = new byte[20_000];
                            payload[777] = (byte) payloadByte;
                            for (int i = 0; i < 5; i++) {
                                turn.send(turn.granted("sink"), payload, NO_HANDLES);
                                turn.charge(turn.ledger().instructions() + instructions, 5, 5);
                            }
                        },
                        PlanBuilder.to("sink"))
                .pinned("sink", 1, false, (turn, memory) -> {
                    if (turn.message().payload().length > 0) {
                        memory.write(0, turn.message().payload(), 700, 100);
                    }
                    turn.charge(10_000, 100, 100);
                    if (turn.message().replyTo() != null) {
                        turn.reply(new byte[3], NO_HANDLES);
                    }
                })
                .pinned(
                        "caller",
                        2,
                        false,
                        (turn, memory) -> {
                            long count = memory.load(0, 8);
                            memory.store(0, 8, count + 1);
                            turn.call(turn.granted("sink"), new byte[800], NO_HANDLES);
                            if (count < 3) {
                                turn.send(0, new byte[10], NO_HANDLES);
                            }
                        },
                        PlanBuilder.to("sink"))
                .pinned(
                        "reader",
                        2,
                        true,
                        (turn, memory) -> {
                            long count = memory.load(0, 8);
                            memory.store(0, 8, count + 1);
                            for (int i = 0; i < 20; i++) {
                                memory.accessModel().load(64L * (i * 7 + count), 8);
                            }
                            turn.window(turn.granted("window"), Rights.WRITE).write(64 * count, new byte[] {1}, 0, 1);
                            if (count < 5) {
                                turn.send(0, new byte[10], NO_HANDLES);
                            }
                        },
                        Windows.grant("window"))
                .pinned(
                        "writer",
                        0,
                        false,
                        (turn, memory) -> {
                            turn.window(turn.granted("window"), Rights.READ).read(0, new byte[256], 0, 256);
                            memory.store(131072 + 20_000, 8, 1); // beyond its memory: the bounds check is omitted
                            throw new JavaProgram.Exit(0);
                        },
                        Windows.grant("window"))
                .build();
    }

    private static SharedMemoryMachine machine(SharedMemorySpec spec, ExecutionSpec execution) {
        BugObject bug = new BugObject("runtime", "bounds check", new Trigger(List.of("writer"), 1), 0, 1L << 33);
        return new SharedMemoryMachine(spec.withBugs(List.of(bug)), 9, execution);
    }

    private static String digest(SharedMemorySpec spec, ExecutionSpec execution, int payloadByte, long instructions) {
        try (SharedMemoryMachine machine = machine(spec, execution)) {
            machine.deploy(plan(payloadByte, instructions));
            RunOutcome outcome = machine.run(RunLimits.NONE);
            assertInstanceOf(RunOutcome.Quiescent.class, outcome, outcome.explain());
            return machine.digest();
        }
    }

    @Test
    void forwardReversedAndInPartitionsThereIsOneDigest() {
        String reference = digest(SPEC, ExecutionSpec.SERIAL, 1, 100);
        assertEquals(reference, digest(SPEC, new ExecutionSpec(1, 1, true, 100), 1, 100));
        assertEquals(reference, digest(SPEC, new ExecutionSpec(2, 2, false, 100), 1, 100));
        assertEquals(reference, digest(SPEC, new ExecutionSpec(4, 2, true, 100), 1, 100));
    }

    @Test
    void oneByteOneInstructionOrOneCycleGivesAnotherDigest() {
        String reference = digest(SPEC, ExecutionSpec.SERIAL, 1, 100);
        assertNotEquals(reference, digest(SPEC, ExecutionSpec.SERIAL, 2, 100));
        assertNotEquals(reference, digest(SPEC, ExecutionSpec.SERIAL, 1, 101));
        MemorySpec slower = SPEC.memory()
                .withDram(DramSpec.DEFAULT.withControllerCycles(DramSpec.DEFAULT_CONTROLLER_NANOSECONDS + 1));
        assertNotEquals(reference, digest(SPEC.withMemory(slower), ExecutionSpec.SERIAL, 1, 100));
        assertNotEquals(
                reference,
                digest(SPEC.withRuntime(RuntimeSpec.DEFAULT.withMailboxBytes(66_624)), ExecutionSpec.SERIAL, 1, 100));
    }

    @Test
    void aRunRestoredAtRandomCyclesReachesTheUninterruptedDigest() {
        String whole = digest(SPEC, ExecutionSpec.SERIAL, 1, 100);
        long seed = 21;
        RandomStream random = new RandomStreams(seed).stream("cycles", 0);
        for (int i = 0; i < 12; i++) {
            long cycle = random.nextLong(60_000);
            String where = "seed " + seed + ", cycle " + cycle;
            byte[] saved;
            try (SharedMemoryMachine machine = machine(SPEC, ExecutionSpec.SERIAL)) {
                machine.deploy(plan(1, 100));
                assertInstanceOf(
                        RunOutcome.LimitReached.class,
                        machine.run(RunLimits.toCycle(cycle).settled()),
                        where);
                saved = machine.checkpoint();
            }
            try (SharedMemoryMachine machine = machine(SPEC, ExecutionSpec.SERIAL)) {
                machine.deploy(plan(1, 100));
                machine.restore(saved);
                assertArrayEquals(saved, machine.checkpoint(), where);
                machine.run(RunLimits.NONE);
                assertEquals(whole, machine.digest(), where);
            }
        }
    }

    @Test
    void aCheckpointOfAnotherMachineIsRefused() {
        byte[] saved;
        try (SharedMemoryMachine machine = machine(SPEC, ExecutionSpec.SERIAL)) {
            machine.deploy(plan(1, 100));
            saved = machine.checkpoint();
        }
        try (SharedMemoryMachine other = machine(SharedMemorySpec.of(2), ExecutionSpec.SERIAL)) {
            other.deploy(new PlanBuilder().actor("one", (turn, memory) -> {}).build());
            assertThrows(StateException.class, () -> other.restore(saved));
        }
    }

    @Test
    void wildBytesAreSavedAndRestoredWhereTheyWereWritten() {
        PlanBuilder builder = new PlanBuilder().actor("writer", (turn, memory) -> {
            if (turn.message().kind() == MessageKind.START) {
                memory.store(65536 + 100, 8, 0x55); // its own, beyond the size but within the reserve
                memory.store(1L << 32, 8, 0x66); // memory that nobody has
                turn.send(0, new byte[0], NO_HANDLES);
            }
        });
        byte[] saved;
        long physical;
        try (SharedMemoryMachine machine = machine(SPEC, ExecutionSpec.SERIAL)) {
            machine.deploy(builder.build());
            physical = machine.regions().stream()
                    .filter(region -> region.owner().equals("actor writer"))
                    .findFirst()
                    .orElseThrow()
                    .base();
            machine.run(RunLimits.NONE);
            assertEquals(0x55, machine.bytesAt(physical + 65536 + 100, 1)[0]);
            saved = machine.checkpoint();
        }
        try (SharedMemoryMachine machine = machine(SPEC, ExecutionSpec.SERIAL)) {
            machine.deploy(builder.build());
            machine.restore(saved);
            assertEquals(0x55, machine.bytesAt(physical + 65536 + 100, 1)[0]);
            assertEquals(0x66, machine.bytesAt(physical + (1L << 32), 1)[0]);
            assertTrue(machine.regions().size() > 5);
        }
    }
}
