package org.skerry.model.sharedmem.containment;

import java.util.List;
import org.skerry.model.memory.Access;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.Check;
import org.skerry.model.memory.CheckChain;
import org.skerry.model.memory.WriteHook;
import org.skerry.model.sharedmem.runtime.Purpose;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;

/**
 * A memory-safe language: an actor's memory is an object of the shared heap, and compiled code compares the index of each access with the
 * length in the object's header, which lies in front of it like any other bytes:
 *
 * <pre>
 *   +0   type of the object
 *   +8   its length in bytes
 * </pre>
 */
final class SafeRuntime implements Containment {
    /** The layer that owns the checks. */
    static final String LAYER = "language runtime";

    /** Whether the object is what the code was compiled for. */
    static final String TYPE = "type check";

    /** Whether the index is below its length. */
    static final String LENGTH = "length check";

    private static final int HEADER_BYTES = 16;
    private static final int LENGTH_AT = 8;
    private static final long BYTES_OBJECT = 0x5d_73_65_74_79_62_5bL; // "[bytes]", little-endian

    private final RuntimeMemory memory;
    private final List<BugObject> bugs;
    private final CodeCost code;
    private final HookedBlocks headers;

    SafeRuntime(RuntimeMemory memory, List<BugObject> bugs, CodeCost code) {
        this.memory = memory;
        this.bugs = bugs;
        this.code = code;
        this.headers = new HookedBlocks(memory, Purpose.HEADER, HEADER_BYTES);
    }

    @Override
    public long allocate(String actor, long reservedBytes) {
        return headers.allocate(actor);
    }

    @Override
    public void free(long state) {
        headers.free(state);
    }

    @Override
    public long footprint(long reservedBytes) {
        return headers.footprint();
    }

    @Override
    public WriteHook hookOf(Purpose purpose, long address) {
        return headers.hookOf(purpose, address);
    }

    @Override
    public Cell enclose(Place place) {
        headers.listen(place.state(), (offset, bytes) -> place.moved().run());
        return new Managed(memory.space(), place, bugs);
    }

    @Override
    public CodeCost code() {
        return code;
    }

    /** An object and what is compared with its header. */
    private static final class Managed implements Cell {
        private final AddressSpace space;
        private final long header;
        private final long base;
        private final CheckChain chain;

        Managed(AddressSpace space, Place place, List<BugObject> bugs) {
            this.space = space;
            this.header = place.state();
            this.base = place.linear();
            Check type = new NamedCheck(LAYER, TYPE, access -> isBytes());
            Check length = new NamedCheck(
                    LAYER,
                    LENGTH,
                    access -> access.address() >= 0
                            && Long.compareUnsigned(access.address() + access.bytes(), length()) <= 0);
            this.chain = new CheckChain(List.of(type, length), bugs);
        }

        private boolean isBytes() {
            return space.load(header, Long.BYTES) == BYTES_OBJECT;
        }

        private long length() {
            return space.load(header + LENGTH_AT, Long.BYTES);
        }

        @Override
        public boolean watches(long offset, int bytes) {
            return false;
        }

        @Override
        public long directBytes() {
            return isBytes() ? length() : 0;
        }

        @Override
        public void resized(long bytes) {
            space.store(header, Long.BYTES, BYTES_OBJECT);
            space.store(header + LENGTH_AT, Long.BYTES, bytes);
        }

        @Override
        public long walk(Access access) {
            chain.walk(access);
            return base + access.address();
        }
    }
}
