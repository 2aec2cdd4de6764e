package org.skerry.model.memory;

/** Addresses that are added to a base, behind a chain of checks of which one is a limit. */
public final class BoundedEnclosure implements Enclosure {
    private final RuntimeBoundsCheck bounds;
    private final CheckChain chain;
    private final long base;

    /**
     * An enclosure.
     *
     * @param bounds the check with the limit word
     * @param chain  all checks in order, {@code bounds} among them
     * @param base   address of guest address 0
     */
    public BoundedEnclosure(RuntimeBoundsCheck bounds, CheckChain chain, long base) {
        this.bounds = bounds;
        this.chain = chain;
        this.base = base;
    }

    @Override
    public long directBytes() {
        return bounds.limitBytes();
    }

    @Override
    public void resized(long bytes) {
        bounds.limitBytes(bytes);
    }

    @Override
    public long walk(Access access) {
        chain.walk(access);
        return base + access.address();
    }
}
