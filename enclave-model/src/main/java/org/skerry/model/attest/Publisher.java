package org.skerry.model.attest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.skerry.model.protocol.Manifest;

/**
 * Who makes images, and signs what each of them is (Ed25519). It stands outside of any chip: a control plane keeps what was published and cannot
 * sign, image management has the public key in fuses and checks. Keys are test keys that follow from the name.
 *
 * <pre>
 *   signed: "skerry manifest 1" | SHA-256 of the image 32 | security version 4, little-endian
 * </pre>
 */
public final class Publisher {
    private static final byte[] PURPOSE = "skerry manifest 1".getBytes(StandardCharsets.US_ASCII);

    private final SigningKey key;

    /** The publisher of this name. */
    public Publisher(String name) {
        byte[] secret = Sha256.of(
                "skerry test publisher ".getBytes(StandardCharsets.US_ASCII), name.getBytes(StandardCharsets.UTF_8));
        key = SigningKey.of(Hkdf.derive(secret, new byte[0], "image key"));
    }

    /** The key that chips trust. */
    public byte[] publicKey() {
        return key.publicKey();
    }

    /** Publishes an image. */
    public Manifest publish(byte[] image, int securityVersion) {
        byte[] digest = Sha256.of(image);
        return new Manifest(digest, securityVersion, key.sign(signed(digest, securityVersion)));
    }

    /** Whether the holder of a key has signed a manifest. */
    public static boolean hasSigned(byte[] publicKey, Manifest manifest) {
        return SigningKey.verify(
                publicKey, signed(manifest.imageDigest(), manifest.securityVersion()), manifest.signature());
    }

    private static byte[] signed(byte[] digest, int securityVersion) {
        return ByteBuffer.allocate(PURPOSE.length + digest.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(PURPOSE)
                .put(digest)
                .putInt(securityVersion)
                .array();
    }
}
