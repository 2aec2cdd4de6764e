package org.skerry.scenario.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.preset.Preset;

class SiliconSuiteTest {
    private static final List<Row> ALL = new SiliconSuite().run(new Effort(name -> true, 1, 1));
    private static final List<Row> ROWS =
            ALL.stream().filter(row -> row.unit().equals("cycles")).toList();

    @Test
    void everyChipIsWithinACycleOfItsPublicationAtEveryDistance() {
        for (Row row : ROWS) {
            assertTrue(row.holds() && row.tolerance() <= 1, row.toString());
        }
    }

    @Test
    void linksThroughTheMiddleCarryWhatIsPublished() {
        List<Row> rates = ALL.stream().filter(row -> row.unit().equals("Gb/s")).toList();
        assertEquals(3, rates.size());
        for (Row row : rates) {
            assertTrue(row.holds() && row.percent() && row.tolerance() <= 5, row.toString());
            assertEquals(Row.Basis.PREDICTED, row.basis());
        }
    }

    @Test
    void everyDistanceThatAChipHasIsThere() {
        Map<String, Set<String>> points = ROWS.stream()
                .collect(Collectors.groupingBy(
                        Row::subject,
                        Collectors.mapping(row -> row.point().replace(", turn", ""), Collectors.toSet())));
        assertEquals(7, points.size());
        // Diameters of 6 x 4, 8 x 10, 8 x 8, one way round 10 x 12, 8 x 8, 4 x 4 and 4 x 4; own routers where the
        // constant is published.
        Map<String, Integer> expected = Map.of(
                "Intel SCC", 9,
                "Intel TeraFLOPS", 16,
                "Adapteva Epiphany", 15,
                "Tenstorrent Wormhole", 21,
                "Tilera TILE64", 14,
                "MIT Raw", 6,
                "MIT 16-node mesh", 6);
        expected.forEach(
                (chip, distances) -> assertEquals(distances, points.get(chip).size(), chip));
    }

    @Test
    void aFigureIsFittedWhereAParameterWasChosenFromItAndPredictedElsewhere() {
        Map<Row.Basis, Long> basis = ROWS.stream().collect(Collectors.groupingBy(Row::basis, Collectors.counting()));
        assertTrue(basis.get(Row.Basis.FITTED)
                <= 2L * ROWS.stream().map(Row::figure).distinct().count());
        assertTrue(basis.get(Row.Basis.PREDICTED) > 5 * basis.get(Row.Basis.FITTED), basis.toString());
        for (String name : Preset.names()) {
            assertTrue(
                    Preset.of(name).silicon().laws().stream()
                            .anyMatch(law -> !law.fittedHops().isEmpty()),
                    name + " was made from nothing");
        }
    }

    @Test
    void everyFigureHasASourceWithItsEvidence() {
        ALL.forEach(row -> assertTrue(row.source().matches(".{20,} \\[[ARK]]"), row.source()));
    }
}
