package org.skerry.scenario.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.skerry.scenario.run.RunJson;
import org.skerry.sim.config.ConfigException;
import org.skerry.view.report.Report.Verdict;
import org.skerry.view.report.Report.Verdict.State;

/** Checks that chapters bring with them, in the numbers of {@code run.json}: so a report that is made from these has them as well. */
public final class AnnexChecks {
    private static final String KEY = "checks";

    private AnnexChecks() {}

    /** Writes the checks of a chapter into its numbers, as those of a run are written. */
    static void write(ObjectNode numbers, List<Verdict> checks) {
        numbers.set(KEY, RunJson.verdicts(checks));
    }

    /**
     * A comparison with the checks of its chapters, in their order.
     *
     * @throws ConfigException if numbers that were read have a check that cannot be one
     */
    public static Comparison checked(Comparison comparison, List<Annex> annexes) {
        List<Verdict> checks = new ArrayList<>();
        for (Annex annex : annexes) {
            for (JsonNode check : annex.json().path(KEY)) {
                checks.add(new Verdict(
                        check.path("claim").asText(),
                        state(annex.key(), check.path("state").asText()),
                        check.path("detail").asText()));
            }
        }
        return checks.isEmpty() ? comparison : comparison.with(checks);
    }

    private static State state(String chapter, String word) {
        for (State state : State.values()) {
            if (state.word().equalsIgnoreCase(word)) {
                return state;
            }
        }
        throw new ConfigException("run.json: a state in comparison." + chapter + "." + KEY + " is '" + word
                + "', which is no result of a check. Run the comparison again.");
    }
}
