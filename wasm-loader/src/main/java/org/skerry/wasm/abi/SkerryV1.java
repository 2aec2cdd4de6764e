package org.skerry.wasm.abi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Status;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.memory.SharedWindow;

/**
 * The guest contract, version 1 (docs/CONTRACT.md): the imports of module {@code skerry_v1} over {@link Turn}. Every call first
 * brings the ledger up to date; every pointer is checked against the guest's own memory; copies count as memory traffic.
 */
public final class SkerryV1 {
    /** Module name of the imports. */
    public static final String MODULE = "skerry_v1";

    /** Longest name of a grant or handler; longer ones cannot exist. */
    private static final int LONGEST_NAME = 4096;

    private SkerryV1() {}

    /** The host functions of the contract. */
    public static HostFunctions functions() {
        HostFunctions all = new HostFunctions();
        message(all);
        sending(all);
        handles(all);
        life(all);
        oversight(all);
        services(all);
        windows(all);
        return all;
    }

    private static void message(HostFunctions all) {
        add(all, "message_kind", ">i", "", (guest, a) -> {
            guest.goOn();
            return guest.answer(guest.turn().message().kind().code());
        });
        add(all, "message_size", ">i", "", (guest, a) -> {
            guest.goOn();
            return guest.answer(guest.turn().message().payload().length);
        });
        add(all, "message_label", ">l", "", (guest, a) -> {
            guest.goOn();
            return guest.answer(guest.turn().message().label());
        });
        add(
                all,
                "message_read",
                "iii>i",
                "",
                (guest, a) -> guest.answer(messageRead(i32(a[0]), i32(a[1]), i32(a[2]), guest)));
        all.direct(MODULE, "message_read", SkerryV1.class, "messageRead");
        add(all, "message_handles", "ii>i", "", (guest, a) -> {
            guest.enter();
            Turn turn = guest.turn();
            int count = turn.receivedCount();
            int written = listLength(guest, "message_handles", i32(a[0]), i32(a[1]), count);
            for (int i = 0; i < written; i++) {
                guest.writeHandle(i32(a[0]), i, turn.received(i));
            }
            guest.traffic(0, 4L * written);
            return guest.answer(count);
        });
    }

    private static void sending(HostFunctions all) {
        add(
                all,
                "send",
                "iiiii>i",
                "SEND on the handle",
                (guest, a) -> guest.answer(send(i32(a[0]), i32(a[1]), i32(a[2]), i32(a[3]), i32(a[4]), guest)));
        all.direct(MODULE, "send", SkerryV1.class, "send");
        add(all, "call", "iiiiiii>i", "SEND on the handle", (guest, a) -> {
            guest.enter();
            int early = tooMuch(a[2], a[4]);
            if (early != 0) {
                return guest.answer(early);
            }
            guest.checked("call", i32(a[5]), a[6]);
            guest.deed("call", i32(a[2]));
            byte[] payload = guest.payload("call", i32(a[1]), i32(a[2]));
            int[] handles = guest.handles("call", i32(a[3]), i32(a[4]));
            int status = guest.turn().call(i32(a[0]), payload, handles);
            if (status != Status.OK.code()) {
                return guest.answer(status);
            }
            byte[] reply = guest.turn().answer().payload();
            deliver(guest, "call", reply, 0, i32(a[5]), i32(a[6]));
            return guest.answer(reply.length);
        });
        add(all, "reply_handles", "ii>i", "", (guest, a) -> {
            guest.enter();
            Turn turn = guest.turn();
            int count = turn.answerHandleCount();
            int written = listLength(guest, "reply_handles", i32(a[0]), i32(a[1]), count);
            for (int i = 0; i < written; i++) {
                guest.writeHandle(i32(a[0]), i, turn.answerHandle(i));
            }
            guest.traffic(0, 4L * written);
            return guest.answer(count);
        });
        add(all, "reply", "iiii>i", "", (guest, a) -> {
            guest.enter();
            int early = tooMuch(a[1], a[3]);
            if (early != 0) {
                return guest.answer(early);
            }
            guest.deed("reply", i32(a[1]));
            byte[] payload = guest.payload("reply", i32(a[0]), i32(a[1]));
            int[] handles = guest.handles("reply", i32(a[2]), i32(a[3]));
            return guest.answer(guest.turn().reply(payload, handles));
        });
        add(all, "reply_handle", ">i", "", (guest, a) -> {
            guest.enter();
            return guest.answer(guest.turn().replyHandle());
        });
    }

