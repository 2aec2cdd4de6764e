package org.skerry.scenario.noise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.scenario.noise.VictimWatch.Request;
import org.skerry.scenario.statistics.Sample;

/**
 * What one run says about one victim. Times are cycles of the machine.
 *
 * @param latencies    of requests that were under way while neighbours were noisy; one that is never answered counts with its age at the end
 * @param unanswered   how many of those
 * @param answers      that came while they were
 * @param answersOf    the same, by actor in the order of the scenario
 * @param intervals    answers in each interval of the run
 * @param trace        hash of all that the victim saw and did
 * @param events       how many things that were
 * @param serverTurns  turns of its servers that ended while neighbours were noisy
 */
record VictimFigures(
        Sample latencies,
        int unanswered,
        long answers,
        List<Long> answersOf,
        List<Long> intervals,
        long trace,
        long events,
        long serverTurns) {

    /** When to look. */
    record Window(long from, long until, long end, long interval) {
        boolean holds(long cycle) {
            return cycle >= from && cycle < until;
        }
    }

    static VictimFigures of(VictimWatch watch, int group, List<Long> actors, int servers, Window window) {
        List<Request> answered = watch.answered(group);
        List<Double> latencies = new ArrayList<>();
        answered.stream()
                .filter(request -> request.sent() < window.until() && request.served() >= window.from())
                .forEach(request -> latencies.add((double) request.latency()));
        List<Request> open = watch.open(group).stream()
                .filter(request -> request.sent() < window.until())
                .toList();
        open.forEach(request -> latencies.add((double) window.end() - request.sent()));
        Map<Long, Long> byActor = new TreeMap<>();
        actors.forEach(actor -> byActor.put(actor, 0L));
        long[] intervals = new long[(int) (window.end() / window.interval())];
        long answers = 0;
        for (Request request : answered) {
            if (window.holds(request.served())) {
                answers++;
                byActor.merge(request.actor(), 1L, Long::sum);
            }
            int interval = (int) (request.served() / window.interval());
            if (interval < intervals.length) {
                intervals[interval]++;
            }
        }
        long turns = servers < 0
                ? 0
                : watch.turns(servers).stream()
                        .filter(turn -> window.holds(turn.end()))
                        .count();
        return new VictimFigures(
                Sample.of(latencies),
                open.size(),
                answers,
                actors.stream().map(byActor::get).toList(),
                Arrays.stream(intervals).boxed().toList(),
                watch.trace(group),
                watch.events(group),
                turns);
    }

    /** Answers for each cycle in which neighbours were noisy. */
    double goodput(Window window) {
        return (double) answers / (window.until() - window.from());
    }

    /**
     * Cycles from a moment on until a whole interval begins that has at least {@code share} of the usual answers of a quiet run, or as many as
     * that run had in the same interval; -1 if
     * that never comes.
     */
    static long recovery(VictimFigures noisy, VictimFigures quiet, Window window, long moment, double share) {
        double usual = quiet.intervals.stream()
                .skip(window.from() / window.interval())
                .mapToLong(Long::longValue)
                .average()
                .orElse(0);
        for (int i = (int) ((moment + window.interval() - 1) / window.interval()); i < noisy.intervals.size(); i++) {
            long now = noisy.intervals.get(i);
            long then = quiet.intervals.get(i);
            if (now >= share * usual || then > 0 && now >= then) {
                return Math.max(0, i * window.interval() - moment);
            }
        }
        return -1;
    }
}
