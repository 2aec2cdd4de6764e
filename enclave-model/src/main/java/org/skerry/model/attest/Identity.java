package org.skerry.model.attest;

/**
 * One link of the key chain: a secret that follows from the one before and from what was measured, the key that follows from the
 * secret, and the certificate that the holder before gave for it. After DICE (TCG; Open Profile for DICE 2.6).
 *
 * <pre>
 *   secret of the chip    = HKDF(unique device secret, SHA-256(chip claims))          key certified by the manufacturer
 *   secret of the tile    = HKDF(secret of the chip, SHA-256(tile claims))            ... by the chip
 *   secret of the enclave = HKDF(secret of the tile, SHA-256(enclave claims))         ... by the tile
 * </pre>
 *
 * <p>Whatever is measured differently has another key, which nobody certified: it can sign nothing that verifies.
 */
public final class Identity {
    private final byte[] secret;
    private final SigningKey key;
    private final Certificate certificate;
    private final Identity issuer; // null for a chip, whose issuer is the manufacturer

    private Identity(byte[] secret, SigningKey key, Certificate certificate, Identity issuer) {
        this.secret = secret;
        this.key = key;
        this.certificate = certificate;
        this.issuer = issuer;
    }

    /**
     * Boots a chip: derives its identity from the unique device secret and locks that away.
     *
     * @param manufacturer who certifies the key of the chip at the fab
     * @param rom          with the secret of this chip
     */
    static Identity boot(Manufacturer manufacturer, BootRom rom, Claims.Chip claims) {
        byte[] measured = Sha256.of(claims.encode());
        byte[] secret = Hkdf.derive(rom.uniqueDeviceSecret(), measured, "secret");
        rom.lock();
        SigningKey key = keyOf(secret);
        return new Identity(secret, key, manufacturer.certify(claims.chip(), key.publicKey(), measured), null);
    }

    /** The identity of a tile of this chip, or of an enclave of this tile. */
    public Identity derive(Claims claims) {
        byte[] measured = Sha256.of(claims.encode());
        byte[] child = Hkdf.derive(secret, measured, "secret");
        SigningKey childKey = keyOf(child);
        Certificate given = Certificate.by(key, claims.level(), claims.subject(), childKey.publicKey(), measured);
        return new Identity(child, childKey, given, this);
    }

    private static SigningKey keyOf(byte[] secret) {
        return SigningKey.of(Hkdf.derive(secret, new byte[0], "key pair"));
    }

    Certificate certificate() {
        return certificate;
    }

    Identity issuer() {
        return issuer;
    }

    byte[] sign(byte[] message) {
        return key.sign(message);
    }
}
