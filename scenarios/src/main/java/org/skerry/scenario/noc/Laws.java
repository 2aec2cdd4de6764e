package org.skerry.scenario.noc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.skerry.noc.grid.ReachabilityLaw;
import org.skerry.noc.traffic.LoadCurve;
import org.skerry.noc.traffic.TimeDivision;
import org.skerry.noc.traffic.TimeDivisionLaw;

/**
 * Closed forms, and figures of another program, beside what the networks here do: what time division costs, and who can still talk when parts
 * are dead.
 *
 * @param rows one for each figure
 */
public record Laws(List<Row> rows) {
    private static final int PHASES_DRAWN = 40;
    private static final int FAULT_SETS = 1000;

    /**
     * A figure.
     *
     * @param name      what it is of
     * @param expected  by the closed form or the other program
     * @param measured  here
     * @param tolerance largest difference
     * @param note      what else to know, or empty
     */
    public record Row(String name, double expected, double measured, double tolerance, String note) {
        /** Whether the difference is within the tolerance. */
        public boolean holds() {
            return Math.abs(measured - expected) <= tolerance;
        }
    }

    /** Copies the rows. */
    public Laws {
        rows = List.copyOf(rows);
    }

    /** Measures all of them; takes minutes. */
    public static Laws measure(int threads) {
        List<Callable<Row>> jobs = new ArrayList<>();
        for (TimeDivisionLaw law : TimeDivisionLaw.all()) {
            jobs.add(() -> overhead(law));
        }
        for (ReachabilityLaw law : ReachabilityLaw.all()) {
            jobs.add(() -> reachable(law));
        }
        List<Row> rows = new ArrayList<>(LoadCurve.all(jobs, threads));
        rows.addAll(0, savings(rows));
        return new Laws(rows);
    }

    private static Row overhead(TimeDivisionLaw law) {
        double expected = law.expected();
        return new Row(
                "time division, " + law.k() + " x " + law.k() + ", D = " + law.domains() + ", "
                        + law.schedule().name().toLowerCase(java.util.Locale.ROOT) + ": cycles more",
                expected,
                law.measure(PHASES_DRAWN),
                TimeDivisionLaw.TOLERANCE * expected,
                "");
    }

    /** Of each size and number of domains, by the rows of both schedules. */
    private static List<Row> savings(List<Row> overheads) {
        List<Row> savings = new ArrayList<>();
        List<TimeDivisionLaw> laws = TimeDivisionLaw.all();
        for (int i = 0; i < laws.size(); i++) {
            TimeDivisionLaw law = laws.get(i);
            if (law.schedule() == TimeDivision.Schedule.WAVE) {
                savings.add(new Row(
                        "time division, " + law.k() + " x " + law.k() + ", D = " + law.domains() + ": waves save",
                        TimeDivisionLaw.saving(law.k()),
                        1 - overheads.get(i).measured() / overheads.get(i - 1).measured(),
                        TimeDivisionLaw.SAVING_TOLERANCE,
                        ""));
            }
        }
        return savings;
    }

    private static Row reachable(ReachabilityLaw law) {
        return new Row(
                "reachable pairs, " + law.k() + " x " + law.k() + ", " + law.dead() + " dead "
                        + (law.links() ? "links" : "routers") + " (" + StudyResult.text("%.4g", law.percent()) + " %), "
                        + law.routing()
                                .name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', '-'),
                law.expected(),
                law.measure(FAULT_SETS),
                ReachabilityLaw.TOLERANCE,
                Double.isNaN(law.counted())
                        ? ""
                        : "exactly, or counted with more sets: " + StudyResult.text("%.3f", law.counted()));
    }

    /** Figures that are not within their tolerances. */
    public long misses() {
        return rows.stream().filter(row -> !row.holds()).count();
    }

    /** A flat object for each figure. */
    public ArrayNode json() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Row row : rows) {
            ObjectNode json = array.addObject();
            json.put("law", row.name());
            json.put("expected", row.expected());
            json.put("measured", row.measured());
            json.put("tolerance", row.tolerance());
            json.put("holds", row.holds());
        }
        return array;
    }

    /** Heads and rows of a table for people. */
    public List<List<String>> table() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("law", "expected", "measured", "tolerance", "", ""));
        for (Row row : rows) {
            lines.add(List.of(
                    row.name(),
                    StudyResult.text("%.3f", row.expected()),
                    StudyResult.text("%.3f", row.measured()),
                    StudyResult.text("%.3f", row.tolerance()),
                    row.holds() ? "" : "misses",
                    row.note()));
        }
        return lines;
    }
}
