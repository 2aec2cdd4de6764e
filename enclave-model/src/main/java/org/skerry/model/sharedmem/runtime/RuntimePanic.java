package org.skerry.model.sharedmem.runtime;

/**
 * The runtime cannot go on: its allocator met a header that makes no sense, or has nothing left for the runtime itself. It stops at
 * once and every actor with it, as a program does when the C library finds "malloc(): corrupted top size": nothing the runtime knows
 * about its memory can be trusted any more.
 */
public final class RuntimePanic extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private RuntimePanic(String reason) {
        super(reason, null, false, false);
    }

    static RuntimePanic corrupted(long header, String rule) {
        return new RuntimePanic("allocator header at 0x" + Long.toHexString(header) + " is corrupted: " + rule);
    }

    /** The hardware has noticed an error that nothing can put right. */
    public static RuntimePanic machineCheck(String what) {
        return new RuntimePanic("machine check: " + what);
    }

    /** The kernel has found that what it keeps of its tasks makes no sense. */
    public static RuntimePanic kernel(String what) {
        return new RuntimePanic("kernel: " + what);
    }

    /** The runtime itself needs memory and there is none. */
    public static RuntimePanic exhausted(String what, long bytes) {
        return new RuntimePanic("no memory is left for " + bytes + " bytes of " + what);
    }
}
