package org.skerry.scenario.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skerry.sim.trace.MemoryRegion;

/**
 * Whose memory lies where, as a row of fields, and a second row that marks the fields somebody reached. Owners stand in the order of
 * their addresses; a field says nothing about size.
 *
 * <pre>
 * |s0 :s1 :c0 :in |      one address space: software draws the lines
 *  ###     ### ^^^       # reached, ^ who reached
 * |s0 |s1 |c0 |in |      four address spaces: walls
 * </pre>
 *
 * <p>Needs no colour to be understood, and breaks into several rows where one is too narrow.
 */
final class MemoryBar {
    /** Label of the software that several actors depend on. */
    static final String SOFTWARE = "sw";

    private static final int WIDEST_FIELD = 6;

    private final List<Field> fields;

    /**
     * One owner in one address space.
     *
     * @param owner name of the actor; empty for software of the machine
     * @param first whether another address space ends before it
     */
    private record Field(String owner, boolean first) {}

    private MemoryBar(List<Field> fields) {
        this.fields = fields;
    }

    /** The bar of these regions, as a machine reports them. */
    static MemoryBar of(List<MemoryRegion> regions) {
        Map<String, List<MemoryRegion>> spaces = new LinkedHashMap<>();
        regions.forEach(region -> spaces.computeIfAbsent(region.space(), name -> new ArrayList<>())
                .add(region));
        List<Field> fields = new ArrayList<>();
        for (List<MemoryRegion> space : spaces.values()) {
            Set<String> owners = new LinkedHashSet<>();
            space.stream().sorted(Comparator.comparingLong(MemoryRegion::base)).forEach(r -> owners.add(r.actor()));
            boolean software = owners.remove("");
            if (software && owners.size() != 1) {
                owners.add(""); // serves several actors, or none; that of a single actor counts as his
            }
            boolean first = true;
            for (String owner : owners) {
                fields.add(new Field(owner, first));
                first = false;
            }
        }
        return new MemoryBar(fields);
    }

    /** Address spaces that hold anything. */
    int spaces() {
        return (int) fields.stream().filter(Field::first).count();
    }

    /** Everybody whose memory is shown, the machine's software as an empty name. */
    Set<String> owners() {
        Set<String> owners = new LinkedHashSet<>();
        fields.forEach(field -> owners.add(field.owner));
        return owners;
    }

    /** How wide a field can be at most so that all of them fit into one row, and at least so that labels fit. */
    int fieldWidth(Map<String, String> labels, int columns) {
        int widest =
                fields.stream().mapToInt(f -> label(f, labels).length()).max().orElse(1);
        int room = fields.isEmpty() ? widest : (columns - 1) / fields.size() - 1;
        return Math.max(widest, Math.min(WIDEST_FIELD, room));
    }

    /**
     * The rows.
     *
     * @param reached owners to mark as reached; an empty name for the machine's software
     * @param by      owner to mark as the one who reached; null for none of them
     * @param labels  short names of owners
     * @param width   of a field, at least that of the longest label
     * @param columns width of a row, at least that of a field
     */
    List<String> rows(Set<String> reached, String by, Map<String, String> labels, int width, int columns, Paint paint) {
        int perRow = Math.max(1, (columns - 1) / (width + 1));
        List<String> rows = new ArrayList<>();
        for (int from = 0; from < fields.size(); from += perRow) {
            int to = Math.min(fields.size(), from + perRow);
            rows.add(names(from, to, width, labels, paint));
            String marks = marks(from, to, width, reached, by, paint);
            if (!marks.isEmpty()) {
                rows.add(marks);
            }
        }
        return rows;
    }

    private String names(int from, int to, int width, Map<String, String> labels, Paint paint) {
        StringBuilder row = new StringBuilder();
        for (int i = from; i < to; i++) {
            Field field = fields.get(i);
            String label = label(field, labels);
            String text = label + " ".repeat(width - label.length());
            row.append(field.first ? "|" : ":");
            row.append(field.owner.isEmpty() ? paint.common(text) : paint.owner(i, text));
        }
        boolean spaceGoesOn = to < fields.size() && !fields.get(to).first;
        return row.append(spaceGoesOn ? ":" : "|").toString();
    }

    private String marks(int from, int to, int width, Set<String> reached, String by, Paint paint) {
        StringBuilder row = new StringBuilder();
        for (int i = from; i < to; i++) {
            String owner = fields.get(i).owner;
            row.append(' ');
            if (owner.equals(by)) {
                row.append("^".repeat(width));
            } else {
                row.append(reached.contains(owner) ? paint.bad("#".repeat(width)) : " ".repeat(width));
            }
        }
        return row.toString().stripTrailing();
    }

    private static String label(Field field, Map<String, String> labels) {
        return field.owner.isEmpty() ? SOFTWARE : labels.getOrDefault(field.owner, field.owner);
    }

    /**
     * Short names: as few letters as tell all of them apart, and the number at the end ({@code client7}: {@code c7}). A name without
     * a number keeps at least two letters.
     */
    static Map<String, String> labels(Set<String> names) {
        for (int letters = 1; letters < 4; letters++) {
            Map<String, String> labels = new LinkedHashMap<>();
            for (String name : names) {
                labels.put(name, shortened(name, letters));
            }
            if (new LinkedHashSet<>(labels.values()).size() == names.size() && !labels.containsValue(SOFTWARE)) {
                return labels;
            }
        }
        Map<String, String> numbers = new LinkedHashMap<>();
        names.forEach(name -> numbers.put(name, "#" + (numbers.size() + 1)));
        return numbers;
    }

    private static String shortened(String name, int letters) {
        int digits = name.length();
        while (digits > 0 && Character.isDigit(name.charAt(digits - 1))) {
            digits--;
        }
        int wanted = digits == name.length() ? Math.max(2, letters) : letters;
        return name.substring(0, Math.min(wanted, digits)) + name.substring(digits);
    }
}
