package org.skerry.scenario.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.skerry.scenario.history.History.Gap;
import org.skerry.scenario.history.History.Outcome;
import org.skerry.scenario.linear.Linearizability;
import org.skerry.scenario.linear.Linearizability.Finding;
import org.skerry.scenario.spec.HistoryCheck;
import org.skerry.view.report.Report.Verdict;
import org.skerry.view.report.Report.Verdict.State;

/** Holds what clients logged against what a scenario says of them. */
public final class HistoryVerdicts {
    /** Every register before anybody has written. */
    public static final long INITIAL = 0;

    private HistoryVerdicts() {}

    /**
     * A verdict for each thing that is asked.
     *
     * @param cutShort whether the run ended at a limit, so that what is missing says nothing
     */
    public static List<Verdict> of(HistoryCheck check, History history, boolean cutShort) {
        if (history.isEmpty()) {
            String claim = "clients log what they saw";
            return List.of(new Verdict(claim, cutShort ? State.NOT_TOLD : State.FAILS, "nobody did"));
        }
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(linearizable(history));
        if (check.longestGapNanoseconds() > 0) {
            verdicts.add(gap(check.longestGapNanoseconds(), history));
        }
        if (check.answerWithinNanoseconds() > 0) {
            verdicts.add(within(check.answerWithinNanoseconds(), history, cutShort));
        }
        check.majority().ifPresent(majority -> verdicts.add(majority(majority, history, cutShort)));
        return verdicts;
    }

    private static Verdict linearizable(History history) {
        String claim = "the history is linearizable";
        Finding finding = Linearizability.check(history.operations(), INITIAL);
        String size = String.format(
                Locale.ROOT,
                "%,d operations, %,d of them answered; %,d configurations were looked at",
                history.attempts().size(),
                history.count(Outcome.ANSWERED),
                finding.configurations());
        return switch (finding.answer()) {
            case LINEARIZABLE -> new Verdict(claim, State.HOLDS, size);
            case UNKNOWN ->
                new Verdict(
                        claim,
                        State.NOT_TOLD,
                        size + ", and then register " + finding.key() + " was given up. Give clients fewer operations "
                                + "at a time, or more registers");
            case NOT_LINEARIZABLE ->
                new Verdict(
                        claim,
                        State.FAILS,
                        "no register " + finding.key() + ", "
                                + (finding.fromAnything()
                                        ? "whatever its value was before"
                                        : "with " + INITIAL + " in it at first")
                                + ", can have done this, in nanoseconds: "
                                + finding.counterexample().stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining("; ")));
        };
    }

    private static Verdict gap(long nanoseconds, History history) {
        Gap gap = history.longestGap();
        boolean small = gap.nanoseconds() <= nanoseconds;
        return new Verdict(
                "somebody is answered at least every " + micros(nanoseconds),
                !small ? State.FAILS : history.count(Outcome.OPEN) == 0 ? State.HOLDS : State.NOT_TOLD,
                "the longest gap is " + micros(gap.nanoseconds()) + ", from " + micros(gap.from()) + " on"
                        + open(history));
    }

    /** Said where somebody waited to the end of the run: what came after the last answer is no gap that has an end. */
    private static String open(History history) {
        long open = history.count(Outcome.OPEN);
        return open == 0 ? "" : "; " + open + " never heard anything";
    }

    private static Verdict within(long nanoseconds, History history, boolean cutShort) {
        long open = history.count(Outcome.OPEN);
        boolean fast = history.longestWait() <= nanoseconds;
        State state = !fast ? State.FAILS : open == 0 ? State.HOLDS : cutShort ? State.NOT_TOLD : State.FAILS;
        return new Verdict(
                "every operation is answered, or its client hears that it cannot be, within " + micros(nanoseconds),
                state,
                "the longest took " + micros(history.longestWait()) + open(history));
    }

    private static Verdict majority(HistoryCheck.Majority majority, History history, boolean cutShort) {
        long without = history.count(Outcome.NO_QUORUM);
        long silent = history.count(Outcome.NO_ANSWER);
        String detail = String.format(
                        Locale.ROOT,
                        "%,d answered, %,d heard that there is no majority, %,d gave up",
                        history.count(Outcome.ANSWERED),
                        without,
                        silent)
                + open(history);
        if (majority == HistoryCheck.Majority.KEPT) {
            boolean open = history.count(Outcome.OPEN) > 0;
            State state = without + silent > 0 ? State.FAILS : open ? State.NOT_TOLD : State.HOLDS;
            return new Verdict("the service keeps a majority: nobody is sent away", state, detail);
        }
        State state = history.endsWithoutMajority() ? State.HOLDS : cutShort ? State.NOT_TOLD : State.FAILS;
        return new Verdict("the service has lost its majority, and tells every client", state, detail);
    }

    /** What a run is told about its service, in a sentence. */
    public static String sentence(History history) {
        Gap gap = history.longestGap();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "The service answered %,d of %,d operations, told %,d that there is no majority and %,d nothing; the longest time without an "
                        + "answer was %s, from %s on.",
                history.count(Outcome.ANSWERED),
                history.attempts().size(),
                history.count(Outcome.NO_QUORUM),
                history.count(Outcome.NO_ANSWER) + history.count(Outcome.OPEN),
                micros(gap.nanoseconds()),
                micros(gap.from())));
        for (History.Leader leader : history.leaders()) {
            Gap around = history.gapAround(leader.nanoseconds());
            text.append(String.format(
                    Locale.ROOT,
                    " %s led term %d from %s on%s.",
                    leader.actor(),
                    leader.term(),
                    micros(leader.nanoseconds()),
                    around.nanoseconds() == 0
                            ? ""
                            : ", " + micros(leader.nanoseconds() - around.from())
                                    + " after the last answer and " + micros(around.to() - leader.nanoseconds())
                                    + " before the next"));
        }
        return text.toString();
    }

    private static String micros(long nanoseconds) {
        return String.format(Locale.ROOT, "%,.1f µs", nanoseconds / 1e3);
    }
}
