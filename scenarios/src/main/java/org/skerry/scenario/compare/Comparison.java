package org.skerry.scenario.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.skerry.scenario.run.About;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.ResultFile.Difference;
import org.skerry.scenario.spec.WorkSpec;
import org.skerry.sim.machine.MeasuredRegion;
import org.skerry.view.report.Report;
import org.skerry.view.report.Report.Verdict;

/**
 * Finished runs held against each other: of one scenario on several machines, or whatever else somebody wants side by side.
 *
 * @param title       what is compared
 * @param runs        in the order given, with names that tell them apart
 * @param verdicts    checks of every run, then agreement of those that did the same work
 * @param differences settings in which the runs differ
 * @param finding     the result in a sentence or two
 */
public record Comparison(
        String title, List<FinishedRun> runs, List<Verdict> verdicts, List<Difference> differences, String finding) {
    public Comparison {
        runs = List.copyOf(runs);
        verdicts = List.copyOf(verdicts);
        differences = List.copyOf(differences);
    }

    /** Compares runs; there is at least one. */
    public static Comparison of(List<FinishedRun> finished) {
        List<FinishedRun> runs = Works.named(finished);
        List<List<FinishedRun>> works = Works.groups(runs);
        List<Verdict> verdicts = new ArrayList<>();
        for (FinishedRun run : runs) {
            for (Verdict verdict : run.verdicts()) {
                String claim = run.record().machine() + ": " + verdict.what();
                verdicts.add(new Verdict(claim, verdict.state(), verdict.detail()));
            }
        }
        for (List<FinishedRun> work : works) {
            About about = work.get(0).about();
            if (about.sameLog() && work.size() > 1) {
                verdicts.addAll(Agreement.with(reference(work), work, about.hostile()));
            }
        }
        return new Comparison(title(runs), runs, verdicts, Works.differences(runs), finding(runs, works, verdicts));
    }

    private static String title(List<FinishedRun> runs) {
        String scenarios = scenarios(runs).stream().collect(Collectors.joining(" and "));
        if (runs.size() == 1) {
            return scenarios + " on " + runs.get(0).record().machine();
        }
        return scenarios(runs).size() == 1 ? scenarios + ": machines compared" : scenarios + ": runs compared";
    }

    private static List<String> scenarios(List<FinishedRun> runs) {
        return runs.stream().map(run -> run.record().scenario()).distinct().toList();
    }

    private static FinishedRun reference(List<FinishedRun> runs) {
        return runs.stream().filter(run -> run.about().oracle()).findFirst().orElse(runs.get(0));
    }

    private static boolean attacked(FinishedRun run) {
        return !run.about().hostile().isEmpty() || !run.record().orders().isEmpty();
    }

    private static String finding(List<FinishedRun> runs, List<List<FinishedRun>> works, List<Verdict> verdicts) {
        List<FinishedRun> attacked = runs.stream().filter(Comparison::attacked).toList();
        if (attacked.size() == runs.size()) {
            return ReachFinding.of(runs);
        }
        String speed = (Finding.hasSpeed(runs) ? doubts(verdicts) : "") + Finding.of(runs, works);
        return attacked.isEmpty() ? speed + attested(runs) : speed + " " + ReachFinding.of(attacked);
    }

    /** What verifiers found on runs that nobody attacked. */
    private static String attested(List<FinishedRun> runs) {
        StringBuilder said = new StringBuilder();
        for (FinishedRun run : runs) {
            String found = AttestationFinding.of(run);
            if (!found.isEmpty()) {
                said.append(" On ")
                        .append(run.record().machine())
                        .append(": ")
                        .append(found)
                        .append('.');
            }
        }
        return said.toString();
    }

    /** Speed without the right result is worth nothing, and the sentence that is read first says so. */
    private static String doubts(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> verdict.state() == Verdict.State.FAILS)
                .findFirst()
                .map(verdict -> "A check failed (" + verdict.what() + "): do not rely on these figures. ")
                .orElse("");
    }

    /** The same comparison with one more check. */
    public Comparison with(Verdict verdict) {
        return with(List.of(verdict));
    }

    /** The same comparison with more checks. */
    public Comparison with(List<Verdict> further) {
        List<Verdict> more = new ArrayList<>(verdicts);
        more.addAll(further);
        return new Comparison(title, runs, more, differences, finding);
    }

    /** Whether every run ended as its scenario wants and no check failed. */
    public boolean good() {
        return runs.stream().allMatch(FinishedRun::good)
                && verdicts.stream().noneMatch(verdict -> verdict.state() == Verdict.State.FAILS);
    }

    /** The page's content. */
    public Report report(String command) {
        return new Report(
                title,
                description(),
                finding,
                runs.stream().map(FinishedRun::record).toList(),
                work(runs).map(work -> new Report.Work(work.unit(), work.count())),
                verdicts,
                caveats(),
                command);
    }

    /** Work that all runs do, by name and by number. */
    static Optional<WorkSpec> work(List<FinishedRun> runs) {
        List<Optional<WorkSpec>> works =
                runs.stream().map(run -> run.about().work()).distinct().toList();
        return works.size() == 1 ? works.get(0) : Optional.empty();
    }

    private String description() {
        boolean one = scenarios(runs).size() == 1;
        return runs.stream()
                .map(run -> (one ? "" : run.record().scenario() + ": ")
                        + run.about().description())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private List<String> caveats() {
        List<String> caveats = new ArrayList<>();
        for (FinishedRun run : runs) {
            if (run.femtosecondsPerCycle() > 0) {
                MeasuredRegion region = run.record().region();
                String of = region.isWhole() ? "" : " on " + run.record().machine();
                add(caveats, "Figures" + of + " are about " + region.rule() + ".");
            }
        }
        runs.forEach(run -> run.about().caveats().forEach(caveat -> add(caveats, caveat)));
        return caveats;
    }

    private static void add(List<String> caveats, String caveat) {
        if (!caveats.contains(caveat)) {
            caveats.add(caveat);
        }
    }
}
