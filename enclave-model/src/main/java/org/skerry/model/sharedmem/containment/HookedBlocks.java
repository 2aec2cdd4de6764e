package org.skerry.model.sharedmem.containment;

import java.util.HashMap;
import java.util.Map;
import org.skerry.model.memory.WriteHook;
import org.skerry.model.sharedmem.runtime.Purpose;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;

/**
 * Blocks of the heap, one an actor, with somebody who listens to stores there, who comes after the block. Looked up by address only. The
 * methods are those of {@link Containment} for the state of checks.
 */
final class HookedBlocks {
    private final RuntimeMemory memory;
    private final Purpose purpose;
    private final long bytes;
    private final Map<Long, WriteHook> listeners = new HashMap<>();

    /** Blocks of so many bytes for one purpose. */
    HookedBlocks(RuntimeMemory memory, Purpose purpose, long bytes) {
        this.memory = memory;
        this.purpose = purpose;
        this.bytes = bytes;
    }

    /** Finds room for a block that will be listened to; {@link Containment#NO_ROOM} if there is none. */
    long allocate(String actor) {
        long[] address = new long[1];
        address[0] = memory.allocate(purpose, actor, bytes, (offset, count) -> stored(address[0], offset, count));
        return address[0] == 0 ? Containment.NO_ROOM : address[0];
    }

    /** The block is given back, and nobody listens there. */
    void free(long address) {
        listeners.remove(address);
        memory.free(address);
    }

    /** Bytes of the heap that a block takes. */
    long footprint() {
        return memory.footprint(bytes);
    }

    /** The hook of a block of a saved state; null if it is for another purpose. */
    WriteHook hookOf(Purpose of, long address) {
        return of == purpose ? (offset, count) -> stored(address, offset, count) : null;
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
}
