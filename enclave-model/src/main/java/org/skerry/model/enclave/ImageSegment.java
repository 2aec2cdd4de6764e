package org.skerry.model.enclave;

import org.skerry.model.memory.Segment;
import org.skerry.sim.memory.MemoryFault;

/**
 * The code in a private memory. Only image management has its write wires, and that is not an address of the enclave. A latch says
 * whether anything was written since the code was hashed.
 */
final class ImageSegment implements Segment {
    private static final byte[] NOTHING = {};

    private final String owner;
    private final String actor;
    private byte[] image; // shared by all who are loaded with it, so that a write makes a copy
    private boolean written = true;

    ImageSegment(String actor, byte[] image) {
        this.owner = "code of " + actor;
        this.actor = actor;
        this.image = image;
    }

    @Override
    public String owner() {
        return owner;
    }

    @Override
    public String actor() {
        return actor;
    }

    @Override
    public long load(long offset, int bytes) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | (offset + i < image.length ? image[(int) offset + i] & 0xFF : 0);
        }
        return value;
    }

    @Override
    public void store(long offset, int bytes, long value) {
        throw new MemoryFault("wiring of " + owner, offset, bytes);
    }

    // ---- wires of image management -------------------------------------------------------------------------------

    /** What lies here; nobody writes it. It goes to the hash unit and nowhere else. */
    byte[] forHashing() {
        written = false;
        return image;
    }

    /** Whether a byte was written since the code was hashed. */
    boolean writtenSinceHash() {
        return written;
    }

    /** Changes a byte. */
    void write(int offset, int value) {
        image = image.clone();
        image[offset] = (byte) value;
        written = true;
    }

    /** Clears all of it. */
    void clear() {
        image = NOTHING;
        written = true;
    }

    boolean isClear() {
        return image.length == 0;
    }
}
