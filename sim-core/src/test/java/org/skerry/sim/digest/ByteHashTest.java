package org.skerry.sim.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ByteHashTest {
    @Test
    void everyByteItsPlaceAndTheLengthCount() {
        Set<Long> lows = new HashSet<>();
        Set<Long> highs = new HashSet<>();
        int made = 0;
        for (int length = 0; length <= 40; length++) {
            lows.add(ByteHash.of(new byte[length]).low());
            highs.add(ByteHash.of(new byte[length]).high());
            made++;
            for (int at = 0; at < length; at++) {
                for (int value = 1; value < 256; value <<= 1) {
                    byte[] bytes = new byte[length];
                    bytes[at] = (byte) value;
                    lows.add(ByteHash.of(bytes).low());
                    highs.add(ByteHash.of(bytes).high());
                    made++;
                }
            }
        }
        assertEquals(made, lows.size());
        assertEquals(made, highs.size());
    }

    @Test
    void wordsThatChangePlacesChangeIt() {
        byte[] one = new byte[16];
        byte[] other = new byte[16];
        one[0] = 1;
        one[8] = 2;
        other[0] = 2;
        other[8] = 1;
        assertTrue(ByteHash.of(one).low() != ByteHash.of(other).low()
                && ByteHash.of(one).high() != ByteHash.of(other).high());
    }
}
