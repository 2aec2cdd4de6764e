package org.skerry.scenario.spec;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.skerry.sim.config.ConfigException;

/**
 * One piece of the arguments in an actor's START message. Pieces follow each other without padding; numbers are little-endian.
 *
 * @param type how it is written down
 * @param text a formula for numbers, hexadecimal digits, or the text itself
 */
public record ArgumentSpec(Type type, String text) {
    /** How a piece becomes bytes. */
    public enum Type {
        U8(1, false),
        U16(2, false),
        U32(4, false),
        U64(8, false),
        I8(1, true),
        I16(2, true),
        I32(4, true),
        I64(8, true),
        HEX(0, false),
        TEXT(0, false);

        private final int bytes;
        private final BigInteger min;
        private final BigInteger max;

        Type(int bytes, boolean signed) {
            this.bytes = bytes;
            int bits = 8 * bytes;
            BigInteger one = BigInteger.ONE;
            this.min = signed ? one.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
            this.max = one.shiftLeft(signed ? bits - 1 : bits).subtract(one);
        }
    }

    /** The bytes of all pieces, one after the other. */
    public static byte[] bytes(List<ArgumentSpec> pieces, Scope scope) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ArgumentSpec piece : pieces) {
            piece.append(out, scope);
        }
        return out.toByteArray();
    }

    private void append(ByteArrayOutputStream out, Scope scope) {
        if (type == Type.TEXT) {
            out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        } else if (type == Type.HEX) {
            out.writeBytes(hex());
        } else {
            BigInteger value = Formula.of(text).evaluate(scope, type.min, type.max);
            for (int i = 0; i < type.bytes; i++) {
                out.write(value.shiftRight(8 * i).intValue());
            }
        }
    }

    private byte[] hex() {
        try {
            return HexFormat.of().parseHex(text.replace(" ", ""));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    "'" + text + "' is not an even number of hexadecimal digits. Write it like 00ff1a.");
        }
    }

    @Override
    public String toString() {
        return type.name().toLowerCase(Locale.ROOT) + " " + text;
    }
}
