package org.skerry.wasm.meter;

import com.dylibso.chicory.wasm.types.OpCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Ledger;
import org.skerry.wasm.testing.CountingInterpreter;
import org.skerry.wasm.testing.Kernels;
import org.skerry.wasm.testing.RealCounts;
import org.skerry.wasm.testing.Stage;

/**
 * Prints the table of docs/VALIDATION.md on instructions: each kernel on the model and on real instruction sets, the class of
 * instruction that explains most of the difference, and the weights that fit the fitted half best. Checks nothing and is no part of a
 * build, as its name does not end like a test's; {@code benchmarks/calibration/calibrate} runs it.
 */
final class CalibrationTable {
    private static final List<String> FITTED = List.of("local.set", "comparison", "select", "frame");

    private static final String FIT = "fitted";
    private static final String HELD_OUT = "held out";
    private static final String LATER = "written later";

    private static final int ROUNDS = 10_000;

    /** Of a frame of 13, what the registers of a function that calls cost on RV64G in {@code fib}. */
    private static final int FRAME_LOADS = 4;

    private static final int FRAME_STORES = 4;

    private final RealCounts real = new RealCounts();
    private final List<Kernel> kernels = new ArrayList<>();

    /** One kernel's second call: how often each operator was executed, and frames. */
    private record Kernel(String name, String set, long[] executed, long frames, long reference) {
        /** Sum of the weights of the operators of a class. */
        double model(String type) {
            double sum = switch (type) {
                case "load" -> FRAME_LOADS * frames;
                case "store" -> FRAME_STORES * frames;
                case "alu" -> (Weights.FRAME / Weights.ONE - FRAME_LOADS - FRAME_STORES) * frames;
                default -> 0;
            };
            for (OpCode opcode : OpCode.values()) {
                if (type(opcode.name()).equals(type)) {
                    sum += executed[opcode.ordinal()]
                            * CountingInterpreter.weight(opcode.name())
                            / (double) Weights.ONE;
                }
            }
            return sum;
        }

        double total() {
            return TYPES.stream().mapToDouble(this::model).sum();
        }

        double ratio() {
            return total() / reference;
        }

        /** How often the instructions of a fitted weight were executed. */
        double uses(String weight) {
            double sum = weight.equals("frame") ? frames : 0;
            for (OpCode opcode : OpCode.values()) {
                sum += family(opcode.name()).equals(weight) ? executed[opcode.ordinal()] : 0;
            }
            return sum;
        }
    }

    private static final List<String> TYPES =
            List.of("alu", "multiply", "divide", "load", "store", "branch", "jump", "float");