    /** {@code message_read}, as compiled code calls it. */
    public static int messageRead(int pointer, int offset, int capacity, Guest guest) {
        guest.goOn();
        byte[] payload = guest.turn().message().payload();
        int length = deliver(guest, "message_read", payload, offset, pointer, capacity);
        if (length == payload.length) {
            guest.messageLiesAt(pointer);
        }
        return length;
    }

    /** {@code send}, as compiled code calls it. */
    public static int send(int handle, int pointer, int length, int handles, int handleCount, Guest guest) {
        guest.goOn();
        int early = tooMuch(length, handleCount);
        if (early != 0) {
            return early;
        }
        guest.deed("send", length);
        byte[] payload = guest.payload("send", pointer, length);
        return guest.turn().send(handle, payload, guest.handles("send", handles, handleCount));
    }

    private static void handles(HostFunctions all) {
        add(all, "granted", "ii>i", "", (guest, a) -> {
            guest.enter();
            String name = name(guest, "granted", i32(a[0]), i32(a[1]));
            return guest.answer(
                    name == null ? Status.BAD_HANDLE.code() : guest.turn().granted(name));
        });
        add(all, "self_handle", ">i", "", (guest, a) -> {
            guest.goOn();
            return guest.answer(0);
        });
        add(all, "attenuate", "iil>i", "", (guest, a) -> {
            guest.enter();
            return guest.answer(guest.turn().attenuate(i32(a[0]), i32(a[1]), a[2]));
        });
        add(all, "drop", "i>i", "", (guest, a) -> {
            guest.enter();
            return guest.answer(guest.turn().drop(i32(a[0])));
        });
        add(all, "revoke", "i>i", "", (guest, a) -> {
            guest.enter();
            guest.deed("revoke", 0);
            return guest.answer(guest.turn().revoke(i32(a[0])));
        });
        add(all, "handle_rights", "i>i", "", (guest, a) -> {
            guest.enter();
            return guest.answer(guest.turn().rights(i32(a[0])));
        });
    }

    private static void life(HostFunctions all) {
        add(all, "spawn", "iiiii>i", "SPAWN on an image handle", (guest, a) -> {
            guest.enter();
            int early = tooMuch(a[2], a[4]);
            if (early != 0) {
                return guest.answer(early);
            }
            guest.deed("spawn", i32(a[2]));
            byte[] arguments = guest.copyOut("spawn", i32(a[1]), i32(a[2]));
            int[] handles = guest.handles("spawn", i32(a[3]), i32(a[4]));
            return guest.answer(guest.turn().spawn(i32(a[0]), arguments, handles));
        });
        add(all, "become", "ii>i", "", (guest, a) -> {
            guest.enter();
            String name = name(guest, "become", i32(a[0]), i32(a[1]));
            int handler = name == null ? -1 : guest.names().handler(name);
            if (handler < 0) {
                return guest.answer(Status.NO_SUCH_HANDLER.code());
            }
            guest.handler(handler);
            return guest.answer(Status.OK.code());
        });
        add(all, "exit", "i>", "", (guest, a) -> {
            guest.enter();
            throw new GuestExit(i32(a[0]));
        });
    }

