package org.skerry.model.sharedmem.cache;

import org.skerry.sim.config.Check;

/**
 * A memory channel: banks, each with one open row. Cycles are those of the base clock; the defaults are nanoseconds at 1 GHz.
 *
 * <pre>
 *   row open        controller + cas + line
 *   bank closed     controller + activate + cas + line
 *   another row     controller + precharge + activate + cas + line      and no precharge before ras has passed
 * </pre>
 *
 * @param controllerCycles controller and physical interface, both ways together; 0 to 1 000 000
 * @param casCycles        from a column command to the first data (tCL); 1 to 10 000
 * @param activateCycles   from opening a row to the first column command (tRCD); 1 to 10 000
 * @param prechargeCycles  to close a row (tRP); 1 to 10 000
 * @param rasCycles        a row stays open at least this long (tRAS); 1 to 100 000
 * @param lineMilliCycles  thousandths of a cycle for which a line occupies the data wires: bandwidth; 1 to 10^9
 * @param banks            banks of a channel; a power of two, 1 to 1024
 * @param rowBytes         bytes of a row; a power of two, 64 to 2^20
 * @param refreshIntervalCycles from one refresh of all banks to the next (tREFI); 0 for a memory that needs none, which switches refresh off; to 10^9
 * @param refreshCycles    for which a refresh keeps all banks busy, their rows closed (tRFC); less than the interval; without meaning where that is 0
 */
public record DramSpec(
        int controllerCycles,
        int casCycles,
        int activateCycles,
        int prechargeCycles,
        int rasCycles,
        int lineMilliCycles,
        int banks,
        int rowBytes,
        int refreshIntervalCycles,
        int refreshCycles) {
    /**
     * Fitted, so that an access that must open another row and meets no refresh costs 117 ns on average in the default machine, all the
     * way, between the 113 and 122 ns of EPYC Rome (AnandTech 14694).
     */
    public static final int DEFAULT_CONTROLLER_NANOSECONDS = 5;

    /** DDR4-3200AA (JEDEC JESD79-4): 22 clocks of 0.625 ns for tCL, tRCD and tRP each, 13.75 ns, rounded up. */
    public static final int DEFAULT_COMMAND_NANOSECONDS = 14;

    /** DDR4-3200 (JEDEC JESD79-4). */
    public static final int DEFAULT_RAS_NANOSECONDS = 32;

    /** A channel of DDR4-3200 moves 25.6 GB/s (JEDEC JESD79-4), a line of 64 bytes in 2.5 ns. */
    public static final int DEFAULT_LINE_PICOSECONDS = 2500;

    /** Four groups of four banks (JEDEC JESD79-4, x8 devices); one rank. */
    public static final int DEFAULT_BANKS = 16;

    /** Eight x8 devices with rows of 1 KiB (JEDEC JESD79-4). */
    public static final int DEFAULT_ROW_BYTES = 8 << 10;

    /** Up to 85 degrees (JEDEC JESD79-4). */
    public static final int REFRESH_INTERVAL_NANOSECONDS = 7800;

    /** Devices of 8 Gb, all banks (JEDEC JESD79-4, tRFC1). */
    public static final int REFRESH_NANOSECONDS = 350;

    /** DDR4-3200 22-22-22 at a base clock of 1 GHz, with refresh. */
    public static final DramSpec DEFAULT = new DramSpec(
            DEFAULT_CONTROLLER_NANOSECONDS,
            DEFAULT_COMMAND_NANOSECONDS,
            DEFAULT_COMMAND_NANOSECONDS,
            DEFAULT_COMMAND_NANOSECONDS,
            DEFAULT_RAS_NANOSECONDS,
            DEFAULT_LINE_PICOSECONDS,
            DEFAULT_BANKS,
            DEFAULT_ROW_BYTES,
            REFRESH_INTERVAL_NANOSECONDS,
            REFRESH_NANOSECONDS);

    public DramSpec {
        Check.inRange(controllerCycles, 0, 1_000_000, "machine.memory.dram.controllerCycles");
        Check.inRange(casCycles, 1, 10_000, "machine.memory.dram.casCycles");
        Check.inRange(activateCycles, 1, 10_000, "machine.memory.dram.activateCycles");
        Check.inRange(prechargeCycles, 1, 10_000, "machine.memory.dram.prechargeCycles");
        Check.inRange(rasCycles, 1, 100_000, "machine.memory.dram.rasCycles");
        Check.inRange(lineMilliCycles, 1, 1_000_000_000, "machine.memory.dram.lineMilliCycles");
        Check.powerOfTwo(Check.inRange(banks, 1, 1024, "machine.memory.dram.banks"), "machine.memory.dram.banks");
        Check.powerOfTwo(
                Check.inRange(rowBytes, 64, 1 << 20, "machine.memory.dram.rowBytes"), "machine.memory.dram.rowBytes");
        Check.inRange(refreshIntervalCycles, 0, 1_000_000_000, "machine.memory.dram.refreshIntervalCycles");
        int most = refreshIntervalCycles == 0 ? 1_000_000_000 : refreshIntervalCycles - 1;
        Check.inRange(refreshCycles, 0, most, "machine.memory.dram.refreshCycles");
    }

    /** This channel with refreshes so often and so long. */
    public DramSpec withRefresh(int intervalCycles, int cycles) {
        return new DramSpec(
                controllerCycles,
                casCycles,
                activateCycles,
                prechargeCycles,
                rasCycles,
                lineMilliCycles,
                banks,
                rowBytes,
                intervalCycles,
                cycles);
    }

    /** This channel, whose cycles are nanoseconds, at a base clock of so many Hertz: times are kept, rounded up to whole cycles. */
    public DramSpec atClock(long hertz) {
        return new DramSpec(
                cycles(controllerCycles, hertz),
                cycles(casCycles, hertz),
                cycles(activateCycles, hertz),
                cycles(prechargeCycles, hertz),
                cycles(rasCycles, hertz),
                cycles(lineMilliCycles, hertz),
                banks,
                rowBytes,
                cycles(refreshIntervalCycles, hertz),
                cycles(refreshCycles, hertz));
    }

    private static int cycles(int nanoseconds, long hertz) {
        return Math.toIntExact(-Math.floorDiv(-nanoseconds * hertz, 1_000_000_000L));
    }

    /** Cycles of a lone access to a bank whose open row is the right one. */
    public long rowHitCycles() {
        return controllerCycles + casCycles + lineCycles();
    }

    /** Cycles of a lone access to a bank without an open row. */
    public long rowClosedCycles() {
        return rowHitCycles() + activateCycles;
    }

    /** Cycles of a lone access to a bank where another row has been open for some time. */
    public long rowConflictCycles() {
        return rowClosedCycles() + prechargeCycles;
    }

    private long lineCycles() {
        return (lineMilliCycles + 999L) / 1000;
    }

    /** This channel with another fixed part of its latency. */
    public DramSpec withControllerCycles(int cycles) {
        return new DramSpec(
                cycles,
                casCycles,
                activateCycles,
                prechargeCycles,
                rasCycles,
                lineMilliCycles,
                banks,
                rowBytes,
                refreshIntervalCycles,
                refreshCycles);
    }
}
