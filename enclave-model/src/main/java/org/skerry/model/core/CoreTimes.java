package org.skerry.model.core;

/**
 * What {@link CoreSpec} says of times, worked out as far as it can be before a run: one object for all cores that are alike. Same answers,
 * without the divisions; where a number is too large for that, the specification is asked.
 */
public final class CoreTimes {
    private static final long MILLI = 1000;

    /** Counts of more bits than this never go the short way, as no product of fewer with a number of 32 bits leaves 63. */
    private static final int SHORT_BITS = 24;

    /** Dividends below 2 to this many bits are divided by a multiplication, which is exact for them (Granlund and Montgomery, 1994). */
    private static final int DIVIDEND_BITS = 32;

    private final CoreSpec core;
    private final long perInstruction; // parts of a cycle of the mesh, as the next four
    private final long perLoad;
    private final long perStore;
    private final long perTurn;
    private final long perSend;
    private final long perTurnRounded; // and all but one part of a cycle
    private final long reciprocal; // 2^64 / parts of a cycle, rounded up
    private final long limit; // a power of 2: counts below it go the short way; 0 if none do
    private final long wakeUp;

    /** The times of cores of this kind. */
    public CoreTimes(CoreSpec core) {
        this.core = core;
        long q = core.clock().q();
        perInstruction = q * core.milliCyclesPerInstruction();
        perLoad = q * core.milliWaitPerLoad();
        perStore = q * core.milliCyclesPerStore();
        perTurn = q * core.softwarePerMille() * core.receiveCycles();
        perSend = q * core.softwarePerMille() * core.sendCycles();
        long divisor = MILLI * core.clock().p();
        perTurnRounded = perTurn + divisor - 1;
        reciprocal = Long.divideUnsigned(-1, divisor) + 1;
        int bits = SHORT_BITS;
        while (bits >= 0 && !fits(bits, divisor)) {
            bits--;
        }
        limit = bits < 0 ? 0 : 1L << bits;
        wakeUp = core.wakeUpMeshCycles();
    }

    /** Whether no dividend is too long in any turn whose counts have so many bits. */
    private boolean fits(int bits, long divisor) {
        long most = (1L << bits) - 1;
        return isShort(perInstruction | perLoad | perStore | perTurn | perSend | divisor)
                && isShort(most * (perInstruction + perLoad + perStore + perSend) + perTurnRounded);
    }

    private static boolean isShort(long number) {
        return number >>> DIVIDEND_BITS == 0;
    }

    /** Whether counts that are this in bits, or less, go the short way. */
    boolean areShort(long counts) {
        return counts < limit;
    }

    /** As {@link CoreSpec#busyCycles}. */
    long busyCycles(long instructions, long loads, long stores, long sends) {
        return areShort(instructions | loads | stores | sends)
                ? shortBusyCycles(instructions, loads, stores, sends)
                : core.busyCycles(instructions, loads, stores, sends);
    }

    /** The same for counts that {@link #areShort}, as the next two. */
    long shortBusyCycles(long instructions, long loads, long stores, long sends) {
        long accesses = loads * perLoad + stores * perStore;
        return Math.multiplyHigh(
                instructions * perInstruction + accesses + sends * perSend + perTurnRounded, reciprocal);
    }

    long shortMemoryCycles(long loads, long stores) {
        return Math.multiplyHigh(loads * perLoad + stores * perStore, reciprocal);
    }

    long shortSoftwareCycles(long sends) {
        return Math.multiplyHigh(perTurn + sends * perSend, reciprocal);
    }

    /** As {@link CoreSpec#memoryCycles}. */
    long memoryCycles(long loads, long stores) {
        return areShort(loads | stores) ? shortMemoryCycles(loads, stores) : core.memoryCycles(loads, stores);
    }

    /** As {@link CoreSpec#softwareCycles}. */
    long softwareCycles(long sends) {
        return areShort(sends) ? shortSoftwareCycles(sends) : core.softwareCycles(sends);
    }

    /** As {@link CoreSpec#wakeUpMeshCycles}. */
    public long wakeUpMeshCycles() {
        return wakeUp;
    }
}
