package org.skerry.wasm.load;

import java.util.List;
import java.util.Locale;

/** The value types this loader accepts. The codes are those of the binary format (core specification, section 5.3). */
public enum ValueType {
    /** 32-bit integer. */
    I32(0x7F),
    /** 64-bit integer. */
    I64(0x7E),
    /** 32-bit float. */
    F32(0x7D),
    /** 64-bit float. */
    F64(0x7C),
    /** Reference to a function. */
    FUNCREF(0x70),
    /** Reference of the host; no interface hands one out, so it is always null. */
    EXTERNREF(0x6F);

    private final int code;

    ValueType(int code) {
        this.code = code;
    }

    /** The byte of the binary format. */
    public int code() {
        return code;
    }

    /** Whether it is a number. */
    public boolean isNumber() {
        return this != FUNCREF && this != EXTERNREF;
    }

    /** The type with this code, or null where this loader knows none. */
    public static ValueType of(int code) {
        for (ValueType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }

    /** Slots that values of these types take together in a frame of the JVM: two for 64 bits, one for the rest. */
    public static int slots(List<ValueType> types) {
        int slots = 0;
        for (ValueType type : types) {
            slots += type == I64 || type == F64 ? 2 : 1;
        }
        return slots;
    }

    /** As it is written in the text format. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
