package org.skerry.scenario.validate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.skerry.model.sharedmem.explore.Bounds;
import org.skerry.model.sharedmem.explore.Exploration;
import org.skerry.model.sharedmem.explore.Flaw;
import org.skerry.model.sharedmem.explore.Frames;
import org.skerry.model.sharedmem.explore.Litmus;
import org.skerry.model.sharedmem.explore.Mutants;
import org.skerry.model.sharedmem.explore.Projection;
import org.skerry.model.sharedmem.explore.Tables;

/**
 * The tables of the coherence protocol in every order of events: one writer or many readers, no stale copy, no lost write, nobody stuck,
 * and every delivery brings the end nearer; two lines, each of whose steps is a step of one by itself; and tables with one mistake, each of
 * which breaks a rule.
 */
final class ProtocolSuite implements Suite {
    private static final String SOURCE = "docs/VALIDATION.md, the coherence protocol";

    private static final List<Bounds> ONE_LINE =
            List.of(Bounds.of(2, 1), Bounds.of(3, 1), Bounds.of(4, 1), Bounds.overlapping(2), Bounds.overlapping(3));

    /** A line that devices read and write, too. */
    private static final List<Bounds> DEVICES = List.of(
            Bounds.of(2, 1).withDevices(1, true),
            Bounds.of(2, 1).withDevices(1, false),
            Bounds.of(2, 1).withDevices(2, true),
            Bounds.of(2, 1).withDevices(2, false),
            Bounds.of(3, 1).withDevices(1, true));

    private static final int STRIDE = 7; // of mutants, but where it goes deep

    private static final List<Bounds> TWO_LINES =
            List.of(Bounds.of(2, 2), Bounds.oneFrame(2), Bounds.of(3, 2).withRequestsInAll(1));

    /** A slice that includes what caches hold has fewer states, so that more of them can be gone through. */
    private static final List<Bounds> TWO_LINES_OF_INCLUSIVE =
            List.of(Bounds.of(2, 2).withRequestsPerCache(2));

    /** From seconds to half an hour each. */
    private static final List<Bounds> DEEP = List.of(
            Bounds.of(2, 2).withRequestsPerCache(2),
            Bounds.of(3, 2),
            Bounds.oneFrame(3).withRequestsInAll(1),
            Bounds.of(4, 2).withRequestsInAll(1));

    private static final long SEED = 1;

