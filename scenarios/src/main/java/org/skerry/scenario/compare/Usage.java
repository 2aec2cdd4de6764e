package org.skerry.scenario.compare;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.sim.machine.MeasuredRegion;
import org.skerry.sim.stats.CostLine;
import org.skerry.sim.trace.MemoryRegion;
import org.skerry.view.report.Chapter;

/** How much of each machine was used: cores, memory, the network; and what of memory lay idle where nobody else could use it. */
public final class Usage {
    private static final String NONE = "-";
    private static final int LINE_BYTES = 64;

    /**
     * A figure of a run by itself.
     *
     * @param name   with its unit
     * @param figure absent where a run has none
     */
    record Row(String name, Function<FinishedRun, OptionalDouble> figure) {}

    /** Figures that need no more than the run. */
    static final List<Row> ROWS = List.of(
            new Row(
                    "cores at work [% of their time]",
                    run -> percent(share(run, "turns.busyCycles", "core.stallCycles.memory"))),
            new Row(
                    "of that, waiting for lines [% of their time]",
                    run -> percent(share(run, "core.stallCycles.memory"))),
            new Row("mean power [mW]", Usage::power),
            new Row("network, bytes per piece of work", run -> Merit.perPiece(run, "network.packetBytes")),
            new Row("network, packets per piece of work", run -> Merit.perPiece(run, "network.packets")),
            new Row("busiest link [% of its cycles]", run -> percent(busiest(run))),
            new Row("DRAM, bytes per piece of work", Usage::dram));

    private Usage() {}

    /**
     * Memory of a machine at the end of a run.
     *
     * @param used     bytes that software was given
     * @param stranded bytes beside them in spaces that one actor alone can reach
     * @param free     bytes that any new actor could be given
     */
    record Memory(long used, long stranded, long free) {
        /** Of a run on a machine with so many bytes. */
        static Memory of(FinishedRun run, long capacity) {
            Map<String, Long> spaces = new LinkedHashMap<>();
            Map<String, Long> used = new LinkedHashMap<>();
            Map<String, Set<String>> actors = new LinkedHashMap<>();
            for (MemoryRegion region : run.record().memory()) {
                spaces.put(region.space(), region.spaceBytes());
                used.merge(region.space(), region.bytes(), Long::sum);
                if (!region.actor().isEmpty()) {
                    actors.computeIfAbsent(region.space(), any -> new LinkedHashSet<>())
                            .add(region.actor());
                }
            }
            long all = used.values().stream().mapToLong(Long::longValue).sum();
            long stranded = 0;
            for (Map.Entry<String, Set<String>> space : actors.entrySet()) {
                if (spaces.size() > 1 && space.getValue().size() == 1) {
                    stranded += spaces.get(space.getKey()) - used.get(space.getKey());
                }
            }
            return new Memory(all, stranded, Math.max(0, capacity - all - stranded));
        }
    }

