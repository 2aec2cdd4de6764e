package org.skerry.scenario.validate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.skerry.model.sharedmem.explore.Litmus;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.machine.LogLine;

/** A litmus test carried out by guests (scenario {@code litmus}), and what their threads have read, put together to outcomes. */
final class LitmusRun {
    private static final int MOST_THREADS = 4;
    private static final int BITS = 8; // of an access

    private LitmusRun() {}

    /** How often each outcome happened. */
    static Map<String, Integer> outcomes(Litmus test, List<String> settings) {
        List<String> all = new ArrayList<>(settings);
        all.add("parameters.threads=" + test.threads().size());
        for (int thread = 0; thread < MOST_THREADS; thread++) {
            boolean there = thread < test.threads().size();
            all.add("parameters.program" + thread + "="
                    + (there ? encoded(test.threads().get(thread)) : 0));
        }
        LoadedScenario loaded = ScenarioLoader.load("litmus", all, OptionalLong.empty());
        FinishedRun run = new Runner(loaded, new StopSwitch(), "validate")
                .run(loaded.spec().machine("shared"), 1, null, null);
        return together(test, run.record().log());
    }

    private static long encoded(List<Litmus.Access> thread) {
        long program = 0;
        for (int i = thread.size() - 1; i >= 0; i--) {
            Litmus.Access access = thread.get(i);
            program = program << BITS
                    | access.value() << 3
                    | access.line() << 2
                    | access.kind().ordinal() + 1;
        }
        return program;
    }

    /** By round: registers are numbered as threads and their accesses are. */
    private static Map<String, Integer> together(Litmus test, List<LogLine> log) {
        Map<Integer, int[]> registers = new TreeMap<>();
        Map<Integer, int[]> memory = new TreeMap<>();
        for (LogLine line : log) {
            String[] words = line.text().split(" ");
            int[] values =
                    Arrays.stream(words).skip(2).mapToInt(Integer::parseInt).toArray();
            int round = Integer.parseInt(words[1]);
            if (words[0].equals("left")) {
                memory.put(round, values);
            } else {
                int first = firstRegister(test, threadOf(line.actor()));
                int[] all = registers.computeIfAbsent(round, any -> new int[test.registers()]);
                System.arraycopy(values, 0, all, first, values.length);
            }
        }
        Map<String, Integer> outcomes = new TreeMap<>();
        memory.forEach((round, left) -> outcomes.merge(test.outcome(registers.get(round), left), 1, Integer::sum));
        return outcomes;
    }

    private static int threadOf(String actor) {
        String digits = actor.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static int firstRegister(Litmus test, int thread) {
        return (int) test.threads().subList(0, thread).stream()
                .flatMap(List::stream)
                .filter(access -> access.register() >= 0)
                .count();
    }
}
