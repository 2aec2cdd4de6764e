package org.skerry.model.memory;

/**
 * The software bounds check of a WebAssembly runtime: an access must end at or below a limit. The limit is a word of 8 bytes in
 * modelled memory, read each time; the machine keeps it at the memory's size, and anybody else who can write it moves the bound.
 */
public final class RuntimeBoundsCheck implements Check {
    /** Name of the check, for bug objects. */
    public static final String NAME = "bounds check";

    /** The layer that owns it. */
    public static final String LAYER = "runtime";

    private final AddressSpace space;
    private final long limitWord;

    /** A check against the word at address {@code limitWord} of {@code space}. */
    public RuntimeBoundsCheck(AddressSpace space, long limitWord) {
        this.space = space;
        this.limitWord = limitWord;
    }

    /** The limit in bytes, as the word says now; unsigned. */
    public long limitBytes() {
        return space.load(limitWord, Long.BYTES);
    }

    /** Writes the word. */
    public void limitBytes(long limit) {
        space.store(limitWord, Long.BYTES, limit);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String layer() {
        return LAYER;
    }

    @Override
    public boolean passes(Access access) {
        return access.address() >= 0 && Long.compareUnsigned(access.address() + access.bytes(), limitBytes()) <= 0;
    }
}
