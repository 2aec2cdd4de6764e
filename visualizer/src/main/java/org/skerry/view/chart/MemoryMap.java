package org.skerry.view.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.sim.trace.MemoryRegion;
import org.skerry.sim.trace.Reach;

/**
 * Whose bytes lie where in the address spaces of a machine.
 *
 * @param name    file name without ending
 * @param title   what is shown, in words
 * @param regions of all spaces; those of one space rise and do not overlap
 * @param reached whose bytes somebody reached by accesses that left what he had been given; those of others are marked
 * @param kinds   kinds of owners, in the order of their colours; the same for maps that are to be compared
 */
public record MemoryMap(
        String name, String title, List<MemoryRegion> regions, List<Reach.Landing> reached, List<String> kinds)
        implements Figure {
    private static final int MOST_ROWS = 200;

    public MemoryMap {
        regions = List.copyOf(regions);
        reached = List.copyOf(reached);
        kinds = List.copyOf(kinds);
        if (regions.isEmpty()) {
            throw new IllegalArgumentException("a map of no memory");
        }
    }

    /** The regions of each space, in the order of the spaces. */
    Map<String, List<MemoryRegion>> spaces() {
        Map<String, List<MemoryRegion>> spaces = new LinkedHashMap<>();
        regions.forEach(region -> spaces.computeIfAbsent(region.space(), space -> new ArrayList<>())
                .add(region));
        return spaces;
    }

    /** Share of a region's bytes that somebody reached who should not have; a byte that was reached twice counts twice. */
    double reachedShare(MemoryRegion region) {
        long bytes = 0;
        for (Reach.Landing landing : reached) {
            boolean foreign = landing.whose() == Reach.Whose.ANOTHER || landing.whose() == Reach.Whose.MACHINE;
            if (foreign
                    && landing.space().equals(region.space())
                    && landing.what().equals(region.what())) {
                bytes += landing.bytesRead() + landing.bytesWritten();
            }
        }
        return Math.min(1, (double) bytes / Math.max(1, region.bytes()));
    }

    /** The kinds of owners in these regions, in order of mention. */
    public static List<String> kinds(List<MemoryRegion> regions) {
        return regions.stream()
                .filter(region -> !region.actor().isEmpty())
                .map(MemoryMap::kind)
                .distinct()
                .toList();
    }

    /** Actors of one kind have one colour: the name without the number at its end, and without its children. */
    static String kind(MemoryRegion region) {
        String parent = region.actor().split("/", 2)[0];
        String kind = parent.replaceFirst("[0-9]+$", "");
        return kind.isEmpty() ? parent : kind;
    }

    /** Whether these bytes are the memory that the actor's own code works in, and not what the machine keeps for it. */
    static boolean isOwnMemory(MemoryRegion region) {
        return !region.actor().isEmpty() && region.what().equals("actor " + region.actor());
    }

    @Override
    public Numbers numbers() {
        List<List<String>> rows = new ArrayList<>();
        for (MemoryRegion region : regions.subList(0, Math.min(MOST_ROWS, regions.size()))) {
            List<String> row = new ArrayList<>(List.of(
                    region.space(),
                    "0x" + Long.toHexString(region.base()),
                    Amounts.bytes(region.bytes()),
                    region.actor().isEmpty() ? "machine" : region.actor(),
                    region.what()));
            if (!reached.isEmpty()) {
                row.add(reachedShare(region) > 0 ? Amounts.percent(reachedShare(region)) : "");
            }
            rows.add(row);
        }
        List<String> columns = new ArrayList<>(List.of("space", "from", "size", "owner", "what"));
        if (!reached.isEmpty()) {
            columns.add("reached");
        }
        if (regions.size() > MOST_ROWS) {
            List<String> more = new ArrayList<>(List.of(
                    "and " + (regions.size() - MOST_ROWS) + " more", "", "", "", "all regions are in run.json"));
            while (more.size() < columns.size()) {
                more.add("");
            }
            rows.add(more);
        }
        return new Numbers(columns, rows);
    }
}
