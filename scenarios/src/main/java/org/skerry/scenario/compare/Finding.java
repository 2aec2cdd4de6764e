package org.skerry.scenario.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.spec.Opponent;
import org.skerry.sim.machine.ActorFault;
import org.skerry.sim.machine.MeasuredRegion;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.stats.CostLine;
import org.skerry.view.chart.Amounts;

/** The sentences that say which machine was faster by what factor, over what work, and under which terms. */
final class Finding {
    /** Regions that differ more than this in work are not compared by their rates; cutting them alone moves them by 2 %. */
    private static final double SAME_WORK = 0.05;

    /** Below so many turns, what a run does before the first one decides its speed; assumption. */
    private static final long FEW_TURNS = 100;

    private final List<FinishedRun> timed;

    private Finding(List<FinishedRun> timed) {
        this.timed = timed;
    }

    /** What these runs say; {@code works} are those that did the same. */
    static String of(List<FinishedRun> runs, List<List<FinishedRun>> works) {
        List<FinishedRun> timed = runs.stream().filter(Finding::hasSpeed).toList();
        if (timed.isEmpty() && runs.stream().allMatch(Finding::faultsAsWanted)) {
            return asWanted(runs);
        }
        if (timed.isEmpty()) {
            return runs.stream()
                            .map(run -> run.record().machine() + ": "
                                    + run.record().outcome().explain())
                            .collect(Collectors.joining(". "))
                    + ". There is no speed to report: no machine that models time did all the work.";
        }
        Finding finding = new Finding(timed);
        Optional<String> clients = works.size() > 1 ? Optional.empty() : ClientFinding.of(timed);
        if (clients.isPresent()) {
            return clients.get() + (timed.size() == 1 ? "" : " " + terms(timed));
        }
        if (timed.size() == 1) {
            return finding.alone();
        }
        if (works.size() > 1) {
            return finding.differentWork(runs);
        }
        boolean whole = timed.stream().allMatch(run -> region(run).isWhole());
        return whole ? finding.wholeRuns() : finding.regions();
    }

    /** Whether there is a speed to speak of: any of the runs did its work in simulated time. */
    static boolean hasSpeed(List<FinishedRun> runs) {
        return runs.stream().anyMatch(Finding::hasSpeed);
    }

    private static boolean hasSpeed(FinishedRun run) {
        return run.femtosecondsPerCycle() > 0 && run.record().outcome().name().equals("quiescent");
    }

    private static boolean faultsAsWanted(FinishedRun run) {
        return run.good() && run.record().outcome() instanceof RunOutcome.Faulted;
    }

    /** Such as "As the scenario wants, faults stop a and b on chip, shared and oracle, and every check holds." */
    private static String asWanted(List<FinishedRun> runs) {
        Map<String, List<String>> machines = new LinkedHashMap<>();
        for (FinishedRun run : runs) {
            RunOutcome.Faulted faulted = (RunOutcome.Faulted) run.record().outcome();
            String actors =
                    faulted.faults().stream().map(ActorFault::actor).sorted().collect(Collectors.joining(", "));
            machines.computeIfAbsent(actors, any -> new ArrayList<>()).add(name(run));
        }
        return "As the scenario wants, faults stop "
                + machines.entrySet().stream()
                        .map(each -> each.getKey() + " on " + String.join(", ", each.getValue()))
                        .collect(Collectors.joining("; "))
                + ", and every check holds. What the others did is below; there is no speed to report of a run that loses actors.";
    }

    private String alone() {
        FinishedRun run = timed.get(0);
        String whole =
                run.record().scenario() + " took " + time(nanoseconds(run)) + " of simulated time on " + name(run);
        if (region(run).isWhole()) {
            return whole + work(run) + ".";
        }
        return whole + "; " + part(run) + " were measured, at " + rate(run) + " per ms.";
    }

    private String wholeRuns() {
        List<FinishedRun> ranked = ranked(run -> -nanoseconds(run));
        FinishedRun fast = ranked.get(0);
        String finished = ranked.stream()
                .map(run -> name(run) + (run == fast ? " finished" : "") + " in " + time(nanoseconds(run))
                        + (run == fast ? work(run) : ""))
                .collect(Collectors.joining(", "));
        if (nanoseconds(fast) == nanoseconds(ranked.get(ranked.size() - 1))) {
            return "All machines took " + time(nanoseconds(fast)) + ". " + terms(ranked);
        }
        String faster = faster(ranked, run -> 1.0 / Math.max(1, nanoseconds(run)));
        return finished + ": " + faster + "." + little(ranked) + " " + terms(ranked);
    }

