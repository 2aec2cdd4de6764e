package org.skerry.model.attest;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** An Ed25519 key (RFC 8032) that follows from 32 bytes of seed. The private half never leaves this class. */
final class SigningKey {
    /** Bytes of a public key. */
    static final int PUBLIC_BYTES = 32;

    /** Bytes of a signature. */
    static final int SIGNATURE_BYTES = 64;

    private static final String ALGORITHM = "Ed25519";

    /** What stands before the 32 bytes of a public key in its X.509 encoding (RFC 8410). */
    private static final byte[] X509_PREFIX = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    private final PrivateKey privateKey;
    private final byte[] publicKey;

    private SigningKey(PrivateKey privateKey, byte[] publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** The key of a seed of 32 bytes. */
    static SigningKey of(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
            KeyPair pair = generator.generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            return new SigningKey(
                    pair.getPrivate(), Arrays.copyOfRange(encoded, encoded.length - PUBLIC_BYTES, encoded.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        }
    }

    /** The public half. */
    byte[] publicKey() {
        return publicKey.clone();
    }

    /** The signature of a message: the same for the same message. */
    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was made cannot sign", e);
        }
    }

    /** Whether a signature is that of the message by the holder of a key; bytes that are no key or no signature are none of his. */
    static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        try {
            byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + PUBLIC_BYTES);
            System.arraycopy(publicKey, 0, encoded, X509_PREFIX.length, PUBLIC_BYTES);
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Yields the seed, so that a key pair follows from it. */
    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final byte[] seed;

        Given(byte[] seed) {
            super(null, null); // no generator behind it
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != seed.length) {
                throw new IllegalStateException(
                        "a key of " + bytes.length + " bytes is asked of a seed of " + seed.length);
            }
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
