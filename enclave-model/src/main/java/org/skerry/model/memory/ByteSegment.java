package org.skerry.model.memory;

import org.skerry.sim.memory.SparseBytes;

/** A segment whose bytes are a slice of a {@link SparseBytes}: the memory chips behind a decoder. */
public final class ByteSegment implements Segment {
    private final String owner;
    private final String actor;
    private final SparseBytes bytes;
    private final long start;
    private final WriteHook hook;

    /** The bytes of {@code store} from {@code start}, of no actor in particular and without anybody listening. */
    public ByteSegment(String owner, SparseBytes store, long start) {
        this(owner, "", store, start, null);
    }

    /**
     * The bytes of {@code store} from {@code start}.
     *
     * @param actor name of the actor whose they are, or empty
     * @param hook  hears every store that comes through this segment, after it; or null
     */
    public ByteSegment(String owner, String actor, SparseBytes store, long start, WriteHook hook) {
        this.owner = owner;
        this.actor = actor;
        this.bytes = store;
        this.start = start;
        this.hook = hook;
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
    public long load(long offset, int count) {
        return bytes.load(start + offset, count);
    }

    @Override
    public void store(long offset, int count, long value) {
        bytes.store(start + offset, count, value);
        if (hook != null) {
            hook.written(offset, count);
        }
    }
}
