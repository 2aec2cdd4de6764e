package org.skerry.scenario.cli;

import java.util.Optional;
import org.skerry.scenario.demo.Paint;
import org.skerry.scenario.demo.Question;
import org.skerry.scenario.demo.Stage;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.sim.machine.RunObserver;

/** The demo for a program that reads its result: nothing is told and nobody asked, only progress is shown. */
final class QuietStage implements Stage {
    private final Console console;
    private Stopwatch watch = new Stopwatch();

    QuietStage(Console console) {
        this.console = console;
    }

    @Override
    public int columns() {
        return 80;
    }

    @Override
    public Paint paint() {
        return Paint.PLAIN;
    }

    @Override
    public void say(String line) {
        // Standard output is for the result alone.
    }

    @Override
    public Optional<Question.Choice> ask(Question question) {
        return Optional.empty();
    }

    @Override
    public RunObserver begin(LoadedScenario scenario, MachineSpec machine, long turns) {
        watch = new Stopwatch();
        return console.progress(ScenarioOptions.expected(scenario, machine, turns));
    }

    @Override
    public void end(String scenario, FinishedRun run) {
        console.message(watch.sentence(scenario, run));
    }

    @Override
    public void pause() {
        // Nobody reads.
    }
}