    /** Rates of the measured regions, and the whole runs beside them. */
    private String regions() {
        List<FinishedRun> ranked = ranked(Finding::turnsPerMillisecond);
        FinishedRun fast = ranked.get(0);
        String wholes = timed.stream()
                .map(run -> name(run) + " " + time(nanoseconds(run)))
                .collect(Collectors.joining(", "));
        if (!sameWork()) {
            return "The measured parts are not the same work ("
                    + timed.stream().map(run -> name(run) + ": " + part(run)).collect(Collectors.joining("; "))
                    + "), so their rates are not compared. Whole runs: " + wholes + ". " + terms(ranked);
        }
        return "Over the measured part, " + part(fast) + ", " + rates(ranked) + ": "
                + faster(ranked, Finding::turnsPerMillisecond) + "." + little(ranked)
                + " Whole runs, with what was left out: " + wholes + ". " + terms(ranked);
    }

    /** Runs whose results cannot be held against each other: what each did, and rates only where they are rates of one thing. */
    private String differentWork(List<FinishedRun> runs) {
        boolean scenarios =
                runs.stream().map(run -> run.record().scenario()).distinct().count() > 1;
        String said = "These runs do not do the same work ("
                + (scenarios ? "their scenarios differ" : "their settings or seeds differ")
                + "), so nothing says that their results agree" + sameLines(runs) + ". ";
        boolean oneUnit = timed.stream()
                        .map(run -> run.about().work().map(work -> work.unit()))
                        .distinct()
                        .count()
                == 1;
        if (!oneUnit || timed.get(0).about().work().isEmpty()) {
            return said
                    + timed.stream()
                            .map(run -> name(run) + " took " + time(nanoseconds(run)) + ", " + rate(run) + " per ms")
                            .collect(Collectors.joining("; "))
                    + ".";
        }
        List<FinishedRun> ranked = ranked(Finding::piecesPerMillisecond);
        return said + rates(ranked) + ": " + faster(ranked, Finding::piecesPerMillisecond) + "." + little(ranked) + " "
                + terms(ranked);
    }

    /** The runs with the fastest first; those that are equally fast in the order given. */
    private List<FinishedRun> ranked(ToDoubleFunction<FinishedRun> speed) {
        return timed.stream()
                .sorted(Comparator.comparingDouble(speed).reversed())
                .toList();
    }

    /** Such as "chip did 5,623 requests per ms of simulated time, shared 3,689". */
    private static String rates(List<FinishedRun> ranked) {
        FinishedRun fast = ranked.get(0);
        return name(fast) + " did " + rate(fast) + " per ms of simulated time"
                + ranked.stream()
                        .skip(1)
                        .map(run -> ", " + name(run) + " " + perMillisecond(run))
                        .collect(Collectors.joining());
    }

    /** How many times as fast the first was as each of the others. */
    private static String faster(List<FinishedRun> ranked, ToDoubleFunction<FinishedRun> speed) {
        FinishedRun fast = ranked.get(0);
        List<String> others = ranked.stream()
                .skip(1)
                .map(run -> Amounts.factor(speed.applyAsDouble(fast) / speed.applyAsDouble(run)) + " times as fast"
                        + (ranked.size() == 2 ? "" : " as " + name(run)))
                .toList();
        return name(fast) + " was " + listed(others);
    }

    /** Said where a run is too short to tell speed from start-up. */
    private static String little(List<FinishedRun> runs) {
        long turns = runs.stream().mapToLong(run -> region(run).turns()).min().orElseThrow();
        return turns >= FEW_TURNS
                ? ""
                : " That was " + (turns == 1 ? "one turn" : turns + " turns")
                        + ", too few to tell speed from starting up.";
    }

    /** What can be seen all the same, where two scenarios are made to write the same. */
    private static String sameLines(List<FinishedRun> runs) {
        long logs = runs.stream()
                .map(run -> run.record().log().stream()
                        .map(line -> line.actor() + ": " + line.text())
                        .sorted()
                        .toList())
                .distinct()
                .count();
        int lines = runs.get(0).record().log().size();
        return logs == 1 && lines > 0 ? String.format(Locale.ROOT, ", though all wrote the same %,d lines", lines) : "";
    }

    private boolean sameWork() {
        long least = Long.MAX_VALUE;
        long most = 0;
        for (FinishedRun run : timed) {
            least = Math.min(least, region(run).turns());
            most = Math.max(most, region(run).turns());
        }
        return most - least <= SAME_WORK * most;
    }

