package org.skerry.sim.machine;

import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.skerry.sim.kernel.Carriers;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.kernel.RunEnd;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * How a machine with a kernel runs within limits, stops when asked to, and is saved: the same for every such machine.
 *
 * <p>Used by one thread, except {@link #requestStop}.
 */
public final class LimitedRun {
    /** How often a limit on host memory is checked, in cycles. Assumption: an actor cannot grow by more than its memory. */
    private static final long MEMORY_CHECK_CYCLES = 16 * Kernel.BOUNDARY_CYCLES;

    private final Kernel kernel;
    private final Carriers carriers;
    private final LongSupplier hostBytes;
    private volatile boolean stopRequested;

    /**
     * Around a kernel.
     *
     * @param carriers  threads that hold guests in mid-turn
     * @param hostBytes bytes of host memory that actors hold now
     */
    public LimitedRun(Kernel kernel, Carriers carriers, LongSupplier hostBytes) {
        this.kernel = kernel;
        this.carriers = carriers;
        this.hostBytes = hostBytes;
    }

    /** Runs on; {@code idle} judges a machine that fell silent at a cycle. */
    public RunOutcome run(RunLimits limits, LongFunction<RunOutcome> idle) {
        long until = limits.toCycle() + 1;
        boolean checksMemory = limits.hostMemoryBytes() < Long.MAX_VALUE;
        for (; ; ) {
            // Only there, so that the pieces in which a run is asked for change nothing.
            boolean checksNow = checksMemory && kernel.cycle() % MEMORY_CHECK_CYCLES == 0;
            if (checksNow && hostBytes.getAsLong() > limits.hostMemoryBytes()) {
                return new RunOutcome.LimitReached(
                        kernel.cycle(),
                        "actors hold " + hostBytes.getAsLong() + " bytes of host memory, and the limit is "
                                + limits.hostMemoryBytes());
            }
            long chunk = checksMemory ? nextCheck(until) : until;
            RunEnd end = kernel.run(Math.max(chunk, kernel.cycle()));
            if (stopRequested || end instanceof RunEnd.Stopped) {
                stopRequested = false;
                return new RunOutcome.LimitReached(end.cycle(), "a stop was asked for");
            }
            if (end instanceof RunEnd.Idle) {
                return idle.apply(end.cycle());
            }
            if (kernel.cycle() >= until) {
                if (!limits.settle() || carriers.held() == 0) {
                    return new RunOutcome.LimitReached(
                            kernel.cycle(), "the limit of " + limits.toCycle() + " cycles was reached");
                }
                // On to the next cycle at which anything happens, in search of one at which nobody is held.
                until = Math.min(Math.max(kernel.cycle(), kernel.nextCycle()), Long.MAX_VALUE - 2) + 1;
            }
        }
    }

    /** The next cycle at which host memory is looked at: the same for every number of partitions. */
    private long nextCheck(long until) {
        long busy = Math.max(kernel.cycle(), Math.min(kernel.nextCycle(), until - 1));
        return Math.min(until, (busy / MEMORY_CHECK_CYCLES + 1) * MEMORY_CHECK_CYCLES);
    }

    /** Ends a run at the next safe moment. Any thread. */
    public void requestStop() {
        stopRequested = true;
        kernel.requestStop();
    }

    /**
     * The kernel with everything in it as bytes.
     *
     * @param held names of the actors that are held in mid-turn
     * @throws CheckpointRefused when there is one
     */
    public byte[] checkpoint(CheckpointOrigin origin, List<String> held) {
        if (!held.isEmpty()) {
            throw CheckpointRefused.held(held);
        }
        StateWriter out = new StateWriter();
        origin.write(out);
        kernel.save(out);
        return out.toByteArray();
    }

    /**
     * Puts the kernel into a saved state.
     *
     * @throws org.skerry.sim.state.StateException when the bytes are damaged or of another origin
     */
    public void restore(CheckpointOrigin origin, byte[] checkpoint) {
        StateReader in = new StateReader(checkpoint);
        origin.check(in);
        kernel.load(in);
        in.end();
    }
}
