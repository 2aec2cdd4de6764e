package org.skerry.sim.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceLogTest {
    private static final List<TraceKind> KINDS = List.of(
            new TraceKind("message sent", TraceLevel.MESSAGE, "bytes"),
            new TraceKind("turn", TraceLevel.TURN, "instructions"),
            new TraceKind("flit", TraceLevel.FLIT, "flit"));

    private static List<String> records(TraceLog log) {
        List<String> records = new ArrayList<>();
        log.forEach((entity, cycle, end, kind, operand) ->
                records.add(entity + ":" + cycle + "-" + end + " " + kind + " " + operand));
        return records;
    }

    @Test
    void recordsComeByCycleThenEntityThenInTheirOwnOrder() {
        TraceLog log = new TraceLog(TraceLevel.FLIT, KINDS, 3, 100);
        log.mark(2, 2, 5, 1);
        log.mark(1, 2, 5, 2);
        log.mark(1, 2, 5, 3);
        log.span(1, 1, 2, 9, 4);
        log.mark(0, 0, 7, 5);
        assertEquals(List.of("1:2-9 1 4", "1:5-5 2 2", "1:5-5 2 3", "2:5-5 2 1", "0:7-7 0 5"), records(log));
    }

    @Test
    void levelIncludesThoseBeforeIt() {
        TraceLog log = new TraceLog(TraceLevel.TURN, KINDS, 1, 100);
        assertTrue(log.records(0));
        assertTrue(log.records(1));
        assertFalse(log.records(2));
        log.mark(0, 2, 1, 1);
        assertEquals(0, log.kept());
        assertEquals(0, log.dropped());
    }

    @Test
    void fullLogKeepsEveryNthRecordAndKnowsHowManyItDropped() {
        for (int limit : new int[] {2, 3, 5, 8, 100}) {
            TraceLog log = new TraceLog(TraceLevel.FLIT, KINDS, 2, limit);
            for (int i = 0; i < 1000; i++) {
                log.mark(1, 0, i, i);
            }
            log.mark(0, 0, 1, -1);
            List<Long> kept = new ArrayList<>();
            log.forEach((entity, cycle, end, kind, operand) -> {
                if (entity == 1) {
                    kept.add(operand);
                }
            });
            assertTrue(kept.size() <= limit && kept.size() > limit / 2 - 1, limit + ": " + kept);
            long stride = kept.size() < 2 ? 0 : kept.get(1);
            for (int i = 0; i < kept.size(); i++) {
                assertEquals(i * stride, kept.get(i), limit + ": " + kept);
            }
            assertEquals(1001, log.kept() + log.dropped());
        }
    }

    @Test
    void floorplanRefusesStrangeParentsAndDoubleIds() {
        Floorplan.Element chip = new Floorplan.Element(0, "chip", "chip", Floorplan.NO_PARENT, 0, 0, 100, 100);
        Floorplan.Element tile = new Floorplan.Element(1, "tile", "tile 0", 0, 0, 0, 50, 50);
        assertEquals(2, new Floorplan(List.of(chip, tile)).elements().size());
        assertThrows(IllegalArgumentException.class, () -> new Floorplan(List.of(tile, chip)));
        assertThrows(IllegalArgumentException.class, () -> new Floorplan(List.of(chip, chip)));
    }
}
