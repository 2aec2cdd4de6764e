package org.skerry.scenario.cli;

import java.util.Optional;
import java.util.function.Function;
import org.skerry.scenario.demo.Paint;
import org.skerry.scenario.demo.Question;
import org.skerry.scenario.demo.Stage;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Interrupted;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.sim.machine.RunObserver;

/** The demo on the two streams of a command, with or without somebody at the keys. */
final class TerminalStage implements Stage {
    private static final int NARROWEST = 60;

    /** Longer lines are hard to read. Assumption. */
    private static final int WIDEST = 100;

    private final Console console;
    private final Optional<Keys> keys;
    private final int columns;
    private final Paint paint;
    private Stopwatch watch = new Stopwatch();

    /**
     * A stage.
     *
     * @param keys    nobody is asked anything without
     * @param columns of the terminal, 0 if unknown
     */
    TerminalStage(Console console, Optional<Keys> keys, int columns, Paint paint) {
        this.console = console;
        this.keys = keys;
        // The last column stays free: some terminals break a line that fills it.
        this.columns = Math.max(NARROWEST, Math.min(WIDEST, (columns == 0 ? 80 : columns) - 1));
        this.paint = paint;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public Paint paint() {
        return paint;
    }

    @Override
    public void say(String line) {
        console.result(line);
        console.out().flush();
    }

    @Override
    public Optional<Question.Choice> ask(Question question) {
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        return atKeys(question.text() + "  " + question.hint() + " > ", keyboard -> {
            Optional<Question.Choice> choice = answer(question, keyboard);
            say(choice.map(Question.Choice::word).orElse("no guess"));
            return choice;
        });
    }

    @Override
    public void pause() {
        if (keys.isPresent()) {
            say("");
            String prompt = "  Any key goes on ";
            atKeys(prompt, keyboard -> {
                keyboard.next();
                console.out().print("\r" + " ".repeat(prompt.length()) + "\r");
                return Optional.empty();
            });
        }
    }

    /** Shows a prompt and lets keys through one by one; the terminal is as it was afterwards, whatever happens. */
    private <T> Optional<T> atKeys(String prompt, Function<Keys, Optional<T>> answer) {
        console.out().print(prompt);
        console.out().flush();
        Keys keyboard = keys.get();
        keyboard.grab();
        try {
            return answer.apply(keyboard);
        } catch (Interrupted e) {
            say("");
            throw e;
        } finally {
            keyboard.release();
        }
    }

    /** The first key that means something. Enter and the end of input mean no guess; other keys mean nothing. */
    private static Optional<Question.Choice> answer(Question question, Keys keyboard) {
        while (true) {
            int key = keyboard.next();
            if (key == '\n' || key == '\r' || key == Keys.END) {
                return Optional.empty();
            }
            Optional<Question.Choice> choice = question.choice(key);
            if (choice.isPresent()) {
                return choice;
            }
        }
    }

    @Override
    public RunObserver begin(LoadedScenario scenario, MachineSpec machine, long turns) {
        watch = new Stopwatch();
        return console.progress(ScenarioOptions.expected(scenario, machine, turns));
    }

    @Override
    public void end(String scenario, FinishedRun run) {
        if (keys.isPresent()) {
            console.begin("");
        } else {
            console.message(watch.sentence(scenario, run));
        }
    }
}
