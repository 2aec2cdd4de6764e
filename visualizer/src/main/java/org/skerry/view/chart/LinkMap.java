package org.skerry.view.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.skerry.sim.trace.LinkLoad;

/**
 * How busy each link of a mesh was.
 *
 * @param name      file name without ending
 * @param title     what is shown, in words
 * @param links     what passed, both directions of each pair of neighbours
 * @param cycles    length of the time in which it passed; a link carries one flit a cycle
 * @param fullShare share of the cycles that has the brightest colour; the same for maps that are to be compared
 */
public record LinkMap(String name, String title, List<LinkLoad> links, long cycles, double fullShare)
        implements Figure {
    private static final int BUSIEST = 12;

    public LinkMap {
        links = List.copyOf(links);
        if (links.isEmpty() || cycles < 1 || !(fullShare > 0)) {
            throw new IllegalArgumentException(links.size() + " links in " + cycles + " cycles up to " + fullShare);
        }
    }

    /** Share of the cycles in which a flit passed. */
    double share(LinkLoad link) {
        return (double) link.flits() / cycles;
    }

    /** Routers from west to east. */
    int columns() {
        return 1
                + links.stream()
                        .mapToInt(link -> Math.max(link.fromX(), link.toX()))
                        .max()
                        .orElse(0);
    }

    /** Routers from north to south. */
    int rows() {
        return 1
                + links.stream()
                        .mapToInt(link -> Math.max(link.fromY(), link.toY()))
                        .max()
                        .orElse(0);
    }

    /** The busiest links, and below them all together. */
    @Override
    public Numbers numbers() {
        List<List<String>> rows = new ArrayList<>();
        links.stream()
                .sorted(Comparator.comparingLong(LinkLoad::flits).reversed())
                .limit(BUSIEST)
                .forEach(link -> rows.add(List.of(
                        link.fromX() + "," + link.fromY() + " to " + link.toX() + "," + link.toY(),
                        Amounts.whole(link.flits()),
                        Amounts.percent(share(link)))));
        long all = links.stream().mapToLong(LinkLoad::flits).sum();
        rows.add(List.of(
                "all " + links.size() + " links",
                Amounts.whole(all),
                Amounts.percent((double) all / cycles / links.size())));
        return new Numbers(List.of("busiest links", "flits", "share of cycles"), rows);
    }
}
