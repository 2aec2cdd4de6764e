package org.skerry.model.sharedmem.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.memory.ByteSegment;
import org.skerry.model.memory.Region;
import org.skerry.model.memory.WriteHook;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.memory.SparseBytes;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.trace.MemoryRegion;

/**
 * The one physical memory of a shared-memory machine: chips, decoder, and the runtime's heap in them.
 *
 * <pre>
 *   0          nothing is mapped, but memory is there
 *   0x1000     words of the runtime (where free blocks may begin)
 *   0x10000    heap: control blocks, mailboxes, handle tables, linear memories, windows, side by side
 *   size       end of memory
 * </pre>
 */
public final class RuntimeMemory {
    private static final long WORDS = 0x1000;
    private static final long HEAP = 0x10000;

    private final SparseBytes chips = new SparseBytes();
    private final AddressSpace space;
    private final Heap heap;
    private final TreeMap<Long, Block> blocks = new TreeMap<>(); // what is mapped where; decides nothing

    /** A block in use, for labels, hooks and saved states. */
    private record Block(long address, long bytes, Purpose purpose, String name) {}

    /** Memory of so many bytes, all free, with blocks of whole lines. */
    public RuntimeMemory(long sizeBytes) {
        this(sizeBytes, Heap.LINE);
    }

    /**
     * Memory of so many bytes, all free.
     *
     * @param unit what blocks are multiples of and begin at: {@link Heap#LINE}, or a page where tables of pages keep blocks apart
     */
    public RuntimeMemory(long sizeBytes, int unit) {
        space = new AddressSpace("physical memory", sizeBytes, new ByteSegment("free memory", chips, 0));
        mapWords();
        heap = new Heap(space, chips, unit, WORDS, Math.max(HEAP, unit), sizeBytes / unit * unit);
    }

    /** The decoder, through which everything here is read and written. */
    public AddressSpace space() {
        return space;
    }

    /**
     * Finds zeroed room for {@code bytes}; returns its address, or 0 when there is none.
     *
     * @param hook hears stores to the block, or null; not for {@link Purpose#MEMORY}, which its owner maps
     * @throws RuntimePanic when the allocator meets a header that makes no sense
     */
    public long allocate(Purpose purpose, String name, long bytes, WriteHook hook) {
        long address = heap.allocate(bytes);
        if (address != 0) {
            if (!space.isClear(address, bytes)) {
                throw RuntimePanic.corrupted(address - Heap.HEADER_BYTES, "its block is in use");
            }
            Block block = new Block(address, bytes, purpose, name);
            blocks.put(address, block);
            map(block, hook);
            if (purpose != Purpose.MEMORY) {
                chips.clear(address, bytes);
            }
        }
        return address;
    }

    /**
     * Gives a block back. One of {@link Purpose#MEMORY} was unmapped by its owner before.
     *
     * @throws RuntimePanic when the allocator meets a header that makes no sense
     */
    public void free(long address) {
        Block block = blocks.remove(address);
        if (block != null && block.purpose != Purpose.MEMORY && space.isMapped(address)) {
            space.unmap(address);
        }
        heap.free(address);
    }

    /** Address of the block in use that an address lies in. */
    public long blockAt(long address) {
        return blocks.floorKey(address);
    }

    /** Bytes that a block of {@code bytes} takes from the heap. */
    public long footprint(long bytes) {
        return heap.footprint(bytes);
    }

    /** What lies where, in order of address. */
    public List<Region> regions() {
        return space.segments();
    }

    /** Whose bytes lie where, in order of address. */
    public List<MemoryRegion> memoryMap() {
        List<MemoryRegion> map = new ArrayList<>();
        for (Region region : regions()) {
            Map.Entry<Long, Block> block = blocks.floorEntry(region.base());
            boolean inBlock = block != null && region.base() < block.getKey() + block.getValue().bytes;
            boolean actors = inBlock && block.getValue().purpose.ofOneActor();
            String actor = actors ? block.getValue().name : "";
            map.add(new MemoryRegion(
                    space.name(), space.sizeBytes(), region.base(), region.length(), actor, region.owner()));
        }
        return map;
    }

    /** Bytes of host memory in frames; linear memories come on top. */
    public long hostBytes() {
        return chips.hostBytes();
    }

    /** Adds every byte outside linear memories to a digest. */
    public void digest(DigestCombiner digest) {
        chips.digest(digest);
    }

    /** Writes bytes and wiring, linear memories excepted. */
    public void save(StateWriter out) {
        chips.save(out);
        List<Region> headers = regions().stream()
                .filter(region -> region.owner().equals("allocator"))
                .toList();
        out.writeLongs(headers.stream()
                .mapToLong(Region::base)
                .filter(base -> base != WORDS)
                .toArray());
        out.writeInt(blocks.size());
        for (Block block : blocks.values()) {
            out.writeLong(block.address);
            out.writeLong(block.bytes);
            out.writeInt(block.purpose.ordinal());
            out.writeString(block.name);
        }
    }

    /** Who listens to the block at an address after a load; null for nobody. */
    public interface Hooks {
        /** The hook of the block at an address. */
        WriteHook hookOf(Purpose purpose, long address);
    }

    /** Reads what {@link #save} wrote. Linear memories are to be mapped again by their owners afterwards. */
    public void load(StateReader in, Hooks hooks) {
        space.clear();
        blocks.clear();
        chips.load(in);
        mapWords();
        for (long header : in.readLongs()) {
            heap.mapHeader(header);
        }
        for (int left = in.readCount(Integer.BYTES); left > 0; left--) {
            Block block = new Block(
                    in.readLong(),
                    in.readLong(),
                    Purpose.values()[in.readIndex(Purpose.values().length, "purposes")],
                    in.readString());
            blocks.put(block.address, block);
            map(block, hooks.hookOf(block.purpose, block.address));
        }
    }

    private void mapWords() {
        space.map(WORDS, Long.BYTES, new ByteSegment("allocator", chips, WORDS));
    }

    private void map(Block block, WriteHook hook) {
        if (block.purpose != Purpose.MEMORY) {
            String actor = block.purpose.ofOneActor() ? block.name : "";
            ByteSegment segment = new ByteSegment(block.purpose.owner(block.name), actor, chips, block.address, hook);
            space.map(block.address, block.bytes, segment);
        }
    }
}
