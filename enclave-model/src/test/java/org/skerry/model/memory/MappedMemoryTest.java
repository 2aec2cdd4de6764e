package org.skerry.model.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.BugObject.Trigger;
import org.skerry.sim.memory.MemoryFault;
import org.skerry.sim.memory.SparseBytes;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.trace.Reach.Landing;
import org.skerry.sim.trace.Reach.Stop;
import org.skerry.sim.trace.Reach.Whose;

/** Two memories of one page that can grow to two, side by side, their limit words below them. */
final class MappedMemoryTest {
    private static final long PAGE = 65536;
    private static final long LIMITS = 0x100;
    private static final long LEFT = 0x10000;
    private static final long RIGHT = LEFT + 2 * PAGE;
    private static final long TO_RIGHT = RIGHT - LEFT;

    private final SparseBytes chips = new SparseBytes();
    private final AddressSpace space = new AddressSpace("test memory", RIGHT + 2 * PAGE);
    private final ReachLog reach = new ReachLog();
    private MappedMemory left;
    private MappedMemory right;

    private void build(BugObject... bugs) {
        space.map(LIMITS, 16, new ByteSegment("limit words", "", chips, 0, (offset, bytes) -> {
            MappedMemory concerned = offset < 8 ? left : right;
            if (concerned != null) {
                concerned.limitMoved();
            }
        }));
        left = memory("left", LEFT, LIMITS, bugs);
        right = memory("right", RIGHT, LIMITS + 8, bugs);
    }

    private MappedMemory memory(String actor, long base, long limitWord, BugObject... bugs) {
        RuntimeBoundsCheck bounds = new RuntimeBoundsCheck(space, limitWord);
        CheckChain chain = new CheckChain(List.of(bounds), List.of(bugs));
        return new MappedMemory(actor, 1, 2, space, base, bounds, chain, null, reach);
    }

    private static BugObject bug(long from, long to, Trigger trigger) {
        return new BugObject("runtime", "bounds check", trigger, from, to);
    }

    private static String refusal(MappedMemory memory, long address) {
        return assertThrows(MemoryFault.class, () -> memory.store(address, 8, -1))
                .getMessage();
    }

    @Test
    void bytesOfTheWindowAreTheBytesOfTheSpace() {
        build();
        left.store(0x1234, 4, 0xCAFE);
        assertEquals(0xCAFE, space.load(LEFT + 0x1234, 4));
        space.store(LEFT + 0x1238, 4, 0xBEEF);
        assertEquals(0xBEEF, left.load(0x1238, 4));
    }

    @Test
    void bytesThatSomebodyElseWroteBeforeTheWindowGrewAreThere() {
        build();
        space.store(LEFT + 0x8000, 8, 77);
        assertEquals(77, left.load(0x8000, 8));
    }

    @Test
    void aWildWriteIsRefusedByTheBoundsCheckByName() {
        build();
        String message = refusal(left, TO_RIGHT + 64);
        assertTrue(message.contains("bounds check of the runtime"), message);
        assertEquals(0, right.load(64, 8));
    }

    @Test
    void anOmittedCheckLetsTheWriteThroughToWhoeverLivesThere() {
        build(bug(TO_RIGHT, TO_RIGHT + PAGE, Trigger.ALWAYS));
        left.store(TO_RIGHT + 64, 8, 0x600D);
        assertEquals(0x600D, right.load(64, 8));
        assertEquals(0x600D, left.load(TO_RIGHT + 64, 8));
    }

    @Test
    void anOmittedCheckLetsExactlyItsWindowThrough() {
        build(bug(TO_RIGHT + 64, TO_RIGHT + 128, Trigger.ALWAYS));
        for (long address = TO_RIGHT; address < TO_RIGHT + 256; address++) {
            boolean inside = address >= TO_RIGHT + 64 && address + 8 <= TO_RIGHT + 128;
            try {
                left.store(address, 8, -1);
                assertTrue(inside, "address " + address);
            } catch (MemoryFault refused) {
                assertTrue(!inside, "address " + address);
            }
        }
    }

    @Test
    void aBugActsOnlyForTheActorsAndFromTheAccessThatTriggerIt() {
        build(bug(0, 1L << 33, new Trigger(List.of("left"), 3)));
        refusal(left, TO_RIGHT);
        refusal(left, TO_RIGHT);
        left.store(TO_RIGHT, 8, 1);
        for (int i = 0; i < 5; i++) {
            refusal(right, PAGE);
        }
    }

    @Test
    void aBugOfAnotherLayerChangesNothing() {
        build(new BugObject("kernel", "bounds check", Trigger.ALWAYS, 0, 1L << 33));
        refusal(left, TO_RIGHT);
    }

    @Test
    void theDecoderStillRefusesWhatLeadsNowhere() {
        build(bug(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2, Trigger.ALWAYS));
        for (long address : new long[] {1L << 32, -LEFT + LIMITS - 8, -LEFT - 8, 4 * PAGE - 4}) {
            String message = refusal(left, address);
            assertTrue(message.contains("decoder of test memory"), message);
            assertTrue(message.contains(Long.toHexString(address)), message);
        }
    }