    private static final int ROUNDS = 50; // of a litmus test by guests
    private static final List<String> PRESETS = List.of("", "skylake-sp");

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
        for (Litmus test : Litmus.all()) {
            if (effort.wanted().test("guests, " + test.name())) {
                rows.add(litmus(test));
            }
        }
        return rows;
    }

    /** Outcomes that no interleaving has, on the default computer and on one whose cores have a window. */
    private static Row litmus(Litmus test) {
        Set<String> allowed = test.sequentiallyConsistent();
        Set<String> seen = new TreeSet<>();
        int wrong = 0;
        int rounds = 0;
        for (String preset : PRESETS) {
            List<String> settings = new ArrayList<>(List.of("parameters.rounds=" + ROUNDS));
            if (!preset.isEmpty()) {
                settings.add("machines.shared.preset=" + preset);
            }
            for (Map.Entry<String, Integer> each :
                    LitmusRun.outcomes(test, settings).entrySet()) {
                rounds += each.getValue();
                wrong += allowed.contains(each.getKey()) && !test.isForbidden(each.getKey()) ? 0 : each.getValue();
                seen.add(each.getKey());
            }
        }
        String note = String.format(
                Locale.ROOT,
                "(%d rounds, %d of %d outcomes of interleavings seen)",
                rounds,
                seen.size(),
                allowed.size());
        return row(
                "guests", "outcomes of litmus tests that no interleaving has", test.name(), "rounds", 0, wrong, note);
    }

    private static void run(String subject, Tables tables, Effort effort, List<Row> rows) {
        for (Bounds bounds : ONE_LINE) {
            if (effort.wanted().test(subject + ", " + bounds.text())) {
                rows.add(explored(subject, tables, bounds));
            }
        }
        Set<Bounds> spaces = new LinkedHashSet<>(TWO_LINES);
        if (tables.inclusive()) {
            spaces.addAll(TWO_LINES_OF_INCLUSIVE);
        }
        if (effort.deep()) {
            spaces.addAll(DEEP);
        }
        for (int caches = 2; caches <= 4; caches++) {
            twoLines(subject, tables, caches, spaces, effort, rows);
        }
        for (Bounds bounds : DEVICES) {
            if (effort.wanted().test(subject + ", " + bounds.text())) {
                rows.add(explored(subject, tables.withDevices(), bounds));
            }
        }
        if (effort.wanted().test(subject + ", mutants")) {
            List<Mutants.Mutant> all = Mutants.of(tables, idle(Bounds.overlapping(2), tables), 1);
            rows.add(mutants(subject, "one action less, or another next state", all, Mutants::isFound));
        }
        if (effort.wanted().test(subject + ", mutants of devices")) {
            Set<String> idle = idle(Bounds.of(2, 1).withDevices(2, true), tables.withDevices());
            List<Mutants.Mutant> all = Mutants.ofDevices(tables, idle, effort.deep() ? 1 : STRIDE);
            rows.add(mutants(subject, "requests of devices", all, Mutants::isFoundByDevices));
        }
        if (effort.deep() && effort.wanted().test(subject + ", mutants of two lines")) {
            rows.add(mutantsOfTwoLines(subject, tables));
        }
        if (effort.wanted().test(subject + ", mistakes between lines")) {
            rows.add(mistakeBetweenLines(subject, tables));
        }
    }

    private static Row explored(String subject, Tables tables, Bounds bounds) {
        Exploration exploration = new Exploration(bounds, tables);
        String flaw = flawOf(exploration::run);
        String size =
                String.format(Locale.ROOT, "(%,d states, %,d steps)", exploration.states(), exploration.transitions());
        return row(subject, "rules that are broken", bounds.text(), "flaws", 0, flaw.isEmpty() ? 0 : 1, flaw + size);
    }

    private static void twoLines(
            String subject, Tables tables, int caches, Set<Bounds> spaces, Effort effort, List<Row> rows) {
        Bounds all = Bounds.of(caches, 2).withRequestsPerCache(2);
        List<Bounds> wanted = spaces.stream()
                .filter(each -> each.caches() == caches && effort.wanted().test(subject + ", " + each.text()))
                .toList();
        boolean beside = effort.wanted().test(subject + ", " + caches + " caches, a line beside another");
        if (wanted.isEmpty() && !beside) {
            return;
        }
        Projection alone = new Projection(caches, tables);
        for (Bounds bounds : wanted) {
            Exploration exploration = new Exploration(bounds, tables).heldAgainst(alone);
            String flaw = flawOf(exploration::run);
            String size = String.format(
                    Locale.ROOT,
                    "(%,d states, %,d steps, each of one line a step of a line by itself)",
                    exploration.states(),
                    exploration.transitions());
            rows.add(row(
                    subject, "rules that are broken", bounds.text(), "flaws", 0, flaw.isEmpty() ? 0 : 1, flaw + size));
            if (bounds.equals(all)) {
                rows.add(row(
                        subject,
                        "states of two lines",
                        bounds.text(),
                        "states",
                        alone.pairs(all),
                        exploration.states(),
                        "(reference: all pairs of states of one line)"));
            }
        }
        if (beside) {
            String flaw = flawOf(() -> alone.besideOthers(all, tables, SEED));
            String size = String.format(
                    Locale.ROOT,
                    "(each of %,d states of a line beside another; so two lines come to %,d states, and no others)",
                    alone.states(),
                    alone.pairs(all));
            rows.add(row(
                    subject,
                    "steps that no line takes by itself",
                    caches + " caches, a line beside another",
                    "flaws",
                    0,
                    flaw.isEmpty() ? 0 : 1,
                    flaw + size));
        }
    }

    private static String flawOf(Runnable check) {
        try {
            check.run();
            return "";
        } catch (Flaw found) {
            return found.getMessage() + " ";
        }
    }

    private static Row mistakeBetweenLines(String subject, Tables tables) {
        Bounds deaf = Bounds.oneFrame(2).withFrames(Frames.ONE_DEAF);
        String flaw = flawOf(new Exploration(deaf, tables)::run);
        return row(
                subject,
                "mistakes between lines that are found out",
                deaf.text(),
                "mistakes",
                1,
                flaw.isEmpty() ? 0 : 1,
                flaw);
    }

    private static Set<String> idle(Bounds bounds, Tables tables) {
        Exploration exploration = new Exploration(bounds, tables);
        exploration.run();
        return exploration.idle();
    }

    private static Row mutants(String subject, String point, List<Mutants.Mutant> all, Predicate<Tables> isFound) {
        int harmful = 0;
        int found = 0;
        List<String> wrong = new ArrayList<>();
        for (Mutants.Mutant each : all) {
            boolean caught = isFound.test(each.tables());
            harmful += each.harmless() ? 0 : 1;
            found += caught ? 1 : 0;
            if (caught == each.harmless()) {
                wrong.add(each.name());
            }
        }
        return row(
                subject,
                "mutated tables that are found out",
                point,
                "tables",
                harmful,
                found,
                String.join("; ", wrong));
    }

    /** Those that one line of two caches finds out are found out by two lines that wait for each other's room. */
    private static Row mutantsOfTwoLines(String subject, Tables tables) {
        int byOne = 0;
        int byTwo = 0;
        for (Mutants.Mutant each : Mutants.of(tables, idle(Bounds.overlapping(2), tables), 1)) {
            if (Mutants.breaks(Bounds.of(2, 1), each.tables())) {
                byOne++;
                byTwo += Mutants.breaks(Bounds.oneFrame(2), each.tables()) ? 1 : 0;
            }
        }
        String point = Bounds.oneFrame(2).text();
        return row(subject, "mutated tables that are found out", point, "tables", byOne, byTwo, "(of one line)");
    }

    private static Row row(
            String subject, String figure, String point, String unit, long reference, long model, String note) {
        return new Row(subject, figure, point, unit, reference, model, false, 0, Row.Basis.RULE, note, SOURCE);
    }
}
