package org.skerry.sim.actor;

import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * An actor's own table of capabilities. A handle is an index into it and names nothing outside; slot 0 is the actor itself.
 *
 * <p>One set of rules for every machine; the slots lie where the machine wires them ({@link SlotStore}).
 */
public final class HandleTable implements Stateful {
    /** Slots of a table unless the machine says otherwise. Assumption; a slot takes 128 bytes where it lies in memory. */
    public static final int DEFAULT_SLOTS = 128;

    private final SlotStore slots;

    /** A table over {@code slots}, which keep what they hold. */
    public HandleTable(SlotStore slots) {
        this.slots = slots;
    }

    /** Puts a capability in the lowest free slot. Returns the handle, or {@link Status#TABLE_FULL}. */
    public int install(Capability capability) {
        for (int slot = 0; slot < slots.capacity(); slot++) {
            if (slots.read(slot) == null) {
                slots.write(slot, capability);
                return slot;
            }
        }
        return Status.TABLE_FULL.code();
    }

    /** The slots if they are registers, where each send looks; else null. */
    RegisterSlots registers() {
        return slots instanceof RegisterSlots registers ? registers : null;
    }

    /** Number of slots, taken or free. */
    public int capacity() {
        return slots.capacity();
    }

    /** Fills an empty table: the capability at an index goes to the slot of the same number, null leaves it empty. */
    public void install(Capability[] capabilities) {
        for (int slot = 0; slot < capabilities.length; slot++) {
            slots.write(slot, capabilities[slot]);
        }
    }

    /** What the slots hold, up to the last one that is not empty; null for an empty one. */
    public Capability[] capabilities() {
        int end = slots.capacity();
        while (end > 0 && slots.read(end - 1) == null) {
            end--;
        }
        Capability[] capabilities = new Capability[end];
        for (int slot = 0; slot < end; slot++) {
            capabilities[slot] = slots.read(slot);
        }
        return capabilities;
    }

    /** What the handle names, or null. */
    public Capability get(int handle) {
        return handle < 0 || handle >= slots.capacity() ? null : slots.read(handle);
    }

    /** {@link Status#OK} if the handle names a capability of this kind with these rights, else why not. */
    public Status check(int handle, CapabilityKind kind, int rights) {
        Capability capability = get(handle);
        if (capability == null) {
            return Status.BAD_HANDLE;
        }
        return capability.kind() == kind && Rights.allow(capability.rights(), rights) ? Status.OK : Status.NO_RIGHT;
    }

    /** Forgets a handle. The actor's own handle 0 stays. */
    public Status drop(int handle) {
        if (handle == 0) {
            return Status.BAD_ARGUMENT;
        }
        if (get(handle) == null) {
            return Status.BAD_HANDLE;
        }
        slots.write(handle, null);
        return Status.OK;
    }

    /** Fills in the place of an actor wherever the table names it without one; returns whether it did anywhere. */
    public boolean place(long target, int place) {
        boolean filled = false;
        for (int slot = 0; slot < slots.capacity(); slot++) {
            Capability capability = slots.read(slot);
            if (capability != null && capability.target() == target && capability.place() == Capability.UNPLACED) {
                slots.write(slot, capability.placedAt(place));
                filled = true;
            }
        }
        return filled;
    }

    /** Makes every handle to the actor {@code from} lead to {@code to} at {@code place}, with the rights and the label it had. */
    public void redirect(long from, long to, int place) {
        for (int slot = 0; slot < slots.capacity(); slot++) {
            Capability capability = slots.read(slot);
            if (capability != null && capability.kind() == CapabilityKind.ACTOR && capability.target() == from) {
                slots.write(slot, capability.redirectedTo(to, place));
            }
        }
    }

    /** Empties every slot. */
    public void clear() {
        for (int slot = 0; slot < slots.capacity(); slot++) {
            slots.write(slot, null);
        }
    }

    /** Live handles. */
    public int size() {
        int live = 0;
        for (int slot = 0; slot < slots.capacity(); slot++) {
            live += slots.read(slot) == null ? 0 : 1;
        }
        return live;
    }

    /** Adds the table's content to a digest; places do not count, since they differ between machines. */
    public void digest(DigestCombiner digest) {
        for (int slot = 0; slot < slots.capacity(); slot++) {
            Capability capability = slots.read(slot);
            if (capability != null) {
                digest.addLong(slot);
                digest.addLong(capability.id());
                digest.addLong(capability.target());
                digest.addLong((long) capability.kind().ordinal() << 32 | capability.rights());
                digest.addLong(capability.label());
            }
        }
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(size());
        for (int slot = 0; slot < slots.capacity(); slot++) {
            Capability capability = slots.read(slot);
            if (capability != null) {
                out.writeInt(slot);
                capability.write(out);
            }
        }
    }

    @Override
    public void load(StateReader in) {
        clear();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            int slot = in.readIndex(slots.capacity(), "slots");
            slots.write(slot, Capability.read(in));
        }
    }
}
