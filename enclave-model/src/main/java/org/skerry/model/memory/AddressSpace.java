package org.skerry.model.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skerry.sim.memory.MemoryFault;

/**
 * Everything that a set of address wires can reach: a decoder and the segments behind it. Ranges never overlap; what nothing decodes
 * does not exist.
 *
 * <p>The decoder is wiring, not a check: it has no state that an access could change, and no bug object can leave it out. An
 * access that crosses from one segment into the next is split by bytes; if any of its bytes decodes to nothing, none is touched.
 */
public final class AddressSpace {
    private final String name;
    private final long sizeBytes;
    private final Segment background;

    private int count;
    private long[] bases = new long[8];
    private long[] ends = new long[8];
    private Segment[] segments = new Segment[8];
    private int last; // segment of the last search: accesses come in runs

    /** A space of addresses 0 to {@code sizeBytes} in which nothing decodes yet. */
    public AddressSpace(String name, long sizeBytes) {
        this(name, sizeBytes, null);
    }

    /**
     * A space whose unmapped addresses lead to {@code background}: memory that is there although nobody has been given it.
     *
     * @param name       for messages: {@code "decoder of " + name}
     * @param background seen at the addresses themselves, or null if nothing is there
     */
    public AddressSpace(String name, long sizeBytes, Segment background) {
        this.name = name;
        this.sizeBytes = sizeBytes;
        this.background = background;
    }

    /** Name for people. */
    public String name() {
        return name;
    }

    /** First address that no wire can express. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** Makes {@code length} addresses from {@code base} lead to {@code segment}; refuses to overlap what is there. */
    public void map(long base, long length, Segment segment) {
        if (length < 1 || base < 0 || base > sizeBytes - length) {
            throw new IllegalArgumentException("range of " + length + " bytes at 0x" + Long.toHexString(base)
                    + " does not lie within " + name + " of " + sizeBytes + " bytes");
        }
        int at = firstEndingAfter(base);
        if (at < count && bases[at] < base + length) {
            throw new IllegalArgumentException("range of " + length + " bytes at 0x" + Long.toHexString(base) + " for "
                    + segment.owner() + " overlaps " + region(at) + " in " + name);
        }
        insert(at, base, base + length, segment);
    }

    /** Makes the range that begins at {@code base} lead nowhere (or to the background) again. */
    public void unmap(long base) {
        int at = firstEndingAfter(base);
        if (at == count || bases[at] != base) {
            throw new IllegalArgumentException("no range of " + name + " begins at 0x" + Long.toHexString(base));
        }
        System.arraycopy(bases, at + 1, bases, at, count - at - 1);
        System.arraycopy(ends, at + 1, ends, at, count - at - 1);
        System.arraycopy(segments, at + 1, segments, at, count - at - 1);
        segments[--count] = null;
    }

    /** Makes every range lead nowhere (or to the background) again, before the wiring of a saved state is put in. */
    public void clear() {
        Arrays.fill(segments, 0, count, null);
        count = 0;
    }

    /** Whether nothing is mapped to any of {@code length} addresses from {@code base}. */
    public boolean isClear(long base, long length) {
        int at = firstEndingAfter(base);
        return at == count || bases[at] >= base + length;
    }

    /** Whether a range begins at {@code base}. */
    public boolean isMapped(long base) {
        int at = firstEndingAfter(base);
        return at < count && bases[at] == base;
    }

    /** Whether each of {@code bytes} addresses from {@code address} leads somewhere. */
    public boolean decodes(long address, long bytes) {
        if (address < 0 || address > sizeBytes - bytes) {
            return false;
        }
        if (background != null) {
            return true;
        }
        long at = address;
        for (int i = firstEndingAfter(address); i < count && bases[i] <= at; i++) {
            if (ends[i] >= address + bytes) {
                return true;
            }
            at = ends[i];
        }
        return false;
    }

    /** Reads 1 to 8 bytes, little-endian, zero-extended; refuses what does not decode. */
    public long load(long address, int bytes) {
        refuseUndecoded(address, bytes);
        int at = firstEndingAfter(address);
        if (isWhole(at, address, bytes)) {
            return loadFrom(at, address, bytes);
        }
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | loadFrom(firstEndingAfter(address + i), address + i, 1);
        }
        return value;
    }

    /** Writes the low 1 to 8 bytes of {@code value}, little-endian; refuses what does not decode. */
    public void store(long address, int bytes, long value) {
        refuseUndecoded(address, bytes);
        int at = firstEndingAfter(address);
        if (isWhole(at, address, bytes)) {
            storeTo(at, address, bytes, value);
            return;
        }
        for (int i = 0; i < bytes; i++) {
            storeTo(firstEndingAfter(address + i), address + i, 1, value >>> 8 * i);
        }
    }

    /** Whose bytes lie at an address; of the background, or {@code "nothing"}, where nobody was given any. */
    public String owner(long address) {
        Segment segment = segmentAt(address);
        return segment == null ? "nothing" : segment.owner();
    }

    /** Name of the actor whose bytes lie at an address; empty where they serve several, or nobody. */
    public String actor(long address) {
        Segment segment = segmentAt(address);
        return segment == null ? "" : segment.actor();
    }

    /** What an address leads to; null where nothing decodes. */
    Segment segmentAt(long address) {
        int at = firstEndingAfter(address);
        if (at < count && bases[at] <= address) {
            return segments[at];
        }
        return address < 0 || address >= sizeBytes ? null : background;
    }

    /** Whether this is the memory that nobody was given. */
    boolean isBackground(Segment segment) {
        return segment == background;
    }

    /** What lies where, in order of address: with the size of the space, the whole of the decoder's wiring. */
    public List<Region> segments() {
        List<Region> regions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            regions.add(region(i));
        }
        return regions;
    }

    private Region region(int at) {
        return new Region(segments[at].owner(), bases[at], ends[at] - bases[at]);
    }

    private void refuseUndecoded(long address, int bytes) {
        if (!decodes(address, bytes)) {
            throw new MemoryFault("decoder of " + name, address, bytes);
        }
    }

    /** Whether the access lies in one segment, or wholly in the background before segment {@code at}. */
    private boolean isWhole(int at, long address, int bytes) {
        if (at == count) {
            return true;
        }
        return bases[at] <= address ? ends[at] >= address + bytes : bases[at] >= address + bytes;
    }

    private long loadFrom(int at, long address, int bytes) {
        return at < count && bases[at] <= address
                ? segments[at].load(address - bases[at], bytes)
                : background.load(address, bytes);
    }

    private void storeTo(int at, long address, int bytes, long value) {
        if (at < count && bases[at] <= address) {
            segments[at].store(address - bases[at], bytes, value);
        } else {
            background.store(address, bytes, value);
        }
    }

    /** Index of the first segment whose end lies behind {@code address}: the one that holds it, or the next one. */
    private int firstEndingAfter(long address) {
        if (last < count && bases[last] <= address && address < ends[last]) {
            return last;
        }
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = low + high >>> 1;
            if (ends[middle] > address) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        last = low;
        return low;
    }

    private void insert(int at, long base, long end, Segment segment) {
        if (count == bases.length) {
            bases = Arrays.copyOf(bases, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
            segments = Arrays.copyOf(segments, 2 * count);
        }
        System.arraycopy(bases, at, bases, at + 1, count - at);
        System.arraycopy(ends, at, ends, at + 1, count - at);
        System.arraycopy(segments, at, segments, at + 1, count - at);
        bases[at] = base;
        ends[at] = end;
        segments[at] = segment;
        count++;
    }
}
