package org.skerry.sim.digest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How events and bytes enter the two 64-bit lanes of a hash. An event is one word for both lanes: its numbers times odd constants,
 * so that two events that differ in one number are different words, and others the same one by chance once in 2^64. Each lane is
 * a bijection of its old value for fixed input, so two histories that once differ stay different in a lane until an input makes
 * them meet, by chance one in 2^64 a lane.
 */
final class Absorption {
    // Odd numbers without known relation: fraction words of pi in hexadecimal (as in Blowfish's initialisation,
    // Schneier 1993), joined to 64 bits and made odd.
    private static final long CYCLE = 0x243f6a8885a308d3L;
    private static final long EVENT = 0x13198a2e03707345L;
    private static final long PAYLOAD = 0xa4093822299f31d1L;

    private static final long LOW_STIR = 0xc0ac29b7c97c50ddL;
    private static final long HIGH_STIR = 0x3f84d5b5b5470917L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Absorption() {}

    /** An event as one word. */
    static long event(long cycle, long event, long payload) {
        return cycle * CYCLE + event * EVENT + payload * PAYLOAD;
    }

    /** The first lane with a word, and what else the event carried. */
    static long low(long low, long word, long second) {
        return stir(low ^ word + second, LOW_STIR);
    }

    /** The second lane. The word enters it in another way, so that no two words do the same to both. */
    static long high(long high, long word, long second) {
        return stir(high + word + second, HIGH_STIR);
    }

    /** Half of what mixes well: what enters next stirs again, and whoever asks for the result mixes it. */
    private static long stir(long word, long factor) {
        return folded(word) * factor;
    }

    /** The upper half of a word laid over the lower one. */
    static long folded(long word) {
        return word ^ word >>> Integer.SIZE;
    }

    /** The 8-byte words that {@code count} bytes make, the last one padded with zeros; the caller absorbs the count too. */
    static int words(int count) {
        return (count + 7) >>> 3;
    }

    /** Word {@code index} of the {@code count} bytes from {@code offset}, little-endian. */
    static long word(byte[] bytes, int offset, int count, int index) {
        int from = index << 3;
        if (from + Long.BYTES <= count) {
            return wholeWord(bytes, offset + from);
        }
        long word = 0;
        for (int i = count - 1; i >= from; i--) {
            word = word << 8 | bytes[offset + i] & 0xffL;
        }
        return word;
    }

    /** The 8 bytes from {@code offset}, little-endian. */
    static long wholeWord(byte[] bytes, int offset) {
        return (long) LONGS.get(bytes, offset);
    }
}