    private static void oversight(HostFunctions all) {
        add(all, "monitor", "i>i", "MONITOR on the handle", (guest, a) -> {
            guest.enter();
            guest.deed("monitor", 0);
            return guest.answer(guest.turn().monitor(i32(a[0])));
        });
        add(all, "demonitor", "i>i", "MONITOR on the handle", (guest, a) -> {
            guest.enter();
            guest.deed("demonitor", 0);
            return guest.answer(guest.turn().demonitor(i32(a[0])));
        });
        add(all, "attest", "iii>i", "SEND on the handle", (guest, a) -> {
            guest.enter();
            if (u32(a[2]) > Oversight.NONCE_BYTES) {
                return guest.answer(Status.BAD_ARGUMENT.code());
            }
            guest.deed("attest", i32(a[2]));
            byte[] nonce = guest.copyOut("attest", i32(a[1]), i32(a[2]));
            return guest.answer(guest.turn().attest(i32(a[0]), nonce));
        });
        add(all, "link", "i>i", "CONTROL on the handle", (guest, a) -> {
            guest.enter();
            guest.deed("link", 0);
            return guest.answer(guest.turn().link(i32(a[0])));
        });
        add(all, "unlink", "i>i", "CONTROL on the handle", (guest, a) -> {
            guest.enter();
            guest.deed("unlink", 0);
            return guest.answer(guest.turn().unlink(i32(a[0])));
        });
        add(all, "trap_exits", "i>i", "", (guest, a) -> {
            guest.enter();
            guest.deed("trap_exits", 0);
            return guest.answer(guest.turn().trapExits(i32(a[0]) != 0));
        });
        add(all, "stop", "i>i", "CONTROL on the handle", (guest, a) -> {
            guest.enter();
            guest.deed("stop", 0);
            return guest.answer(guest.turn().stop(i32(a[0])));
        });
        add(all, "restart", "iiiiii>i", "CONTROL on the handle, SPAWN on an image handle", (guest, a) -> {
            guest.enter();
            int early = tooMuch(a[3], a[5]);
            if (early != 0) {
                return guest.answer(early);
            }
            guest.deed("restart", i32(a[3]));
            byte[] arguments = guest.copyOut("restart", i32(a[2]), i32(a[3]));
            int[] handles = guest.handles("restart", i32(a[4]), i32(a[5]));
            return guest.answer(guest.turn().restart(i32(a[0]), i32(a[1]), arguments, handles));
        });
    }

    private static void services(HostFunctions all) {
        add(all, "clock", "i>l", "CLOCK on a clock handle", (guest, a) -> {
            guest.enter();
            return guest.answer(guest.turn().clock(i32(a[0])));
        });
        add(all, "timer_set", "ill>i", "CLOCK on a clock handle", (guest, a) -> {
            guest.enter();
            guest.deed("timer_set", 0);
            return guest.answer(guest.turn().setTimer(i32(a[0]), a[1], a[2]));
        });
        add(all, "timer_cancel", "il>i", "CLOCK on a clock handle", (guest, a) -> {
            guest.enter();
            guest.deed("timer_cancel", 0);
            return guest.answer(guest.turn().cancelTimer(i32(a[0]), a[1]));
        });
        add(all, "random", "iii>i", "RANDOM on a random handle", (guest, a) -> {
            guest.enter();
            int length = guest.checked("random", i32(a[1]), a[2]);
            byte[] bytes = new byte[length];
            int status = guest.turn().random(i32(a[0]), bytes);
            if (status == Status.OK.code()) {
                guest.copyIn("random", i32(a[1]), bytes, 0, length);
            }
            return guest.answer(status);
        });
        add(all, "log", "iii>i", "LOG on a log handle", (guest, a) -> {
            guest.enter();
            if (u32(a[2]) > Turn.MAX_LOG_BYTES) {
                return guest.answer(Status.TOO_LONG.code());
            }
            guest.deed("log", i32(a[2]));
            byte[] line = guest.copyOut("log", i32(a[1]), i32(a[2]));
            return guest.answer(guest.turn().log(i32(a[0]), line));
        });
    }

