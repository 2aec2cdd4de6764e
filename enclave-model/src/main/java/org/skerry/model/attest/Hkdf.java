package org.skerry.model.attest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF over HMAC-SHA-256 (RFC 5869): keys of one secret that say nothing about each other. */
public final class Hkdf {
    private static final String MAC = "HmacSHA256";

    private Hkdf() {}

    /** The pseudorandom key of a secret. */
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

    private static byte[] mac(byte[] key, byte[] input) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
    }
}
