package org.skerry.model.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skerry.sim.config.ConfigException;

class FaultScheduleTest {
    private static final FaultSites SITES = new FaultSites(
            4,
            3,
            2,
            enclave -> enclave != 5,
            name -> name.equals("store0") ? 7 : -1,
            enclave -> enclave == 9 ? 8 : 1,
            3,
            nanoseconds -> 2 * nanoseconds,
            Map.of(FaultKind.NODE, "this machine has no control plane"));

    private static List<String> text(FaultRule... rules) {
        return text(1, rules);
    }

    private static List<String> text(long seed, FaultRule... rules) {
        return FaultSchedule.of(FaultSpec.NONE.withRules(List.of(rules)).withSeed(seed), SITES)
                .text();
    }

    @Test
    void whatIsNamedBreaksWhenItSays() {
        assertEquals(
                List.of("tile 3 at 10", "link 2-6 at 20", "hang of 7 at 30"),
                text(
                        FaultRule.named(FaultKind.HANG, "store0", 30),
                        FaultRule.named(FaultKind.LINK, "6-2", 20),
                        FaultRule.named(FaultKind.TILE, "store0", 10)));
    }

    @Test
    void oneSeedGivesOneScheduleAndAnotherSeedAnother() {
        FaultRule rule = FaultRule.several(FaultKind.TILE, FaultRule.Aim.RANDOM, 6, 10, 5);
        assertEquals(text(3, rule), text(3, rule));
        assertNotEquals(text(3, rule), text(4, rule));
    }

    @Test
    void nothingBreaksTwice() {
        List<String> all = text(
                FaultRule.several(FaultKind.TILE, FaultRule.Aim.RANDOM, 6, 10, 0),
                FaultRule.several(FaultKind.TILE, FaultRule.Aim.CENTRAL, 50, 10, 0));
        Set<String> different = new HashSet<>(all);
        assertEquals(12, all.size());
        assertEquals(12, different.size());
    }

    @Test
    void centralOnesAreWhereMostWaysPass() {
        assertEquals(
                List.of("tile 5 at 1", "tile 6 at 1"),
                text(FaultRule.several(FaultKind.TILE, FaultRule.Aim.CENTRAL, 2, 1, 0)));
        long counted = 0;
        for (int from = 0; from < 12; from++) {
            for (int to = 0; to < 12; to++) {
                boolean inRow = from / 4 == 1 && Math.min(from % 4, to % 4) <= 1 && Math.max(from % 4, to % 4) >= 1;
                boolean inColumn = to % 4 == 1 && Math.min(from / 4, to / 4) <= 1 && Math.max(from / 4, to / 4) >= 1;
                counted += inRow || inColumn ? 1 : 0;
            }
        }
        assertEquals(counted, SITES.waysThrough(5));
    }

    @Test
    void degreeIsThatOfWhoLivesThere() {
        assertEquals(List.of("hang of 9 at 1"), text(FaultRule.several(FaultKind.HANG, FaultRule.Aim.DEGREE, 1, 1, 0)));
    }

    @Test
    void poissonTimesHaveTheirMean() {
        List<Fault> faults = FaultSchedule.of(
                        FaultSpec.NONE.withRules(List.of(FaultRule.poisson(FaultKind.FLIP, 100, 1000, 1_001_000))),
                        SITES)
                .faults();
        assertTrue(Math.abs(faults.size() - 10_000) < 400, "10 000 are expected and " + faults.size() + " came");
        assertTrue(faults.get(0).cycle() >= 1000);
        assertTrue(faults.stream().noneMatch(fault -> fault.place() == 5), "an enclave that is not there was struck");
    }

    @Test
    void nanosecondsBecomeCycles() {
        FaultSpec spec = FaultSpec.NONE.withRules(List.of(FaultRule.named(FaultKind.TILE, "1", 50)));
        FaultSpec inTime =
                new FaultSpec(spec.rules(), spec.noise(), spec.guard(), spec.detour(), spec.detectionCycles(), true, 1);
        assertEquals(List.of("tile 1 at 100"), FaultSchedule.of(inTime, SITES).text());
    }

    @Test
    void whatAMachineDoesNotHaveIsRefusedByName() {
        assertTrue(refusal(FaultRule.named(FaultKind.NODE, "0", 1)).contains("no control plane"));
        assertTrue(refusal(FaultRule.named(FaultKind.TILE, "12", 1)).contains("tiles 0 to 11"));
        assertTrue(refusal(FaultRule.named(FaultKind.LINK, "3-4", 1)).contains("no neighbours"));
        assertTrue(refusal(FaultRule.named(FaultKind.HANG, "nobody", 1)).contains("neither a number nor an actor"));
    }

    private static String refusal(FaultRule rule) {
        return assertThrows(ConfigException.class, () -> text(rule)).getMessage();
    }
}
