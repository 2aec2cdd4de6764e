package org.skerry.wasm.wasi;

/** Ends a call with an error number. Caught where calls are answered; carries no stack trace. */
final class WasiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    WasiError(int errno) {
        super("errno " + errno, null, false, false);
        this.errno = errno;
    }

    int errno() {
        return errno;
    }

    /** Fails with {@code errno} if something is wrong. */
    static void when(boolean wrong, int errno) {
        if (wrong) {
            throw new WasiError(errno);
        }
    }
}
