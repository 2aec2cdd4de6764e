package org.skerry.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.skerry.bench.RelayChip.Traffic;

/** Large slices of enclaves look ahead at the memory of the host, small ones do not: nobody sees it in what happens. */
class ForesightTest {
    private static String digest(int partitions) {
        try (RelayChip chip = new RelayChip("mesh", 8, 4, 256, Traffic.NEIGHBOURS, 512, 64, partitions, 1)) {
            chip.run(500);
            return chip.digest() + chip.run(500) + chip.digest();
        }
    }

    @Test
    void aSliceThatLooksAheadDoesWhatSlicesDoThatDoNot() {
        assertEquals(digest(4), digest(1)); // 64 enclaves a slice, and 256
    }
}
