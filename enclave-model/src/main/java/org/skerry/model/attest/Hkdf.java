package org.skerry.model.attest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** HKDF over HMAC-SHA-256 (RFC 5869): keys of one secret that say nothing about each other. */
public final class Hkdf {
    private static final int BLOCK_BYTES = 64;

    private Hkdf() {}

    /** The pseudorandom key of a secret; {@code salt} is at most 64 bytes. */
    public static byte[] extract(byte[] salt, byte[] secret) {
        return mac(salt.length == 0 ? new byte[Sha256.BYTES] : salt, secret);
    }

    /**
     * Bytes of a pseudorandom key for one purpose.
     *
     * @param length 1 to 255 digests
     */
    public static byte[] expand(byte[] key, byte[] info, int length) {
        byte[] out = new byte[length];
        byte[] last = {};
        for (int done = 0, i = 1; done < length; done += last.length, i++) {
            byte[] input = Arrays.copyOf(last, last.length + info.length + 1);
            System.arraycopy(info, 0, input, last.length, info.length);
            input[input.length - 1] = (byte) i;
            last = mac(key, input);
            System.arraycopy(last, 0, out, done, Math.min(last.length, length - done));
        }
        return out;
    }

    /** 32 bytes that follow from a secret, a measurement and a purpose. */
    public static byte[] derive(byte[] secret, byte[] measurement, String purpose) {
        return expand(extract(measurement, secret), purpose.getBytes(StandardCharsets.US_ASCII), Sha256.BYTES);
    }

    /** HMAC-SHA-256 (RFC 2104) with a key of at most a block. */
    private static byte[] mac(byte[] key, byte[] input) {
        byte[] inner = new byte[BLOCK_BYTES];
        byte[] outer = new byte[BLOCK_BYTES];
        for (int i = 0; i < BLOCK_BYTES; i++) {
            int each = i < key.length ? key[i] : 0;
            inner[i] = (byte) (each ^ 0x36);
            outer[i] = (byte) (each ^ 0x5c);
        }
        return Sha256.of(outer, Sha256.of(inner, input));
    }
}
