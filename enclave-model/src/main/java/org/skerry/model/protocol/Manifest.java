package org.skerry.model.protocol;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * What the control plane declares about an image that it streams. Image management holds the load to it.
 *
 * @param imageDigest     SHA-256 of the image; callers do not write it
 * @param securityVersion of the image; an actor's image is never replaced by one with a lower version
 * @param signature       of whoever published the image, over both; callers do not write it
 */
public record Manifest(byte[] imageDigest, int securityVersion, byte[] signature) {
    /** Bytes of a SHA-256 digest. */
    public static final int DIGEST_BYTES = 32;

    /** Bytes of an Ed25519 signature. */
    public static final int SIGNATURE_BYTES = 64;

    /** Bytes on the wire: the digest, the version and the signature. */
    public static final int BYTES = DIGEST_BYTES + 4 + SIGNATURE_BYTES;

    /** Writes every field. */
    public void write(StateWriter out) {
        out.writeBytes(imageDigest);
        out.writeInt(securityVersion);
        out.writeBytes(signature);
    }

    /** Reads what {@link #write} wrote. */
    public static Manifest read(StateReader in) {
        return new Manifest(in.readBytes(), in.readInt(), in.readBytes());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Manifest manifest
                && Arrays.equals(imageDigest, manifest.imageDigest)
                && securityVersion == manifest.securityVersion
                && Arrays.equals(signature, manifest.signature);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(imageDigest) + securityVersion;
    }
}
