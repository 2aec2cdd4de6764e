package org.skerry.model.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.memory.MemoryFault;
import org.skerry.sim.memory.SparseBytes;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

final class AddressSpaceTest {
    private final SparseBytes chips = new SparseBytes();
    private final AddressSpace space = new AddressSpace("test memory", 1 << 20);

    @Test
    void anAccessAcrossTheBorderOfTwoSegmentsIsSplitByBytes() {
        space.map(0x100, 0x10, new ByteSegment("left", chips, 0x1000));
        space.map(0x110, 0x10, new ByteSegment("right", chips, 0x2000));
        space.store(0x10D, 8, 0x0807060504030201L);
        assertEquals(0x030201L, chips.load(0x100D, 8));
        assertEquals(0x0807060504L, chips.load(0x2000, 8));
        assertEquals(0x0807060504030201L, space.load(0x10D, 8));
    }

    @Test
    void anAccessThatLeavesTheLastSegmentTouchesNothing() {
        space.map(0x100, 0x10, new ByteSegment("only", chips, 0));
        assertThrows(MemoryFault.class, () -> space.store(0x10C, 8, -1));
        assertEquals(0, chips.load(0xC, 4));
    }

    @Test
    void anAddressThatNobodyDecodesIsRefusedByTheDecoderByName() {
        MemoryFault fault = assertThrows(MemoryFault.class, () -> space.load(0x500, 4));
        assertTrue(fault.getMessage().contains("decoder of test memory"), fault.getMessage());
    }

    @Test
    void overlappingRangesAreRefused() {
        space.map(0x100, 0x10, new ByteSegment("first", chips, 0));
        for (long base : new long[] {0xF1, 0x100, 0x10F}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> space.map(base, 0x10, new ByteSegment("second", chips, 0)),
                    "base " + base);
        }
        space.map(0xF0, 0x10, new ByteSegment("before", chips, 0));
        space.map(0x110, 0x10, new ByteSegment("behind", chips, 0));
        assertThrows(IllegalArgumentException.class, () -> space.map(0, 1L << 40, new ByteSegment("all", chips, 0)));
    }

    @Test
    void addressesThatWrapAroundDoNotDecode() {
        space.map(0, 1 << 20, new ByteSegment("all", chips, 0));
        for (long address : new long[] {-1, -8, Long.MIN_VALUE, Long.MAX_VALUE, (1 << 20) - 7}) {
            assertFalse(space.decodes(address, 8), Long.toHexString(address));
        }
        assertTrue(space.decodes((1 << 20) - 8, 8));
    }

    @Test
    void whatIsUnmappedLeadsNowhereAndTheOthersStay() {
        space.map(0x100, 0x10, new ByteSegment("first", chips, 0));
        space.map(0x110, 0x10, new ByteSegment("second", chips, 0x10));
        space.unmap(0x100);
        assertFalse(space.decodes(0x108, 1));
        assertEquals("second", space.owner(0x110));
        assertThrows(IllegalArgumentException.class, () -> space.unmap(0x100));
    }

    @Test
    void theBackgroundIsReachedWhereNothingIsMapped() {
        AddressSpace full = new AddressSpace("full", 1 << 20, new ByteSegment("free memory", chips, 0));
        full.map(0x100, 0x10, new ByteSegment("mapped", new SparseBytes(), 0));
        full.store(0xFC, 8, 0x0807060504030201L);
        assertEquals(0x04030201L, chips.load(0xFC, 8));
        assertEquals(0x0807060504030201L, full.load(0xFC, 8));
        assertEquals("free memory", full.owner(0xFF));
        assertEquals("mapped", full.owner(0x100));
        assertEquals("nothing", full.owner(1 << 20));
    }

    @Test
    void theListOfSegmentsIsDisjointAndCoversExactlyWhatDecodes() {
        long seed = 7;
        RandomStream random = new RandomStreams(seed).stream("test", 0);
        for (int i = 0; i < 400; i++) {
            long base = random.nextLong(1 << 14);
            try {
                space.map(base, 1 + random.nextLong(64), new ByteSegment("segment " + i, chips, base));
            } catch (IllegalArgumentException overlap) {
                // every second attempt or so hits one that is there
            }
        }
        List<Region> regions = space.segments();
        for (Region one : regions) {
            for (Region other : regions) {
                assertTrue(one == other || !one.overlaps(other), () -> "seed " + seed + ": " + one + " and " + other);
            }
        }
        for (long address = 0; address < 1 << 14; address++) {
            long at = address;
            boolean listed = regions.stream().anyMatch(region -> region.contains(at));
            assertEquals(listed, space.decodes(address, 1), "seed " + seed + ", address " + address);
        }
    }

    @Test
    void sparseBytesKeepWhatWasWrittenAcrossFrames() {
        long seed = 11;
        RandomStream random = new RandomStreams(seed).stream("test", 0);
        byte[] mirror = new byte[3 * SparseBytes.FRAME_BYTES];
        for (int i = 0; i < 5_000; i++) {
            int bytes = 1 << random.nextInt(4);
            int at = random.nextInt(mirror.length - bytes + 1);
            long value = random.nextLong();
            chips.store(1L << 40 | at, bytes, value);
            for (int b = 0; b < bytes; b++) {
                mirror[at + b] = (byte) (value >>> 8 * b);
            }
            int where = random.nextInt(mirror.length - 7);
            long expected = 0;
            for (int b = 7; b >= 0; b--) {
                expected = expected << 8 | mirror[where + b] & 0xFF;
            }
            assertEquals(expected, chips.load(1L << 40 | where, 8), "seed " + seed + ", step " + i);
        }
        assertEquals(3L * SparseBytes.FRAME_BYTES, chips.hostBytes());
    }

    @Test
    void aStoreIsHeardByTheHookAfterItTookEffect() {
        long[] heard = {0, 0};
        ByteSegment segment = new ByteSegment("words", "", chips, 0, (offset, bytes) -> {
            heard[0] = offset;
            heard[1] = chips.load(offset, bytes);
        });
        space.map(0x40, 0x40, segment);
        space.store(0x48, 8, 99);
        assertEquals(8, heard[0]);
        assertEquals(99, heard[1]);
    }
}
