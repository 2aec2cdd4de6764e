package org.skerry.model.sharedmem.containment;

import org.skerry.model.memory.Access;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;
import org.skerry.model.sharedmem.runtime.RuntimePanic;

/**
 * Nothing: an address is added to where the actor's memory begins, and what lies there is what is read or written. Where nothing
 * decodes the hardware says so, to the one program that all actors are part of; it ends, and they all with it.
 */
final class Bare implements Containment {
    private final AddressSpace space;
    private final CodeCost code;
    private boolean ranIntoNothing;

    Bare(RuntimeMemory memory, CodeCost code) {
        this.space = memory.space();
        this.code = code;
    }

    @Override
    public Cell enclose(Place place) {
        return new Open(place.linear());
    }

    @Override
    public CodeCost code() {
        return code;
    }

    @Override
    public void faulted(Party actor) {
        if (ranIntoNothing) {
            throw RuntimePanic.machineCheck("an address leads nowhere, and all actors are one program");
        }
    }

    private final class Open implements Cell {
        private final long base;

        Open(long base) {
            this.base = base;
        }

        @Override
        public boolean watches(long offset, int bytes) {
            return false;
        }

        @Override
        public long directBytes() {
            return Long.MAX_VALUE;
        }

        @Override
        public void resized(long bytes) {
            // nobody writes down how large it is
        }

        @Override
        public long walk(Access access) {
            long address = base + access.address();
            ranIntoNothing |= !space.decodes(address, access.bytes());
            return address;
        }
    }
}
