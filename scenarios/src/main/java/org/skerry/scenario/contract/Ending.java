package org.skerry.scenario.contract;

import java.util.List;
import org.skerry.sim.machine.RunOutcome;

/**
 * What came of a rule's deployment on one machine: all that a rule may judge.
 *
 * @param refusal  why the machine did not take the deployment, or empty
 * @param outcome  how the run ended; null after a refusal
 * @param lines    what actors wrote, {@code "actor: text"}, in the order of the machine's time
 */
record Ending(String refusal, RunOutcome outcome, List<String> lines) {
    List<String> sorted() {
        return lines.stream().sorted().toList();
    }

    /** In a few words, for a rule that was broken. */
    String words() {
        if (!refusal.isEmpty()) {
            return "refused: " + refusal;
        }
        int shown = Math.min(3, lines.size());
        return outcome.explain() + "; " + lines.size() + " lines"
                + (shown == 0 ? "" : ": " + String.join(" | ", lines.subList(0, shown)))
                + (shown < lines.size() ? " ..." : "");
    }
}
