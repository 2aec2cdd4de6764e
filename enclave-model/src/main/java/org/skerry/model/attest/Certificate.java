package org.skerry.model.attest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A signed statement that a key belongs to somebody whose claims have this digest.
 *
 * <pre>
 *   level 4 | subject 8 | public key 32 | digest of the claims 32 | signature of the issuer over all before 64
 * </pre>
 *
 * @param level     whom the key belongs to
 * @param subject   number of that one: chip, tile or enclave
 * @param publicKey its key
 * @param claims    SHA-256 of its submodule of the evidence
 * @param signature of the issuer
 */
record Certificate(Level level, long subject, byte[] publicKey, byte[] claims, byte[] signature) {
    private static final int SIGNED_BYTES = 4 + 8 + SigningKey.PUBLIC_BYTES + Sha256.BYTES;

    /** Size on the wire. */
    static final int BYTES = SIGNED_BYTES + SigningKey.SIGNATURE_BYTES;

    /** A certificate by the holder of {@code issuer}. */
    static Certificate by(SigningKey issuer, Level level, long subject, byte[] publicKey, byte[] claims) {
        byte[] signature = issuer.sign(signedBytes(level, subject, publicKey, claims));
        return new Certificate(level, subject, publicKey, claims, signature);
    }

    /** Whether the holder of a key has signed it. */
    boolean isBy(byte[] issuerKey) {
        return SigningKey.verify(issuerKey, signedBytes(level, subject, publicKey, claims), signature);
    }

    private static byte[] signedBytes(Level level, long subject, byte[] publicKey, byte[] claims) {
        return ByteBuffer.allocate(SIGNED_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(level.ordinal())
                .putLong(subject)
                .put(publicKey)
                .put(claims)
                .array();
    }

    void write(ByteBuffer out) {
        out.put(signedBytes(level, subject, publicKey, claims)).put(signature);
    }

    static Certificate read(ByteBuffer in) throws FormatException {
        return new Certificate(
                Evidence.constant(Level.values(), in.getInt(), "level of a certificate"),
                in.getLong(),
                Evidence.bytes(in, SigningKey.PUBLIC_BYTES),
                Evidence.bytes(in, Sha256.BYTES),
                Evidence.bytes(in, SigningKey.SIGNATURE_BYTES));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate c
                && level == c.level
                && subject == c.subject
                && Arrays.equals(publicKey, c.publicKey)
                && Arrays.equals(claims, c.claims)
                && Arrays.equals(signature, c.signature);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(signature);
    }
}
