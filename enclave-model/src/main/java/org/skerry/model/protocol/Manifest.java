package org.skerry.model.protocol;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * What the control plane declares about an image that it streams. Image management holds the load to it.
 *
 * @param imageDigest     SHA-256 of the image; callers do not write it
 * @param securityVersion of the image; an actor's image is never replaced by one with a lower version
 */
public record Manifest(byte[] imageDigest, int securityVersion) {
    /** Bytes of a SHA-256 digest. */
    public static final int DIGEST_BYTES = 32;

    /** Bytes on the wire: the digest and the version. */
    public static final int BYTES = DIGEST_BYTES + 4;

    /** Writes every field. */
    public void write(StateWriter out) {
        out.writeBytes(imageDigest);
        out.writeInt(securityVersion);
    }

    /** Reads what {@link #write} wrote. */
    public static Manifest read(StateReader in) {
        return new Manifest(in.readBytes(), in.readInt());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Manifest manifest
                && Arrays.equals(imageDigest, manifest.imageDigest)
                && securityVersion == manifest.securityVersion;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(imageDigest) + securityVersion;
    }
}
