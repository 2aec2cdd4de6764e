package org.skerry.view.chart;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.trace.MemoryRegion;

/** Sets the regions of one address space into lines, as words are: what belongs to one actor stays together if it can. */
final class MemoryFrame {
    private static final double PIXELS_PER_ROOT = 1.1;
    private static final double NARROWEST = 3;
    private static final double WIDEST_GAP = 110;
    private static final int MOST_LINES = 24;

    /**
     * A region in its place.
     *
     * @param region what it is, or null for unused addresses
     * @param bytes  its size
     * @param line   from 0
     * @param x      from the frame's left edge
     * @param width  in pixels
     */
    record Box(MemoryRegion region, long bytes, int line, double x, double width) {}

    /**
     * Name of the actor to whom the boxes below belong.
     *
     * @param owner name
     * @param line  from 0
     * @param x     from the frame's left edge
     * @param width room for it
     */
    record Label(String owner, int line, double x, double width) {}

    private final String name;
    private final long bytes;
    private final double width;
    private final List<Box> boxes = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();
    private int line;
    private double x;
    private int left;

    MemoryFrame(String name, List<MemoryRegion> regions, double width) {
        this.name = name;
        this.bytes = regions.get(0).spaceBytes();
        this.width = width;
        List<Box> group = new ArrayList<>();
        String owner = "";
        long end = 0;
        for (MemoryRegion region : regions) {
            boolean other = !region.actor().isEmpty()
                    && !owner.isEmpty()
                    && !region.actor().equals(owner);
            if (other) {
                place(owner, group);
                owner = "";
            }
            owner = region.actor().isEmpty() ? owner : region.actor();
            gap(group, region.base() - end);
            group.add(new Box(region, region.bytes(), 0, 0, width(region.bytes())));
            end = region.base() + region.bytes();
        }
        gap(group, bytes - end);
        place(owner, group);
    }

    String name() {
        return name;
    }

    /** Size of the space. */
    long bytes() {
        return bytes;
    }

    int lines() {
        return Math.min(MOST_LINES, line + 1) + (left > 0 ? 1 : 0);
    }

    /** How many regions found no room. */
    int left() {
        return left;
    }

    List<Box> boxes() {
        return boxes;
    }

    List<Label> labels() {
        return labels;
    }

    private double width(long size) {
        return Math.min(width, Math.max(NARROWEST, PIXELS_PER_ROOT * Math.sqrt(Math.sqrt(size))));
    }

    private void gap(List<Box> group, long size) {
        if (size > 0) {
            group.add(new Box(null, size, 0, 0, Math.min(WIDEST_GAP, width(size))));
        }
    }

    /** Unused addresses take what room is left. */
    private static double least(Box box) {
        return box.region() == null ? Math.min(NARROWEST, box.width()) : box.width();
    }

    /** Sets one actor's boxes and empties the list. */
    private void place(String owner, List<Box> group) {
        double all = group.stream().mapToDouble(MemoryFrame::least).sum();
        if (x > 0 && x + all > width) {
            line++;
            x = 0;
        }
        if (!owner.isEmpty() && line < MOST_LINES) {
            endLabel();
            labels.add(new Label(owner, line, x, width - x));
        }
        for (Box box : group) {
            if (x > 0 && x + least(box) > width) {
                line++;
                x = 0;
            }
            double fitting = Math.min(box.width(), width - x);
            if (line < MOST_LINES) {
                boxes.add(new Box(box.region(), box.bytes(), line, x, fitting));
            } else {
                left += box.region() == null ? 0 : 1;
            }
            x += fitting;
        }
        group.clear();
    }

    /** A label may run on over unused addresses until the next one of its line. */
    private void endLabel() {
        int last = labels.size() - 1;
        if (last >= 0 && labels.get(last).line() == line) {
            Label label = labels.get(last);
            labels.set(last, new Label(label.owner(), line, label.x(), x - label.x() - 3));
        }
    }
}