    /** A chapter about runs with time; {@code capacities} are the bytes of each one's machine. */
    public static Annex of(List<FinishedRun> runs, List<Long> capacities) {
        List<Memory> memories = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            memories.add(Memory.of(runs.get(i), capacities.get(i)));
        }
        List<List<String>> lines = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of(""));
        runs.forEach(run -> heads.add(run.record().machine()));
        lines.add(heads);
        row(lines, runs, ROWS.get(0));
        row(lines, runs, ROWS.get(1));
        row(lines, runs, ROWS.get(2));
        List<String> energy = new ArrayList<>(List.of("energy per piece of work, with its range [nJ]"));
        runs.forEach(run -> energy.add(Merit.energy(run).map(Usage::range).orElse(NONE)));
        lines.add(energy);
        memory(lines, memories, "memory in use at the end [KiB]", Memory::used);
        memory(lines, memories, "memory stranded beside it [KiB]", Memory::stranded);
        memory(lines, memories, "memory free for anybody [KiB]", Memory::free);
        ROWS.subList(3, ROWS.size()).forEach(row -> row(lines, runs, row));
        return new Annex(
                "usage",
                new Chapter(
                        "What was used of each machine",
                        List.of(
                                Chapter.Table.of("", lines),
                                new Chapter.Paragraph(
                                        "Stranded is what lies idle in memories that one actor alone can reach: nobody"
                                                + " can borrow it. Memory that no actor was given is free for new ones."))),
                json(runs, memories));
    }

    private static ObjectNode json(List<FinishedRun> runs, List<Memory> memories) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < runs.size(); i++) {
            FinishedRun run = runs.get(i);
            ObjectNode one = json.putObject(run.record().machine());
            share(run, "turns.busyCycles", "core.stallCycles.memory").ifPresent(value -> one.put("coresAtWork", value));
            share(run, "core.stallCycles.memory").ifPresent(value -> one.put("coresWaitingForLines", value));
            power(run).ifPresent(value -> one.put("milliwatts", value));
            one.put("memoryUsedBytes", memories.get(i).used)
                    .put("memoryStrandedBytes", memories.get(i).stranded)
                    .put("memoryFreeBytes", memories.get(i).free);
            Merit.perPiece(run, "network.packetBytes").ifPresent(value -> one.put("networkBytesPerPiece", value));
            busiest(run).ifPresent(value -> one.put("busiestLink", value));
            dram(run).ifPresent(value -> one.put("dramBytesPerPiece", value));
        }
        return json;
    }

    private static void row(List<List<String>> lines, List<FinishedRun> runs, Row row) {
        List<String> line = new ArrayList<>(List.of(row.name));
        runs.forEach(run -> line.add(digits(row.figure.apply(run))));
        lines.add(line);
    }

    private static void memory(
            List<List<String>> lines, List<Memory> memories, String name, Function<Memory, Long> bytes) {
        List<String> line = new ArrayList<>(List.of(name));
        memories.forEach(memory -> line.add(String.format(Locale.ROOT, "%,d", bytes.apply(memory) >> 10)));
        lines.add(line);
    }

    /** Of the time of all cores in the measured part. */
    private static OptionalDouble share(FinishedRun run, String... metrics) {
        MeasuredRegion region = run.record().region();
        double sum = 0;
        boolean any = false;
        for (String metric : metrics) {
            if (run.record().metrics().has(metric)) {
                sum += run.record().metrics().value(metric);
                any = true;
            }
        }
        double cycles = (double) region.cycles() * run.places();
        return any && cycles > 0 ? OptionalDouble.of(sum / cycles) : OptionalDouble.empty();
    }

    /** Mean power over the measured part, in mW. */
    static OptionalDouble power(FinishedRun run) {
        long nanoseconds = run.record().region().nanoseconds();
        return run.record().energy().isEmpty() || nanoseconds == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(CostLine.sum(run.record().energy()).amount() / nanoseconds); // a pJ in a ns is a mW
    }

    private static OptionalDouble busiest(FinishedRun run) {
        long cycles = run.record().region().cycles();
        return run.record().links().isEmpty() || cycles == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(run.record().links().stream()
                                .mapToLong(link -> link.flits())
                                .max()
                                .orElseThrow()
                        / (double) cycles);
    }

    private static OptionalDouble dram(FinishedRun run) {
        OptionalDouble reads = Merit.perPiece(run, "memory.dram.reads");
        OptionalDouble writes = Merit.perPiece(run, "memory.dram.writes");
        return reads.isPresent() && writes.isPresent()
                ? OptionalDouble.of(LINE_BYTES * (reads.getAsDouble() + writes.getAsDouble()))
                : OptionalDouble.empty();
    }

    /** Of an estimate in pJ. */
    private static String range(CostLine line) {
        return String.format(
                Locale.ROOT, "%,.1f (%,.1f - %,.1f)", line.amount() / 1e3, line.low() / 1e3, line.high() / 1e3);
    }

    private static OptionalDouble percent(OptionalDouble share) {
        return share.isPresent() ? OptionalDouble.of(100 * share.getAsDouble()) : share;
    }

    private static String digits(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%,.1f", value.getAsDouble()) : NONE;
    }
}
