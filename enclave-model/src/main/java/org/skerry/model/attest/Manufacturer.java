package org.skerry.model.attest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Who makes chips: gives each a secret, and certifies the key that the chip makes of it. Its root key is a test key. */
public final class Manufacturer {
    private final byte[] secret;
    private final SigningKey root;

    /** The manufacturer of this name. */
    public Manufacturer(String name) {
        secret = Sha256.of(
                "skerry test manufacturer ".getBytes(StandardCharsets.US_ASCII), name.getBytes(StandardCharsets.UTF_8));
        root = SigningKey.of(Hkdf.derive(secret, new byte[0], "root key"));
    }

    /** The key that verifiers trust. */
    public byte[] rootKey() {
        return root.publicKey();
    }

    /** A chip that has never been switched on. */
    BootRom fabricate(long chip) {
        byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(chip).array();
        return new BootRom(Hkdf.derive(secret, number, "unique device secret"));
    }

    Certificate certify(long chip, byte[] publicKey, byte[] claims) {
        return Certificate.by(root, Level.CHIP, chip, publicKey, claims);
    }
}
