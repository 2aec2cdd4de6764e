package org.skerry.wasm.library;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.actor.GuestException;
import org.skerry.wasm.load.ValueType;

/** Numbers as text: integers in decimal, signed, or with 0x; floats as Java writes them. */
public final class Values {
    private Values() {}

    /** A value as the long that stands for it. */
    public static long parse(ValueType type, String text) {
        try {
            return switch (type) {
                case I32 -> integer(text, -(1L << 31), (1L << 32) - 1) & 0xFFFF_FFFFL;
                case I64 ->
                    text.startsWith("0x")
                            ? Long.parseUnsignedLong(text.substring(2), 16)
                            : text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
                case F32 -> Float.floatToRawIntBits(Float.parseFloat(text)) & 0xFFFF_FFFFL;
                case F64 -> Double.doubleToRawLongBits(Double.parseDouble(text));
                case FUNCREF, EXTERNREF -> throw new NumberFormatException("a reference cannot be written down");
            };
        } catch (NumberFormatException e) {
            throw new GuestException("'" + text + "' is no " + type.text() + ". Give a number that fits that type.", e);
        }
    }

    private static long integer(String text, long min, long max) {
        long value = text.startsWith("0x") ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
        if (value < min || value > max) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    /** The text of a value. */
    public static String text(ValueType type, long value) {
        return switch (type) {
            case I32 -> Integer.toString((int) value);
            case I64 -> Long.toString(value);
            case F32 -> Float.toString(Float.intBitsToFloat((int) value));
            case F64 -> Double.toString(Double.longBitsToDouble(value));
            case FUNCREF, EXTERNREF -> "a reference";
        };
    }

    /** A call as text. */
    static String call(String name, List<ValueType> types, long[] values) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            texts.add(text(types.get(i), values[i]));
        }
        return name + "(" + String.join(", ", texts) + ")";
    }
}
