package org.skerry.view.report;

import java.util.List;
import java.util.Optional;
import org.skerry.sim.machine.RunRecord;

/**
 * Everything a report shows.
 *
 * @param title       what was run
 * @param description the scenario in its author's words
 * @param finding     the result in a sentence or two
 * @param runs        finished runs, in the order of the columns
 * @param work        what the actors did together, if it can be counted
 * @param verdicts    what was checked
 * @param caveats     what the figures do not say, one sentence each
 * @param command     reproduces these runs
 * @param chapters    findings of experiments, shown before the figures of the runs
 */
public record Report(
        String title,
        String description,
        String finding,
        List<RunRecord> runs,
        Optional<Work> work,
        List<Verdict> verdicts,
        List<String> caveats,
        String command,
        List<Chapter> chapters) {

    /**
     * What the actors did together.
     *
     * @param unit  what one piece is called
     * @param count how many
     */
    public record Work(String unit, long count) {}

    /**
     * One thing that was checked.
     *
     * @param what   the claim
     * @param state  whether it holds
     * @param detail what was found
     */
    public record Verdict(String what, State state, String detail) {
        /** Whether a claim holds. */
        public enum State {
            HOLDS("holds"),
            FAILS("fails"),
            /** The run ended before it could be told. */
            NOT_TOLD("not told");

            private final String word;

            State(String word) {
                this.word = word;
            }

            /** In lower case, for people. */
            public String word() {
                return word;
            }
        }
    }

    public Report {
        runs = List.copyOf(runs);
        verdicts = List.copyOf(verdicts);
        caveats = List.copyOf(caveats);
        chapters = List.copyOf(chapters);
    }

    /** A report about runs and nothing else. */
    public Report(
            String title,
            String description,
            String finding,
            List<RunRecord> runs,
            Optional<Work> work,
            List<Verdict> verdicts,
            List<String> caveats,
            String command) {
        this(title, description, finding, runs, work, verdicts, caveats, command, List.of());
    }

    /** The same report with chapters. */
    public Report with(List<Chapter> more) {
        return new Report(title, description, finding, runs, work, verdicts, caveats, command, more);
    }
}