    private static void windows(HostFunctions all) {
        add(all, "window_read", "ilii>i", "READ on a shared window", (guest, a) -> {
            guest.enter();
            int length = guest.checked("window_read", i32(a[2]), a[3]);
            SharedWindow window = guest.turn().window(i32(a[0]), Rights.READ);
            if (window == null) {
                return guest.answer(noWindow(guest, i32(a[0]), Rights.READ).code());
            }
            if (outside(window, a[1], length)) {
                return guest.answer(Status.BAD_ARGUMENT.code());
            }
            byte[] bytes = new byte[length];
            window.read(a[1], bytes, 0, length);
            guest.traffic(length, 0);
            guest.copyIn("window_read", i32(a[2]), bytes, 0, length);
            return guest.answer(Status.OK.code());
        });
        add(all, "window_write", "ilii>i", "WRITE on a shared window", (guest, a) -> {
            guest.enter();
            int length = guest.checked("window_write", i32(a[2]), a[3]);
            SharedWindow window = guest.turn().window(i32(a[0]), Rights.WRITE);
            if (window == null) {
                return guest.answer(noWindow(guest, i32(a[0]), Rights.WRITE).code());
            }
            if (outside(window, a[1], length)) {
                return guest.answer(Status.BAD_ARGUMENT.code());
            }
            byte[] bytes = guest.copyOut("window_write", i32(a[2]), length);
            window.write(a[1], bytes, 0, length);
            guest.traffic(0, length);
            return guest.answer(Status.OK.code());
        });
        add(all, "window_cas", "illl>l", "READ and WRITE on a shared window", (guest, a) -> {
            guest.enter();
            int rights = Rights.READ | Rights.WRITE;
            SharedWindow window = guest.turn().window(i32(a[0]), rights);
            if (window == null) {
                Status status = noWindow(guest, i32(a[0]), rights);
                throw new GuestTrap(
                        GuestFault.Kind.CONTRACT, "window_cas: handle " + i32(a[0]) + ": " + status.meaning());
            }
            if (outside(window, a[1], 8) || (a[1] & 7) != 0) {
                throw new GuestTrap(
                        GuestFault.Kind.CONTRACT,
                        "window_cas: offset " + a[1] + " is not an aligned 8-byte place in a window of "
                                + window.sizeBytes() + " bytes");
            }
            guest.traffic(8, 8);
            return guest.answer(window.compareAndSwap(a[1], a[2], a[3]));
        });
    }

    private static void add(HostFunctions all, String name, String signature, String capability, HostCall call) {
        all.add(MODULE, name, signature, capability, call);
    }

    private static int i32(long argument) {
        return (int) argument;
    }

    private static long u32(long argument) {
        return argument & 0xFFFF_FFFFL;
    }

    /** The status that a length or a handle count earns before anything is copied, or 0. */
    private static int tooMuch(long length, long handles) {
        if (u32(length) > Message.MAX_BYTES) {
            return Status.TOO_LONG.code();
        }
        return u32(handles) > Message.MAX_HANDLES ? Status.TOO_MANY_HANDLES.code() : 0;
    }

    private static Status noWindow(Guest guest, int handle, int rights) {
        Status status = guest.turn().windowStatus(handle, rights);
        return status == Status.OK ? Status.BAD_HANDLE : status;
    }

    private static boolean outside(SharedWindow window, long offset, long length) {
        return offset < 0 || offset > window.sizeBytes() || length > window.sizeBytes() - offset;
    }

    /** Copies what fits of {@code source} from {@code offset} on into the guest; returns how much. */
    private static int deliver(Guest guest, String call, byte[] source, int offset, int pointer, int capacity) {
        if (!guest.isInWindow(pointer, capacity)) {
            guest.checked(call, pointer, capacity);
        }
        int length = fitting(source, offset, capacity);
        if (length > 0) {
            guest.put(call, pointer, source, offset, length);
        }
        return length;
    }

    private static int fitting(byte[] source, int offset, int capacity) {
        return (int) Math.max(0, Math.min(u32(capacity), source.length - u32(offset)));
    }

    /** How many of {@code count} handles fit into a guest array of {@code max}; the array is checked as far as it is used. */
    private static int listLength(Guest guest, String call, int pointer, int max, int count) {
        int length = (int) Math.min(u32(max), count);
        guest.checked(call, pointer, 4L * length);
        return length;
    }

    /** A UTF-8 name in guest memory, or null where it cannot be one. */
    private static String name(Guest guest, String call, int pointer, int length) {
        guest.checked(call, pointer, length);
        if (u32(length) > LONGEST_NAME) {
            return null;
        }
        byte[] bytes = guest.copyOut(call, pointer, length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
