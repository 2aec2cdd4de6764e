package org.skerry.noc.traffic;

import java.util.List;
import org.skerry.noc.grid.Grid;
import org.skerry.sim.config.Check;

/**
 * A traffic pattern by name. Patterns on bits need a number of endpoints that is a power of two. Definitions: Dally, Towles, Principles
 * and Practices of Interconnection Networks, 2004, table 3.1, with the offsets of BookSim 2.
 *
 * @param kind     which one
 * @param hotspots endpoints that a hotspot pattern sends to; otherwise empty
 * @param rates    weight of each of them
 */
public record PatternSpec(Kind kind, List<Integer> hotspots, List<Integer> rates) {
    /** Names of patterns. */
    public enum Kind {
        /** Any endpoint, the source included. */
        UNIFORM,
        /** All bits of the source inverted: the opposite corner. */
        BITCOMP,
        /** The upper and the lower half of the bits exchanged: rows become columns. */
        TRANSPOSE,
        /** The bits in reverse order. */
        BITREV,
        /** The bits rotated up by one. */
        SHUFFLE,
        /** Nearly half of the way round each row and each column. */
        TORNADO,
        /** One further along both the row and the column, round the edge. */
        NEIGHBOR,
        /** A few endpoints, by weights, and no others. */
        HOTSPOT
    }

    /** Checks that hotspots have weights, and that no other pattern has any. */
    public PatternSpec {
        hotspots = List.copyOf(hotspots);
        rates = List.copyOf(rates);
        Check.isTrue(
                hotspots.size() == rates.size() && hotspots.isEmpty() == (kind != Kind.HOTSPOT),
                "traffic.pattern=" + kind + " has " + hotspots.size() + " hotspots and " + rates.size()
                        + " rates. Give a hotspot pattern as many rates as endpoints, and other patterns none.");
        for (int rate : rates) {
            Check.inRange(rate, 0, 1_000_000, "traffic.hotspot rate");
        }
    }

    /** A pattern without hotspots. */
    public static PatternSpec of(Kind kind) {
        return new PatternSpec(kind, List.of(), List.of());
    }

    /** The pattern among the endpoints of {@code grid}. */
    Pattern among(Grid grid) {
        int endpoints = grid.endpoints();
        int columns = grid.width() * grid.across();
        int rows = grid.height() * grid.down();
        switch (kind) {
            case UNIFORM:
                return (source, random) -> random.nextInt(endpoints);
            case TORNADO:
                return (source, random) -> shifted(source, columns, rows, (columns + 1) / 2 - 1, (rows + 1) / 2 - 1);
            case NEIGHBOR:
                return (source, random) -> shifted(source, columns, rows, 1, 1);
            case HOTSPOT:
                return hotspot(endpoints);
            default:
                return ofBits(endpoints);
        }
    }

    private static int shifted(int source, int columns, int rows, int dx, int dy) {
        return (source / columns + dy) % rows * columns + (source % columns + dx) % columns;
    }

    private Pattern ofBits(int endpoints) {
        int bits = Integer.numberOfTrailingZeros(endpoints);
        Check.isTrue(
                Integer.bitCount(endpoints) == 1,
                "traffic.pattern=" + kind + " needs a power of two of endpoints, and there are " + endpoints
                        + ". Change the size, or choose a pattern that needs none.");
        Check.isTrue(
                kind != Kind.TRANSPOSE || bits % 2 == 0,
                "traffic.pattern=" + kind + " needs a square of endpoints, and there are " + endpoints
                        + ". Change the size, or choose a pattern that needs none.");
        int mask = endpoints - 1;
        switch (kind) {
            case BITCOMP:
                return (source, random) -> ~source & mask;
            case TRANSPOSE:
                return (source, random) -> source >> bits / 2 | source << bits / 2 & mask;
            case BITREV:
                return (source, random) -> bits == 0 ? 0 : Integer.reverse(source) >>> Integer.SIZE - bits;
            default:
                return (source, random) -> source << 1 & mask | source << 1 >> bits & 1;
        }
    }

    private Pattern hotspot(int endpoints) {
        int sum = 0;
        int[] places = new int[hotspots.size()];
        int[] upTo = new int[places.length]; // sums of rates
        for (int i = 0; i < places.length; i++) {
            places[i] = Check.inRange(hotspots.get(i), 0, endpoints - 1, "traffic.hotspot");
            sum += rates.get(i);
            upTo[i] = sum;
        }
        int total = Check.inRange(sum, 1, Integer.MAX_VALUE, "traffic.hotspot sum of rates");
        return (source, random) -> {
            int draw = places.length == 1 ? 0 : random.nextInt(total);
            int i = 0;
            while (upTo[i] <= draw) {
                i++;
            }
            return places[i];
        };
    }
}
