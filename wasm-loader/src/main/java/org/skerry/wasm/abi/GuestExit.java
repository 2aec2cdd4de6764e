package org.skerry.wasm.abi;

/** Unwinds a guest that called {@code exit}. */
public final class GuestExit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    /** An exit with a code. */
    public GuestExit(int code) {
        super("exit", null, false, false);
        this.code = code;
    }

    /** What the guest gave. */
    public int code() {
        return code;
    }
}
