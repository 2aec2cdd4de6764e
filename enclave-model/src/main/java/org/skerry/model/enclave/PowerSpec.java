package org.skerry.model.enclave;

import org.skerry.sim.config.Check;

/**
 * What the power management of a tile does: puts idle enclaves to sleep, and keeps the tile within a budget. All of it is off by default.
 *
 * <p>An estimate in whole microwatts decides, as registers with weights do in a chip, never the bill that is worked out afterwards.
 *
 * @param clockGateAfterCycles  idle mesh cycles after which the clocks of an enclave's cores stop; 0 for never. Starting them again is
 *                              within {@code core.wakeUpCycles}
 * @param powerGateAfterCycles  idle mesh cycles after which its cores lose power and its memory keeps its contents at a lower one; 0 for never
 * @param powerUpCycles         mesh cycles that a message then waits before the core wakes up as from a stopped clock
 * @param budgetMilliwatts      of the cores and memories of a tile; 0 for none
 * @param windowCycles          mesh cycles over which activity is measured; a change of clock takes effect at the end of one
 * @param mostDivision          the slowest clock: that of the cores divided by so much; a power of two
 * @param activeMicrowatts      taken for an enclave whose core executes at full clock, memory included
 * @param idleMicrowatts        taken for one that does not
 * @param gatedMicrowatts       taken for one without power
 * @param aboveBudget           whether clocks are divided above the budget, or enclaves stand still in turn
 */
public record PowerSpec(
        int clockGateAfterCycles,
        int powerGateAfterCycles,
        int powerUpCycles,
        int budgetMilliwatts,
        int windowCycles,
        int mostDivision,
        int activeMicrowatts,
        int idleMicrowatts,
        int gatedMicrowatts,
        AboveBudget aboveBudget) {
    /** Some hundred nanoseconds, for the rush of current. Assumption. */
    public static final int DEFAULT_POWER_UP_CYCLES = 200;

    /** Assumption. */
    public static final int DEFAULT_WINDOW_CYCLES = 1000;

    /** Assumption. */
    public static final int DEFAULT_MOST_DIVISION = 16;

    /** An instruction of 6 pJ a cycle of 1 ns and what its loads take, beside idling. Rounded from docs/ENERGY.md; assumption. */
    public static final int DEFAULT_ACTIVE_MICROWATTS = 10_000;

    /** Two cores of 0.6 pJ a cycle and the leakage of 2 MiB. Rounded from docs/ENERGY.md. */
    public static final int DEFAULT_IDLE_MICROWATTS = 2_500;

    /** What is left of that. Rounded from docs/ENERGY.md. */
    public static final int DEFAULT_GATED_MICROWATTS = 400;

    /** Nobody sleeps, and there is no budget. */
    public static final PowerSpec DEFAULT = new PowerSpec(
            0,
            0,
            DEFAULT_POWER_UP_CYCLES,
            0,
            DEFAULT_WINDOW_CYCLES,
            DEFAULT_MOST_DIVISION,
            DEFAULT_ACTIVE_MICROWATTS,
            DEFAULT_IDLE_MICROWATTS,
            DEFAULT_GATED_MICROWATTS,
            AboveBudget.SLOW);

    private static final int MICRO_PER_MILLI = 1000;

    /** Checks ranges and that less activity takes less. */
    public PowerSpec {
        Check.inRange(clockGateAfterCycles, 0, 1_000_000_000, "power.clockGateAfterCycles");
        Check.inRange(powerGateAfterCycles, 0, 1_000_000_000, "power.powerGateAfterCycles");
        Check.isTrue(
                powerGateAfterCycles == 0 || powerGateAfterCycles >= clockGateAfterCycles,
                "power.powerGateAfterCycles=" + powerGateAfterCycles + " is before power.clockGateAfterCycles="
                        + clockGateAfterCycles + ". Stop clocks first, or leave clockGateAfterCycles at 0.");
        Check.inRange(powerUpCycles, 1, 1_000_000, "power.powerUpCycles");
        Check.inRange(budgetMilliwatts, 0, 1_000_000, "power.budgetMilliwatts");
        Check.inRange(windowCycles, 16, 1_000_000_000, "power.windowCycles");
        Check.inRange(Check.powerOfTwo(mostDivision, "power.mostDivision"), 2, 1024, "power.mostDivision");
        Check.inRange(gatedMicrowatts, 0, 1_000_000_000, "power.gatedMicrowatts");
        Check.inRange(idleMicrowatts, gatedMicrowatts, 1_000_000_000, "power.idleMicrowatts");
        Check.inRange(activeMicrowatts, idleMicrowatts, 1_000_000_000, "power.activeMicrowatts");
    }

    /** Refuses a budget that a tile of so many enclaves exceeds even when nothing is done in it. */
    void checkFits(int enclavesOfTile) {
        long idle = (long) enclavesOfTile * idleMicrowatts;
        Check.isTrue(
                !budgets() || budgetMicrowatts() > idle,
                "power.budgetMilliwatts=" + budgetMilliwatts + " is not above the "
                        + (idle + MICRO_PER_MILLI - 1) / MICRO_PER_MILLI
                        + " mW that a tile of " + enclavesOfTile
                        + " enclaves takes when all of them are idle. Raise it, or put fewer enclaves into a tile.");
    }

    /** The same with these thresholds. */
    public PowerSpec withSleep(int clockGateAfter, int powerGateAfter) {
        return new PowerSpec(
                clockGateAfter,
                powerGateAfter,
                powerUpCycles,
                budgetMilliwatts,
                windowCycles,
                mostDivision,
                activeMicrowatts,
                idleMicrowatts,
                gatedMicrowatts,
                aboveBudget);
    }

    /** The same with a budget. */
    public PowerSpec withBudget(int milliwatts, int window) {
        return new PowerSpec(
                clockGateAfterCycles,
                powerGateAfterCycles,
                powerUpCycles,
                milliwatts,
                window,
                mostDivision,
                activeMicrowatts,
                idleMicrowatts,
                gatedMicrowatts,
                aboveBudget);
    }

    /** The same with another way to keep within the budget. */
    public PowerSpec withAboveBudget(AboveBudget way) {
        return new PowerSpec(
                clockGateAfterCycles,
                powerGateAfterCycles,
                powerUpCycles,
                budgetMilliwatts,
                windowCycles,
                mostDivision,
                activeMicrowatts,
                idleMicrowatts,
                gatedMicrowatts,
                way);
    }

    /** Whether idle enclaves sleep. */
    public boolean sleeps() {
        return clockGateAfterCycles > 0 || powerGateAfterCycles > 0;
    }

    /** Whether a tile has a budget. */
    public boolean budgets() {
        return budgetMilliwatts > 0;
    }

    /** Whether enclaves of a tile above its budget stand still, instead of being slowed. */
    boolean gates() {
        return aboveBudget == AboveBudget.GATE;
    }

    long budgetMicrowatts() {
        return (long) budgetMilliwatts * MICRO_PER_MILLI;
    }
}
