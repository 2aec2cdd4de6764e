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
 * <p>So an enclave that is always at work slows its neighbours in the tile, and nobody else: what one tile does is seen in no other. In a
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
        return working > 0 ? windowEnd : NEVER;
    }

    List<Enclave> enclaves() {
        return enclaves;
    }

    int division() {
        return division;
    }

    /** A core of the tile begins to work, or stops. */
    void changed(long cycle, boolean works) {
        if (works && working == 0) {
            look(cycle);
        }
        working += works ? 1 : -1;
    }

    /** Closes all windows that have ended by {@code cycle}, before anything of that cycle has happened to the tile's cores. */
    void look(long cycle) {
        int before = division;
        while (windowEnd <= cycle) {
            long work = work(cycle);
            long gated = gated(windowEnd);
            close(work - workBefore, gated - gatedBefore);
            workBefore = work;
            gatedBefore = gated;
            long quiet = (cycle - windowEnd) / spec.windowCycles();
            if (division == 1 && quiet > 1) {
                // Nothing changes in a window without work at full clock.
                windows += quiet - 1;
                windowEnd += (quiet - 1) * spec.windowCycles();
                gatedBefore = gated(windowEnd);
            }
            windowEnd += spec.windowCycles();
        }
        if (division != before) {
            enclaves.forEach(enclave -> enclave.core().divideClock(cycle, division));
        }
    }

    private void close(long work, long gated) {
        long all = (long) spec.windowCycles() * enclaves.size();
        long rest =
                all * spec.idleMicrowatts() - Math.min(gated, all) * (spec.idleMicrowatts() - spec.gatedMicrowatts());
        long full = work * (spec.activeMicrowatts() - spec.idleMicrowatts());
        long budget = spec.budgetMicrowatts() * spec.windowCycles() / shares;
        windows++;
        slowed += work - work / division;
        if (rest + full / division > budget) {
            windowsAbove++;
            division = Math.min(spec.mostDivision(), 2 * division);
        } else if (division > 1 && rest + full / (division / 2) <= budget) {
            division /= 2;
        }
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
    }
}
