package org.skerry.sim.machine;

import org.skerry.sim.config.ConfigException;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.machine.DeploymentPlan.WindowPlan;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.SharedWindow;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** A shared window of the oracle: an array. Turns do not overlap there but where they are held, so every access is atomic. */
final class ImmediateWindow implements SharedWindow {
    /** Half of what an array can hold, so that a digest or checkpoint of it still fits in memory. Assumption. */
    private static final long MAX_BYTES = 1L << 30;

    private final byte[] bytes;

    ImmediateWindow(WindowPlan plan) {
        if (plan.sizeBytes() < 1 || plan.sizeBytes() > MAX_BYTES) {
            throw new ConfigException("windows: '" + plan.name() + "' has " + plan.sizeBytes()
                    + " bytes; this machine holds windows of 1 to " + MAX_BYTES + ". Choose a size in between.");
        }
        bytes = new byte[(int) plan.sizeBytes()];
    }

    @Override
    public long sizeBytes() {
        return bytes.length;
    }

    @Override
    public void read(long offset, byte[] target, int start, int length) {
        System.arraycopy(bytes, (int) offset, target, start, length);
    }

    @Override
    public void write(long offset, byte[] source, int start, int length) {
        System.arraycopy(source, start, bytes, (int) offset, length);
    }

    @Override
    public long compareAndSwap(long offset, long expected, long desired) {
        long found = LinearMemory.readWindow(bytes, (int) offset, Long.BYTES);
        if (found == expected) {
            LinearMemory.writeWindow(bytes, (int) offset, Long.BYTES, desired);
        }
        return found;
    }

    void digest(DigestCombiner digest) {
        digest.addBytes(bytes);
    }

    void save(StateWriter out) {
        out.writeBytes(bytes, 0, bytes.length);
    }

    void load(StateReader in) {
        in.readBytes(bytes, 0, bytes.length);
    }
}
