package org.skerry.model.sharedmem.containment;

import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.memory.SparseBytes;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * One bit for each 16 bytes of memory: whether they are a capability that the cores have made. The bits lie in the topmost 1/128 of the
 * memory chips, where no address of software leads: only the cores and the memory controller write them.
 */
final class TagMemory implements Stateful {
    /** Bytes of memory to which a tag belongs: those of a capability of 128 bits. */
    static final int GRANULE_BYTES = 16;

    private static final int GRANULES_PER_BYTE = 8;
    private static final int LINE_BYTES = 64;

    private final long base;
    private final SparseBytes bits = new SparseBytes();

    /** Tags that lie from {@code base} of the chips on. */
    TagMemory(long base) {
        this.base = base;
    }

    /** What is left for software of so much memory; a multiple of 64. */
    static long softwareBytes(long memoryBytes) {
        long covered = (long) GRANULE_BYTES * GRANULES_PER_BYTE;
        long tags = (memoryBytes + covered - 1) / covered;
        return (memoryBytes - tags) / LINE_BYTES * LINE_BYTES;
    }

    /** Where the tag of an address lies: one byte for 128 bytes, one line for 8 KiB. */
    long addressOf(long address) {
        return base + address / ((long) GRANULE_BYTES * GRANULES_PER_BYTE);
    }

    boolean isSet(long address) {
        long granule = address / GRANULE_BYTES;
        return (bits.load(granule / GRANULES_PER_BYTE, 1) >>> granule % GRANULES_PER_BYTE & 1) != 0;
    }

    void set(long address, boolean tagged) {
        long granule = address / GRANULE_BYTES;
        long at = granule / GRANULES_PER_BYTE;
        long bit = 1L << granule % GRANULES_PER_BYTE;
        long before = bits.load(at, 1);
        bits.store(at, 1, tagged ? before | bit : before & ~bit);
    }

    /** Data were stored there: what they touched is no capability any more. */
    void clear(long address, long bytes) {
        for (long at = address / GRANULE_BYTES * GRANULE_BYTES; at < address + bytes; at += GRANULE_BYTES) {
            set(at, false);
        }
    }

    void digest(DigestCombiner digest) {
        bits.digest(digest);
    }

    @Override
    public void save(StateWriter out) {
        bits.save(out);
    }

    @Override
    public void load(StateReader in) {
        bits.load(in);
    }
}
