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
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * Capabilities of the cores, as in CHERI: every access of native code goes through one, which has bounds and permissions, and a tag that
 * says that no software has made it up. While an actor does not run, what its cores' registers hold lies in memory; the first of it is the
 * capability to its own memory:
 *
 * <pre>
 *   +0   address that it begins at
 *   +8   length, and permissions in the topmost byte
 *   +16  thirty more registers
 * </pre>
 *
 * <p>Whoever stores data there, by whatever means, clears the tag: he takes the actor its memory and gains nothing.
 */
final class Capabilities implements Containment {
    /** The layer that owns the checks. */
    static final String LAYER = "hardware";

    /** Whether it is a capability at all. */
    static final String TAG = "capability tag";

    /** Whether the access lies within it. */
    static final String BOUNDS = "capability bounds";

    /** Whether it allows loads, or stores. */
    static final String PERMISSIONS = "capability permissions";

    /** Capability registers of 16 bytes that are put away, as on Morello. */
    private static final int REGISTERS = 31;

    private static final int SAVED_BYTES = (REGISTERS + 1) * TagMemory.GRANULE_BYTES;
    private static final int LENGTH_AT = 8;
    private static final int PERMISSIONS_SHIFT = 56;
    private static final long MAY_LOAD = 1;
    private static final long MAY_STORE = 2;

    /**
     * Core cycles of passing from one compartment to another and back: 31 stores, 31 loads and some 40 instructions that check and
     * clear. Assumption; nothing published was found that would be of use here.
     */
    private static final int CROSSING_CYCLES = 100;

    /** Core cycles of another actor's registers, twice as wide as a runtime's switch has them: 31 more of 8 bytes each way. Assumption. */
    private static final int SWITCH_CYCLES = 62;

    private final RuntimeMemory memory;
    private final List<BugObject> bugs;
    private final CodeCost code;
    private final TagMemory tags;
    private final HookedBlocks saved;
    private boolean byCores; // what is being stored is stored as a capability

    Capabilities(RuntimeMemory memory, List<BugObject> bugs, CodeCost code) {
        this.memory = memory;
        this.bugs = bugs;
        this.code = code;
        this.saved = new HookedBlocks(memory, Purpose.REGISTERS, SAVED_BYTES);
        this.tags = new TagMemory(memory.space().sizeBytes());
    }

    @Override
    public long allocate(String actor, long reservedBytes) {
        long address = saved.allocate(actor);
        if (address != NO_ROOM) {
            tags.clear(address, SAVED_BYTES);
        }
        return address;
    }

    @Override
    public void free(long state) {
        tags.clear(state, SAVED_BYTES);
        saved.free(state);
    }

    @Override
    public long footprint(long reservedBytes) {
        return saved.footprint();
    }

    @Override
    public WriteHook hookOf(Purpose purpose, long address) {
        return saved.hookOf(purpose, address);
    }

    @Override
    public Cell enclose(Place place) {
        saved.listen(place.state(), (offset, bytes) -> {
            if (!byCores) {
                tags.clear(place.state() + offset, bytes);
            }
            place.moved().run();
        });
        return new Compartment(place);
    }

    @Override
    public CodeCost code() {
        return code;
    }

    @Override
    public int cross(Crossing crossing, int core, Party actor, Party other, int bytes, Lines lines) {
        if (crossing == Crossing.RESUME) {
            return 0; // it is in its registers still
        }
        touchRegisters(actor, lines);
        if (crossing == Crossing.SWITCH) {
            if (other != null) {
                touchRegisters(other, lines);
            }
            return SWITCH_CYCLES;
        }
        return CROSSING_CYCLES;
    }

    /** Registers are put away or fetched; their tags come with them. */
    private void touchRegisters(Party actor, Lines lines) {
        long address = ((Compartment) actor.cell()).capability;
        lines.addCopy(address, SAVED_BYTES, true);
        lines.addLine(tags.addressOf(address), true);
    }

    @Override
    public void digest(DigestCombiner digest) {
        tags.digest(digest);
    }

    @Override
    public void save(StateWriter out) {
        tags.save(out);
    }

    @Override
    public void load(StateReader in) {
        tags.load(in);
    }

    /** An actor and the capability to its memory. */
    private final class Compartment implements Cell {
        private final AddressSpace space = memory.space();
        private final long capability;
        private final long linear;
        private final CheckChain chain;

        Compartment(Place place) {
            capability = place.state();
            linear = place.linear();
            Check tag = new NamedCheck(LAYER, TAG, access -> tags.isSet(capability));
            Check bounds = new NamedCheck(
                    LAYER,
                    BOUNDS,
                    access -> access.address() >= 0
                            && Long.compareUnsigned(access.address() + access.bytes(), length()) <= 0);
            Check permissions =
                    new NamedCheck(LAYER, PERMISSIONS, access -> allows(access.store() ? MAY_STORE : MAY_LOAD));
            chain = new CheckChain(List.of(tag, bounds, permissions), bugs);
        }

        private long lengthWord() {
            return space.load(capability + LENGTH_AT, Long.BYTES);
        }

        private long length() {
            return lengthWord() & (1L << PERMISSIONS_SHIFT) - 1;
        }

        private boolean allows(long wanted) {
            return (lengthWord() >>> PERMISSIONS_SHIFT & wanted) == wanted;
        }

        @Override
        public boolean watches(long offset, int bytes) {
            return false;
        }

        @Override
        public long directBytes() {
            return tags.isSet(capability) && allows(MAY_LOAD | MAY_STORE) ? length() : 0;
        }

        @Override
        public void resized(long bytes) {
            byCores = true;
            space.store(capability, Long.BYTES, linear);
            space.store(capability + LENGTH_AT, Long.BYTES, bytes | (MAY_LOAD | MAY_STORE) << PERMISSIONS_SHIFT);
            byCores = false;
            tags.set(capability, true);
        }

        @Override
        public long walk(Access access) {
            chain.walk(access);
            return linear + access.address();
        }
    }
}
