package org.skerry.scenario.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.skerry.sim.trace.MemoryRegion;

class MemoryBarTest {
    private static final Map<String, String> LABELS =
            MemoryBar.labels(new TreeSet<>(Set.of("shard0", "shard1", "intruder")));

    private static MemoryRegion region(String space, long base, String actor) {
        return new MemoryRegion(space, 1 << 20, base, 4096, actor, "memory of " + actor);
    }

    private static List<String> rows(List<MemoryRegion> regions, Set<String> reached, int columns) {
        MemoryBar bar = MemoryBar.of(regions);
        return bar.rows(reached, "intruder", LABELS, bar.fieldWidth(LABELS, columns), columns, Paint.PLAIN);
    }

    @Test
    void ownersInOneSpaceStandSideBySideInTheOrderOfTheirAddresses() {
        List<MemoryRegion> regions = List.of(
                region("memory", 8192, "shard0"),
                region("memory", 12288, ""),
                region("memory", 4096, "intruder"),
                region("memory", 16384, "shard0"),
                region("memory", 20480, "shard1"));
        assertEquals(
                List.of("|in    :s0    :s1    :sw    |", " ^^^^^^ ######        ######"),
                rows(regions, Set.of("shard0", ""), 60));
    }

    @Test
    void aWallStandsBetweenSpacesAndSoftwareThatServesOneActorIsHis() {
        List<MemoryRegion> regions = List.of(
                region("enclave 0", 0, ""),
                region("enclave 0", 4096, "intruder"),
                region("enclave 1", 0, ""),
                region("enclave 1", 4096, "shard0"));
        assertEquals(List.of("|in    |s0    |", " ^^^^^^"), rows(regions, Set.of(), 60));
    }

    @Test
    void noRowIsWiderThanItsColumnsHoweverManyOwnersThereAre() {
        List<MemoryRegion> regions = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            regions.add(region("enclave " + i, 0, "shard" + i));
        }
        MemoryBar bar = MemoryBar.of(regions);
        Map<String, String> labels = MemoryBar.labels(bar.owners());
        int width = bar.fieldWidth(labels, 70);
        List<String> rows = bar.rows(Set.of("shard39"), "shard0", labels, width, 70, Paint.PLAIN);
        assertTrue(rows.stream().allMatch(row -> row.length() <= 70), rows.toString());
        assertEquals(5, rows.size());
        assertTrue(rows.get(3).contains("|s39|"), rows.toString());
        assertEquals(rows.get(3).indexOf("s39"), rows.get(4).indexOf("###"));
    }

    @Test
    void colourAddsNothingThatTheTextDoesNotSay() {
        List<MemoryRegion> regions = List.of(region("memory", 0, "intruder"), region("memory", 4096, "shard1"));
        MemoryBar bar = MemoryBar.of(regions);
        List<String> plain = bar.rows(Set.of("shard1"), "intruder", LABELS, 4, 60, Paint.PLAIN);
        List<String> painted = bar.rows(Set.of("shard1"), "intruder", LABELS, 4, 60, Paint.COLOURED);
        assertEquals(
                plain,
                painted.stream()
                        .map(row -> row.replaceAll("\u001b\\[[0-9;]*m", ""))
                        .toList());
        assertTrue(!plain.equals(painted), "and it is there");
    }

    @Test
    void labelsAreShortAndTellNamesApart() {
        assertEquals(
                Map.of("shard0", "s0", "client12", "c12", "intruder", "in"),
                MemoryBar.labels(new TreeSet<>(Set.of("shard0", "client12", "intruder"))));
        assertEquals(
                Map.of("store1", "st1", "shard1", "sh1"), MemoryBar.labels(new TreeSet<>(Set.of("store1", "shard1"))));
        assertEquals(
                Map.of("client1", "#1", "clique1", "#2"),
                MemoryBar.labels(new TreeSet<>(Set.of("client1", "clique1"))));
    }
}
