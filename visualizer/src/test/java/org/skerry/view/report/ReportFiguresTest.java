package org.skerry.view.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.view.chart.ChartData;
import org.skerry.view.chart.ChartData.Series;
import org.skerry.view.chart.Figure;
import org.skerry.view.chart.LinkMap;

class ReportFiguresTest {
    private final ReportFigures figures = new ReportFigures(TinyReport.two());

    private static ChartData chart(List<Figure> figures, String name) {
        return (ChartData) figures.stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no figure " + name));
    }

    @Test
    void sharesOfTheCyclesMakeUpAllOfThemAndIdleTimeComesLast() {
        ChartData cycles = chart(figures.cycles(), "cycles");
        for (int machine = 0; machine < 2; machine++) {
            int place = machine;
            assertEquals(
                    100,
                    cycles.series().stream()
                            .mapToDouble(part -> part.values().get(place))
                            .sum(),
                    1e-9);
        }
        assertEquals(
                List.of("executing", "waiting for memory", "idle"),
                cycles.series().stream().map(Series::name).toList());
        assertTrue(cycles.series().get(2).muted());
    }

    @Test
    void aPieceOfWorkCostsItsShareOfTheCycles() {
        // 700 cycles for 500 requests.
        ChartData cost = chart(figures.cycles(), "cycles-work");
        assertEquals(List.of(1.4, 1.4), cost.series().get(0).values());
    }

    @Test
    void partsOfAMessageMakeUpAllOfItInTheOrderInWhichItMeetsThem() {
        ChartData message = chart(figures.message(), "message");
        assertEquals(
                List.of("send software", "send lines", "mailbox"),
                message.series().stream().map(Series::name).toList());
        // 10 messages of 70 cycles of 2 ns.
        for (int machine = 0; machine < 2; machine++) {
            int place = machine;
            assertEquals(
                    140,
                    message.series().stream()
                            .mapToDouble(part -> part.values().get(place))
                            .filter(value -> !Double.isNaN(value))
                            .sum(),
                    1e-9);
        }
    }

    @Test
    void energyKeepsItsUnitAndItsRange() {
        ChartData energy = chart(figures.energy(), "energy");
        assertTrue(energy.valueLabel().startsWith("nJ"), energy.valueLabel());
        assertEquals(10, energy.series().get(0).values().get(0), 1e-9);
        assertEquals(6.8, energy.spreads().get(0).low(), 1e-9);
        assertEquals(24.4, energy.spreads().get(1).high(), 1e-9);
    }

    @Test
    void mapsOfLinksHaveOneScale() {
        List<Figure> links = figures.links();
        // The busiest link carries a flit in a tenth of the cycles; the next number with round quarters is 12 %.
        assertEquals(2, links.size());
        for (Figure link : links) {
            assertEquals(0.12, ((LinkMap) link).fullShare(), 1e-9);
        }
    }
}
