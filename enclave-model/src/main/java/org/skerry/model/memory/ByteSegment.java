package org.skerry.model.memory;

/** A segment whose bytes are a slice of a {@link SparseBytes}: the memory chips behind a decoder. */
public final class ByteSegment implements Segment {
    private final String owner;
    private final SparseBytes bytes;
    private final long start;
    private final WriteHook hook;

    /** The bytes of {@code store} from {@code start}, without anybody listening. */
    public ByteSegment(String owner, SparseBytes store, long start) {
        this(owner, store, start, null);
    }

    /**
     * The bytes of {@code store} from {@code start}.
     *
     * @param hook hears every store that comes through this segment, after it; or null
     */
    public ByteSegment(String owner, SparseBytes store, long start, WriteHook hook) {
        this.owner = owner;
        this.bytes = store;
        this.start = start;
        this.hook = hook;
    }

    @Override
    public String owner() {
        return owner;
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
