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
    private final long divisor; // how many parts a cycle has
    private final long reciprocal; // 2^64 / divisor, rounded up
    private final boolean fits; // whether any turn goes the short way
    private final long beyond; // bits of counts that do not
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
        divisor = MILLI * core.clock().p();
        reciprocal = Long.divideUnsigned(-1, divisor) + 1;
        int bits = SHORT_BITS;
        while (bits >= 0 && !fits(bits)) {
            bits--;
        }
        fits = bits >= 0;
        beyond = fits ? -1L << bits : -1;
        wakeUp = core.wakeUpMeshCycles();
    }

    /** Whether no dividend is too long in any turn whose counts have so many bits. */
    private boolean fits(int bits) {
        long most = (1L << bits) - 1;
        return isShort(perInstruction | perLoad | perStore | perTurn | perSend | divisor)
                && isShort(most * (perInstruction + perLoad + perStore + perSend) + perTurn + divisor - 1);
    }

    private static boolean isShort(long number) {
        return number >>> DIVIDEND_BITS == 0;
    }

    /** As {@link CoreSpec#busyCycles}. */
    long busyCycles(long instructions, long loads, long stores, long sends) {
        if (fits && ((instructions | loads | stores | sends) & beyond) == 0) {
            long parts =
                    instructions * perInstruction + loads * perLoad + stores * perStore + sends * perSend + perTurn;
            return Math.multiplyHigh(parts + divisor - 1, reciprocal);
        }
        return core.busyCycles(instructions, loads, stores, sends);
    }

    /** As {@link CoreSpec#memoryCycles}. */
    long memoryCycles(long loads, long stores) {
        if (fits && ((loads | stores) & beyond) == 0) {
            return Math.multiplyHigh(loads * perLoad + stores * perStore, reciprocal);
        }
        return core.memoryCycles(loads, stores);
    }

    /** As {@link CoreSpec#softwareCycles}. */
    long softwareCycles(long sends) {
        if (fits && (sends & beyond) == 0) {
            return Math.multiplyHigh(perTurn + sends * perSend, reciprocal);
        }
        return core.softwareCycles(sends);
    }

    /** As {@link CoreSpec#wakeUpMeshCycles}. */
    public long wakeUpMeshCycles() {
        return wakeUp;
    }
}
