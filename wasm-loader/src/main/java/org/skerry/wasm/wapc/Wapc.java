package org.skerry.wasm.wapc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Status;
import org.skerry.sim.actor.Turn;
import org.skerry.wasm.abi.Guest;
import org.skerry.wasm.abi.HostFunctions;

/**
 * The imports of module {@code wapc}, as the reference hosts have them (wapc-rs, {@code wapc_functions.rs}), over {@link Turn}.
 * {@code __host_call} is a call through the handle granted as {@code binding/namespace}; without that grant it is an error with a
 * text, and nothing else happens. A range that leaves the guest's memory traps the guest.
 */
public final class Wapc {
    /** Module name of the imports. */
    public static final String MODULE = "wapc";

    /** Longest binding, namespace or operation. Assumption. */
    private static final int LONGEST_NAME = 4096;
    /** Name of the grant that lines of {@code __console_log} go through. */
    private static final String LOG = "log";

    private static final int[] NO_HANDLES = {};

    private Wapc() {}

    /** The host functions. */
    public static HostFunctions functions() {
        HostFunctions all = new HostFunctions().state(MODULE, guest -> new Exchange());
        request(all);
        calls(all);
        all.add(MODULE, "__console_log", "ii>", "LOG on the log handle granted as 'log'", (guest, a) -> {
            guest.enter();
            log(guest, copy(guest, "__console_log", i32(a[0]), i32(a[1])));
            return null;
        });
        return all;
    }

    private static void request(HostFunctions all) {
        all.add(MODULE, "__guest_request", "ii>", "", (guest, a) -> {
            guest.enter();
            Exchange exchange = guest.state(Exchange.class);
            if (exchange.operation != null) {
                deliver(guest, "__guest_request", i32(a[1]), exchange.request);
                deliver(guest, "__guest_request", i32(a[0]), exchange.operation);
            }
            return null;
        });
        all.add(MODULE, "__guest_response", "ii>", "", (guest, a) -> {
            guest.enter();
            guest.state(Exchange.class).respond(copy(guest, "__guest_response", i32(a[0]), i32(a[1])), u32(a[1]));
            return null;
        });
        all.add(MODULE, "__guest_error", "ii>", "", (guest, a) -> {
            guest.enter();
            guest.state(Exchange.class).fail(copy(guest, "__guest_error", i32(a[0]), i32(a[1])));
            return null;
        });
    }

    private static void calls(HostFunctions all) {
        all.add(
                MODULE,
                "__host_call",
                "iiiiiiii>i",
                "SEND on the handle granted as 'binding/namespace'",
                (guest, a) -> {
                    guest.enter();
                    String call = "__host_call";
                    for (int i = 0; i < a.length; i += 2) {
                        guest.checked(call, i32(a[i]), a[i + 1]);
                    }
                    return guest.answer(hostCall(guest, a));
                });
        all.add(MODULE, "__host_response_len", ">i", "", (guest, a) -> {
            guest.enter();
            return guest.answer(guest.state(Exchange.class).hostResponse.length);
        });
        all.add(MODULE, "__host_response", "i>", "", (guest, a) -> {
            guest.enter();
            deliver(guest, "__host_response", i32(a[0]), guest.state(Exchange.class).hostResponse);
            return null;
        });
        all.add(MODULE, "__host_error_len", ">i", "", (guest, a) -> {
            guest.enter();
            return guest.answer(guest.state(Exchange.class).hostError.length);
        });
        all.add(MODULE, "__host_error", "i>", "", (guest, a) -> {
            guest.enter();
            deliver(guest, "__host_error", i32(a[0]), guest.state(Exchange.class).hostError);
            return null;
        });
    }

    private static int hostCall(Guest guest, long[] a) {
        Exchange exchange = guest.state(Exchange.class);
        for (int i = 1; i < 6; i += 2) {
            if (u32(a[i]) > LONGEST_NAME) {
                return exchange.hostFailed("a name has " + u32(a[i]) + " bytes, above " + LONGEST_NAME);
            }
        }
        byte[] operation = copy(guest, "__host_call", i32(a[4]), i32(a[5]));
        String binding = Envelope.text(copy(guest, "__host_call", i32(a[0]), i32(a[1])));
        String namespace = Envelope.text(copy(guest, "__host_call", i32(a[2]), i32(a[3])));
        if (binding == null || namespace == null || Envelope.text(operation) == null) {
            return exchange.hostFailed("binding, namespace and operation must be UTF-8 text");
        }
        if (Envelope.operation(operation).length != operation.length) {
            return exchange.hostFailed("the name of an operation holds no zero byte");
        }
        if (u32(a[7]) + operation.length + 1 > Message.MAX_BYTES) {
            return exchange.hostFailed("operation and payload have " + (u32(a[7]) + operation.length)
                    + " bytes, above the " + (Message.MAX_BYTES - 1) + " that fit a message");
        }
        String name = binding + "/" + namespace;
        int handle = guest.turn().granted(name);
        if (handle == Status.BAD_HANDLE.code()) {
            return exchange.hostFailed("nothing was granted as '" + name + "'");
        }
        byte[] payload = copy(guest, "__host_call", i32(a[6]), i32(a[7]));
        guest.deed("__host_call", operation.length + payload.length);
        int status = guest.turn().call(handle, Envelope.request(operation, payload), NO_HANDLES);
        if (status != Status.OK.code()) {
            return exchange.hostFailed(name + ": " + Status.of(status).meaning());
        }
        return answered(guest, exchange, name);
    }

    private static int answered(Guest guest, Exchange exchange, String name) {
        Turn turn = guest.turn();
        for (int i = 0; i < turn.answerHandleCount(); i++) {
            turn.drop(turn.answerHandle(i));
        }
        byte[] answer = turn.answer().payload();
        if (!Envelope.isAnswer(answer)) {
            return exchange.hostFailed(name + ": the answer begins with neither 1 nor 0");
        }
        byte[] content = Envelope.content(answer);
        if (Envelope.isError(answer)) {
            return exchange.hostFailed(new String(content, StandardCharsets.UTF_8));
        }
        return exchange.hostSucceeded(content);
    }

    /** Writes lines of text to the run's log if the actor was granted one; long lines are divided. */
    static void log(Guest guest, byte[] text) {
        int handle = guest.turn().granted(LOG);
        if (handle == Status.BAD_HANDLE.code()) {
            return;
        }
        int from = 0;
        while (from < text.length) {
            int end = from;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            int next = end + 1;
            if (end - from > Turn.MAX_LOG_BYTES) {
                end = from + Turn.MAX_LOG_BYTES;
                while (end > from + 1 && (text[end] & 0xC0) == 0x80) {
                    end--; // not in the middle of a character
                }
                next = end;
            }
            guest.deed("__console_log", end - from);
            guest.turn().log(handle, Arrays.copyOfRange(text, from, end));
            from = next;
        }
    }

    /** A copy that leaves the guest. No more of it is copied than can be of use, however long the guest says it is. */
    private static byte[] copy(Guest guest, String call, int pointer, int length) {
        guest.checked(call, pointer, length);
        return guest.copyOut(call, pointer, (int) Math.min(u32(length), Message.MAX_BYTES));
    }

    private static void deliver(Guest guest, String call, int pointer, byte[] content) {
        guest.copyIn(call, pointer, content, 0, content.length);
    }

    private static int i32(long argument) {
        return (int) argument;
    }

    private static long u32(long argument) {
        return argument & 0xFFFF_FFFFL;
    }
}
