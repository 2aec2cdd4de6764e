package org.skerry.wasm.library;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.wasm.abi.Behaviour;
import org.skerry.wasm.abi.Conduct;
import org.skerry.wasm.abi.Convention;
import org.skerry.wasm.abi.Guest;
import org.skerry.wasm.abi.GuestCode;
import org.skerry.wasm.abi.HandlerNames;
import org.skerry.wasm.load.FuncType;
import org.skerry.wasm.load.GuestRules;
import org.skerry.wasm.load.ModuleImage;

/** Each turn calls the function that was asked for. One object for each {@link Library}, used by its thread. */
final class LibraryConvention implements Convention {
    private static final String INITIALIZE = "_initialize";

    private static final int NONE = -1;

    private int function = NONE;
    private long[] arguments;
    private long[] results;

    void ask(int newFunction, long[] newArguments) {
        function = newFunction;
        arguments = newArguments;
        results = null;
    }

    /** What the last call returned, or null if it did not. */
    long[] results() {
        return results;
    }

    @Override
    public String name() {
        return "library";
    }

    @Override
    public List<String> problems(ModuleImage module) {
        List<String> problems = new ArrayList<>();
        GuestRules.exportProblem(module, INITIALIZE, FuncType.HANDLER, problems);
        return problems;
    }

    @Override
    public Conduct conduct(ModuleImage module) {
        ModuleImage.Export initialize = module.export(INITIALIZE);
        Behaviour calling = new Calling(initialize == null ? -1 : initialize.index());
        return new Conduct() {
            @Override
            public Behaviour of(Guest guest) {
                return calling;
            }

            @Override
            public HandlerNames handlers() {
                return name -> -1;
            }
        };
    }

    private final class Calling implements Behaviour {
        private final int initialize;

        Calling(int initialize) {
            this.initialize = initialize;
        }

        @Override
        public void begin(GuestCode code) {
            if (initialize >= 0) {
                code.call(initialize);
            }
        }

        @Override
        public void handle(GuestCode code) {
            if (function == NONE) {
                return;
            }
            long[] answer = code.call(function, arguments);
            results = answer == null ? new long[0] : answer.clone();
        }

        @Override
        public void save(StateWriter out) {
            throw new IllegalStateException("a library is not saved");
        }

        @Override
        public void load(StateReader in) {
            throw new IllegalStateException("a library is not saved");
        }
    }
}
