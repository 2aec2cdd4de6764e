package org.skerry.scenario.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.SharedForm;
import org.skerry.sim.config.CapacityException;
import org.skerry.sim.config.ConfigException;
import org.skerry.view.report.Report.Verdict;

/**
 * The service in its best form for shared memory, on every machine of a comparison that has shared memory: how it does beside the actors, and
 * whether its result is theirs. With several seeds each run is paired with that of the first machine.
 */
public final class FormRuns {
    private final SharedForm form;
    private final String name;
    private final StopSwitch stop;
    private final String version;
    private final Consumer<String> progress;
    private final List<FormRow> rows = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<String> unfit = new ArrayList<>();
    private FinishedRun reference;

    /** Of a form that is another program; {@code progress} hears what is run. */
    public FormRuns(SharedForm form, StopSwitch stop, String version, Consumer<String> progress) {
        this.form = form;
        this.name = form.scenario().orElseThrow();
        this.stop = stop;
        this.version = version;
        this.progress = progress;
    }

    /**
     * The program that is the form of {@code service}; whoever asks for it before anything is run, need not wait to hear of a mistake in it.
     *
     * @throws ConfigException if there is no such scenario, or a setting does not fit it
     */
    public LoadedScenario program(LoadedScenario service) {
        try {
            return OtherProgram.of(service, name, form.settings());
        } catch (ConfigException wrong) {
            throw new ConfigException(
                    "sharedForm of scenario '" + service.spec().name() + "': " + wrong.getMessage(), wrong);
        }
    }

    /** Runs the form of {@code service} on those of {@code machines} that have shared memory; {@code runs} are the actors' on them, in the same order. */
    public void add(LoadedScenario service, List<FinishedRun> runs, List<MachineSpec> machines) {
        Runner runner = new Runner(program(service), stop, version);
        FinishedRun first =
                runs.stream().filter(run -> !run.about().oracle()).findFirst().orElse(runs.get(0));
        FinishedRun expected =
                runs.stream().filter(run -> run.about().oracle()).findFirst().orElse(first);
        if (reference == null) {
            reference = first;
        }
        for (int i = 0; i < runs.size(); i++) {
            MachineSpec machine = machines.get(i);
            if (!machine.sharesMemory()) {
                continue;
            }
            progress.accept(called(machine.name()));
            try {
                FinishedRun run = runner.run(machine, 1, null, null);
                judge(service, expected, run.named(called(machine.name())));
                row(runs.get(i), run).add(first, run);
            } catch (CapacityException tooSmall) {
                unfit.add("Does not fit: " + name + ", " + tooSmall.getMessage());
            }
        }
    }

    /** The row of a machine, a new one for its first run. */
    private FormRow row(FinishedRun actors, FinishedRun run) {
        for (FormRow row : rows) {
            if (row.machine().equals(actors.record().machine())) {
                return row;
            }
        }
        FormRow fresh = new FormRow(actors, run);
        rows.add(fresh);
        return fresh;
    }

    private String called(String machine) {
        return name + " on " + machine;
    }

    /** Every check of the form's own, and that it writes what the actors write. */
    private void judge(LoadedScenario service, FinishedRun expected, FinishedRun run) {
        long number = service.spec().seed();
        String seed = number == reference.record().seed() ? "" : ", seed " + number;
        run.verdicts()
                .forEach(verdict -> verdicts.add(new Verdict(
                        run.record().machine() + seed + ": " + verdict.what(), verdict.state(), verdict.detail())));
        if (service.spec().checks().sameLog()) {
            for (Verdict verdict :
                    Agreement.with(expected, List.of(run), run.about().hostile())) {
                verdicts.add(new Verdict(verdict.what() + seed, verdict.state(), verdict.detail()));
            }
        }
    }

    /** Whether any machine had shared memory to run it on, and room. */
    public boolean hasRun() {
        return !rows.isEmpty();
    }

    /** Where the first machine is behind the form, one sentence each, and where the form does not fit. */
    public List<String> losses() {
        List<String> sentences = new ArrayList<>(unfit);
        for (FormRow row : rows) {
            List<String> lost = new ArrayList<>();
            double rate = FormRow.mean(row.rates());
            double part = FormRow.mean(row.times(Merit.THROUGHPUT));
            if (Math.min(rate, part) * Losses.NOTHING < 1) {
                lost.add(String.format(
                        Locale.ROOT,
                        FormPage.WHOLE + " (%.2f times; %.2f over the measured parts)",
                        1 / rate,
                        1 / part));
            }
            for (Merit figure : FormRow.FIGURES) {
                double times = FormRow.mean(row.times(figure));
                if (figure != Merit.THROUGHPUT && times * Losses.NOTHING < 1) {
                    lost.add(Losses.said(figure, 1 / times, reference, row.form()));
                }
            }
            if (!lost.isEmpty()) {
                sentences.add("Against the same service as a shared-memory program (" + called(row.machine()) + ") "
                        + reference.record().machine() + " loses in " + Finding.listed(lost) + ".");
            }
        }
        return sentences;
    }

    /** The chapter; says so where no machine had shared memory. */
    public Annex annex() {
        return new FormPage(name, form.text(), reference, rows, unfit, verdicts).annex();
    }

    /** The chapter of a service of which no form differs from its actors. */
    public static Annex none(SharedForm form) {
        return FormPage.none(form);
    }
}
