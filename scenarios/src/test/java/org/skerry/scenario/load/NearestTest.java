package org.skerry.scenario.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void swappedLettersAreOneMistake() {
        assertEquals(1, Nearest.distance("sede", "seed"));
        assertEquals("seed", Nearest.of("sede", List.of("name", "seed")));
    }

    @Test
    void sharedBeginningIsNear() {
        assertEquals("coreCount", Nearest.of("cores", List.of("clock", "coreCount")));
    }

    @Test
    void strangersAreNotNear() {
        assertNull(Nearest.of("banana", List.of("seed", "name")));
    }
}
