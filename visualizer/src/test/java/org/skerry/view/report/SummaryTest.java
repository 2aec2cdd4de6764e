package org.skerry.view.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private final Summary summary =
            Summary.of(TinyReport.two().runs(), TinyReport.two().work());

    private List<String> cells(String name) {
        return summary.rows().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + name))
                .cells();
    }

    @Test
    void latenciesAreInNanoseconds() {
        // The median of 1..100 cycles is 50, of 2 ns each; the mean 50.5.
        assertEquals(List.of("100", "100"), cells("handling latency, median"));
        assertEquals(List.of("101", "101"), cells("handling latency, mean"));
        assertEquals(List.of("198", "198"), cells("handling latency, 99th percentile"));
    }

    @Test
    void workIsToldPerMillisecond() {
        // 500 requests in 2000 ns and in 4000 ns.
        assertEquals(List.of("250,000", "125,000"), cells("requests per ms"));
    }

    @Test
    void rowsThatNoRunCanFillAreLeftOut() {
        assertTrue(summary.rows().stream().noneMatch(row -> row.name().startsWith("L1")));
        assertTrue(summary.rows().stream().noneMatch(row -> row.name().startsWith("message latency")));
    }

    @Test
    void withoutWorkNoneIsInvented() {
        Summary plain = Summary.of(TinyReport.two().runs(), Optional.empty());
        assertTrue(plain.rows().stream().noneMatch(row -> row.name().startsWith("request")));
    }

    @Test
    void energyIsToldInWholeAndForEachPieceOfWorkWithItsRange() {
        // In nJ: 5,000 of the cores and 1 a cycle of the links; 500 requests.
        assertEquals(List.of("6,000", "7,000"), cells("energy"));
        assertEquals(List.of("12.0", "14.0"), cells("energy per request"));
        assertEquals(List.of("6.80 - 22.2", "8.60 - 24.4"), cells("energy per request, range"));
    }

    @Test
    void whatTheModelsAssumeIsSaid() {
        assertEquals(List.of("7", "7"), cells("load, beside the instruction"));
        assertTrue(summary.rows().stream()
                .filter(row -> row.group().equals("Assumed timing"))
                .allMatch(row -> row.origin() == Summary.Origin.ASSUMED));
    }
}