    @Test
    void raisingTheLimitWordLetsMoreThrough() {
        build();
        space.store(LIMITS, 8, 4 * PAGE);
        left.store(TO_RIGHT, 8, 5);
        assertEquals(5, right.load(0, 8));
        refusal(left, 4 * PAGE - 7);
    }

    @Test
    void loweringTheLimitWordShortensTheWindowAndLosesNoByte() {
        build();
        left.store(0x2000, 8, 42);
        space.store(LIMITS, 8, 0x1003);
        assertEquals(0x1003, left.window().length);
        assertTrue(refusal(left, 0x1000).contains("bounds check of the runtime"));
        assertEquals(42, space.load(LEFT + 0x2000, 8));
        assertEquals(42, left.bytes()[0x2000]);
        space.store(LIMITS, 8, PAGE);
        assertEquals(42, left.load(0x2000, 8));
    }

    @Test
    void aWildWriteToTheLimitWordOfAnotherActorStopsThatActor() {
        build(bug(-LEFT, 0, Trigger.ALWAYS));
        right.store(0, 8, 1);
        left.store(LIMITS + 8 - LEFT, 8, 0);
        assertEquals(0, right.window().length);
        refusal(right, 0);
    }

    @Test
    void growingMovesTheLimitAndGivesZeros() {
        build(bug(PAGE, 2 * PAGE, Trigger.ALWAYS));
        left.store(PAGE + 8, 8, 9);
        assertEquals(9, space.load(LEFT + PAGE + 8, 8));
        assertEquals(1, left.grow(1));
        assertEquals(0, left.load(PAGE + 8, 8));
        assertEquals(2 * PAGE, space.load(LIMITS, 8));
        assertEquals(-1, left.grow(1));
    }

    @Test
    void aRestoredMemoryHasTheSameBytesAndBugCounts() {
        build(bug(0, 1L << 33, new Trigger(List.of(), 3)));
        left.store(0x2000, 8, 42);
        space.store(LEFT + PAGE + 16, 8, 43);
        refusal(left, TO_RIGHT);
        StateWriter out = new StateWriter();
        left.save(out);
        right.load(new StateReader(out.toByteArray()));
        assertArrayEquals(left.bytes(), right.bytes());
        assertEquals(43, space.load(RIGHT + PAGE + 16, 8));
        refusal(right, 2 * PAGE - 8 + 1);
        right.store(PAGE, 8, 1);
    }

    @Test
    void bytesReachedAreCountedUnderTheirOwners() {
        build(bug(0, 1L << 33, Trigger.ALWAYS));
        left.load(PAGE, 8);
        left.load(TO_RIGHT, 8);
        left.store(TO_RIGHT + 8, 4, 1);
        left.store(TO_RIGHT - 4, 8, 0);
        left.load(0x100, 8);
        assertEquals(
                List.of(
                        new Landing("left", "test memory", Whose.OWN, "left", "actor left", 8, 4),
                        new Landing("left", "test memory", Whose.ANOTHER, "right", "actor right", 8, 8)),
                reach.reach().landings());
        assertEquals(List.of(), reach.reach().stops());
    }

    @Test
    void bytesOfTheMachineAndOfNobodyAreToldApart() {
        AddressSpace wide = new AddressSpace("wide", 1 << 16, new ByteSegment("free memory", chips, 0));
        wide.map(0x100, 0x10, new ByteSegment("allocator", chips, 0x100));
        reach.landed("somebody", wide, 0xFC, 8, false);
        reach.landed("somebody", wide, 0x100, 8, true);
        assertEquals(
                List.of(
                        new Landing("somebody", "wide", Whose.NOBODY, "", "free memory", 4, 0),
                        new Landing("somebody", "wide", Whose.MACHINE, "", "allocator", 4, 8)),
                reach.reach().landings());
    }

    @Test
    void attemptsThatEndAreCountedUnderWhatEndedThem() {
        build(bug(TO_RIGHT + PAGE, 1L << 33, Trigger.ALWAYS));
        refusal(left, TO_RIGHT);
        refusal(left, TO_RIGHT);
        assertThrows(MemoryFault.class, () -> left.load(1L << 32, 8));
        assertEquals(
                List.of(
                        new Stop("left", "bounds check of the runtime", 0, 2),
                        new Stop("left", "decoder of test memory", 1, 0)),
                reach.reach().stops());
        assertEquals(List.of(), reach.reach().landings());
    }

    @Test
    void whatWasReachedSurvivesACheckpoint() {
        build(bug(0, 1L << 33, Trigger.ALWAYS));
        left.store(TO_RIGHT, 8, 1);
        refusal(left, 1L << 32);
        StateWriter out = new StateWriter();
        reach.save(out);
        ReachLog restored = new ReachLog();
        restored.load(new StateReader(out.toByteArray()));
        assertEquals(reach.reach(), restored.reach());
        restored.landed("left", space, RIGHT, 8, true);
        assertEquals(16, restored.reach().bytesWritten("left", Whose.ANOTHER));
    }
}
