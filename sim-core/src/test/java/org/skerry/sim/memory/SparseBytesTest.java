package org.skerry.sim.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

class SparseBytesTest {
    private static final int SIZE = 3 * SparseBytes.FRAME_BYTES;

    @Test
    void behavesAsAnArrayOfBytes() {
        for (long seed = 1; seed <= 100; seed++) {
            RandomStream random = new RandomStreams(seed).stream("sparse", seed);
            SparseBytes bytes = new SparseBytes();
            byte[] array = new byte[SIZE];
            for (int step = 0; step < 60; step++) {
                int at = random.nextInt(SIZE - 300);
                int length = random.nextInt(300);
                switch (random.nextInt(4)) {
                    case 0 -> {
                        byte[] source = new byte[length];
                        random.fill(source, 0, length);
                        bytes.write(at, source, 0, length);
                        System.arraycopy(source, 0, array, at, length);
                    }
                    case 1 -> {
                        int width = 1 + random.nextInt(8);
                        long value = random.nextLong();
                        bytes.store(at, width, value);
                        for (int i = 0; i < width; i++) {
                            array[at + i] = (byte) (value >>> 8 * i);
                        }
                    }
                    case 2 -> {
                        int cleared = random.nextInt(4) == 0 ? SIZE - at : length;
                        bytes.clear(at, cleared);
                        Arrays.fill(array, at, at + cleared, (byte) 0);
                    }
                    default -> {
                        int width = 1 + random.nextInt(8);
                        long value = 0;
                        for (int i = width - 1; i >= 0; i--) {
                            value = value << 8 | array[at + i] & 0xFF;
                        }
                        assertEquals(value, bytes.load(at, width), "seed " + seed + ", step " + step);
                    }
                }
            }
            assertArrayEquals(array, all(bytes), "seed " + seed);
            SparseBytes copy = new SparseBytes();
            StateWriter out = new StateWriter();
            bytes.save(out);
            copy.load(new StateReader(out.toByteArray()));
            assertArrayEquals(array, all(copy), "restored, seed " + seed);
            assertEquals(digest(bytes), digest(copy), "seed " + seed);
        }
    }

    @Test
    void aWordMayBeginWhereNothingWasWrittenAndEndWhereSomethingWas() {
        SparseBytes bytes = new SparseBytes();
        bytes.store(SparseBytes.FRAME_BYTES, 1, 0xAB);
        assertEquals(0xAB00, bytes.load(SparseBytes.FRAME_BYTES - 1, 2));
        assertEquals(0xABL << 56, bytes.load(SparseBytes.FRAME_BYTES - 7, Long.BYTES));
        assertEquals(0, bytes.load(SparseBytes.FRAME_BYTES - 8, Long.BYTES));
    }

    @Test
    void theHostHoldsOfAFrameNoMoreThanItsBeginning() {
        SparseBytes bytes = new SparseBytes();
        bytes.store(0, 8, 5);
        assertEquals(64, bytes.hostBytes());
        bytes.store(100, 1, 5);
        assertEquals(128, bytes.hostBytes());
        bytes.store(SparseBytes.FRAME_BYTES - 1, 1, 5);
        assertEquals(SparseBytes.FRAME_BYTES, bytes.hostBytes());
        bytes.clear(0, SparseBytes.FRAME_BYTES);
        assertEquals(0, bytes.hostBytes());
        assertTrue(bytes.isEmpty());
    }

    @Test
    void whatIsDeferredIsWrittenBeforeAnybodyLooks() {
        SparseBytes bytes = new SparseBytes();
        bytes.defer(() -> bytes.store(8, 8, 77));
        assertEquals(77, bytes.load(8, 8));
        bytes.store(8, 8, 1);
        assertEquals(1, bytes.load(8, 8), "once only");
        bytes.defer(() -> bytes.store(8, 8, 78));
        bytes.store(8, 8, 2);
        assertEquals(2, bytes.load(8, 8), "and before the next write");
    }

    private static byte[] all(SparseBytes bytes) {
        byte[] all = new byte[SIZE];
        bytes.read(0, all, 0, SIZE);
        return all;
    }

    private static String digest(SparseBytes bytes) {
        DigestCombiner digest = new DigestCombiner();
        bytes.digest(digest);
        return digest.hex();
    }
}
