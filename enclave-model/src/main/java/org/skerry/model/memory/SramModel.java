package org.skerry.model.memory;

import org.skerry.model.technology.Constant;
import org.skerry.model.technology.UnitCost;
import org.skerry.sim.config.Check;
import org.skerry.sim.kernel.ClockDomain;

/**
 * An on-chip SRAM by its size: how long an access takes, what it costs, how much room it needs. One model for every SRAM of every
 * machine: private memories, caches, tags.
 *
 * <p><b>Latency.</b> A fixed part, and a wire across the array: the edge grows with the square root of the size. Fitted to two
 * memories without tags, of which software sees the latency of a load in whole cycles. With one cycle of the core for the instruction,
 * n cycles say that the access took more than n - 2 and at most n - 1; the middle is taken:
 *
 * <pre>
 *   Tenstorrent Wormhole   1464 KiB   8 cycles at 1.0 GHz   6.5 ns      (tt-isa-documentation, BabyRISCV/README.md)
 *   Graphcore GC2           256 KiB   6 cycles at 1.6 GHz   2.8125 ns   (Jia et al., arXiv 1912.03413)
 * </pre>
 *
 * <p>What it then says about memories it was not fitted to is in docs/ENERGY.md. Times are not scaled between 16, 12 and 7 nm: they
 * are wires. Whole numbers only.
 *
 * <p><b>Energy.</b> That of 32 bits, plus the choice of a bank, which grows by half with each doubling ({@link Constant#SRAM_BANKS}).
 *
 * @param bytes capacity; 1 to 2^40
 */
public record SramModel(long bytes) {
    /** The fixed part of an access, from the fit: 6.5 ns less the wire of 1464 KiB. */
    private static final long FIXED_FEMTOSECONDS = 162_240;

    /** The wire: (6.5 - 2.8125) ns / (sqrt(1464) - sqrt(256)), for each root of a KiB. */
    private static final long FEMTOSECONDS_PER_ROOT_KIB = 165_640;

    private static final int WORD_BITS = 32;
    private static final double LN_2 = Math.log(2);

    public SramModel {
        Check.inRange(bytes, 1, 1L << 40, "memory.sizeBytes");
    }

    /** From the address to the data. */
    public long accessFemtoseconds() {
        // The root of the size in 1/1024 of a root of a KiB: sqrt(bytes * 1024), to the whole number below.
        long root = root(bytes * 1024);
        return FIXED_FEMTOSECONDS + FEMTOSECONDS_PER_ROOT_KIB * root / 1024;
    }

    /** Whole cycles that a load waits beyond its own, at a core clock of {@code mesh} Hertz times the ratio of {@code clock}. */
    public int loadCycles(ClockDomain clock, long meshHertz) {
        long meshFemtoseconds = ClockDomain.femtosecondsPerCycle(meshHertz);
        // A core cycle is q / p of a mesh cycle.
        long scaled = accessFemtoseconds() * clock.p();
        return (int) -Math.floorDiv(-scaled, meshFemtoseconds * clock.q());
    }

    /** The square root, rounded down; of less than 2^62. */
    private static long root(long square) {
        long root = 0;
        for (long bit = 1L << 31; bit != 0; bit >>= 1) {
            if ((root + bit) * (root + bit) <= square) {
                root += bit;
            }
        }
        return root;
    }

    /** Energy of reading so many bits at once, in pJ. */
    public UnitCost read(int bits) {
        return access(Constant.SRAM_READ, bits);
    }

    /** Energy of writing so many bits at once, in pJ. */
    public UnitCost write(int bits) {
        return access(Constant.SRAM_WRITE, bits);
    }

    private UnitCost access(Constant array, int bits) {
        double doublings = Math.max(0, Math.log(bytes / 1024.0) / LN_2);
        UnitCost word = array.cost().plus(Constant.SRAM_BANKS.cost().times(Math.pow(1.5, doublings)));
        return word.times((double) bits / WORD_BITS);
    }

    /** Power that is lost all the time, in uW. */
    public UnitCost leakage() {
        return Constant.SRAM_LEAKAGE.cost().times(bytes / 1024.0);
    }

    /** Area, in mm2. */
    public UnitCost area() {
        return Constant.SRAM_AREA.cost().times(bytes / (double) (1 << 20));
    }
}
