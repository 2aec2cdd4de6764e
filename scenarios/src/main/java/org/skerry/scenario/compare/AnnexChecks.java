package org.skerry.scenario.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.skerry.view.report.Report.Verdict;
import org.skerry.view.report.Report.Verdict.State;

/** Checks that chapters bring with them, in the numbers of {@code run.json}: so a report that is made from these has them as well. */
public final class AnnexChecks {
    private static final String KEY = "checks";

    private AnnexChecks() {}

    /** Writes the checks of a chapter into its numbers. */
    static void write(ObjectNode numbers, List<Verdict> checks) {
        ArrayNode list = numbers.putArray(KEY);
        for (Verdict check : checks) {
            list.addObject()
                    .put("claim", check.what())
                    .put("state", check.state().name())
                    .put("detail", check.detail());
        }
    }

    /** A comparison with the checks of its chapters, in their order. */
    public static Comparison checked(Comparison comparison, List<Annex> annexes) {
        List<Verdict> checks = new ArrayList<>();
        for (Annex annex : annexes) {
            for (JsonNode check : annex.json().path(KEY)) {
                checks.add(new Verdict(
                        check.path("claim").asText(),
                        State.valueOf(check.path("state").asText()),
                        check.path("detail").asText()));
            }
        }
        return checks.isEmpty() ? comparison : comparison.with(checks);
    }
}
