package org.skerry.scenario.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.skerry.model.sharedmem.explore.Bounds;
import org.skerry.model.sharedmem.explore.Exploration;
import org.skerry.model.sharedmem.explore.Flaw;
import org.skerry.model.sharedmem.explore.Mutants;
import org.skerry.model.sharedmem.explore.Tables;

/**
 * The tables of the coherence protocol in every order of events: one writer or many readers, no stale copy, no lost write, nobody stuck,
 * and every delivery brings the end nearer; and tables with one mistake, each of which breaks a rule.
 */
final class ProtocolSuite implements Suite {
    private static final String SOURCE = "docs/VALIDATION.md, the coherence protocol";

    private static final List<Bounds> SPACES = List.of(
            Bounds.of(2, 1),
            Bounds.of(3, 1),
            Bounds.of(4, 1),
            Bounds.overlapping(2),
            Bounds.overlapping(3),
            Bounds.of(2, 2),
            Bounds.of(3, 2).withRequestsInAll(1),
            Bounds.of(4, 2).withRequestsInAll(1));

    /** A slice that includes what caches hold has fewer states, so that more of them can be gone through. */
    private static final List<Bounds> SPACES_OF_INCLUSIVE =
            List.of(Bounds.of(2, 2).withRequestsPerCache(2), Bounds.of(3, 2).withRequestsInAll(2));

    @Override
    public String name() {
        return "protocol";
    }

    @Override
    public String text() {
        return "coherence tables for two to four caches and one or two lines in every order of events, and mutated tables";
    }

    @Override
    public List<Row> run(Effort effort) {
        List<Row> rows = new ArrayList<>();
        run("non-inclusive", Tables.NON_INCLUSIVE, effort, rows);
        run("inclusive", Tables.INCLUSIVE, effort, rows);
        return rows;
    }

    private static void run(String subject, Tables tables, Effort effort, List<Row> rows) {
        List<Bounds> spaces = new ArrayList<>(SPACES);
        if (tables.inclusive()) {
            spaces.addAll(SPACES_OF_INCLUSIVE);
        }
        for (Bounds bounds : spaces) {
            if (effort.wanted().test(subject + ", " + bounds.text())) {
                rows.add(explored(subject, tables, bounds));
            }
        }
        if (effort.wanted().test(subject + ", mutants")) {
            rows.add(mutants(subject, tables));
        }
    }

    private static Row explored(String subject, Tables tables, Bounds bounds) {
        Exploration exploration = new Exploration(bounds, tables);
        String flaw = "";
        try {
            exploration.run();
        } catch (Flaw found) {
            flaw = found.getMessage() + " ";
        }
        String size =
                String.format(Locale.ROOT, "(%,d states, %,d steps)", exploration.states(), exploration.transitions());
        return row(subject, "rules that are broken", bounds.text(), "flaws", 0, flaw.isEmpty() ? 0 : 1, flaw + size);
    }

    private static Row mutants(String subject, Tables tables) {
        Exploration exploration = new Exploration(Bounds.overlapping(2), tables);
        exploration.run();
        Set<String> idle = exploration.idle();
        int harmful = 0;
        int found = 0;
        List<String> wrong = new ArrayList<>();
        for (Mutants.Mutant each : Mutants.of(tables, idle, 1)) {
            boolean caught = Mutants.isFound(each.tables());
            harmful += each.harmless() ? 0 : 1;
            found += caught ? 1 : 0;
            if (caught == each.harmless()) {
                wrong.add(each.name());
            }
        }
        return row(
                subject,
                "mutated tables that are found out",
                "one action less, or another next state",
                "tables",
                harmful,
                found,
                String.join("; ", wrong));
    }

    private static Row row(
            String subject, String figure, String point, String unit, int reference, int model, String note) {
        return new Row(subject, figure, point, unit, reference, model, false, 0, Row.Basis.RULE, note, SOURCE);
    }
}
