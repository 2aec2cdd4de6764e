package org.skerry.scenario.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.history.History.Outcome;
import org.skerry.scenario.linear.Operation;
import org.skerry.scenario.spec.HistoryCheck;
import org.skerry.sim.machine.LogLine;
import org.skerry.view.report.Report.Verdict;
import org.skerry.view.report.Report.Verdict.State;

class HistoryTest {
    private static List<LogLine> log(String... lines) {
        List<LogLine> log = new ArrayList<>();
        for (String line : lines) {
            int space = line.indexOf(' ');
            log.add(new LogLine(log.size(), line.substring(0, space), line.substring(space + 1)));
        }
        return log;
    }

    private static List<State> states(HistoryCheck check, String... lines) {
        return HistoryVerdicts.of(check, History.of(log(lines)), false).stream()
                .map(Verdict::state)
                .toList();
    }

    @Test
    void anOperationIsItsQuestionAndItsAnswer() {
        History history = History.of(log(
                "a ask 1 write 3 7 0 at 100",
                "b ask 1 read 3 0 0 at 120",
                "a hello",
                "b got 1 ok 7 at 150",
                "a got 1 ok 0 at 160",
                "a ask 2 swap 3 8 6 at 170",
                "a got 2 no 0 at 190"));
        assertEquals(
                List.of(
                        new Operation("a", 1, Operation.Kind.WRITE, 3, 7, 0, true, 100, 160),
                        new Operation("b", 1, Operation.Kind.READ, 3, 7, 0, true, 120, 150),
                        new Operation("a", 2, Operation.Kind.SWAP, 3, 8, 6, false, 170, 190)),
                history.operations());
        assertEquals(60, history.longestWait());
    }

    @Test
    void whoGaveUpOrNeverHeardMayStillHaveIt() {
        History history = History.of(log(
                "a ask 1 write 0 1 0 at 10",
                "a got 1 no-quorum 0 at 20",
                "b ask 1 write 0 2 0 at 12",
                "b got 1 no-answer 0 at 30",
                "c ask 1 write 0 3 0 at 14"));
        assertTrue(history.operations().stream().noneMatch(Operation::answered));
        assertEquals(1, history.count(Outcome.NO_QUORUM));
        assertEquals(1, history.count(Outcome.NO_ANSWER));
        assertEquals(1, history.count(Outcome.OPEN));
        assertFalse(history.endsWithoutMajority());
    }

    @Test
    void aGapIsTheTimeInWhichNobodyIsAnswered() {
        History history = History.of(log(
                "a ask 1 read 0 0 0 at 100",
                "a got 1 ok 0 at 110",
                "a ask 2 read 0 0 0 at 120",
                "r leader of term 2 at 300",
                "a got 2 ok 0 at 410"));
        assertEquals(new History.Gap(110, 410), history.longestGap());
        assertEquals(new History.Gap(110, 410), history.gapAround(300));
        assertEquals(1, history.leaders().size());
    }

    @Test
    void eachThingThatIsAskedFailsWhenItIsNotSo() {
        String[] log = {"a ask 1 read 0 0 0 at 100", "a got 1 ok 0 at 410"};
        assertEquals(List.of(State.HOLDS), states(HistoryCheck.DEFAULT, log));
        assertEquals(
                List.of(State.HOLDS, State.FAILS, State.FAILS, State.HOLDS),
                states(new HistoryCheck(309, 309, Optional.of(HistoryCheck.Majority.KEPT)), log));
        assertEquals(
                List.of(State.HOLDS, State.HOLDS, State.HOLDS, State.FAILS),
                states(new HistoryCheck(310, 310, Optional.of(HistoryCheck.Majority.LOST)), log));
        assertEquals(
                List.of(State.HOLDS, State.HOLDS),
                states(
                        new HistoryCheck(0, 0, Optional.of(HistoryCheck.Majority.LOST)),
                        "a ask 1 read 0 0 0 at 100",
                        "a got 1 no-quorum 0 at 410"));
        assertEquals(
                List.of(State.FAILS), states(HistoryCheck.DEFAULT, "a ask 1 read 0 0 0 at 100", "a got 1 ok 5 at 410"));
        assertEquals(List.of(State.FAILS), states(HistoryCheck.DEFAULT, "a hello"));
        assertEquals(
                List.of(State.HOLDS, State.NOT_TOLD, State.FAILS, State.NOT_TOLD),
                states(new HistoryCheck(400, 400, Optional.of(HistoryCheck.Majority.KEPT)), "a ask 1 read 0 0 0 at 9"));
    }
}
