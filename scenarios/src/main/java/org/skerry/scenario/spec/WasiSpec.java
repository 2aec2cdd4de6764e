package org.skerry.scenario.spec;

import java.util.List;
import java.util.Optional;
import org.skerry.sim.config.ConfigException;
import org.skerry.wasm.wasi.WasiGrant;
import org.skerry.wasm.wasi.WasiGrant.Input;
import org.skerry.wasm.wasi.WasiGrant.Output;
import org.skerry.wasm.wasi.WasiGrant.Preopen;
import org.skerry.wasm.wasi.WasiGrant.RandomSource;

/**
 * What the members of a group are given of WASI; the bytes of files are those that were read with the scenario.
 *
 * @param arguments   of the program
 * @param environment variables
 * @param input       standard input, if it is open
 * @param output      standard output, if it is open
 * @param error       standard error, if it is open
 * @param clock       whether they may read clocks and wait for a time
 * @param random      name of the stream that randomness comes from, if there is any
 * @param folders     preopened folders
 * @param handler     exported function that handles messages, if the module has none of its own
 * @param limits      how far streams and files may grow
 */
public record WasiSpec(
        List<Text> arguments,
        List<Variable> environment,
        Optional<Input> input,
        Optional<Output> output,
        Optional<Output> error,
        boolean clock,
        Optional<Template> random,
        List<Preopen> folders,
        Optional<String> handler,
        WasiGrant.Limits limits) {

    /**
     * A text that may hold formulas in braces.
     *
     * @param text    as the file has it
     * @param literal whether braces are nothing but braces
     */
    public record Text(String text, boolean literal) {
        String expand(Scope scope) {
            return literal ? text : new Template(text).expand(scope);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A variable of the environment. */
    public record Variable(String name, Text value) {}

    /** Whether any of its streams goes to the run's log. */
    public boolean writesLog() {
        return output.equals(Optional.of(Output.TO_LOG)) || error.equals(Optional.of(Output.TO_LOG));
    }

    /** What one member is given. */
    public WasiGrant grant(Scope scope, long seed) {
        try {
            return new WasiGrant(
                    arguments.stream().map(text -> text.expand(scope)).toList(),
                    environment.stream()
                            .map(variable ->
                                    variable.name() + "=" + variable.value().expand(scope))
                            .toList(),
                    input.orElse(null),
                    output.orElse(null),
                    error.orElse(null),
                    random.map(name -> new RandomSource(seed, name.expand(scope)))
                            .orElse(null),
                    folders,
                    handler.orElse(null),
                    limits);
        } catch (ConfigException e) {
            throw new ConfigException("wasi: " + e.getMessage(), e);
        }
    }
}
