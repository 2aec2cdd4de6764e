package org.skerry.model.sharedmem.cache;

import org.skerry.sim.memory.CodeModel;
import org.skerry.sim.memory.FlowModel;

/**
 * The private caches as one actor's accesses meet them on a core with a window: a {@link GuestCache} that also knows what each address was
 * computed from. A hit costs what {@link LoadWindow} says that it costs, without an entry of its own; before the {@code FETCH} of a miss stands another
 * that says which miss its address was computed from.
 */
public final class FlowCache implements FlowModel {
    private final GuestCache cache;
    private final LoadWindow window;

    FlowCache(GuestCache cache, LoadWindow window) {
        this.cache = cache;
        this.window = window;
    }

    @Override
    public CodeModel code() {
        return cache.code();
    }

    @Override
    public void grown() {
        cache.grown();
    }

    @Override
    public void load(long address, int bytes) {
        load(address, bytes, 0);
    }

    @Override
    public void store(long address, int bytes) {
        store(address, bytes, 0, 0);
    }

    @Override
    public long load(long address, int bytes, long after) {
        cache.follow(address, bytes, false, after);
        return window.value(address);
    }

    @Override
    public void store(long address, int bytes, long after, long value) {
        cache.follow(address, bytes, true, after);
        window.stored(address, value);
    }
}
