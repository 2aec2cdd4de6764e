package org.skerry.model.energy;

import java.util.List;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.memory.SramModel;
import org.skerry.model.technology.UnitCost;

/**
 * Caches, billed by the same model of SRAM as a private memory: data by the bits that are read or written, tags by the lookup, both by
 * size for leakage and area. A lookup reads one entry of the tags, whatever the ways: low, in favour of caches.
 */
public final class Caches {
    /** Bits of a tag with the state of its line: of a physical address of 46 bits without index and offset. Assumption. */
    private static final int TAG_BITS = 32;

    private final EnergyModel.Builder bill;
    private final long femtosecondsPerCycle;

    /** Adds to {@code bill}; a cycle of the mesh is so long. */
    public Caches(EnergyModel.Builder bill, long femtosecondsPerCycle) {
        this.bill = bill;
        this.femtosecondsPerCycle = femtosecondsPerCycle;
    }

    /** {@code count} caches: their leakage and area, tags included. */
    public Caches standing(String part, long count, CacheSpec cache) {
        SramModel data = new SramModel(cache.sizeBytes());
        String size = count + " x " + (data.bytes() >> 10) + " KiB";
        UnitCost ofTags = tags(cache).leakage().times(count);
        bill.power("clock and leakage", part + ", " + size, data.leakage().times(count), femtosecondsPerCycle);
        bill.power("tags", "leakage of tags of " + part, ofTags, femtosecondsPerCycle);
        bill.area(part, count, "SRAM of " + (data.bytes() >> 10) + " KiB", data.area());
        bill.area("tags", count, "tags of " + part, tags(cache).area());
        return this;
    }

    /** {@code count} buffers of so many bits each: their leakage, as part of {@code of}, and area. */
    public Caches buffers(String of, String part, long count, long bits) {
        SramModel sram = new SramModel((bits + 7) / 8);
        bill.power(of, "leakage of " + count + " x " + part, sram.leakage().times(count), femtosecondsPerCycle);
        bill.area(part, count, bits + " bits", sram.area());
        return this;
    }

    /** Bits of the tags of a cache. */
    public static long tagBits(CacheSpec cache) {
        return cache.sizeBytes() / cache.lineBytes() * TAG_BITS;
    }

    /** Bits of a directory of so many lines. */
    public static long directoryBits(long lines, int cores) {
        return lines * (TAG_BITS + cores);
    }

    /** Lookups in the tags of a cache. */
    public Caches lookups(List<String> metrics, String what, CacheSpec cache) {
        bill.charge("tags", metrics, what, tags(cache).read(TAG_BITS));
        return this;
    }

    /** Reads of so many bits of data. */
    public Caches reads(String part, List<String> metrics, String what, CacheSpec cache, int bits) {
        bill.charge(part, metrics, what, new SramModel(cache.sizeBytes()).read(bits));
        return this;
    }

    /** Writes of so many bits of data. */
    public Caches writes(String part, List<String> metrics, String what, CacheSpec cache, int bits) {
        bill.charge(part, metrics, what, new SramModel(cache.sizeBytes()).write(bits));
        return this;
    }

    private static SramModel tags(CacheSpec cache) {
        return entries(cache.sizeBytes() / cache.lineBytes(), 0);
    }

    private static SramModel entries(long lines, int moreBits) {
        return new SramModel((lines * (TAG_BITS + moreBits) + 7) / 8);
    }

    /** Area of a cache with its tags, in mm2, best estimate. */
    public static double area(CacheSpec cache) {
        return new SramModel(cache.sizeBytes()).area().best()
                + tags(cache).area().best();
    }

    /** Area of a directory, in mm2, best estimate. */
    public static double directoryArea(long lines, int cores) {
        return entries(lines, cores).area().best();
    }

    /** {@code count} directories of so many lines, each with a tag and a bit a core; a lookup reads an entry and writes it. */
    public Caches directories(long count, long lines, int cores, String lookups) {
        SramModel sram = entries(lines, cores);
        int bits = TAG_BITS + cores;
        String what = "lookups, an entry of " + bits + " bits read and written";
        bill.charge("directory", lookups, what, sram.read(bits).plus(sram.write(bits)));
        UnitCost leakage = sram.leakage().times(count);
        bill.power(
                "directory",
                "leakage of " + count + " directories of " + lines + " lines",
                leakage,
                femtosecondsPerCycle);
        bill.area("directory", count, lines + " lines of " + bits + " bits", sram.area());
        return this;
    }
}
