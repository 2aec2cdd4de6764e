package org.skerry.scenario.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.linear.Linearizability.Answer;
import org.skerry.scenario.linear.Linearizability.Finding;

class LinearizabilityTest {
    private static Answer answer(String events) {
        return Linearizability.check(Histories.parse(events), Histories.NONE).answer();
    }

    @Test
    void aReadThatBeganAfterAWriteWasAnsweredSeesIt() {
        assertEquals(Answer.LINEARIZABLE, answer("0(w1 0)w 1(r 1)r1"));
        assertEquals(Answer.NOT_LINEARIZABLE, answer("0(w1 0)w 1(r 1)rn"));
    }

    @Test
    void aReadBesideAWriteMaySeeItOrNot() {
        assertEquals(Answer.LINEARIZABLE, answer("0(w1 1(r 1)rn 0)w"));
        assertEquals(Answer.LINEARIZABLE, answer("0(w1 1(r 1)r1 0)w"));
    }

    @Test
    void whatOneReaderHasSeenNoLaterOneMisses() {
        assertEquals(Answer.NOT_LINEARIZABLE, answer("0(w1 1(r 1)r1 2(r 2)rn 0)w"));
    }

    @Test
    void anOperationWithoutAnswerMayHappenLateOrNever() {
        assertEquals(Answer.LINEARIZABLE, answer("0(w1 1(r 1)rn 1(r 1)rn"));
        assertEquals(Answer.LINEARIZABLE, answer("0(w1 1(r 1)rn 1(r 1)r1"));
        assertEquals(Answer.NOT_LINEARIZABLE, answer("0(w1 1(r 1)r1 1(r 1)rn"));
        assertEquals(Answer.LINEARIZABLE, answer("0(w1 0)w 1(c1,2 2(r 2)r1 2(r 2)r2"));
    }

    @Test
    void ofTwoSwapsFromOneValueOneIsCarriedOut() {
        assertEquals(Answer.LINEARIZABLE, answer("0(w1 0)w 0(c1,2 1(c1,3 0)c 1)c! 2(r 2)r2"));
        assertEquals(Answer.NOT_LINEARIZABLE, answer("0(w1 0)w 0(c1,2 1(c1,3 0)c 1)c"));
    }

    @Test
    void eventsAtOneTimeOverlap() {
        List<Operation> history = List.of(
                new Operation("a", 1, Operation.Kind.WRITE, 0, 1, 0, true, 5, 10),
                new Operation("b", 1, Operation.Kind.READ, 0, 0, 0, true, 10, 12));
        assertEquals(Answer.LINEARIZABLE, Linearizability.check(history, 0).answer());
    }

    @Test
    void everyHistoryOfEtcdIsJudgedAsByPorcupine() throws IOException {
        int histories = 0;
        for (String line : lines()) {
            if (line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split(" ", 3);
            Finding finding = Linearizability.check(Histories.parse(parts[2]), Histories.NONE);
            assertEquals(
                    parts[1].equals("+") ? Answer.LINEARIZABLE : Answer.NOT_LINEARIZABLE,
                    finding.answer(),
                    "etcd history " + parts[0]);
            if (finding.answer() == Answer.NOT_LINEARIZABLE) {
                refutes(finding, Histories.NONE);
            }
            histories++;
        }
        assertEquals(102, histories);
    }

    private static List<String> lines() throws IOException {
        try (InputStream file = LinearizabilityTest.class.getResourceAsStream("etcd-histories.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static void refutes(Finding finding, long initial) {
        Search search = finding.fromAnything()
                ? Search.fromAnything(finding.counterexample(), 1_000_000)
                : new Search(finding.counterexample(), initial, 1_000_000);
        assertEquals(Answer.NOT_LINEARIZABLE, search.run(), finding.toString());
    }

    @Test
    void whatARegisterDidIsAlwaysAccepted() {
        for (int seed = 0; seed < 200; seed++) {
            List<Operation> history = Histories.drawn(new SplittableRandom(seed), 5, 200, 4, 3);
            assertEquals(Answer.LINEARIZABLE, Linearizability.check(history, 0).answer(), "seed " + seed);
        }
    }

    @Test
    void smallHistoriesAreJudgedAsByTryingEveryOrder() {
        int refused = 0;
        for (int seed = 0; seed < 2000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Operation> history = Histories.drawn(random, 3, 2 + random.nextInt(6), 3, 1);
            for (int change = 0; change < 3; change++) {
                boolean expected = EveryOrder.linearizable(history, 0);
                Finding finding = Linearizability.check(history, 0);
                assertEquals(
                        expected ? Answer.LINEARIZABLE : Answer.NOT_LINEARIZABLE,
                        finding.answer(),
                        "seed " + seed + ", " + change + " changes: " + history);
                if (!expected) {
                    refused++;
                    refutes(finding, 0);
                }
                history = Histories.mutated(history, random, 3);
            }
        }
        assertTrue(refused > 300, refused + " were refused");
    }

    @Test
    void aCounterexampleIsSmallAndOfTheKeyThatIsWrong() {
        int largest = 0;
        int refused = 0;
        for (int seed = 0; seed < 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Operation> history = Histories.mutated(Histories.drawn(random, 4, 200, 100, 2), random, 100);
            Finding finding = Linearizability.check(history, 0);
            if (finding.answer() == Answer.NOT_LINEARIZABLE) {
                refused++;
                largest = Math.max(largest, finding.counterexample().size());
                refutes(finding, 0);
                finding.counterexample().forEach(operation -> assertEquals(finding.key(), operation.key()));
            }
        }
        assertTrue(refused > 12, refused + " were refused");
        assertTrue(largest <= 12, "the largest has " + largest + " of 200 operations");
    }

    @Test
    void aSearchThatIsTooLongIsGivenUpAndSaysSo() {
        List<Operation> hard = new ArrayList<>();
        for (int i = 1; i <= 24; i++) {
            hard.add(new Operation("w" + i, 1, Operation.Kind.WRITE, 0, i, 0, true, 0, 1000));
        }
        hard.add(new Operation("r", 1, Operation.Kind.READ, 0, 99, 0, true, 1500, 1600));
        Finding finding = Linearizability.check(hard, 0, 10_000);
        assertEquals(Answer.UNKNOWN, finding.answer());
        assertEquals(10_000, finding.configurations());
        assertNotEquals(
                Answer.UNKNOWN,
                Linearizability.check(hard.subList(0, 24), 0, 10_000).answer());
    }
}
