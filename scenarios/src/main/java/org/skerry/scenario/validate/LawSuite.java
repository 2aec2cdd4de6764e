package org.skerry.scenario.validate;

import java.util.List;
import org.skerry.scenario.noc.Laws;

/** What time division costs, and who can still talk when parts are dead, against closed forms and another program. */
final class LawSuite implements Suite {
    private static final String TIME_DIVISION = "time division";

    @Override
    public String name() {
        return "laws";
    }

    @Override
    public String text() {
        return "cost of time division and reachable pairs with dead parts against closed forms and figures of another program";
    }

    @Override
    public List<Row> run(Effort effort) {
        if (!effort.wanted().test(TIME_DIVISION) && !effort.wanted().test("reachable pairs")) {
            return List.of();
        }
        return Laws.measure(effort.threads()).rows().stream()
                .map(LawSuite::row)
                .filter(row -> effort.wanted().test(row.subject()))
                .toList();
    }

    private static Row row(Laws.Row law) {
        String[] words = law.name().split(", ", 2);
        boolean cycles = law.name().endsWith("cycles more");
        boolean time = words[0].equals(TIME_DIVISION);
        return new Row(
                words[0],
                time ? cycles ? "latency that slots add" : "share of it that waves save" : "share of pairs",
                words[1],
                cycles ? "cycles" : "share",
                law.expected(),
                law.measured(),
                false,
                law.tolerance(),
                Row.Basis.PREDICTED,
                law.note(),
                time
                        ? "closed forms of (D - 1) / 2 x (1 + mean hops) and (D - 1) / 2 x (1 + P(turn)), docs/VALIDATION.md"
                        : "figures of another program, docs/VALIDATION.md");
    }
}
