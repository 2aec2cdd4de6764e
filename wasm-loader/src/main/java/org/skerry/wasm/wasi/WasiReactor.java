package org.skerry.wasm.wasi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.MessageKind;
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

/**
 * Actors from WASI reactors that were not made for messages: {@code _initialize} runs in the first turn, and each message but START
 * calls the function that the deployment names ({@link WasiGrant#handler}), which finds it in its standard input.
 */
public final class WasiReactor implements Convention {
    /** What these are called. */
    public static final String NAME = "WASI reactor";

    private static final String INITIALIZE = "_initialize";

    /** Whether a module that has no other way to be an actor is a reactor. */
    public static boolean recognises(ModuleImage module) {
        return module.export(INITIALIZE) != null
                && module.imports().stream().anyMatch(wanted -> wanted.module().equals(WasiPreview1.MODULE));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> problems(ModuleImage module) {
        List<String> problems = new ArrayList<>();
        GuestRules.exportProblem(module, INITIALIZE, FuncType.HANDLER, problems);
        return problems;
    }

    @Override
    public Conduct conduct(ModuleImage module) {
        Map<String, Integer> functions = new TreeMap<>();
        for (ModuleImage.Export export : module.exports()) {
            if (export.kind() == 0 && module.functionType(export.index()).equals(FuncType.HANDLER)) {
                functions.put(export.name(), export.index());
            }
        }
        return new Functions(module.name(), functions);
    }

    private record Functions(String module, Map<String, Integer> byName) implements Conduct {
        @Override
        public Behaviour of(Guest guest) {
            String handler = WasiPreview1.grantOf(guest).handler();
            if (handler != null && !byName.containsKey(handler)) {
                throw new GuestException(module + ": there is no export '" + handler
                        + "' of type () -> () to handle messages. Name one that the module has: "
                        + List.copyOf(byName.keySet()) + ".");
            }
            return new Handling(guest, byName.get(INITIALIZE), handler == null ? -1 : byName.get(handler));
        }

        @Override
        public HandlerNames handlers() {
            return name -> -1;
        }
    }

    /** Calls one function for each message; without one, messages are taken and nothing comes of them. */
    private record Handling(Guest guest, int initialize, int handler) implements Behaviour {
        @Override
        public void begin(GuestCode code) {
            code.call(initialize);
        }

        @Override
        public void handle(GuestCode code) {
            if (handler >= 0 && guest.turn().message().kind() != MessageKind.START) {
                code.call(handler);
            }
        }

        @Override
        public void save(StateWriter out) {
            // The function is the deployment's choice.
        }

        @Override
        public void load(StateReader in) {
            // Nothing was saved.
        }
    }
}
