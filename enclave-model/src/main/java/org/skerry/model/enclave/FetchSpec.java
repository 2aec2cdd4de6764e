package org.skerry.model.enclave;

import org.skerry.model.core.CoreSpec;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.memory.SramModel;
import org.skerry.sim.config.Check;

/**
 * How the core of an enclave comes to its instructions, which lie in its private memory: through a cache of its own, or as if they were at hand. A hit
 * costs nothing; a miss waits for the private memory and for the rest of the line.
 *
 * @param sets           sets; a power of two, 1 to 2^20; 0 for cores whose instructions are at hand
 * @param ways           lines in a set; 1 to 64
 * @param lineBytes      bytes of a line; a power of two, 16 to 256
 * @param refillBytes    bytes that the private memory gives in a core cycle once it has begun; 1 to 4096
 */
public record FetchSpec(int sets, int ways, int lineBytes, int refillBytes) {
    /** A bank of Tenstorrent Wormhole's L1 gives 128 bits a cycle (tt-isa-documentation, L1.md [R]). */
    public static final int DEFAULT_REFILL_BYTES = 16;

    /**
     * None; and the shape of a cache whose sets somebody names: 8 ways of lines of 64 bytes, so that 64 sets are the 32 KiB of the shared-memory machine.
     */
    public static final FetchSpec NONE = new FetchSpec(0, 8, 64, DEFAULT_REFILL_BYTES);

    public FetchSpec {
        if (sets != 0) {
            Check.powerOfTwo(Check.inRange(sets, 1, 1 << 20, "code.sets"), "code.sets");
        }
        Check.inRange(ways, 1, 64, "code.ways");
        Check.powerOfTwo(Check.inRange(lineBytes, 16, 256, "code.lineBytes"), "code.lineBytes");
        Check.inRange(refillBytes, 1, 4096, "code.refillBytes");
    }

    /** Whether there is a cache. */
    public boolean isOn() {
        return sets != 0;
    }

    /** The cache. There must be one. */
    public CacheSpec cache() {
        return new CacheSpec(sets, ways, lineBytes, 0);
    }

    /** Cycles of the mesh for a line that is missed: the private memory's first word, as a load of data waits for it, and the rest of the line behind it. */
    long missCycles(CoreSpec core, SramModel memory, long meshHertz) {
        int first = memory.loadCycles(core.clock(), meshHertz);
        int rest = (lineBytes + refillBytes - 1) / refillBytes - 1;
        return core.clock().toMesh(first + rest);
    }
}
