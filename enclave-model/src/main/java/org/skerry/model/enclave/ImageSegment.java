package org.skerry.model.enclave;

import org.skerry.model.memory.Segment;
import org.skerry.sim.memory.MemoryFault;

/** The code in a private memory. Only image management has its write wires, and that is not an address of the enclave. */
final class ImageSegment implements Segment {
    private final String owner;
    private final String actor;
    private final byte[] image;

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
}
