package org.skerry.model.sharedmem.containment;

import java.util.List;
import org.skerry.model.memory.Access;
import org.skerry.model.memory.BoundedEnclosure;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.CheckChain;
import org.skerry.model.memory.RuntimeBoundsCheck;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;

/**
 * A sandbox of WebAssembly: one limit for each linear memory. The runtime owns it and keeps it in what it keeps of the actor, among
 * the bytes that all actors share.
 */
final class Sandbox implements Containment {
    private final RuntimeMemory memory;
    private final List<BugObject> bugs;
    private final CodeCost code;

    Sandbox(RuntimeMemory memory, List<BugObject> bugs, CodeCost code) {
        this.memory = memory;
        this.bugs = bugs;
        this.code = code;
    }

    @Override
    public Cell enclose(Place place) {
        RuntimeBoundsCheck bounds =
                new RuntimeBoundsCheck(memory.space(), place.control().limitWord());
        return new Limited(new BoundedEnclosure(bounds, new CheckChain(List.of(bounds), bugs), place.linear()));
    }

    @Override
    public CodeCost code() {
        return code;
    }

    /** The limit is the first word of the control block. */
    private record Limited(BoundedEnclosure enclosure) implements Cell {
        @Override
        public boolean watches(long offset, int bytes) {
            return offset < Long.BYTES;
        }

        @Override
        public long directBytes() {
            return enclosure.directBytes();
        }

        @Override
        public void resized(long bytes) {
            enclosure.resized(bytes);
        }

        @Override
        public long walk(Access access) {
            return enclosure.walk(access);
        }
    }
}
