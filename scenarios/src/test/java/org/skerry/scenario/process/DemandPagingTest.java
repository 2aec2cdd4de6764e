package org.skerry.scenario.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DemandPagingTest {
    @Test
    void pagesAreDearOnceAndMemoriesThatGrowAreByTheirLaw() {
        List<KernelFigures.Figure> figures = KernelFigures.measure(KernelFigures.PAGING::equals);
        assertEquals(3, figures.size());
        for (KernelFigures.Figure figure : figures) {
            assertEquals(
                    figure.reference(), figure.measured(), figure.percent() / 100 * figure.reference(), figure.point());
        }
    }
}