    private static String part(FinishedRun run) {
        return String.format(
                Locale.ROOT,
                "%,d of %,d turns",
                region(run).turns(),
                region(run).allTurns());
    }

    /** Under which terms machines were compared. */
    private static String terms(List<FinishedRun> runs) {
        boolean size = runs.stream().map(FinishedRun::places).distinct().count() == 1;
        boolean clock =
                runs.stream().map(FinishedRun::femtosecondsPerCycle).distinct().count() == 1;
        if (size && clock) {
            return (runs.size() == 2 ? "Both have " : "All have ") + runs.get(0).places()
                    + " cores for actors at the same clock" + twins(runs) + "." + energy(runs);
        }
        String sizes = listed(
                runs.stream().map(run -> name(run) + " has " + run.places()).toList());
        return (size ? "All have " + runs.get(0).places() : "They are not of equal size: " + sizes)
                + " cores for actors, " + (clock ? "at the same clock." : "at different clocks.");
    }

    /** Which of them have all that can be equal of a chip and them. */
    private static String twins(List<FinishedRun> runs) {
        StringBuilder said = new StringBuilder();
        for (FinishedRun run : runs) {
            Map<String, Object> settings = run.record().configuration();
            if (Opponent.Rule.TWIN.word().equals(settings.get("machine.opponent"))) {
                said.append("; ")
                        .append(name(run))
                        .append(" is the same-silicon twin of ")
                        .append(settings.get("machine.of"));
            }
        }
        return said.toString();
    }

    /** What a piece of work costs on each, best estimates, if all know. */
    private static String energy(List<FinishedRun> runs) {
        if (runs.stream().anyMatch(run -> run.record().energy().isEmpty())) {
            return "";
        }
        List<FinishedRun> ranked = runs.stream()
                .sorted(Comparator.comparingDouble(run -> each(run).amount()))
                .toList();
        FinishedRun least = ranked.get(0);
        List<String> others = ranked.stream()
                .skip(1)
                .map(run -> name(run) + " "
                        + Amounts.factor(each(run).amount() / each(least).amount()) + " times")
                .toList();
        boolean unsure = ranked.stream().skip(1).anyMatch(run -> each(run).overlaps(each(least)));
        return " By best estimate a "
                + least.about().work().map(done -> done.unit()).orElse("turn") + " costs " + listed(others)
                + " the energy it costs " + name(least)
                + (unsure ? ", but the ranges of these estimates overlap: it may not be so." : ".");
    }

    /** What a piece of work costs. */
    private static CostLine each(FinishedRun run) {
        return CostLine.sum(run.record().energy()).each(pieces(run));
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String listed(List<String> parts) {
        int last = parts.size() - 1;
        return last == 0 ? parts.get(0) : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    /** A ratio with three figures. */
    private static String work(FinishedRun run) {
        return run.about()
                .work()
                .map(done -> String.format(
                        Locale.ROOT, " (%,d %ss, %s per ms)", done.count(), done.unit(), perMillisecond(run)))
                .orElse("");
    }

    /** Such as "5,588 requests". */
    private static String rate(FinishedRun run) {
        return perMillisecond(run) + " "
                + run.about().work().map(done -> done.unit()).orElse("turn") + "s";
    }

    private static String perMillisecond(FinishedRun run) {
        double rate = piecesPerMillisecond(run);
        return rate < 1_000 ? Amounts.factor(rate) : String.format(Locale.ROOT, "%,.0f", rate);
    }

    private static double piecesPerMillisecond(FinishedRun run) {
        return pieces(run) * 1e6 / Math.max(1, region(run).nanoseconds());
    }

    /** Pieces of work in the measured region. */
    private static double pieces(FinishedRun run) {
        return run.about().work().map(done -> region(run).shareOf(done.count())).orElse((double)
                region(run).turns());
    }

    private static double turnsPerMillisecond(FinishedRun run) {
        return region(run).turns() * 1e6 / Math.max(1, region(run).nanoseconds());
    }

    private static String time(long nanoseconds) {
        if (nanoseconds < 10_000) {
            return String.format(Locale.ROOT, "%,d ns", nanoseconds);
        }
        return nanoseconds < 1_000_000
                ? String.format(Locale.ROOT, "%.2f µs", nanoseconds / 1e3)
                : String.format(Locale.ROOT, "%,.3f ms", nanoseconds / 1e6);
    }

    private static String name(FinishedRun run) {
        return run.record().machine();
    }

    private static long nanoseconds(FinishedRun run) {
        return run.record().nanoseconds();
    }

    private static MeasuredRegion region(FinishedRun run) {
        return run.record().region();
    }
}
