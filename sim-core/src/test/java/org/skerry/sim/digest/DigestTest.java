package org.skerry.sim.digest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

class DigestTest {
    private static final int EVENTS = 200;

    /** Digest of a fixed history with one word changed, or none if {@code changed} is negative. */
    private static String history(int changed, long by) {
        EntityDigests digests = new EntityDigests(3);
        RandomStream random = new RandomStreams(1).stream("history", 0);
        for (int i = 0; i < EVENTS; i++) {
            long cycle = i / 3 + (changed == 3 * i ? by : 0);
            int event = random.nextInt(5) + (int) (changed == 3 * i + 1 ? by : 0);
            long payload = random.nextInt(100) + (changed == 3 * i + 2 ? by : 0);
            digests.add(i % 3, cycle, event, payload);
        }
        return hex(digests);
    }

    private static String hex(EntityDigests digests) {
        DigestCombiner combiner = new DigestCombiner();
        for (int i = 0; i < digests.entities(); i++) {
            combiner.add(i, digests.high(i), digests.low(i));
        }
        return combiner.hex();
    }

    @Test
    void everyWordOfAHistoryChangesBothHalvesOfTheDigest() {
        Set<String> halves = new HashSet<>();
        String unchanged = history(-1, 0);
        halves.add(unchanged.substring(0, 16));
        halves.add(unchanged.substring(16));
        for (int changed = 0; changed < 3 * EVENTS; changed++) {
            String digest = history(changed, 1);
            assertTrue(halves.add(digest.substring(0, 16)), "word " + changed);
            assertTrue(halves.add(digest.substring(16)), "word " + changed);
        }
    }

    @Test
    void digestIsTheCommittedOne() {
        // Changes only if the mixing changes, which makes every committed reference digest void.
        assertEquals("daa1ce706e5a8248a3b94dcb93ecb3d9", history(-1, 0));
    }

    @Test
    void hashOfOneEntityIsThatWhichManyHaveInCommon() {
        EntityDigests many = new EntityDigests(3);
        EntityHash[] each = {new EntityHash(0), new EntityHash(1), new EntityHash(2)};
        RandomStream random = new RandomStreams(2).stream("history", 0);
        byte[] bytes = new byte[21];
        for (int i = 0; i < EVENTS; i++) {
            int entity = random.nextInt(3);
            long payload = random.nextLong();
            many.add(entity, i, i % 5, payload);
            each[entity].add(i, i % 5, payload);
            many.add(entity, i, i % 7, payload, i, ~payload);
            each[entity].add(i, i % 7, payload, i, ~payload);
            bytes[i % bytes.length] = (byte) payload;
            many.addBytes(entity, bytes, 1, i % bytes.length);
            each[entity].addBytes(bytes, 1, i % bytes.length);
        }
        StateWriter all = new StateWriter();
        StateWriter ofEach = new StateWriter();
        many.save(all);
        EntityHash.saveAll(each, ofEach);
        assertArrayEquals(all.toByteArray(), ofEach.toByteArray());
        EntityHash[] loaded = {new EntityHash(0), new EntityHash(1), new EntityHash(2)};
        EntityHash.loadAll(loaded, new StateReader(all.toByteArray()));
        for (int entity = 0; entity < 3; entity++) {
            assertEquals(many.low(entity), loaded[entity].low());
            assertEquals(many.high(entity), loaded[entity].high());
        }
    }

    @Test
    void interleavingOfEntitiesDoesNotMatter() {
        EntityDigests one = new EntityDigests(2);
        one.add(0, 1, 1, 1);
        one.add(1, 1, 2, 2);
        one.add(0, 2, 1, 3);
        EntityDigests other = new EntityDigests(2);
        other.add(1, 1, 2, 2);
        other.add(0, 1, 1, 1);
        other.add(0, 2, 1, 3);
        assertEquals(hex(one), hex(other));
    }

