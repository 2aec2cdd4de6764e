package org.skerry.wasm.wasi;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.wasm.abi.Behaviour;
import org.skerry.wasm.abi.Conduct;
import org.skerry.wasm.abi.Convention;
import org.skerry.wasm.abi.Guest;
import org.skerry.wasm.abi.GuestCode;
import org.skerry.wasm.abi.GuestExit;
import org.skerry.wasm.abi.HandlerNames;
import org.skerry.wasm.load.FuncType;
import org.skerry.wasm.load.GuestRules;
import org.skerry.wasm.load.ModuleImage;

/** Actors from WASI commands: {@code _start} is called in the first turn, with the START message, and the actor ends with it. */
public final class WasiCommand implements Convention {
    private static final String START = "_start";

    /** Whether a module that has no other way to be an actor is a command. */
    public static boolean recognises(ModuleImage module) {
        return module.export(START) != null;
    }

    @Override
    public String name() {
        return "WASI command";
    }

    @Override
    public List<String> problems(ModuleImage module) {
        List<String> problems = new ArrayList<>();
        GuestRules.exportProblem(module, START, FuncType.HANDLER, problems);
        return problems;
    }

    @Override
    public Conduct conduct(ModuleImage module) {
        return new Life(module.export(START).index());
    }

    private record Life(int start) implements Conduct, Behaviour {
        @Override
        public Behaviour of(Guest guest) {
            return this;
        }

        @Override
        public HandlerNames handlers() {
            return name -> -1;
        }

        @Override
        public void begin(GuestCode code) {
            // A command has no life before its one turn.
        }

        @Override
        public void handle(GuestCode code) {
            code.call(start);
            throw new GuestExit(0);
        }

        @Override
        public void save(StateWriter out) {
            // All that a command has lies in its memory and globals, and with WASI.
        }

        @Override
        public void load(StateReader in) {
            // Nothing was saved.
        }
    }
}
