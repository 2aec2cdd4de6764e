package org.skerry.scenario.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.skerry.wasm.ModuleReport;

/** Writes a module's report for people and for programs. */
final class InspectionText {
    private static final int MOST_FUNCTIONS = 10;

    private InspectionText() {}

    static ObjectNode json(ModuleReport report, ImportAudit audit) {
        ObjectNode json = new ObjectMapper().valueToTree(report);
        json.put("accepted", report.accepted());
        if (audit.checked()) {
            ObjectNode check = json.putObject("check");
            check.put("holds", audit.broken().isEmpty());
            audit.broken().forEach(check.putArray("broken")::add);
        }
        return json;
    }

    static List<String> lines(ModuleReport report, ImportAudit audit) {
        List<String> lines = new ArrayList<>();
        lines.add(report.name() + ": " + count(report.bytes(), "byte")
                + (report.rewrittenBytes() < 0 ? "" : ", " + whole(report.rewrittenBytes()) + " with the meter"));
        lines.add("sha256 " + report.sha256());
        verdict(report, lines);
        imports(report, lines);
        exports(report, lines);
        memory(report, lines);
        functions(report, lines);
        if (!report.proposals().isEmpty()) {
            lines.add("");
            lines.add("uses beyond WebAssembly 1.0: " + String.join(", ", report.proposals()));
        }
        provenance(report, lines);
        if (audit.checked()) {
            lines.add("");
            lines.add(audit.broken().isEmpty() ? "check: holds" : "check: fails");
            audit.broken().forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    private static void verdict(ModuleReport report, List<String> lines) {
        lines.add("");
        if (report.accepted()) {
            boolean ofTheContract = report.kind().equals("skerry_v1");
            lines.add("It can be an actor" + (ofTheContract ? "." : ": a " + report.kind() + "."));
            return;
        }
        lines.add("It cannot be an actor:");
        report.problems().forEach(problem -> lines.add("  " + problem));
    }

    private static void imports(ModuleReport report, List<String> lines) {
        lines.add("");
        lines.add(report.imports().isEmpty() ? "imports: none" : "imports:");
        List<List<String>> table = new ArrayList<>();
        for (ModuleReport.Import wanted : report.imports()) {
            String needs = !wanted.known()
                    ? "unknown here"
                    : wanted.capability().isEmpty() ? "needs nothing" : "needs " + wanted.capability();
            String type = wanted.kind().equals("function") ? wanted.type() : wanted.kind();
            table.add(List.of("  " + wanted.module() + "." + wanted.name(), type, needs));
        }
        lines.addAll(left(table));
    }

    private static void exports(ModuleReport report, List<String> lines) {
        lines.add("");
        lines.add(report.exports().isEmpty() ? "exports: none" : "exports:");
        List<List<String>> table = new ArrayList<>();
        for (ModuleReport.Export export : report.exports()) {
            table.add(List.of("  " + export.name(), export.kind(), export.type()));
        }
        lines.addAll(left(table));
    }

    private static void memory(ModuleReport report, List<String> lines) {
        lines.add("");
        if (report.memory() == null) {
            lines.add("memory: none");
        } else {
            ModuleReport.Range memory = report.memory();
            lines.add("memory: " + count(memory.min(), "page") + " of 64 KiB at the start, up to "
                    + whole(memory.effectiveMax())
                    + (memory.max() < 0 ? " (the limit of the loader; the module states none)" : ""));
        }
        for (ModuleReport.Range table : report.tables()) {
            lines.add("table: " + count(table.min(), "entry").replace("entrys", "entries") + " at the start, up to "
                    + whole(table.effectiveMax()));
        }
        lines.add("globals: " + report.globals() + "; data: " + count(report.dataBytes(), "byte"));
    }

    private static void functions(ModuleReport report, List<String> lines) {
        List<ModuleReport.Function> functions = report.functions();
        if (functions.isEmpty()) {
            return;
        }
        long instructions = functions.stream()
                .mapToLong(ModuleReport.Function::instructions)
                .sum();
        long loops = functions.stream()
                .mapToLong(function -> function.loops() - function.countedLoops())
                .sum();
        lines.add("");
        lines.add(count(functions.size(), "function") + ": " + count(instructions, "instruction") + " of text, "
                + count(loops, "loop") + " bounded only by the budget of a turn"
                + (functions.size() > MOST_FUNCTIONS ? "; the largest " + MOST_FUNCTIONS + ":" : ":"));
        List<List<String>> table = new ArrayList<>();
        functions.stream()
                .sorted(Comparator.comparingInt(ModuleReport.Function::instructions)
                        .reversed())
                .limit(MOST_FUNCTIONS)
                .forEach(function -> table.add(List.of(
                        "  " + function.name(),
                        count(function.instructions(), "instruction"),
                        "cost " + whole(function.cost()),
                        count(function.loads(), "load"),
                        count(function.stores(), "store"),
                        count(function.calls(), "call"),
                        count(function.bytes(), "byte"),
                        count(function.loops(), "loop")
                                + (function.countedLoops() == 0 ? "" : " (" + function.countedLoops() + " counted)")
                                + (function.indirect() ? ", calls through a table" : ""))));
        lines.addAll(left(table));
    }

    private static void provenance(ModuleReport report, List<String> lines) {
        if (!report.customSections().isEmpty()) {
            List<String> names = report.customSections().stream()
                    .map(custom -> custom.name() + " (" + count(custom.bytes(), "byte") + ")")
                    .toList();
            lines.add("");
            lines.add("custom sections: " + String.join(", ", names));
        }
        if (!report.producers().isEmpty()) {
            lines.add("made by, as it says itself: " + String.join(", ", report.producers()));
        }
    }

    /** Columns aligned left. */
    private static List<String> left(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(other -> other.get(column).length())
                        .max()
                        .orElse(0);
                line.append(row.get(i)).append(" ".repeat(width - row.get(i).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static String count(long count, String what) {
        return whole(count) + " " + what + (count == 1 ? "" : "s");
    }

    private static String whole(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
