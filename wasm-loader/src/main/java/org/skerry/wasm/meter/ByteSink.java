package org.skerry.wasm.meter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.skerry.wasm.load.Code;
import org.skerry.wasm.load.ValueType;

/** A growing byte array that knows how WebAssembly writes numbers, and the few instructions that the meter adds. */
final class ByteSink {
    private byte[] bytes = new byte[256];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    ByteSink u8(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
        return this;
    }

    ByteSink u32(long value) {
        long left = value;
        while (left > 0x7F) {
            u8((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        return u8((int) left);
    }

    ByteSink s64(long value) {
        long left = value;
        while (left < -64 || left > 63) {
            u8((int) (left & 0x7F | 0x80));
            left >>= 7;
        }
        return u8((int) (left & 0x7F));
    }

    ByteSink copy(byte[] source, int start, int end) {
        ensure(end - start);
        System.arraycopy(source, start, bytes, size, end - start);
        size += end - start;
        return this;
    }

    /** Before a branch back: the counter is compared with its end by order, where it was by {@code i32.ne} or is not yet. */
    void compareByOrder(CountedLoops.Back back) {
        if (back.compared()) {
            size--;
        } else {
            u8(Code.I32_CONST).u8(0);
        }
        u8(back.up() ? Code.I32_LT_S : Code.I32_GT_S);
    }

    ByteSink append(ByteSink other, int start, int end) {
        return copy(other.bytes, start, end);
    }

    ByteSink append(ByteSink other) {
        return copy(other.bytes, 0, other.size);
    }

    ByteSink localGet(int local) {
        return u8(Code.LOCAL_GET).u32(local);
    }

    ByteSink localSet(int local) {
        return u8(Code.LOCAL_SET).u32(local);
    }

    ByteSink localTee(int local) {
        return u8(Code.LOCAL_TEE).u32(local);
    }

    ByteSink globalGet(int global) {
        return u8(Code.GLOBAL_GET).u32(global);
    }

    ByteSink globalSet(int global) {
        return u8(Code.GLOBAL_SET).u32(global);
    }

    ByteSink i64Const(long value) {
        return u8(Code.I64_CONST).s64(value);
    }

    /** A constant of some type; of a reference, the null reference. */
    ByteSink constant(ValueType type, long value) {
        return switch (type) {
            case I32 -> u8(Code.I32_CONST).s64((int) value);
            case I64 -> i64Const(value);
            case F32 -> u8(Code.F32_CONST).bytes(value, 4);
            case F64 -> u8(Code.F64_CONST).bytes(value, 8);
            case FUNCREF, EXTERNREF -> u8(Code.REF_NULL).u8(type.code());
        };
    }

    private ByteSink bytes(long value, int count) {
        for (int i = 0; i < count; i++) {
            u8((int) (value >>> 8 * i & 0xFF));
        }
        return this;
    }

    /** A name: its length and its UTF-8 bytes. */
    ByteSink name(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return u32(utf8.length).copy(utf8, 0, utf8.length);
    }

    ByteSink call(int function) {
        return u8(Code.CALL).u32(function);
    }

    /** Writes a section: its code, its size, its content. */
    void section(int code, ByteSink content) {
        u8(code).u32(content.size).append(content);
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
