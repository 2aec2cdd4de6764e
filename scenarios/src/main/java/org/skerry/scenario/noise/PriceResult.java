package org.skerry.scenario.noise;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What isolation costs where some parts of a service are busier than others: cores and memory that stand idle and that nobody can borrow.
 *
 * @param owned       the machine whose actors own what they use
 * @param shared      the machine whose actors share it, by number of cores
 * @param evenness    mean utilisation of the workers' own cores over that of the busiest; by Zipf's law H(n) / n
 * @param keptBytes   that the workers keep together
 * @param ownedBytes  of memory that is theirs alone
 * @param largestKept what the largest of them keeps
 */
public record PriceResult(
        Row owned, List<Row> shared, double evenness, long keptBytes, long ownedBytes, long largestKept) {
    /** Shared cores that do nearly as much as all of them are enough. Assumption. */
    private static final double NEARLY = 0.95;

    public PriceResult {
        shared = List.copyOf(shared);
    }

    /**
     * A machine.
     *
     * @param machine        name
     * @param cores          that it has
     * @param answersPerMs   in the middle of the run: from the first tenth of the answers to the last
     * @param utilisation    mean share of that time in which a core ran an actor
     */
    public record Row(String machine, int cores, double answersPerMs, double utilisation) {}

    /** The least number of shared cores that do nearly as much as the most of them. */
    public Row enough() {
        double best = shared.stream().mapToDouble(Row::answersPerMs).max().orElse(0);
        return shared.stream()
                .filter(row -> row.answersPerMs >= NEARLY * best)
                .findFirst()
                .orElseThrow();
    }

    /** Part of the memory that workers own and do not use. */
    public double strandedMemory() {
        return 1 - (double) keptBytes / ownedBytes;
    }

    /** In words. */
    public String finding() {
        Row enough = enough();
        return String.format(
                Locale.ROOT,
                "With a core of their own for each actor, %d cores are busy %.0f %% of the time; where cores are shared, %d of them do within"
                        + " %.0f %% of what %d do. Workers keep %,d of %,d bytes that are theirs alone: %.0f %% of the memory stands"
                        + " idle, and nobody can borrow it. Shared cores take longer for a message, so rates differ for that reason too.",
                owned.cores,
                100 * owned.utilisation,
                enough.cores,
                100 * (1 - NEARLY),
                shared.get(shared.size() - 1).cores,
                keptBytes,
                ownedBytes,
                100 * strandedMemory());
    }

    /** A line for each machine, with heads. */
    public List<List<String>> table() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("machine", "cores", "answers per ms", "cores busy", "idle cores"));
        List<Row> rows = new ArrayList<>(List.of(owned));
        rows.addAll(shared);
        for (Row row : rows) {
            lines.add(List.of(
                    row.machine,
                    Integer.toString(row.cores),
                    String.format(Locale.ROOT, "%.0f", row.answersPerMs),
                    String.format(Locale.ROOT, "%.1f %%", 100 * row.utilisation),
                    String.format(Locale.ROOT, "%.1f", row.cores * (1 - row.utilisation))));
        }
        return lines;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("evenness", evenness)
                .put("kept_bytes", keptBytes)
                .put("owned_bytes", ownedBytes)
                .put("largest_kept_bytes", largestKept)
                .put("stranded_memory", strandedMemory());
        ArrayNode rows = json.putArray("machines");
        List<Row> all = new ArrayList<>(List.of(owned));
        all.addAll(shared);
        for (Row row : all) {
            rows.addObject()
                    .put("machine", row.machine)
                    .put("cores", row.cores)
                    .put("answers_per_ms", row.answersPerMs)
                    .put("utilisation", row.utilisation);
        }
        return json;
    }
}
