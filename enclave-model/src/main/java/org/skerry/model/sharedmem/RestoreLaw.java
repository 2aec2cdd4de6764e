package org.skerry.model.sharedmem;

import org.skerry.model.count.Restore;

/**
 * How long it takes to restore an actor on the shared-memory machine, in closed form, from the cycle at which its last turn ended to
 * that at which the news that it lives again lies in its supervisor's mailbox. Core cycles of software, told in cycles of the mesh:
 *
 * <pre>
 *   detection  wake-up of a core + switchCycles + receiveCycles + the supervisor's turn up to its order + revokeCycles
 *   zeroise    ceil(memory / zeroiseBytesPerCycle)      as large as the program may grow
 *   load       spawnCycles + ceil(image / loadBytesPerCycle)
 *   hash       0      nobody measures what is loaded
 *   verify     0
 *   re-link    0      a message in a mailbox
 * </pre>
 *
 * <p>Left out: lines that the supervisor's core waits for, a few hundred cycles. Assumed: a core is idle.
 */
public final class RestoreLaw {
    private final SharedMemorySpec spec;

    /** For machines like this one. */
    public RestoreLaw(SharedMemorySpec spec) {
        this.spec = spec.complete();
    }

    /**
     * The parts.
     *
     * @param turn        what the supervisor does until it has asked for the restart
     * @param memoryBytes that the program may grow to
     * @param imageBytes  size of the image
     */
    public Restore restore(Restore.Turn turn, long memoryBytes, long imageBytes) {
        RestartSteps steps = spec.restartSteps(memoryBytes, imageBytes);
        long busy = spec.core().busyCycles(turn.instructions(), turn.loads(), turn.stores(), 0);
        return new Restore(
                spec.core().wakeUpMeshCycles()
                        + software(spec.runtime().switchCycles())
                        + software(spec.runtime().receiveCycles())
                        + busy
                        + software(spec.runtime().revokeCycles()),
                software(steps.zeroise()),
                software(steps.load()),
                0,
                0,
                0);
    }

    private long software(long coreCycles) {
        return spec.core().softwareMeshCycles((int) coreCycles);
    }
}
