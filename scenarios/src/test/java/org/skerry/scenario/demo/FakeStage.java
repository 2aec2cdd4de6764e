package org.skerry.scenario.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.sim.machine.RunObserver;

/** A stage that writes down what was said and asked, and answers as a test tells it to. */
final class FakeStage implements Stage {
    final List<String> said = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    final List<String> prompts = new ArrayList<>();
    final List<String> ran = new ArrayList<>();
    private final Deque<Character> keys = new ArrayDeque<>();
    private final int columns;
    private String running;

    /** A stage with a viewer who presses these keys, one for each question, and then answers nothing more. */
    FakeStage(int columns, String keys) {
        this.columns = columns;
        keys.chars().forEach(key -> this.keys.add((char) key));
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public Paint paint() {
        return Paint.PLAIN;
    }

    @Override
    public void say(String line) {
        said.add(line);
    }

    @Override
    public Optional<Question.Choice> ask(Question question) {
        asked.add(question.text().strip());
        int longest = question.choices().stream()
                .mapToInt(c -> c.word().length())
                .max()
                .orElse(0);
        prompts.add(question.text() + "  " + question.hint() + " > " + "x".repeat(longest));
        return keys.isEmpty() ? Optional.empty() : question.choice(keys.remove());
    }

    @Override
    public RunObserver begin(LoadedScenario scenario, MachineSpec machine, long turns) {
        running = scenario.spec().name() + " on " + machine.name();
        return null;
    }

    @Override
    public void end(String scenario, FinishedRun run) {
        ran.add(running);
    }

    @Override
    public void pause() {
        said.add("(pause)");
    }

    String all() {
        return String.join("\n", said);
    }
}
