package org.skerry.scenario.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.skerry.scenario.history.History;
import org.skerry.scenario.linear.Linearizability.Answer;
import org.skerry.scenario.linear.Linearizability.Finding;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.view.report.Report.Verdict.State;

/** The replicated registers under losses drawn by seed: linearizable always, within their bounds, and a checker that notices replicas with mistakes in them. */
final class ServiceSuite implements Suite {
    private static final String SOURCE =
            "the contract of a register (linearizability, Herlihy and Wing 1990), and the bounds that the scenarios state";

    /** Seeds that are tried at most until a mistake is noticed. */
    private static final int MOST_TRIES = 12;

    /**
     * Replicas with a mistake, and a course and settings under which it can be seen: not every mistake shows in every run.
     *
     * @param module   without the folder
     * @param course   what happens to the replicas
     * @param settings of the scenario, beside its replicas
     */
    record Mutant(String module, ServiceRun.Course course, List<String> settings) {
        ServiceRun run(long seed) {
            List<String> all = new ArrayList<>(settings);
            all.add("images.replica.module=mutant/" + module);
            return new ServiceRun(course, "chip", seed, all);
        }

        /** The first seed with which the checker refutes its history, or 0. */
        long noticed() {
            for (long seed = 1; seed <= MOST_TRIES; seed++) {
                if (ServiceRun.judged(run(seed).run()).answer() == Answer.NOT_LINEARIZABLE) {
                    return seed;
                }
            }
            return 0;
        }
    }

    static final List<Mutant> MUTANTS = List.of(
            new Mutant("raft-local-reads", ServiceRun.Course.MINORITY, List.of()),
            // All stand at once, so that votes matter.
            new Mutant("raft-votes-twice", ServiceRun.Course.MINORITY, List.of("parameters.spread=1")),
            // Clients ask again before an answer can be there.
            new Mutant(
                    "raft-runs-twice",
                    ServiceRun.Course.MINORITY,
                    List.of(
                            "parameters.late=9000",
                            "parameters.again=500",
                            "parameters.registers=2",
                            "parameters.operations=60")),
            new Mutant("raft-forgets", ServiceRun.Course.RESTARTS, List.of()),
            // Cut off from the majority, its clients read on, as long as they do not write.
            new Mutant(
                    "raft-stale-leader",
                    ServiceRun.Course.PARTITION,
                    List.of(
                            "parameters.readPermille=950",
                            "parameters.swapPermille=0",
                            "parameters.lifetime=6_000_000")));

    @Override
    public String name() {
        return "service";
    }

    @Override
    public String text() {
        return "a replicated service while replicas are lost: linearizable and within its bounds; and replicas with mistakes, which the checker notices";
    }

    @Override
    public List<Row> run(Effort effort) {
        List<Row> rows = new ArrayList<>();
        for (ServiceRun.Course course : ServiceRun.Course.values()) {
            for (String machine : List.of("chip", "shared")) {
                String subject = course.word() + " on " + machine;
                if (effort.wanted().test(subject)) {
                    boolean oneFate = course.breaksHardware() && machine.equals("shared");
                    rows.addAll(course(course, machine, subject, effort.seeds(), oneFate));
                }
            }
        }
        for (Mutant mutant : MUTANTS) {
            if (effort.wanted().test(mutant.module())) {
                long seed = mutant.noticed();
                rows.add(row(
                        mutant.module(),
                        "mistakes that the checker notices",
                        "at most " + MOST_TRIES + " seeds",
                        1,
                        seed == 0 ? 0 : 1,
                        seed == 0 ? "" : "with seed " + seed));
            }
        }
        return rows;
    }

    /**
     * Runs of all seeds.
     *
     * @param oneFate whether the first lost part is expected to end every actor: docs/SCENARIOS.md says of which machine and parts
     */
    private static List<Row> course(
            ServiceRun.Course course, String machine, String subject, int seeds, boolean oneFate) {
        int stopped = 0;
        int linearizable = 0;
        int kept = 0;
        long operations = 0;
        long gap = 0;
        long wait = 0;
        StringBuilder broken = new StringBuilder();
        for (long seed = 1; seed <= seeds; seed++) {
            FinishedRun run = new ServiceRun(course, machine, seed, List.of()).run();
            History history = History.of(run.record().log());
            Finding finding = ServiceRun.judged(run);
            boolean all = run.verdicts().stream().allMatch(verdict -> verdict.state() == State.HOLDS);
            linearizable += finding.answer() == Answer.LINEARIZABLE ? 1 : 0;
            kept += all ? 1 : 0;
            stopped += run.record().outcome() instanceof RunOutcome.Faulted ? 1 : 0;
            operations += history.attempts().size();
            gap = Math.max(gap, history.longestGap().nanoseconds());
            wait = Math.max(wait, history.longestWait());
            if (!all && !oneFate) {
                broken.append(broken.isEmpty() ? "; not with seed " : ", ").append(seed);
            }
        }
        String point = seeds + (seeds == 1 ? " seed" : " seeds");
        String seen = String.format(
                Locale.ROOT,
                course == ServiceRun.Course.MAJORITY || course.compareTo(ServiceRun.Course.TILES) > 0
                        ? "nobody waited longer than %2$,.0f µs"
                        : "longest gap %1$,.0f µs, longest wait %2$,.0f µs",
                gap / 1e3,
                wait / 1e3);
        Row history =
                row(subject, "histories that are linearizable", point, seeds, linearizable, operations + " operations");
        return oneFate
                ? List.of(
                        history,
                        row(subject, "runs in which a lost part ends every actor", point, seeds, stopped, ""),
                        row(subject, "runs that keep what the scenario checks", point, 0, kept, ""))
                : List.of(
                        history,
                        row(subject, "runs that keep what the scenario checks", point, seeds, kept, seen + broken));
    }

    private static Row row(String subject, String figure, String point, double expected, double seen, String note) {
        return new Row(subject, figure, point, "runs", expected, seen, false, 0, Row.Basis.RULE, note, SOURCE);
    }
}
