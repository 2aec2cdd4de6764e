package org.skerry.model.sharedmem;

import org.skerry.sim.config.Check;

/**
 * What it costs the actor runtime to put a program in an actor's place, in cycles of the core that asks for it:
 *
 * <pre>
 *   make      what making an actor costs                 runtime.spawnCycles
 *   zeroise   its memory, as large as it can grow        ceil(bytes / zeroiseBytesPerCycle)
 *   load      the image: validated, compiled, copied     ceil(image bytes / loadBytesPerCycle)
 * </pre>
 *
 * <p>Nothing is hashed and no signature is checked: the runtime trusts the images it has. Lines of both go past the caches: assumption.
 *
 * @param zeroiseBytesPerCycle bytes of memory that a core clears in a cycle; 1 to 4096
 * @param loadBytesPerCycle    bytes of an image that a core takes in in a cycle; 1 to 4096
 */
public record RestartSpec(int zeroiseBytesPerCycle, int loadBytesPerCycle) {
    /** One store of a vector of 32 bytes, past the caches. Assumption. */
    public static final int DEFAULT_ZEROISE_BYTES_PER_CYCLE = 32;

    /** A word copied in a cycle, of a program that was compiled before. Assumption. */
    public static final int DEFAULT_LOAD_BYTES_PER_CYCLE = 8;

    /** The defaults. */
    public static final RestartSpec DEFAULT =
            new RestartSpec(DEFAULT_ZEROISE_BYTES_PER_CYCLE, DEFAULT_LOAD_BYTES_PER_CYCLE);

    public RestartSpec {
        Check.inRange(zeroiseBytesPerCycle, 1, 4096, "restart.zeroiseBytesPerCycle");
        Check.inRange(loadBytesPerCycle, 1, 4096, "restart.loadBytesPerCycle");
    }

    /** Core cycles to clear so much memory. */
    public long zeroiseCycles(long memoryBytes) {
        return (memoryBytes + zeroiseBytesPerCycle - 1) / zeroiseBytesPerCycle;
    }

    /** Core cycles to take in such an image. */
    public long loadCycles(long imageBytes) {
        return (imageBytes + loadBytesPerCycle - 1) / loadBytesPerCycle;
    }
}
