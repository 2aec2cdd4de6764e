package org.skerry.wasm.abi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.wasm.load.FuncType;
import org.skerry.wasm.load.GuestRules;
import org.skerry.wasm.load.ModuleImage;

/** Actors of the contract (docs/CONTRACT.md, section 2): {@code receive}, and {@code start} and {@code _initialize} if exported. */
public final class SkerryActor implements Convention {
    private static final String RECEIVE = "receive";
    private static final String START = "start";
    private static final String INITIALIZE = "_initialize";
    private static final long[] NO_ARGUMENTS = {};

    /** Whether a module handles messages itself. */
    public static boolean recognises(ModuleImage module) {
        return module.export(RECEIVE) != null;
    }

    @Override
    public String name() {
        return "skerry_v1";
    }

    @Override
    public List<String> problems(ModuleImage module) {
        List<String> problems = new ArrayList<>();
        if (module.export(RECEIVE) == null) {
            problems.add("export '" + RECEIVE + "' is missing. Export a function '" + RECEIVE
                    + "' of type () -> () that handles one message.");
        }
        for (String handler : List.of(RECEIVE, START, INITIALIZE)) {
            GuestRules.exportProblem(module, handler, FuncType.HANDLER, problems);
        }
        return problems;
    }

    @Override
    public Conduct conduct(ModuleImage module) {
        Map<String, Integer> handlers = new HashMap<>();
        for (ModuleImage.Export export : module.exports()) {
            if (export.kind() == 0 && module.functionType(export.index()).equals(FuncType.HANDLER)) {
                handlers.put(export.name(), export.index());
            }
        }
        return new Handlers(module.functionCount(), Map.copyOf(handlers));
    }

    private static final class Handlers implements Conduct {
        private final int functions;
        private final Map<String, Integer> byName;
        private final int receive;
        private final int start;
        private final int initialize;

        Handlers(int functions, Map<String, Integer> byName) {
            this.functions = functions;
            this.byName = byName;
            receive = handler(RECEIVE);
            start = handler(START);
            initialize = handler(INITIALIZE);
        }

        private int handler(String name) {
            return byName.getOrDefault(name, -1);
        }

        @Override
        public HandlerNames handlers() {
            return this::handler;
        }

        @Override
        public Behaviour of(Guest guest) {
            guest.handler(receive);
            return new Handling(this, guest);
        }
    }

    /** Calls the handler that the guest chose. */
    private record Handling(Handlers names, Guest guest) implements Behaviour {
        @Override
        public void begin(GuestCode code) {
            if (names.initialize >= 0) {
                code.call(names.initialize, NO_ARGUMENTS);
            }
        }

        @Override
        public void handle(GuestCode code) {
            boolean start = guest.turn().message().kind() == MessageKind.START && names.start >= 0;
            code.call(start ? names.start : guest.handler(), NO_ARGUMENTS);
        }

        @Override
        public void save(StateWriter out) {
            out.writeInt(guest.handler());
        }

        @Override
        public void load(StateReader in) {
            guest.handler(in.readIndex(names.functions, "functions"));
        }
    }
}
