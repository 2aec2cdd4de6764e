package org.skerry.model.memory;

import java.util.Arrays;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.memory.AccessModel;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.MemoryFault;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * An actor's linear memory at a place in an address space. Seen from the actor it is a linear memory; seen from the space it is a
 * segment whose bytes everybody who can form its addresses reaches.
 *
 * <p>Accesses of the actor that leave what its checks are known to allow walk through its {@link Enclosure} and then go to the
 * address of the space that it names, wherever that leads: {@code base + guest address}, unless something translates. The window never reaches beyond the limit, so moving the limit
 * word ({@link #limitMoved}) shortens it at once; bytes outside the window are kept beside it, none is ever lost.
 */
public final class MappedMemory extends LinearMemory {
    private final String actor;
    private final AddressSpace space;
    private final long base;
    private final Enclosure enclosure;
    private final AccessModel model;
    private final ReachLog reach;
    private long outsideAccesses;

    /**
     * A memory of zeros, mapped from {@code base} of {@code space} for as long as it can grow.
     *
     * @param actor    name of the actor
     * @param minPages pages of 64 KiB it starts with
     * @param maxPages pages it can grow to; so much of the space is reserved
     * @param space    where it lies
     * @param base     address of guest address 0
     * @param bounds   the runtime's check with the limit word of this memory, which is set here
     * @param chain    all checks in order, {@code bounds} among them
     * @param model    what must see each access, or null
     * @param reach    hears where accesses of the actor land that have left what the limit allows
     */
    public MappedMemory(
            String actor,
            int minPages,
            int maxPages,
            AddressSpace space,
            long base,
            RuntimeBoundsCheck bounds,
            CheckChain chain,
            AccessModel model,
            ReachLog reach) {
        this(actor, minPages, maxPages, space, base, new BoundedEnclosure(bounds, chain, base), model, reach);
    }

    /**
     * The same behind other checks than a limit.
     *
     * @param enclosure what its addresses meet; it is told the size here
     */
    public MappedMemory(
            String actor,
            int minPages,
            int maxPages,
            AddressSpace space,
            long base,
            Enclosure enclosure,
            AccessModel model,
            ReachLog reach) {
        super(minPages, maxPages);
        this.actor = actor;
        this.space = space;
        this.base = base;
        this.enclosure = enclosure;
        this.model = model;
        this.reach = reach;
        enclosure.resized(sizeBytes());
        map();
    }

    /** Puts the memory back into an address space that was cleared. */
    public void map() {
        space.map(base, reservedBytes(), new Physical());
    }

    /** Bytes of the address space that belong to this memory. */
    public long reservedBytes() {
        return Math.max(1, (long) maxPages() * Limits.PAGE_BYTES);
    }

    /** Takes the memory out of its address space, when its actor is gone. Its bytes can still be read here. */
    public void unmap() {
        space.unmap(base);
    }

    /** Address of guest address 0. */
    public long base() {
        return base;
    }

    /** Name of the actor. */
    public String actor() {
        return actor;
    }

    /** Somebody wrote what a check looks at: the window must not reach beyond what passes any more. */
    public void limitMoved() {
        if (window().length > directBytes()) {
            byte[] present = window();
            int keep = (int) directBytes();
            beside().write(keep, present, keep, present.length - keep);
            replaceWindow(Arrays.copyOf(present, keep));
        }
    }

    /** Makes every byte zero; the limit is set as that of a memory of this size. */
    public void clear() {
        beside().clear(0, reservedBytes());
        replaceWindow(new byte[0]);
        enclosure.resized(sizeBytes());
    }

    /** A copy of the declared memory up to its last byte that is not zero, wherever the limit stands. */
    public byte[] bytes() {
        byte[] all = Arrays.copyOf(
                window(), (int) Math.min(Integer.MAX_VALUE - 8, beside().isEmpty() ? window().length : sizeBytes()));
        if (all.length > window().length) {
            beside().read(window().length, all, window().length, all.length - window().length);
        }
        int end = all.length;
        while (end > 0 && all[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(all, end);
    }

    /** Adds every byte that is not zero to a digest. */
    public void digest(DigestCombiner digest) {
        digest.addLong(pages());
        digest.addBytes(gathered(), 0, touchedBytes());
        beside().digest(digest);
    }

    @Override
    public AccessModel accessModel() {
        return model;
    }

    @Override
    protected long directBytes() {
        long limit = enclosure.directBytes();
        return limit < 0 || limit > sizeBytes() ? sizeBytes() : limit;
    }

    /** The runtime zeroes the pages it adds and moves the limit; room was reserved when the memory was made. */
    @Override
    protected boolean roomFor(int newPages) {
        if (model != null && newPages > pages()) {
            model.grown();
        }
        beside().clear(sizeBytes(), (long) newPages * Limits.PAGE_BYTES - sizeBytes());
        enclosure.resized((long) newPages * Limits.PAGE_BYTES);
        return true;
    }

    @Override
    protected long loadOutside(long address, int bytes) {
        try {
            long at = walk(address, bytes, false);
            long value = space.load(at, bytes);
            reach.landed(actor, space, at, bytes, false);
            return value;
        } catch (MemoryFault fault) {
            reach.stopped(actor, fault.check(), false);
            throw fault;
        }
    }

    @Override
    protected void storeOutside(long address, int bytes, long value) {
        try {
            long at = walk(address, bytes, true);
            space.store(at, bytes, value);
            reach.landed(actor, space, at, bytes, true);
        } catch (MemoryFault fault) {
            reach.stopped(actor, fault.check(), true);
            throw fault;
        }
    }

    private long walk(long address, int bytes, boolean store) {
        long at = enclosure.walk(new Access(actor, address, bytes, store, ++outsideAccesses));
        if (!space.decodes(at, bytes)) {
            throw new MemoryFault("decoder of " + space.name(), address, bytes);
        }
        return at;
    }

    /** The memory as the address space sees it. */
    private final class Physical implements Segment {
        private final String owner = "actor " + actor;

        @Override
        public String owner() {
            return owner;
        }

        @Override
        public String actor() {
            return actor;
        }

        @Override
        public long load(long offset, int bytes) {
            return peek(offset, bytes);
        }

        @Override
        public void store(long offset, int bytes, long value) {
            poke(offset, bytes, value);
        }
    }

    @Override
    public void save(StateWriter out) {
        super.save(out);
        beside().save(out);
        out.writeLong(outsideAccesses);
    }

    @Override
    public void load(StateReader in) {
        super.load(in);
        beside().load(in);
        outsideAccesses = in.readLong();
    }
}
