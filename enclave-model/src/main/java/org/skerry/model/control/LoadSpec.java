package org.skerry.model.control;

import org.skerry.sim.config.Check;

/**
 * What it takes to bring an actor to life while the chip runs. Deployment before cycle 0 is free.
 *
 * <pre>
 *   order arrives --orderCycles--> enclave held, zeroised --memory / zeroise width--> image streamed --its packet--> started
 * </pre>
 *
 * @param orderCycles          software of the control plane for one order; orders are handled one after another
 * @param zeroiseBytesPerCycle private memory an image manager clears in a cycle; enclaves are cleared side by side
 */
public record LoadSpec(int orderCycles, int zeroiseBytesPerCycle) {
    /** Some hundred instructions to place an actor. Assumption. */
    public static final int DEFAULT_ORDER_CYCLES = 200;

    /** As wide as a flit, so that 2 MiB take 65 536 cycles. Assumption. */
    public static final int DEFAULT_ZEROISE_BYTES_PER_CYCLE = 32;

    /** The defaults. */
    public static final LoadSpec DEFAULT = new LoadSpec(DEFAULT_ORDER_CYCLES, DEFAULT_ZEROISE_BYTES_PER_CYCLE);

    /** Checks ranges. */
    public LoadSpec {
        Check.inRange(orderCycles, 0, 1_000_000, "control.orderCycles");
        Check.inRange(zeroiseBytesPerCycle, 1, 1 << 20, "control.zeroiseBytesPerCycle");
    }

    /** Cycles to clear a private memory of so many bytes. */
    public long zeroiseCycles(long memoryBytes) {
        return (memoryBytes + zeroiseBytesPerCycle - 1) / zeroiseBytesPerCycle;
    }
}
