package org.skerry.sim.kernel;

/** Takes some partitions through one window, one after the other: every {@code step}-th one from {@code first}. */
final class PartitionsTask implements Task {
    private final Partition[] partitions;
    private final int first;
    private final int step;
    private int current;

    PartitionsTask(Partition[] partitions, int first, int step) {
        this.partitions = partitions;
        this.first = first;
        this.step = step;
    }

    void beginWindow() {
        current = first;
    }

    @Override
    public GuestCall advance() {
        for (; current < partitions.length; current += step) {
            GuestCall call = partitions[current].advance();
            if (call != null) {
                return call;
            }
        }
        return null;
    }
}
