package org.skerry.scenario.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skerry.scenario.linear.Operation;
import org.skerry.sim.machine.LogLine;

/**
 * The history that clients logged: {@code ask N read|write|swap KEY VALUE EXPECTED at TIME} and {@code got N ok|no|no-quorum|no-answer VALUE at TIME}, as
 * {@code raft/client} does; and {@code leader of term N at TIME}, of whoever became leader. Times are nanoseconds. Other lines are nobody's business here.
 *
 * @param attempts every operation that was asked for, in the order of asking
 * @param leaders  in the order of their lines
 */
public record History(List<Attempt> attempts, List<Leader> leaders) {
    private static final Pattern ASK =
            Pattern.compile("ask (\\d{1,19}) (read|write|swap) (\\d{1,19}) (\\d{1,19}) (\\d{1,19}) at (\\d{1,18})");
    private static final Pattern GOT =
            Pattern.compile("got (\\d{1,19}) (ok|no|no-quorum|no-answer) (\\d{1,20}) at (\\d{1,18})");
    private static final Pattern LEADER = Pattern.compile("leader of term (\\d{1,19}) at (\\d{1,18})");

    /** What a client made of an operation. */
    public enum Outcome {
        /** It was answered. */
        ANSWERED,
        /** It was told that there is no majority; whether the operation happens is open. */
        NO_QUORUM,
        /** Nobody answered, and it gave up; whether the operation happens is open. */
        NO_ANSWER,
        /** It neither heard nor gave up: the client ended before, or the run. */
        OPEN
    }

    /**
     * An operation that a client asked for.
     *
     * @param operation as the client saw it: without a response unless it was answered
     * @param outcome   what the client made of it
     * @param ended     when it did, in nanoseconds; {@link Operation#NEVER} for an open one
     */
    public record Attempt(Operation operation, Outcome outcome, long ended) {}

    /**
     * A replica became leader.
     *
     * @param actor       which
     * @param term        of which term
     * @param nanoseconds when
     */
    public record Leader(String actor, long term, long nanoseconds) {}

    public History {
        attempts = List.copyOf(attempts);
        leaders = List.copyOf(leaders);
    }

    /** The history in a log; empty if nobody wrote any. */
    public static History of(List<LogLine> log) {
        Map<String, Attempt> attempts = new LinkedHashMap<>();
        List<Leader> leaders = new ArrayList<>();
        for (LogLine line : log) {
            Matcher ask = ASK.matcher(line.text());
            Matcher got = GOT.matcher(line.text());
            Matcher leader = LEADER.matcher(line.text());
            if (ask.matches()) {
                Operation operation = asked(line.actor(), ask);
                attempts.put(
                        line.actor() + " " + operation.number(), new Attempt(operation, Outcome.OPEN, Operation.NEVER));
            } else if (got.matches()) {
                attempts.computeIfPresent(
                        line.actor() + " " + got.group(1), (name, open) -> ended(open.operation(), got));
            } else if (leader.matches()) {
                leaders.add(new Leader(line.actor(), Long.parseLong(leader.group(1)), Long.parseLong(leader.group(2))));
            }
        }
        List<Attempt> inOrder = new ArrayList<>(attempts.values());
        inOrder.sort(Comparator.comparingLong(
                (Attempt attempt) -> attempt.operation().invoked()));
        leaders.sort(Comparator.comparingLong(Leader::nanoseconds));
        return new History(inOrder, leaders);
    }

    private static Operation asked(String client, Matcher ask) {
        Operation.Kind kind = switch (ask.group(2)) {
            case "read" -> Operation.Kind.READ;
            case "write" -> Operation.Kind.WRITE;
            default -> Operation.Kind.SWAP;
        };
        return new Operation(
                client,
                Long.parseLong(ask.group(1)),
                kind,
                Long.parseLong(ask.group(3)),
                Long.parseUnsignedLong(ask.group(4)),
                Long.parseUnsignedLong(ask.group(5)),
                true,
                Long.parseLong(ask.group(6)),
                Operation.NEVER);
    }

    private static Attempt ended(Operation open, Matcher got) {
        long time = Long.parseLong(got.group(4));
        switch (got.group(2)) {
            case "no-quorum":
                return new Attempt(open, Outcome.NO_QUORUM, time);
            case "no-answer":
                return new Attempt(open, Outcome.NO_ANSWER, time);
            default:
                boolean read = open.kind() == Operation.Kind.READ;
                Operation answered = new Operation(
                        open.client(),
                        open.number(),
                        open.kind(),
                        open.key(),
                        read ? Long.parseUnsignedLong(got.group(3)) : open.value(),
                        open.expected(),
                        got.group(2).equals("ok"),
                        open.invoked(),
                        time);
                return new Attempt(answered, Outcome.ANSWERED, time);
        }
    }

    /** Whether nobody logged anything. */
    public boolean isEmpty() {
        return attempts.isEmpty();
    }

    /** What the checker takes. */
    public List<Operation> operations() {
        return attempts.stream().map(Attempt::operation).toList();
    }

    /** Operations of an outcome. */
    public long count(Outcome outcome) {
        return attempts.stream().filter(attempt -> attempt.outcome() == outcome).count();
    }

    /** The longest time that a client waited for an answer or for hearing that there is none, in nanoseconds; 0 without any. */
    public long longestWait() {
        return attempts.stream()
                .filter(attempt -> attempt.outcome() != Outcome.OPEN)
                .mapToLong(attempt -> attempt.ended() - attempt.operation().invoked())
                .max()
                .orElse(0);
    }

    /**
     * A time in which nobody was answered though somebody waited.
     *
     * @param from nanoseconds; an answer, or the first question
     * @param to   the next answer; the last of all questions' ends if there is none
     */
    public record Gap(long from, long to) {
        /** Its length in nanoseconds. */
        public long nanoseconds() {
            return to - from;
        }
    }

    /** The longest gap; of length 0 without any operation. */
    public Gap longestGap() {
        Gap longest = new Gap(0, 0);
        for (Gap gap : gaps()) {
            longest = gap.nanoseconds() > longest.nanoseconds() ? gap : longest;
        }
        return longest;
    }

    /** The gap around a moment, such as that of an election; of length 0 if there is none. */
    public Gap gapAround(long nanoseconds) {
        for (Gap gap : gaps()) {
            if (gap.from() <= nanoseconds && nanoseconds < gap.to()) {
                return gap;
            }
        }
        return new Gap(nanoseconds, nanoseconds);
    }

    private List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        if (attempts.isEmpty()) {
            return gaps;
        }
        long[] answers = attempts.stream()
                .filter(attempt -> attempt.outcome() == Outcome.ANSWERED)
                .mapToLong(Attempt::ended)
                .sorted()
                .toArray();
        long from = attempts.get(0).operation().invoked();
        for (long answer : answers) {
            gaps.add(new Gap(from, answer));
            from = answer;
        }
        long last = attempts.stream()
                .mapToLong(attempt ->
                        attempt.outcome() == Outcome.OPEN ? attempt.operation().invoked() : attempt.ended())
                .max()
                .orElse(from);
        if (last > from) {
            gaps.add(new Gap(from, last));
        }
        return gaps;
    }

    /** Whether the last operation of every client ended without a majority. */
    public boolean endsWithoutMajority() {
        Map<String, Outcome> last = new LinkedHashMap<>();
        attempts.forEach(attempt -> last.put(attempt.operation().client(), attempt.outcome()));
        return !last.isEmpty() && last.values().stream().allMatch(outcome -> outcome == Outcome.NO_QUORUM);
    }
}
