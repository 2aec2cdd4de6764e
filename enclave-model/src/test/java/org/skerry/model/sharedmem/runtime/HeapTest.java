package org.skerry.model.sharedmem.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.Region;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

final class HeapTest {
    private static final long SIZE = 1 << 20;
    private final RuntimeMemory memory = new RuntimeMemory(SIZE);

    private long allocate(long bytes) {
        return memory.allocate(Purpose.ANSWER, "test", bytes, null);
    }

    @Test
    void blocksNeverOverlapAndAllOfTheHeapComesBack() {
        for (long seed = 1; seed <= 5; seed++) {
            RandomStream random = new RandomStreams(seed).stream("heap", 0);
            List<Region> live = new ArrayList<>();
            long most = largest();
            for (int i = 0; i < 2_000; i++) {
                if (live.isEmpty() || random.nextInt(5) < 3) {
                    long bytes = 1 + random.nextInt(8_000);
                    long address = allocate(bytes);
                    if (address != 0) {
                        Region block = new Region("test", address, bytes);
                        String where = "seed " + seed + ", step " + i;
                        assertTrue(live.stream().noneMatch(block::overlaps), where);
                        assertEquals(0, address % 64, where);
                        live.add(block);
                    }
                } else {
                    memory.free(live.remove(random.nextInt(live.size())).base());
                }
            }
            live.forEach(block -> memory.free(block.base()));
            assertEquals(most, largest(), "seed " + seed);
        }
    }

    /** Bytes of the largest block that fits into an empty heap; found by bisection, and given back. */
    private long largest() {
        long fits = 0;
        for (long step = SIZE; step >= 64; step /= 2) {
            long address = allocate(fits + step);
            if (address != 0) {
                fits += step;
                memory.free(address);
            }
        }
        return fits;
    }

    @Test
    void aBlockIsZeroedWhenItIsGivenOutAgain() {
        long address = allocate(256);
        memory.space().store(address + 100, 8, -1);
        memory.free(address);
        assertEquals(address, allocate(256));
        assertEquals(0, memory.space().load(address + 100, 8));
    }

    @Test
    void whatDoesNotFitIsAnsweredWithZero() {
        assertEquals(0, allocate(2 * SIZE));
        assertNotEquals(0, allocate(64));
    }

    @Test
    void aHeaderThatSomebodyOverwroteStopsTheRuntimeByNameWhenTheBlockIsFreed() {
        long address = allocate(64);
        memory.space().store(address - Heap.HEADER_BYTES, 8, 0x4141414141414141L);
        RuntimePanic panic = assertThrows(RuntimePanic.class, () -> memory.free(address));
        assertTrue(
                panic.getMessage().contains("0x" + Long.toHexString(address - Heap.HEADER_BYTES)), panic.getMessage());
        assertTrue(panic.getMessage().contains("0x4141414141414141"), panic.getMessage());
    }

    @Test
    void aHeaderOfAFreeBlockThatSomebodyOverwroteStopsTheRuntimeWhenItLooksForRoom() {
        long first = allocate(64);
        allocate(64);
        memory.free(first);
        memory.space().store(first - 8, 8, 7);
        assertThrows(RuntimePanic.class, () -> allocate(64));
    }

    @Test
    void aBlockCannotBeFreedTwice() {
        long address = allocate(64);
        memory.free(address);
        assertThrows(RuntimePanic.class, () -> memory.free(address));
    }

    @Test
    void anyWordsInAHeaderEitherMakeSenseOrStopTheRuntimeAndNeverTheHost() {
        int panics = 0;
        for (long seed = 1; seed <= 300; seed++) {
            RuntimeMemory fresh = new RuntimeMemory(SIZE);
            RandomStream random = new RandomStreams(seed).stream("heap", 0);
            long[] blocks = new long[8];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = fresh.allocate(Purpose.ANSWER, "test", 64 + random.nextInt(500), null);
            }
            long header = blocks[random.nextInt(blocks.length)] - Heap.HEADER_BYTES;
            long value = random.nextInt(2) == 0 ? random.nextLong() : 64L * random.nextInt(1000);
            fresh.space().store(header + 8L * random.nextInt(2), 8, value);
            try {
                fresh.free(blocks[3]);
                fresh.allocate(Purpose.ANSWER, "test", 1 + random.nextInt(4000), null);
                fresh.free(blocks[5]);
            } catch (RuntimePanic expected) {
                panics++;
            } catch (RuntimeException host) {
                throw new AssertionError("seed " + seed, host);
            }
        }
        assertTrue(panics > 50, panics + " panics");
    }
}
