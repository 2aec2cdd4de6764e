package org.skerry.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.traffic.PatternSpec.Kind;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

class PatternSpecTest {
    private static final Grid GRID = new Grid(8, 8, false, 1, 1, 1);
    private final RandomStream random = new RandomStreams(1).stream("pattern", 0);

    private int destination(Kind kind, int source) {
        return PatternSpec.of(kind).among(GRID).destination(source, random);
    }

    private static int at(int x, int y) {
        return 8 * y + x;
    }

    @Test
    void permutationsAreThoseOfTheBooks() {
        assertEquals(at(5, 2), destination(Kind.TRANSPOSE, at(2, 5)));
        assertEquals(at(5, 6), destination(Kind.BITCOMP, at(2, 1)));
        assertEquals(0b110_100, destination(Kind.BITREV, 0b001_011));
        assertEquals(0b010_111, destination(Kind.SHUFFLE, 0b101_011));
        assertEquals(at(1, 7), destination(Kind.TORNADO, at(6, 4)));
        assertEquals(at(0, 3), destination(Kind.NEIGHBOR, at(7, 2)));
    }

    @Test
    void everyPermutationReachesEveryEndpointOnce() {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.UNIFORM && kind != Kind.HOTSPOT) {
                long seen = 0;
                for (int source = 0; source < 64; source++) {
                    seen |= 1L << destination(kind, source);
                }
                assertEquals(-1L, seen, kind.name());
            }
        }
    }

    @Test
    void hotspotsGetTheirShares() {
        Pattern pattern = new PatternSpec(Kind.HOTSPOT, List.of(3, 9), List.of(3, 1)).among(GRID);
        int first = 0;
        for (int i = 0; i < 10_000; i++) {
            int to = pattern.destination(5, random);
            assertTrue(to == 3 || to == 9);
            first += to == 3 ? 1 : 0;
        }
        assertEquals(7_500, first, 200);
    }

    @Test
    void patternsOnBitsRefuseOtherSizes() {
        Grid odd = new Grid(6, 6, false, 1, 1, 1);
        assertThrows(ConfigException.class, () -> PatternSpec.of(Kind.BITREV).among(odd));
        Grid oblong = new Grid(8, 4, false, 1, 1, 1);
        ConfigException refusal = assertThrows(
                ConfigException.class, () -> PatternSpec.of(Kind.TRANSPOSE).among(oblong));
        assertTrue(refusal.getMessage().contains("32"), refusal.getMessage());
    }
}
