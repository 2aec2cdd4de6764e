package org.skerry.wasm.wasi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.skerry.sim.actor.GuestFault;
import org.skerry.wasm.abi.Guest;
import org.skerry.wasm.abi.GuestExit;
import org.skerry.wasm.abi.GuestTrap;
import org.skerry.wasm.abi.HostFunctions;

/**
 * The 46 functions of WASI preview 1 (WebAssembly/WASI, {@code wasi_snapshot_preview1.witx}); here those of the process, and where
 * all of them come together.
 */
public final class WasiPreview1 {
    /** Module name of the imports. */
    public static final String MODULE = "wasi_snapshot_preview1";
    /** What modules from before 2020 call it; most functions are the same. */
    public static final String OLDER = "wasi_unstable";

    /** Bytes that are drawn at a time. */
    private static final int CHUNK = 1 << 16;

    private WasiPreview1() {}

    /** The host functions. */
    public static HostFunctions functions() {
        HostFunctions all = new HostFunctions().state(MODULE, guest -> new WasiState(grantOf(guest)));
        texts(all, "args", "args", WasiPreview1::arguments);
        texts(all, "environ", "env", WasiPreview1::variables);
        TimeCalls.addTo(all);
        FileCalls.addTo(all);
        PathCalls.addTo(all);
        process(all);
        sockets(all);
        return all;
    }

    /** What a guest was given of WASI. */
    static WasiGrant grantOf(Guest guest) {
        WasiGrant grant = guest.grants().endowment(WasiGrant.class);
        return grant == null ? WasiGrant.NONE : grant;
    }

    private static List<String> arguments(WasiState wasi) {
        return wasi.grant.arguments();
    }

    private static List<String> variables(WasiState wasi) {
        return wasi.grant.environment();
    }

    /** Which texts a pair of calls hands over. */
    @FunctionalInterface
    private interface Texts {
        List<String> of(WasiState wasi);
    }

    private static void texts(HostFunctions all, String name, String what, Texts texts) {
        String sizes = name + "_sizes_get";
        Calls.add(all, sizes, "ii>i", "wasi." + what + ", or there are none", (guest, wasi, a) -> {
            List<String> list = texts.of(wasi);
            Calls.putInt(guest, sizes, a[0], list.size());
            int bytes = joined(list).length;
            guest.work(bytes / Long.BYTES);
            Calls.putInt(guest, sizes, a[1], bytes);
            return Errno.SUCCESS;
        });
        String get = name + "_get";
        Calls.add(all, get, "ii>i", "wasi." + what + ", or there are none", (guest, wasi, a) -> {
            List<String> list = texts.of(wasi);
            byte[] bytes = joined(list);
            ByteBuffer pointers = Calls.structure(Integer.BYTES * list.size());
            int at = (int) a[1];
            for (String text : list) {
                pointers.putInt(at);
                at += text.getBytes(StandardCharsets.UTF_8).length + 1;
            }
            guest.copyIn(get, (int) a[1], bytes, 0, bytes.length);
            Calls.put(guest, get, a[0], pointers);
            return Errno.SUCCESS;
        });
    }

    /** The texts one after the other, each with a zero byte behind it. */
    private static byte[] joined(List<String> texts) {
        return (String.join("\0", texts) + (texts.isEmpty() ? "" : "\0")).getBytes(StandardCharsets.UTF_8);
    }

    private static void process(HostFunctions all) {
        Calls.add(all, "random_get", "ii>i", "wasi.random", (guest, wasi, a) -> {
            guest.checked("random_get", (int) a[0], a[1]);
            WasiError.when(wasi.random == null, Errno.NOTCAPABLE);
            byte[] bytes = new byte[(int) Math.min(CHUNK, Calls.u32(a[1]))];
            long left = Calls.u32(a[1]);
            for (int at = (int) a[0]; left > 0; at += CHUNK) {
                int length = (int) Math.min(CHUNK, left);
                wasi.random.fill(bytes, 0, length);
                guest.copyIn("random_get", at, bytes, 0, length);
                left -= length;
            }
            return Errno.SUCCESS;
        });
        Calls.add(all, "sched_yield", ">i", "", (guest, wasi, a) -> Errno.SUCCESS);
        Calls.add(all, "proc_raise", "i>i", "a signal, which nobody can grant", (guest, wasi, a) -> Errno.NOTSUP);
        all.add(MODULE, "proc_exit", "i>", "", (guest, a) -> {
            guest.enter();
            throw exit((int) a[0]);
        });
    }

    /** How a program ends itself: well with code 0, and of its own fault with another. */
    private static RuntimeException exit(int code) {
        return code == 0
                ? new GuestExit(0)
                : new GuestTrap(
                        GuestFault.Kind.EXIT, "the program ended with exit code " + Integer.toUnsignedString(code));
    }

    private static void sockets(HostFunctions all) {
        String nothing = "a socket, which nobody can grant";
        Calls.add(all, "sock_accept", "iii>i", nothing, WasiPreview1::noSocket);
        Calls.add(all, "sock_recv", "iiiiii>i", nothing, WasiPreview1::noSocket);
        Calls.add(all, "sock_send", "iiiii>i", nothing, WasiPreview1::noSocket);
        Calls.add(all, "sock_shutdown", "ii>i", nothing, WasiPreview1::noSocket);
    }

    private static int noSocket(Guest guest, WasiState wasi, long[] a) {
        wasi.descriptors.get((int) a[0]);
        return Errno.NOTSOCK;
    }
}