    @Test
    void print() {
        List<String> names = new ArrayList<>(Kernels.CALIBRATION);
        names.addAll(Kernels.AFTERWARDS);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            CountingInterpreter oracle = new CountingInterpreter(Kernels.module(name), Long.MAX_VALUE);
            oracle.call("receive");
            long[] executed = oracle.executed.clone();
            long frames = oracle.frames;
            oracle.call("receive");
            for (int o = 0; o < executed.length; o++) {
                executed[o] = oracle.executed[o] - executed[o];
            }
            kernels.add(new Kernel(name, set(i), executed, oracle.frames - frames, real.of(name, "rv64")));
        }
        System.out.println(
                "| kernel | | RV64G, clang | model | model / RV64G | gcc / clang | x86-64 / RV64G | where the model differs most |");
        System.out.println("|---|---|---:|---:|---:|---:|---:|---|");
        for (String set : List.of(HELD_OUT, LATER, FIT)) {
            kernels.stream().filter(kernel -> kernel.set().equals(set)).forEach(this::row);
            mean(set);
        }
        fit();
    }

    /** Counts the second turn of the module that {@code -Dskerry.module} names, if it does. */
    @Test
    void countOneModule() throws IOException {
        String file = System.getProperty("skerry.module");
        if (file != null) {
            Stage stage = new Stage(Files.readAllBytes(Path.of(file)));
            stage.send("");
            stage.send("");
            Ledger ledger = stage.turn.ledger();
            System.out.printf(
                    Locale.ROOT,
                    "%-40s %8d instructions, %6d loads, %6d stores%n",
                    "the meter, clang -O2 for wasm32",
                    ledger.instructions(),
                    ledger.loads(),
                    ledger.stores());
        }
    }

    private static String set(int index) {
        if (index >= Kernels.CALIBRATION.size()) {
            return LATER;
        }
        return index % 2 == 0 ? FIT : HELD_OUT;
    }

    private void row(Kernel kernel) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %d | %.0f | %.2f | %.2f | %.2f | %s |%n",
                kernel.name(),
                kernel.set(),
                kernel.reference(),
                kernel.total(),
                kernel.ratio(),
                (double) real.of(kernel.name(), "rv64-gcc") / kernel.reference(),
                (double) real.of(kernel.name(), "x86-64") / kernel.reference(),
                explanation(kernel));
    }

    /** The class in which the model is furthest from RV64G, with both counts in per cent of all instructions of RV64G. */
    private String explanation(Kernel kernel) {
        String worst = "";
        double furthest = 0;
        for (String type : TYPES) {
            double difference = kernel.model(type) - reference(kernel, type);
            if (Math.abs(difference) > furthest) {
                furthest = Math.abs(difference);
                worst = String.format(
                        Locale.ROOT,
                        "%s: %.0f %% for %.0f %%",
                        type,
                        100 * kernel.model(type) / kernel.reference(),
                        100 * reference(kernel, type) / kernel.reference());
            }
        }
        return worst;
    }

    private double reference(Kernel kernel, String type) {
        return real.of(kernel.name(), type) + (type.equals("float") ? real.of(kernel.name(), "float-divide") : 0);
    }

    private void mean(String set) {
        List<Kernel> half =
                kernels.stream().filter(kernel -> kernel.set().equals(set)).toList();
        System.out.printf(
                Locale.ROOT,
                "| geometric mean | %s | | | %.3f | %.3f | %.3f | |%n",
                set,
                mean(half, Kernel::ratio),
                mean(half, kernel -> (double) real.of(kernel.name(), "rv64-gcc") / kernel.reference()),
                mean(half, kernel -> (double) real.of(kernel.name(), "x86-64") / kernel.reference()));
    }

    private static double mean(List<Kernel> half, ToDoubleFunction<Kernel> ratio) {
        return Math.exp(half.stream()
                .mapToDouble(kernel -> Math.log(ratio.applyAsDouble(kernel)))
                .average()
                .orElseThrow());
    }

    /** Least squares of the relative errors of the fitted half, weights not below 0, one weight after the other. */
    private void fit() {
        List<Kernel> half =
                kernels.stream().filter(kernel -> kernel.set().equals(FIT)).toList();
        int weights = FITTED.size();
        double[] missing = new double[half.size()];
        double[][] shares = new double[half.size()][weights];
        for (int k = 0; k < missing.length; k++) {
            missing[k] = 1 - half.get(k).ratio();
            for (int w = 0; w < weights; w++) {
                shares[k][w] = half.get(k).uses(FITTED.get(w)) / half.get(k).reference();
                missing[k] += present(FITTED.get(w)) * shares[k][w];
            }
        }
        double[] best = new double[weights];
        for (int round = 0; round < ROUNDS; round++) {
            for (int w = 0; w < weights; w++) {
                double above = 0;
                double below = 0;
                for (int k = 0; k < missing.length; k++) {
                    double left = missing[k] + best[w] * shares[k][w];
                    for (int other = 0; other < weights; other++) {
                        left -= best[other] * shares[k][other];
                    }
                    above += left * shares[k][w];
                    below += shares[k][w] * shares[k][w];
                }
                best[w] = Math.max(0, above / below);
            }
        }
        System.out.println();
        for (int w = 0; w < weights; w++) {
            String weight = FITTED.get(w);
            System.out.printf(Locale.ROOT, "%s: best %.3f, in use %.3f%n", weight, best[w], present(weight));
        }
    }

    /** A fitted weight as the meter has it, in instructions. */
    private static double present(String weight) {
        return switch (weight) {
                    case "frame" -> Weights.FRAME;
                    case "local.set" -> CountingInterpreter.weight("LOCAL_SET");
                    case "select" -> CountingInterpreter.weight("SELECT");
                    default -> CountingInterpreter.weight("I32_EQ");
                }
                / (double) Weights.ONE;
    }

    private static String family(String name) {
        if (name.equals("LOCAL_SET")) {
            return "local.set";
        }
        if (name.startsWith("SELECT")) {
            return "select";
        }
        return name.matches("I(32|64)_(EQZ|EQ|NE|[LG][TE]_[SU])") ? "comparison" : "";
    }

    /** The class of RV64G that does the work of an operator. */
    private static String type(String name) {
        if (name.contains("_LOAD")) {
            return "load";
        }
        if (name.contains("_STORE")) {
            return "store";
        }
        if (name.equals("BR_IF") || name.equals("IF")) {
            return "branch";
        }
        if (name.startsWith("BR") || name.startsWith("CALL") || name.equals("RETURN")) {
            return "jump";
        }
        if (name.matches("I(32|64)_MUL")) {
            return "multiply";
        }
        if (name.matches("I(32|64)_(DIV|REM)_[SU]")) {
            return "divide";
        }
        return name.matches("F(32|64)_.*") && !name.endsWith("CONST") ? "float" : "alu";
    }
}
