package org.skerry.model.sharedmem;

import org.skerry.model.sharedmem.cache.CodeSpec;
import org.skerry.model.sharedmem.containment.Crossing;
import org.skerry.model.sharedmem.kernel.KernelSpec;
import org.skerry.model.sharedmem.runtime.Purpose;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;

/**
 * Where the code of the actor runtime and of the software below it lies in memory, on a machine whose cores have caches of instructions.
 * Each thing that it does is a path of its own, in the runtime and below it: lines that follow each other, of which as many are executed
 * as the cycles of the work say ({@link CodeSpec#softwareBytesPerCycle}). So what an actor has in the cache of instructions goes when the runtime or
 * the kernel has been there, and theirs when it has.
 */
final class SoftwareCode {
    /**
     * Most code of one path: what takes longer than it takes to execute this goes in loops. Assumption; calls of a kernel for files bring some 32 to 50
     * lines into a cache of instructions (Soares and Stumm, FlexSC, OSDI 2010, table 1 [K]), which is 2 to 3.2 KiB.
     */
    static final int MOST_PATH_BYTES = 4096;

    private static final int PATHS = 2 * Crossing.values().length;

    private final long base;
    private final int bytesPerCycle;
    private final KernelSpec kernel;

    private SoftwareCode(long base, SharedMemorySpec spec) {
        this.base = base;
        bytesPerCycle = spec.memory().code().softwareBytesPerCycle();
        kernel = spec.kernel();
    }

    /** Bytes of memory that it takes; 0 where software has no lines of code. */
    static long bytes(CodeSpec code) {
        return code.isOn() && code.softwareBytesPerCycle() > 0 ? (long) PATHS * MOST_PATH_BYTES : 0;
    }

    /** The code in a memory, or null where software has none. */
    static SoftwareCode in(RuntimeMemory memory, SharedMemorySpec spec) {
        long bytes = bytes(spec.memory().code());
        if (bytes == 0) {
            return null;
        }
        long base = memory.allocate(Purpose.CODE, "runtime and kernel", bytes, null);
        if (base == 0) {
            throw new IllegalStateException("an empty memory has no room for the code of runtime and kernel");
        }
        return new SoftwareCode(base, spec);
    }

    /**
     * Adds the lines of code that a piece of work executes.
     *
     * @param runtimeCycles core cycles of the runtime's own software
     * @param belowCycles   those of what is below it
     * @param copiedBytes   bytes that are copied below it, in a loop that has hardly any code
     */
    void add(LineWalk walk, Crossing crossing, int runtimeCycles, int belowCycles, int copiedBytes) {
        Crossing path = crossing == Crossing.RESUME ? Crossing.SWITCH : crossing; // the same code
        add(walk, 2 * path.ordinal(), runtimeCycles);
        add(walk, 2 * path.ordinal() + 1, belowCycles - Math.min(belowCycles, kernel.copyCycles(copiedBytes)));
    }

    private void add(LineWalk walk, int path, int cycles) {
        int bytes = (int) Math.min(MOST_PATH_BYTES, (long) cycles * bytesPerCycle);
        if (bytes > 0) {
            walk.addCode(base + (long) path * MOST_PATH_BYTES, bytes);
        }
    }
}
