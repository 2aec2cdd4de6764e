package org.skerry.scenario.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.view.chart.Amounts;
import org.skerry.view.report.Report.Verdict;

/**
 * First act: both machines at honest work, what decides who is faster, and the best program that the ordinary one has.
 *
 * @param service the same actors on both machines, and on one whose runtime costs nothing
 * @param window  the same service written for shared memory, on the machine that has it
 */
record SpeedAct(Experiment service, Experiment window) implements Act {
    /** Half as many requests as the scenario alone: enough for figures that no longer move, assumption, and soon done. */
    private static final List<String> SERVICE = List.of(
            "parameters.requests=1250",
            "machines." + Cast.LEAN
                    + "={kind: shared-memory, runtime: {sendCycles: 0, receiveCycles: 0, switchCycles: 0}}",
            "compare=[" + Cast.CHIP + ", " + Cast.SHARED + ", " + Cast.LEAN + ", oracle]");

    /** As many requests, on the same records. */
    private static final List<String> WINDOW = List.of("parameters.requests=1250");

    static SpeedAct run(Laboratory laboratory) {
        return new SpeedAct(laboratory.compare("kv-store", SERVICE), laboratory.compare("shared-map", WINDOW));
    }

    @Override
    public String name() {
        return "at work";
    }

    @Override
    public String about() {
        return "kv-store: clients read and change records in a store that several actors share out among them, "
                + Amounts.whole(service.work()) + " requests in all. The same programs everywhere, " + terms() + ".";
    }

    /** On how much of a machine each run took place. */
    private String terms() {
        List<FinishedRun> runs = service.timed();
        boolean clock =
                runs.stream().map(FinishedRun::femtosecondsPerCycle).distinct().count() == 1;
        boolean size = runs.stream().map(FinishedRun::places).distinct().count() == 1;
        String cores = size
                ? "on " + Figures.count(runs.get(0).places(), "core") + " each"
                : "on "
                        + runs.stream()
                                .map(run -> run.places() + " cores of "
                                        + run.record().machine())
                                .collect(Collectors.joining(", "));
        return cores + (clock ? " at the same clock" : " at different clocks");
    }

    @Override
    public List<Experiment> experiments() {
        return List.of(service, window);
    }

    @Override
    public List<Prediction> predictions() {
        return List.of();
    }

    void tell(Story story) {
        story.heading("Act 1 of 3: " + name());
        story.paragraph(about());
        story.blank();
        story.table(table());
        story.blank();
        story.findings(findings());
    }

    /** All runs of it, of both programs. */
    List<FinishedRun> runs() {
        List<FinishedRun> runs = new ArrayList<>(service.comparison().runs());
        runs.addAll(window.comparison().runs());
        return runs;
    }

    /** Every run that is shown, in the order of the table. */
    List<Pace> paces() {
        List<Pace> paces = new ArrayList<>();
        for (FinishedRun run : Cast.inOrder(service.timed(), run -> run.record().machine())) {
            paces.add(Pace.of(run.record().machine(), run.record(), service.work()));
        }
        best().ifPresent(paces::add);
        return paces;
    }

    /** The fastest run of the program for shared memory, under the name of its scenario. */
    private Optional<Pace> best() {
        return window.timed().stream()
                .map(run ->
                        Pace.of(window.scenario(), run.record(), window.work()).withoutMessages())
                .max(Comparator.comparingDouble(Pace::perMillisecond));
    }

    private Pace pace(String name) {
        return paces().stream()
                .filter(pace -> pace.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The table: a row for each run. */
    List<List<String>> table() {
        List<Pace> paces = paces();
        boolean energy = paces.stream().anyMatch(pace -> pace.energy().isPresent());
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("", "requests per ms", "a message takes"));
        if (energy) {
            head.add("energy per request");
        }
        rows.add(head);
        for (Pace pace : paces) {
            List<String> row = new ArrayList<>(List.of(pace.name(), Amounts.whole(Math.round(pace.perMillisecond()))));
            row.add(
                    pace.messageNanoseconds().isPresent()
                            ? Amounts.factor(pace.messageNanoseconds().getAsDouble()) + " ns"
                            : "-");
            if (energy) {
                row.add(pace.energy()
                        .map(used -> SpeedWords.nanojoules(used.amount()) + " nJ")
                        .orElse("-"));
            }
            rows.add(row);
        }
        return rows;
    }

    @Override
    public List<String> findings() {
        SpeedWords words = new SpeedWords(pace(Cast.CHIP), pace(Cast.SHARED), pace(Cast.LEAN), best());
        List<String> findings = new ArrayList<>(words.findings());
        findings.set(0, findings.get(0) + " " + right());
        return findings;
    }

    /** Whether the work was right, which is worth more than its speed. */
    private String right() {
        Optional<Verdict> wrong = experiments().stream()
                .flatMap(experiment -> experiment.comparison().verdicts().stream())
                .filter(verdict -> verdict.state() == Verdict.State.FAILS)
                .findFirst();
        return wrong.map(verdict -> "But a check failed (" + verdict.what() + "): do not rely on these figures.")
                .orElse("All of them ended with the contents that an independent computation asks for.");
    }
}
