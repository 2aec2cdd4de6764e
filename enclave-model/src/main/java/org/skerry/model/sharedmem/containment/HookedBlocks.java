package org.skerry.model.sharedmem.containment;

import java.util.HashMap;
import java.util.Map;
import org.skerry.model.memory.WriteHook;
import org.skerry.model.sharedmem.runtime.Purpose;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;

/** Blocks of the heap with somebody who listens to stores there, who comes after the block. Looked up by address only. */
final class HookedBlocks {
    private final Map<Long, WriteHook> listeners = new HashMap<>();

    /** Finds room for a block that will be listened to; {@link Containment#NO_ROOM} if there is none. */
    long allocate(RuntimeMemory memory, Purpose purpose, String actor, long bytes) {
        long[] address = new long[1];
        address[0] = memory.allocate(purpose, actor, bytes, (offset, count) -> stored(address[0], offset, count));
        return address[0] == 0 ? Containment.NO_ROOM : address[0];
    }

    /** The hook of a block that was there before. */
    WriteHook hookOf(long address) {
        return (offset, count) -> stored(address, offset, count);
    }

    private void stored(long address, long offset, int count) {
        WriteHook listener = listeners.get(address);
        if (listener != null) {
            listener.written(offset, count);
        }
    }

    /** Names the one who listens. */
    void listen(long address, WriteHook listener) {
        listeners.put(address, listener);
    }

    /** The block is given back. */
    void forget(long address) {
        listeners.remove(address);
    }
}
