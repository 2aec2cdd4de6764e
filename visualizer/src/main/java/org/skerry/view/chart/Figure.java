package org.skerry.view.chart;

import java.util.List;

/** What a picture shows, as data. */
public sealed interface Figure permits ChartData, Contour, HeatMap, LinkMap, MemoryMap {
    /** File name without ending: lower-case letters, digits and hyphens. */
    String name();

    /** What is shown, in words. */
    String title();

    /** The same as numbers, for those who want to read them, and for hosts that cannot draw. */
    Numbers numbers();

    /**
     * A small table.
     *
     * @param columns heads
     * @param rows    texts, one for each column; the first says what the row is about
     */
    record Numbers(List<String> columns, List<List<String>> rows) {
        public Numbers {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }
}
