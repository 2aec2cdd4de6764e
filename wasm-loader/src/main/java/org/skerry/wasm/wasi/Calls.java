package org.skerry.wasm.wasi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.skerry.wasm.abi.Guest;
import org.skerry.wasm.abi.HostFunctions;

/**
 * What all calls have in common: each costs the guest {@link #WORK} instructions and what it copies, each answers with an error
 * number, and each traps on a pointer outside of the guest's memory.
 */
final class Calls {
    /**
     * Instructions that a call is charged beside what it copies. Assumption: what a library in the actor's own domain would take for
     * it; a call through an operating system's kernel takes some hundred more.
     */
    static final int WORK = 64;

    /** Most vectors in one call, as on Linux. */
    private static final int MOST_VECTORS = 1024;

    /** Bytes of one vector. */
    private static final int VECTOR_BYTES = 8;

    private Calls() {}

    /** What a call does; answers an error number. */
    @FunctionalInterface
    interface Body {
        int apply(Guest guest, WasiState wasi, long[] arguments);
    }

    static void add(HostFunctions all, String name, String signature, String capability, Body body) {
        all.add(WasiPreview1.MODULE, name, signature, capability, (guest, arguments) -> {
            guest.work(WORK);
            try {
                return guest.answer(body.apply(guest, guest.state(WasiState.class), arguments));
            } catch (WasiError e) {
                return guest.answer(e.errno());
            }
        });
    }

    static long u32(long argument) {
        return argument & 0xFFFF_FFFFL;
    }

    /** An empty structure of so many bytes, to be filled and {@linkplain #put put}. */
    static ByteBuffer structure(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static void put(Guest guest, String call, long pointer, ByteBuffer structure) {
        guest.copyIn(call, (int) pointer, structure.array(), 0, structure.capacity());
    }

    static void putInt(Guest guest, String call, long pointer, int value) {
        put(guest, call, pointer, structure(Integer.BYTES).putInt(value));
    }

    static void putLong(Guest guest, String call, long pointer, long value) {
        put(guest, call, pointer, structure(Long.BYTES).putLong(value));
    }

    /** A text in guest memory. */
    static String text(Guest guest, String call, long pointer, long length) {
        guest.checked(call, (int) pointer, length);
        WasiError.when(u32(length) > PathWalk.LONGEST_PATH, Errno.NAMETOOLONG);
        byte[] bytes = guest.copyOut(call, (int) pointer, (int) length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new WasiError(Errno.ILSEQ);
        }
    }

    /** Pointers and lengths of the vectors of a call, one after the other; every range lies in the guest's memory. */
    static int[] vectors(Guest guest, String call, long pointer, long count) {
        guest.checked(call, (int) pointer, Math.min(u32(count), MOST_VECTORS) * VECTOR_BYTES);
        WasiError.when(u32(count) > MOST_VECTORS, Errno.INVAL);
        byte[] bytes = guest.copyOut(call, (int) pointer, (int) count * VECTOR_BYTES);
        ByteBuffer structures = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int[] vectors = new int[2 * (int) count];
        long total = 0;
        for (int i = 0; i < vectors.length; i += 2) {
            vectors[i] = structures.getInt();
            vectors[i + 1] = structures.getInt();
            guest.checked(call, vectors[i], vectors[i + 1]);
            total += u32(vectors[i + 1]);
        }
        WasiError.when(total > Integer.MAX_VALUE, Errno.INVAL);
        return vectors;
    }
}
