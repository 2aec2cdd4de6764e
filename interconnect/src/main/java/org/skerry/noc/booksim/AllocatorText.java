package org.skerry.noc.booksim;

import java.util.List;
import org.skerry.noc.router.AllocatorSpec;
import org.skerry.noc.router.AllocatorSpec.ArbiterKind;
import org.skerry.noc.router.AllocatorSpec.Kind;
import org.skerry.sim.config.ConfigException;

/** Allocators by BookSim's names: {@code islip}, {@code islip(2)}, {@code separable_input_first(matrix)}, {@code wavefront}, ... */
public final class AllocatorText {
    private AllocatorText() {}

    /** The allocator that a text names; {@code key} is what it is called in messages. */
    public static AllocatorSpec parse(String key, String text) {
        List<String> arguments = Arguments.of(text);
        String argument = arguments.isEmpty() ? "" : arguments.get(0);
        switch (Arguments.name(text)) {
            case "islip":
                return new AllocatorSpec(Kind.ISLIP, iterations(key, text, argument), ArbiterKind.ROUND_ROBIN);
            case "separable_input_first":
                return new AllocatorSpec(Kind.SEPARABLE_INPUT_FIRST, 1, arbiter(key, text, argument));
            case "separable_output_first":
                return new AllocatorSpec(Kind.SEPARABLE_OUTPUT_FIRST, 1, arbiter(key, text, argument));
            case "wavefront":
                return new AllocatorSpec(Kind.WAVEFRONT, 1, ArbiterKind.ROUND_ROBIN);
            case "rr_wavefront":
                return new AllocatorSpec(Kind.WAVEFRONT_SKIPPING, 1, ArbiterKind.ROUND_ROBIN);
            default:
                throw new ConfigException(key + " = " + text + " is not supported. Choose islip, islip(2),"
                        + " separable_input_first, separable_output_first, wavefront or rr_wavefront.");
        }
    }

    private static int iterations(String key, String text, String argument) {
        try {
            return argument.isEmpty() ? 1 : Integer.parseInt(argument);
        } catch (NumberFormatException notANumber) {
            throw new ConfigException(key + " = " + text + " does not say how many iterations. Write islip(2).");
        }
    }

    private static ArbiterKind arbiter(String key, String text, String argument) {
        switch (argument) {
            case "":
            case "round_robin":
                return ArbiterKind.ROUND_ROBIN;
            case "matrix":
                return ArbiterKind.MATRIX;
            default:
                throw new ConfigException(
                        key + " = " + text + " is not supported. Choose round_robin or matrix arbiters.");
        }
    }
}
