package org.skerry.model.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skerry.sim.rng.RandomStreams;

/** Hits and misses on address traces of real programs, against two cache simulators of others (resources: traces/README.md). */
final class CacheTracesTest {

    /** A row of what the others counted. */
    record Expected(String trace, CacheSpec shape, long readMisses, long writeMisses, long writeBacks) {}

    private record Counts(long readMisses, long writeMisses, long writeBacks) {}

    static List<Expected> expected() {
        List<Expected> rows = new ArrayList<>();
        for (String line :
                lines("expected.csv").subList(1, lines("expected.csv").size())) {
            String[] cells = line.split(",");
            int[] shape = new int[3];
            for (int i = 0; i < 3; i++) {
                shape[i] = Integer.parseInt(cells[1 + i]);
            }
            Replacement replacement =
                    Replacement.valueOf(cells[4].toUpperCase(Locale.ROOT).replace('-', '_'));
            rows.add(new Expected(
                    cells[0],
                    new CacheSpec(shape[0], shape[1], shape[2], 1, replacement),
                    Long.parseLong(cells[5]),
                    Long.parseLong(cells[6]),
                    Long.parseLong(cells[7])));
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("expected")
    void missesEqualThoseOfOtherSimulatorsExactly(Expected row) {
        Counts counts = replay(row.trace, row.shape, 0);
        assertEquals(row.readMisses, counts.readMisses, "reads");
        assertEquals(row.writeMisses, counts.writeMisses, "writes");
        assertEquals(row.writeBacks, counts.writeBacks, "written lines that went out");
    }

    @Test
    void aMutantWhoseSetsAreOffByOneLineIsFoundOut() {
        for (Expected row : expected()) {
            if (row.trace.equals("matrix") && row.shape.sets() == 16) {
                assertNotEquals(row.readMisses, replay(row.trace, row.shape, 1).readMisses);
            }
        }
    }

    @Test
    void thePolicyIsSeenInTheCounts() {
        CacheSpec shape = new CacheSpec(8, 16, 64, 1);
        Counts lru = replay("matrix", shape, 0);
        for (Replacement other : List.of(Replacement.TREE_PLRU, Replacement.RANDOM)) {
            assertNotEquals(lru, replay("matrix", shape.withReplacement(other), 0));
        }
    }

    /** Replays a trace on an empty cache; a mutant takes {@code skew} times the top of the address into the number of the line. */
    private static Counts replay(String trace, CacheSpec shape, long skew) {
        SetAssociativeCache cache = new SetAssociativeCache(shape, new RandomStreams(1).stream("ways", 0));
        long readMisses = 0;
        long writeMisses = 0;
        long writeBacks = 0;
        for (String access : lines(trace + ".trace.gz")) {
            boolean write = access.charAt(0) == 'w';
            long address = Long.parseLong(access.substring(2), 16);
            long line = (address >> shape.lineBits()) + skew * (address >> 12);
            if (write ? cache.write(line) : cache.read(line)) {
                continue;
            }
            readMisses += write ? 0 : 1;
            writeMisses += write ? 1 : 0;
            cache.fill(line, write ? SetAssociativeCache.MODIFIED : SetAssociativeCache.EXCLUSIVE);
            writeBacks += cache.evictedModified() ? 1 : 0;
        }
        return new Counts(readMisses, writeMisses, writeBacks);
    }

    private static List<String> lines(String name) {
        try (InputStream file = CacheTracesTest.class.getResourceAsStream("traces/" + name);
                InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(file) : file;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