    @Test
    void orderOfEventsOfOneEntityMatters() {
        EntityDigests one = new EntityDigests(1);
        one.add(0, 1, 1, 1);
        one.add(0, 1, 1, 2);
        EntityDigests other = new EntityDigests(1);
        other.add(0, 1, 1, 2);
        other.add(0, 1, 1, 1);
        assertNotEquals(hex(one), hex(other));
    }

    @Test
    void whatMakesOneLaneMeetLeavesTheOtherApart() {
        RandomStream random = new RandomStreams(3).stream("words", 0);
        for (int i = 0; i < 10_000; i++) {
            long[] word = {random.nextLong(), random.nextLong()};
            long[] low = {Absorption.low(Mix.GOLDEN, word[0], 0), Absorption.low(Mix.GOLDEN, word[1], 0)};
            long[] high = {Absorption.high(Mix.GOLDEN, word[0], 0), Absorption.high(Mix.GOLDEN, word[1], 0)};
            long next = random.nextLong();
            long meeting = next ^ low[0] ^ low[1];
            assertEquals(Absorption.low(low[0], next, 0), Absorption.low(low[1], meeting, 0));
            assertNotEquals(Absorption.high(high[0], next, 0), Absorption.high(high[1], meeting, 0));
        }
    }

    @Test
    void everyByteAndTheLengthMatter() {
        Set<String> seen = new HashSet<>();
        for (int length = 0; length < 40; length++) {
            byte[] bytes = new byte[length];
            EntityDigests zeros = new EntityDigests(1);
            zeros.addBytes(0, bytes, 0, length);
            assertTrue(seen.add(hex(zeros)), length + " zeros");
            for (int i = 0; i < length; i++) {
                bytes[i] ^= 1;
                EntityDigests changed = new EntityDigests(1);
                changed.addBytes(0, bytes, 0, length);
                assertTrue(seen.add(hex(changed)), "byte " + i + " of " + length);
                DigestCombiner combiner = new DigestCombiner();
                combiner.addBytes(bytes);
                assertTrue(seen.add(combiner.hex()), "combined byte " + i + " of " + length);
                bytes[i] ^= 1;
            }
        }
    }

    @Test
    void offsetOfBytesDoesNotMatter() {
        byte[] bytes = {0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        EntityDigests moved = new EntityDigests(1);
        moved.addBytes(0, bytes, 3, 11);
        EntityDigests plain = new EntityDigests(1);
        plain.addBytes(0, Arrays.copyOfRange(bytes, 3, 14), 0, 11);
        assertEquals(hex(plain), hex(moved));
    }

    @Test
    void savedDigestGoesOn() {
        EntityDigests one = new EntityDigests(1);
        one.add(0, 1, 2, 3);
        StateWriter out = new StateWriter();
        one.save(out);
        EntityDigests other = new EntityDigests(1);
        other.load(new StateReader(out.toByteArray()));
        one.add(0, 4, 5, 6);
        other.add(0, 4, 5, 6);
        assertEquals(hex(one), hex(other));
    }

    @Test
    void splitMixGivesItsPublishedNumbers() {
        // SplitMix64 with seed 1234567, as in the reference implementation of Sebastiano Vigna.
        String[] published = {
            "6457827717110365317",
            "3203168211198807973",
            "9817491932198370423",
            "4593380528125082431",
            "16408922859458223821"
        };
        for (int i = 0; i < published.length; i++) {
            assertEquals(published[i], Long.toUnsignedString(Mix.mix(1234567L + (i + 1) * Mix.GOLDEN)));
        }
    }

    @Test
    void combiningIsNotSymmetric() {
        assertNotEquals(Mix.combine(1, 2), Mix.combine(2, 1));
        assertNotEquals(Mix.hash("ab"), Mix.hash("ba"));
        assertNotEquals(Mix.hash(""), Mix.hash("\0"));
    }
}
