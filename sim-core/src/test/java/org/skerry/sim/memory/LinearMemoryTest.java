package org.skerry.sim.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Where a byte is kept changes nothing but the speed, and that not by much. */
final class LinearMemoryTest {
    private static final int PAGES = 256;

    private final PrivateMemory memory = new PrivateMemory(0, PAGES);
    private final long[] copied = {0};

    /** Grows page by page and touches each page so often. */
    private void growAndTouch(int touches) {
        memory.listen(window -> copied[0] += window.length);
        for (int page = 0; page < PAGES; page++) {
            assertEquals(page, memory.grow(1));
            for (int i = 0; i < touches; i++) {
                long at = (long) page * Limits.PAGE_BYTES + 8L * i;
                memory.store(at, 8, at + 1);
            }
        }
    }

    @Test
    void touchingEachNewPageCopiesNoMoreThanTwiceTheMemory() {
        growAndTouch(1);
        assertTrue(copied[0] <= 2 * memory.sizeBytes(), copied[0] + " bytes copied");
        assertEquals(255L * Limits.PAGE_BYTES + 1, memory.load(255L * Limits.PAGE_BYTES, 8));
    }

    @Test
    void fillingEachNewPageCopiesInProportionToTheAccesses() {
        int touches = Limits.PAGE_BYTES / 8;
        growAndTouch(touches);
        long accesses = (long) touches * PAGES;
        assertTrue(copied[0] <= 3 * memory.sizeBytes() + 2 * 72 * accesses, copied[0] + " bytes copied");
    }

    @Test
    void whoKeepsUsingTheEndGetsItIntoTheWindow() {
        growAndTouch(1);
        memory.grow(0);
        long end = memory.sizeBytes() - 8;
        for (int i = 0; i < memory.sizeBytes() / 64; i++) {
            memory.load(end, 8);
        }
        assertEquals(memory.sizeBytes(), memory.window().length);
    }

    @Test
    void bytesAreThoseOfAnArrayWhereverTheyLie() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            PrivateMemory tried = new PrivateMemory(1, 8);
            byte[] model = new byte[8 * Limits.PAGE_BYTES];
            for (int i = 0; i < 3_000; i++) {
                step(tried, model, random, "seed " + seed + " step " + i);
            }
            int size = (int) tried.sizeBytes();
            byte[] all = new byte[size];
            tried.read(0, all, 0, size);
            assertArrayEquals(Arrays.copyOf(model, size), all, "seed " + seed);
            assertArrayEquals(
                    Arrays.copyOf(model, tried.touchedBytes()),
                    Arrays.copyOf(tried.gathered(), tried.touchedBytes()),
                    "seed " + seed);
        }
    }

    private static void step(PrivateMemory tried, byte[] model, Random random, String where) {
        int size = (int) tried.sizeBytes();
        // Half of the ranges lie about the end of the window.
        int at = random.nextBoolean()
                ? random.nextInt(size)
                : Math.min(size - 1, Math.max(0, tried.window().length - 9 + random.nextInt(18)));
        int width = 1 << random.nextInt(4);
        int length = random.nextInt(Math.min(size - at, 1 << random.nextInt(20)) + 1);
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                if (at + width <= size) {
                    assertEquals(LinearMemory.readWindow(model, at, width), tried.load(at, width), where);
                }
            }
            case 2, 3 -> {
                if (at + width <= size) {
                    long value = random.nextLong();
                    tried.store(at, width, value);
                    LinearMemory.writeWindow(model, at, width, value);
                }
            }
            case 4 -> {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                tried.write(at, bytes, 0, length);
                System.arraycopy(bytes, 0, model, at, length);
            }
            case 5 -> {
                tried.fill(at, (byte) length, length);
                Arrays.fill(model, at, at + length, (byte) length);
            }
            case 6 -> {
                int to = random.nextInt(size - length + 1);
                tried.move(at, to, length);
                System.arraycopy(model, at, model, to, length);
            }
            default -> {
                if (random.nextInt(200) == 0) {
                    tried.grow(1);
                }
            }
        }
    }

    @Test
    void aCheckpointHoldsWhatLiesBesideTheWindow() {
        growAndTouch(1);
        StateWriter out = new StateWriter();
        memory.save(out);
        PrivateMemory other = new PrivateMemory(0, PAGES);
        other.grow(1);
        other.store(100, 8, 5);
        other.load(new StateReader(out.toByteArray()));
        assertEquals(PAGES, other.pages());
        assertEquals(0, other.load(100, 8));
        assertArrayEquals(memory.gathered(), Arrays.copyOf(other.gathered(), memory.gathered().length));
    }

    @Test
    void rangesThatLeaveTheMemoryAreRefusedWhole() {
        memory.grow(1);
        assertThrows(MemoryFault.class, () -> memory.write(Limits.PAGE_BYTES - 4, new byte[8], 0, 8));
        assertThrows(MemoryFault.class, () -> memory.read(-1, new byte[8], 0, 8));
        assertThrows(MemoryFault.class, () -> memory.fill(0, (byte) 1, Limits.PAGE_BYTES + 1L));
        assertThrows(MemoryFault.class, () -> memory.move(0, 8, Limits.PAGE_BYTES - 4L));
        assertEquals(0, memory.touchedBytes());
    }
}
