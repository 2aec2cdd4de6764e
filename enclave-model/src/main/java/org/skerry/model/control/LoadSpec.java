package org.skerry.model.control;

import org.skerry.sim.config.Check;

/**
 * What it takes to bring an actor to life while the chip runs, and to put another image in an actor's place. Deployment before cycle
 * 0 is free. One image manager serves the enclaves of a tile, one load after another, in steps that its wiring fixes:
 *
 * <pre>
 *   control plane      image management of the tile                 cycles
 *     order                                                         orderCycles, software of the control plane
 *       |---------------&gt; hold      cores in reset                  holdCycles
 *       |                 zeroise   memory, registers of the NI     ceil(bytes / zeroiseBytesPerCycle)
 *       |&lt;--- cleared -----|
 *       |---- image ------&gt; stream  over the mesh, whole            that of its packets, at most imageTimeoutCycles
 *       |                 hash      SHA-256 in the path of writing  hashBlockCycles x ceil((image bytes + 9) / 64)
 *       |                 verify    digest and its signature        verifyCycles
 *       |                 install   handle registers                ceil(capabilities / slotsPerCycle)
 *       |                 release   reset lifted, actor started     releaseCycles
 *       |&lt;--- result ------|
 * </pre>
 *
 * @param orderCycles          software of the control plane for one order; orders are handled one after another
 * @param holdCycles           from the command to a core that stands still
 * @param zeroiseBytesPerCycle private memory and registers that an image manager clears in a cycle
 * @param hashBlockCycles      of SHA-256 for a block of 64 bytes
 * @param verifyCycles         to check the signature on the digest that the control plane declares
 * @param slotsPerCycle        handle registers that are written in a cycle
 * @param releaseCycles        from the last register to a core that may run
 * @param imageTimeoutCycles   what image management waits, once an enclave is clear, for the last flit of its image, before it gives the load up
 *                             and goes on with the next; longer than the largest image is under way, or loads are given up that would come
 */
public record LoadSpec(
        int orderCycles,
        int holdCycles,
        int zeroiseBytesPerCycle,
        int hashBlockCycles,
        int verifyCycles,
        int slotsPerCycle,
        int releaseCycles,
        int imageTimeoutCycles) {
    /** Some hundred instructions to place an actor. Assumption. */
    public static final int DEFAULT_ORDER_CYCLES = 200;

    /** Longer than any pipeline that has to drain. Assumption. */
    public static final int DEFAULT_HOLD_CYCLES = 16;

    /** As wide as a flit, so that 2 MiB take 65 536 cycles. Assumption. */
    public static final int DEFAULT_ZEROISE_BYTES_PER_CYCLE = 32;

    /** 64 rounds, one in a cycle, and one cycle to add up: a common iterative core. Assumption. */
    public static final int DEFAULT_HASH_BLOCK_CYCLES = 65;

    /**
     * Ed25519 in hardware: 8347 checks a second at 81.6 MHz on a Zynq-7020 (Xue et al., Journal on Communications 43(3), 2022,
     * abstract), so 9776 cycles each.
     */
    public static final int DEFAULT_VERIFY_CYCLES = 9776;

    /** One write port. Assumption. */
    public static final int DEFAULT_SLOTS_PER_CYCLE = 1;

    /** Assumption. */
    public static final int DEFAULT_RELEASE_CYCLES = 16;

    /**
     * Two times what the largest memory that there can be, 1 GiB, takes over links of the default width; 32 times what 2 MiB take over links of a
     * byte a cycle. Assumption.
     */
    public static final int DEFAULT_IMAGE_TIMEOUT_CYCLES = 1 << 26;

    /** The defaults. */
    public static final LoadSpec DEFAULT = new LoadSpec(
            DEFAULT_ORDER_CYCLES,
            DEFAULT_HOLD_CYCLES,
            DEFAULT_ZEROISE_BYTES_PER_CYCLE,
            DEFAULT_HASH_BLOCK_CYCLES,
            DEFAULT_VERIFY_CYCLES,
            DEFAULT_SLOTS_PER_CYCLE,
            DEFAULT_RELEASE_CYCLES,
            DEFAULT_IMAGE_TIMEOUT_CYCLES);

    private static final int BLOCK_BYTES = 64;

    /** The byte of ones and the eight bytes of length that SHA-256 adds at least. */
    private static final int PADDING_BYTES = 9;

    /** Checks ranges. */
    public LoadSpec {
        Check.inRange(orderCycles, 0, 1_000_000, "load.orderCycles");
        Check.inRange(holdCycles, 0, 1_000_000, "load.holdCycles");
        Check.inRange(zeroiseBytesPerCycle, 1, 1 << 20, "load.zeroiseBytesPerCycle");
        Check.inRange(hashBlockCycles, 0, 1_000_000, "load.hashBlockCycles");
        Check.inRange(verifyCycles, 0, 100_000_000, "load.verifyCycles");
        Check.inRange(slotsPerCycle, 1, 65_536, "load.slotsPerCycle");
        Check.inRange(releaseCycles, 0, 1_000_000, "load.releaseCycles");
        Check.inRange(imageTimeoutCycles, 1, Integer.MAX_VALUE, "load.imageTimeoutCycles");
    }

    /** The same with another patience of image management. */
    public LoadSpec withImageTimeoutCycles(int cycles) {
        return new LoadSpec(
                orderCycles,
                holdCycles,
                zeroiseBytesPerCycle,
                hashBlockCycles,
                verifyCycles,
                slotsPerCycle,
                releaseCycles,
                cycles);
    }

    /** Checks that an image which fills a memory of so many bytes can arrive in time over links that carry so many bytes a cycle. */
    public void checkPatience(int memoryBytes, int flitBytes) {
        long needed = (memoryBytes + flitBytes - 1L) / flitBytes;
        Check.isTrue(
                imageTimeoutCycles >= needed,
                "load.imageTimeoutCycles=" + imageTimeoutCycles + ": an image that fills enclave.memoryBytes="
                        + memoryBytes
                        + " takes " + needed + " cycles over links of " + flitBytes
                        + " bytes a cycle, and would be given up each time. Wait at least so long.");
    }

    /** Cycles to clear so many bytes of private memory and registers. */
    public long zeroiseCycles(long bytes) {
        return (bytes + zeroiseBytesPerCycle - 1) / zeroiseBytesPerCycle;
    }

    /** Cycles to hash so many bytes. */
    public long hashCycles(long bytes) {
        return hashBlockCycles * ((bytes + PADDING_BYTES + BLOCK_BYTES - 1) / BLOCK_BYTES);
    }

    /** Cycles to write so many capabilities into handle registers. */
    public long installCycles(int capabilities) {
        return (capabilities + slotsPerCycle - 1) / slotsPerCycle;
    }

    /**
     * Cycles of image management alone: all steps but the stream, whose packets the mesh carries.
     *
     * @param clearedBytes private memory and registers of the network interface
     * @param imageBytes   size of the image
     * @param capabilities of the list that is installed
     */
    public long tileCycles(long clearedBytes, long imageBytes, int capabilities) {
        return holdCycles
                + zeroiseCycles(clearedBytes)
                + hashCycles(imageBytes)
                + verifyCycles
                + installCycles(capabilities)
                + releaseCycles;
    }
}
