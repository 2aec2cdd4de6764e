package org.skerry.wasm.wapc;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Turn;
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
import org.skerry.wasm.load.ValueType;

/**
 * Actors from waPC guests: each message becomes a {@code __guest_call}, and what the guest answers becomes the reply. Its start
 * functions run in the first turn, in the order of the reference hosts: {@code _start}, {@code _initialize}, {@code wapc_init}.
 */
public final class WapcActor implements Convention {
    private static final String GUEST_CALL = "__guest_call";
    private static final FuncType GUEST_CALL_TYPE =
            new FuncType(List.of(ValueType.I32, ValueType.I32), List.of(ValueType.I32));
    private static final List<String> STARTS = List.of("_start", "_initialize", "wapc_init");

    /** Whether a module is a waPC guest, or was meant to be one. */
    public static boolean recognises(ModuleImage module) {
        return module.export(GUEST_CALL) != null
                || module.imports().stream().anyMatch(wanted -> wanted.module().equals(Wapc.MODULE));
    }

    @Override
    public String name() {
        return "waPC";
    }

    @Override
    public List<String> problems(ModuleImage module) {
        List<String> problems = new ArrayList<>();
        if (module.export(GUEST_CALL) == null) {
            problems.add("export '" + GUEST_CALL + "' is missing, which a guest that imports from '" + Wapc.MODULE
                    + "' has. Build it with a waPC guest library.");
        }
        GuestRules.exportProblem(module, GUEST_CALL, GUEST_CALL_TYPE, problems);
        STARTS.forEach(start -> GuestRules.exportProblem(module, start, FuncType.HANDLER, problems));
        return problems;
    }

    @Override
    public Conduct conduct(ModuleImage module) {
        int[] starts = STARTS.stream()
                .map(module::export)
                .filter(export -> export != null)
                .mapToInt(ModuleImage.Export::index)
                .toArray();
        return new Calls(module.export(GUEST_CALL).index(), starts);
    }

    private record Calls(int guestCall, int[] starts) implements Conduct {
        @Override
        public Behaviour of(Guest guest) {
            return new Answering(guest, this);
        }

        @Override
        public HandlerNames handlers() {
            return name -> -1;
        }
    }

    /** Answers messages with what the guest answers. */
    private record Answering(Guest guest, Calls calls) implements Behaviour {
        @Override
        public void begin(GuestCode code) {
            for (int start : calls.starts) {
                try {
                    code.call(start);
                } catch (GuestExit exit) {
                    // Commands end their main function with exit(0), and are called afterwards all the same.
                    if (exit.code() != 0) {
                        throw exit;
                    }
                }
            }
        }

        @Override
        public void handle(GuestCode code) {
            Turn turn = guest.turn();
            dropHandles(turn);
            Message message = turn.message();
            boolean silentStart = message.kind() == MessageKind.START && message.payload().length == 0;
            if (silentStart || message.kind() == MessageKind.REFUSED || message.kind() == MessageKind.REVOKED) {
                return;
            }
            byte[] answer = answer(message.payload(), code);
            if (message.replyTo() == null) {
                if (Envelope.isError(answer)) {
                    Wapc.log(guest, Envelope.content(answer));
                }
            } else {
                guest.deed(GUEST_CALL, answer.length);
                turn.reply(answer, new int[0]);
            }
        }

        /** A guest of this kind cannot name handles; kept, they would fill its table. */
        private static void dropHandles(Turn turn) {
            for (int i = 0; i < turn.receivedCount(); i++) {
                turn.drop(turn.received(i));
            }
        }

        private byte[] answer(byte[] request, GuestCode code) {
            byte[] operation = Envelope.operation(request);
            byte[] payload = Envelope.payload(request);
            if (Envelope.text(operation) == null) {
                return Envelope.error("the name of the operation is no UTF-8 text");
            }
            Exchange exchange = guest.state(Exchange.class);
            exchange.begin(operation, payload);
            try {
                boolean done = code.call(calls.guestCall, operation.length, payload.length)[0] != 0;
                return answer(exchange, done);
            } finally {
                exchange.clear();
            }
        }

        /** What the reference hosts make of an outcome. */
        private static byte[] answer(Exchange exchange, boolean done) {
            if (done && exchange.response != null) {
                return Envelope.response(exchange.response);
            }
            if (exchange.error != null) {
                return Envelope.error(exchange.error);
            }
            return Envelope.error(
                    done
                            ? "the guest set neither a response nor an error for a call that succeeded"
                            : "the guest set no error for a call that failed");
        }

        @Override
        public void save(StateWriter out) {
            // All that a guest remembers lies in its memory and globals.
        }

        @Override
        public void load(StateReader in) {
            // Nothing was saved.
        }
    }
}
