package org.skerry.model.enclave;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.skerry.sim.rng.RandomStream;

/**
 * The cipher of an enclave for state that leaves it: AES-256 in Galois counter mode (NIST SP 800-38D). The key is made in the enclave from
 * a secret of its own and has no wire to anywhere; each seal has a number, which is never used twice and is part of what is sealed, so that
 * neither another actor's state nor an older one passes for it.
 */
final class Seal {
    /** Bytes that a sealed state is longer than the state: the tag. */
    static final int TAG_BYTES = 16;

    private static final String CIPHER = "AES/GCM/NoPadding";

    private final SecretKeySpec key;
    private final int enclave;

    /** The seal of an enclave; {@code secret} is what its fuses hold. */
    Seal(int enclave, RandomStream secret) {
        byte[] fuses = new byte[32];
        secret.fill(fuses);
        this.enclave = enclave;
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("seal of state that leaves an enclave".getBytes(StandardCharsets.UTF_8));
            key = new SecretKeySpec(digest.digest(fuses), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Seals the state of an actor under a number that was never used before. */
    byte[] close(long actor, long number, byte[] state) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, actor, number).doFinal(state);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a state of " + state.length + " bytes cannot be sealed", e);
        }
    }

    /** The state that was sealed for this actor under this number, or null if these bytes are anything else. */
    byte[] open(long actor, long number, byte[] sealed) {
        try {
            return cipher(Cipher.DECRYPT_MODE, actor, number).doFinal(sealed);
        } catch (AEADBadTagException forged) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealed bytes cannot be looked at", e);
        }
    }

    private Cipher cipher(int mode, long actor, long number) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(12).putInt(enclave).putLong(number).array();
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
        cipher.updateAAD(ByteBuffer.allocate(20)
                .putInt(enclave)
                .putLong(actor)
                .putLong(number)
                .array());
        return cipher;
    }
}
