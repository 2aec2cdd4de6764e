package org.skerry.sim.trace;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The parts of a machine and where they lie, in micrometres from the upper left corner. Parents come before children and
 * enclose them.
 */
public record Floorplan(List<Element> elements) {
    /** The parent of an element that has none. */
    public static final int NO_PARENT = -1;

    /**
     * One part.
     *
     * @param id entity id, as in trace and digest
     * @param kind what it is: tile, enclave, router, core, memory, ...
     * @param name its name in messages
     * @param parent id of the element around it, or {@link #NO_PARENT}
     * @param x left edge in micrometres
     * @param y upper edge in micrometres
     * @param width in micrometres
     * @param height in micrometres
     */
    public record Element(int id, String kind, String name, int parent, int x, int y, int width, int height) {}

    /** Refuses ids that occur twice and parents that do not come first. */
    public Floorplan {
        elements = List.copyOf(elements);
        Set<Integer> known = new HashSet<>();
        for (Element element : elements) {
            if (element.parent != NO_PARENT && !known.contains(element.parent)) {
                throw new IllegalArgumentException("floorplan element " + element.name + ": parent " + element.parent
                        + " does not come before it");
            }
            if (!known.add(element.id)) {
                throw new IllegalArgumentException(
                        "floorplan element " + element.name + ": id " + element.id + " occurs twice");
            }
        }
    }
}
