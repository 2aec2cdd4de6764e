package org.skerry.model.enclave;

import java.util.ArrayList;
import java.util.List;
import org.skerry.model.count.CycleAccount;
import org.skerry.model.count.CyclePart;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The power budget of one tile. At the end of each window of so many cycles it estimates what the tile took, in whole numbers:
 *
 * <pre>
 *   estimate = sum of enclaves (idle x window + (active - idle) x cycles at work / division)
 *
 *   estimate above budget                        the clock of all cores of the tile is divided by twice as much, up to the most
 *   estimate at half of the division within it   by half as much
 * </pre>
 *
 * <p>Where enclaves are gated ({@link AboveBudget#GATE}) no clock is divided. What a window took beyond the budget is a debt, which windows below the
 * budget pay back:
 *
 * <pre>
 *   debt = max(0, debt + estimate - budget)
 *
 *   debt > 0   in the next window as many enclaves may run, in turn, as fit beside the debt if each is at work all the time; the others stand still
 *   debt = 0   all run
 * </pre>
 *
 * <p>So a tile of n enclaves has never taken more in T windows than {@code T x budget + n x active - budget}, a window each.
 *
 * <p>An enclave that is always at work slows its neighbours in the tile, and nobody else: what one tile does is seen in no other. In a
 * chip that is divided by time each enclave has an equal part of the budget, used or not, and slows nobody but itself.
 * Windows in which nobody was at work are made up for when somebody is again, so that a tile at rest costs nothing.
 */
final class PowerManagement implements Stateful {
    static final long NEVER = Long.MAX_VALUE;

    private final PowerSpec spec;
    private final int shares;
    private final List<Enclave> enclaves = new ArrayList<>();
    private int working; // cores
    private int division = 1;
    private long windowEnd; // of the window that is being measured
    private long workBefore; // cycles of all cores up to the beginning of that window
    private long gatedBefore;
    private long windows;
    private long windowsAbove;
    private long slowed;
    private long debt; // microwatts times cycles
    private int standing; // enclaves, in this window
    private int turn; // the first enclave that may run, where some stand still
    private long stoppedCycles;
    private long taken; // by estimate, in all windows; microwatts times cycles

    /** Of a tile whose budget is split into so many parts; this is one of them, for some of its enclaves. */
    PowerManagement(PowerSpec spec, int shares) {
        this.spec = spec;
        this.shares = shares;
        windowEnd = spec.windowCycles();
    }

    void serve(Enclave enclave) {
        enclaves.add(enclave);
    }

    /** The next cycle at which it looks at its tile. */
    long nextCycle() {
        return working > 0 || standing > 0 ? windowEnd : NEVER;
    }

    List<Enclave> enclaves() {
        return enclaves;
    }

    int division() {
        return division;
    }

    /** A core of the tile begins to work, or stops. */
    void changed(long cycle, boolean works) {
        if (works && working == 0 && standing == 0) {
            look(cycle);
        }
        working += works ? 1 : -1;
    }

    /** Closes all windows that have ended by {@code cycle}, before anything of that cycle has happened to the tile's cores. */
    void look(long cycle) {
        int before = division;
        long closed = windows;
        while (windowEnd <= cycle) {
            long work = work(cycle);
            long gated = gated(windowEnd);
            close(work - workBefore, gated - gatedBefore);
            workBefore = work;
            gatedBefore = gated;
            long quiet = (cycle - windowEnd) / spec.windowCycles();
            if (division == 1 && debt == 0 && quiet > 1) {
                // Nothing changes in a window without work at full clock.
                windows += quiet - 1;
                long skipped = (quiet - 1) * spec.windowCycles();
                windowEnd += skipped;
                long asleep = gated(windowEnd);
                taken += rest(skipped, asleep - gatedBefore);
                gatedBefore = asleep;
            }
            windowEnd += spec.windowCycles();
        }
        if (division != before) {
            enclaves.forEach(enclave -> enclave.core().divideClock(cycle, division));
        }
        if (spec.gates() && windows > closed) {
            letRun(cycle, debt == 0 ? enclaves.size() : runners());
        }
    }

    /** How many enclaves fit into the next window beside the debt, if each is at work all the time. */
    private int runners() {
        long all = (long) spec.windowCycles() * enclaves.size();
        long room = budget() - debt - all * spec.idleMicrowatts();
        long each = (long) spec.windowCycles() * (spec.activeMicrowatts() - spec.idleMicrowatts());
        return room <= 0 || each == 0 ? 0 : (int) Math.min(enclaves.size(), room / each);
    }

    private void letRun(long cycle, int count) {
        int size = enclaves.size();
        for (int i = 0; i < size; i++) {
            boolean runs = Math.floorMod(i - turn, size) < count;
            enclaves.get(i).core().gate(cycle, !runs);
        }
        standing = size - count;
        turn = standing == 0 ? turn : (turn + Math.max(1, count)) % size;
    }

    private void close(long work, long gated) {
        long rest = rest(spec.windowCycles(), gated);
        long full = work * (spec.activeMicrowatts() - spec.idleMicrowatts());
        long budget = budget();
        windows++;
        slowed += work - work / division;
        taken += rest + full / division;
        if (spec.gates()) {
            stoppedCycles += (long) standing * spec.windowCycles();
            windowsAbove += rest + full > budget ? 1 : 0;
            debt = Math.max(0, debt + rest + full - budget);
        } else if (rest + full / division > budget) {
            windowsAbove++;
            division = Math.min(spec.mostDivision(), 2 * division);
        } else if (division > 1 && rest + full / (division / 2) <= budget) {
            division /= 2;
        }
    }

    /** What so many cycles take while nobody works; {@code gated} of them, summed over the enclaves, without power. */
    private long rest(long cycles, long gated) {
        long all = cycles * enclaves.size();
        return all * spec.idleMicrowatts() - Math.min(gated, all) * (spec.idleMicrowatts() - spec.gatedMicrowatts());
    }

    /** Of a window. */
    private long budget() {
        return spec.budgetMicrowatts() * spec.windowCycles() / shares;
    }

    private long work(long cycle) {
        long sum = 0;
        for (Enclave enclave : enclaves) {
            CycleAccount account = enclave.core().account();
            sum += account.cycles(CyclePart.COMPUTE, cycle)
                    + account.cycles(CyclePart.PRIVATE_MEMORY, cycle)
                    + account.cycles(CyclePart.MESSAGE_SOFTWARE, cycle);
        }
        return sum;
    }

    private long gated(long cycle) {
        long sum = 0;
        for (Enclave enclave : enclaves) {
            sum += enclave.core().power().powerGated(cycle);
        }
        return sum;
    }

    /** Windows that have been closed. */
    long windows() {
        return windows;
    }

    /** Windows whose estimate was above the budget. */
    long windowsAbove() {
        return windowsAbove;
    }

    /** Of the cycles that cores were at work, those that they would have been spared at full clock. */
    long slowedCycles() {
        return slowed;
    }

    /** Cycles of enclaves that stood still for the budget. */
    long stoppedCycles() {
        return stoppedCycles;
    }

    /** What was taken by estimate in all windows, in microwatts times cycles. */
    long takenMicrowattCycles() {
        return taken;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(working);
        out.writeInt(division);
        out.writeLong(windowEnd);
        out.writeLong(workBefore);
        out.writeLong(gatedBefore);
        out.writeLong(windows);
        out.writeLong(windowsAbove);
        out.writeLong(slowed);
        out.writeLong(debt);
        out.writeInt(standing);
        out.writeInt(turn);
        out.writeLong(stoppedCycles);
        out.writeLong(taken);
    }

    @Override
    public void load(StateReader in) {
        working = in.readInt();
        division = in.readInt();
        windowEnd = in.readLong();
        workBefore = in.readLong();
        gatedBefore = in.readLong();
        windows = in.readLong();
        windowsAbove = in.readLong();
        slowed = in.readLong();
        debt = in.readLong();
        standing = in.readInt();
        turn = in.readInt();
        stoppedCycles = in.readLong();
        taken = in.readLong();
    }
}
