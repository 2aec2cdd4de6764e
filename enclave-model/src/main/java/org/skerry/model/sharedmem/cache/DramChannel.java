package org.skerry.model.sharedmem.cache;

import java.util.Arrays;
import org.agrona.collections.LongArrayList;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * A memory channel: banks with an open row each, and data wires that they share.
 *
 * <pre>
 *   bank    |--precharge--|--activate--|      only if another row is open, or none
 *                                      |--cas--|
 *   wires                                      |--line--|                 in order of the column commands
 * </pre>
 *
 * <p>Rows stay open until another one of the bank is wanted, or until a refresh, which closes the rows of all banks and keeps them busy;
 * channels take turns in it. What is under way when a refresh begins is finished beside it. Each bank takes what goes to its open row first, then the oldest; reads go
 * before writes, for which nobody waits, until eight of them wait; nothing is passed over more than sixteen times (first ready, first come; Rixner et al., ISCA 2000). Banks are chosen
 * by the row number's lower bits, mixed with those above them, so that rows that are used together seldom meet in one bank (Zhang et
 * al., MICRO 2000). The turnaround of the wires and the groups of banks are left out.
 */
final class DramChannel implements Stateful {
    private static final int WRITE = 1;
    private static final int MANY_WRITES = 8;
    private static final int PATIENCE = 16;
    private static final long NO_ROW = -1;

    /** Events of a channel: what a bank does next, and data that is there. */
    private static final int DATA = 0;

    private static final int COLUMN = 1;
    private static final int BANK_FREE = 2;
    private static final int KIND_BITS = 2;

    private static final int EVENT_COLUMN = 1;

    /** Where data and time come from. */
    interface Outlet {
        /** Asks for {@link DramChannel#due} of this channel. */
        void schedule(long cycle, int channel, long payload);

        /** A line that was read is there. */
        void read(long cycle, int channel, long line);
    }

    private final int number;
    private final DramSpec spec;
    private final int cores;
    private final int channels;
    private final int linesPerRow;
    private final Outlet outlet;
    private final EntityDigests digests;

    private final LongArrayList[] waiting; // by bank: line, then whether it is a write
    private final long[] openRow;
    private final long[] openedAt;
    private final long[] current; // by bank: what has its row being opened
    private final long[] refreshesAtOpening; // by bank: how many had begun when its row was opened
    private final boolean[] busy;
    private final int[] passedOver; // by bank: times in a row that the oldest has waited for a younger one
    private long wiresFreeMilli;

    long reads;
    long writes;
    long activations;
    long rowHits;
    long rowConflicts;

    DramChannel(
            int number, DramSpec spec, int lineBytes, int cores, int channels, Outlet outlet, EntityDigests digests) {
        this.number = number;
        this.spec = spec;
        this.cores = cores;
        this.channels = channels;
        this.outlet = outlet;
        this.digests = digests;
        linesPerRow = Math.max(1, spec.rowBytes() / lineBytes);
        waiting = new LongArrayList[spec.banks()];
        Arrays.setAll(waiting, bank -> new LongArrayList());
        openRow = new long[spec.banks()];
        Arrays.fill(openRow, NO_ROW);
        openedAt = new long[spec.banks()];
        current = new long[spec.banks()];
        refreshesAtOpening = new long[spec.banks()];
        busy = new boolean[spec.banks()];
        passedOver = new int[spec.banks()];
    }

    /** A line is wanted, or brought. */
    void request(long cycle, long line, boolean write) {
        int bank = bank(row(line));
        waiting[bank].addLong(line << 1 | (write ? WRITE : 0));
        if (write) {
            writes++;
        } else {
            reads++;
        }
        if (!busy[bank]) {
            start(cycle, bank);
        }
    }

    /** An event asked for is due. */
    void due(long cycle, long payload) {
        long what = payload >> KIND_BITS;
        switch ((int) payload & 3) {
            case DATA -> outlet.read(cycle, number, what);
            case COLUMN -> column(cycle, (int) what);
            case BANK_FREE -> {
                busy[(int) what] = false;
                start(cycle, (int) what);
            }
            default -> throw new IllegalStateException("channel " + number + " has no event " + payload);
        }
    }

    /** Row of the channel that a line lies in. Consecutive lines of the channel lie in one row. */
    private long row(long line) {
        return (line / ((long) cores * channels) * cores + line % cores) / linesPerRow;
    }

    private int bank(long row) {
        return (int) (row ^ row / spec.banks()) & spec.banks() - 1;
    }

    /** Refreshes that have begun by this cycle. Each channel has its own phase, so that not all stand still at once. */
    private long refreshes(long cycle) {
        int interval = spec.refreshIntervalCycles();
        return interval == 0 ? 0 : (cycle + (long) interval * number / channels) / interval;
    }

    /** First cycle from this one on at which no refresh keeps the banks busy. */
    private long clearOfRefresh(long cycle) {
        int interval = spec.refreshIntervalCycles();
        if (interval == 0) {
            return cycle;
        }
        long phase = (long) interval * number / channels;
        long since = (cycle + phase) % interval;
        return cycle + phase >= interval && since < spec.refreshCycles() ? cycle + spec.refreshCycles() - since : cycle;
    }

    private void start(long cycle, int bank) {
        LongArrayList queue = waiting[bank];
        if (queue.isEmpty()) {
            return;
        }
        if (refreshesAtOpening[bank] != refreshes(cycle)) {
            openRow[bank] = NO_ROW;
        }
        int chosen = passedOver[bank] < PATIENCE ? choose(bank) : 0;
        passedOver[bank] = chosen == 0 ? 0 : passedOver[bank] + 1;
        long next = queue.removeAt(chosen);
        long row = row(next >> 1);
        busy[bank] = true;
        current[bank] = next;
        if (openRow[bank] == row) {
            rowHits++;
            column(cycle, bank);
            return;
        }
        long begin = cycle;
        if (openRow[bank] != NO_ROW) {
            rowConflicts++;
            begin = Math.max(begin, openedAt[bank] + spec.rasCycles()) + spec.prechargeCycles();
        }
        activations++;
        begin = clearOfRefresh(begin);
        openRow[bank] = row;
        openedAt[bank] = begin;
        refreshesAtOpening[bank] = refreshes(begin);
        outlet.schedule(begin + spec.activateCycles(), number, (long) bank << KIND_BITS | COLUMN);
    }

    /** Index in the bank's queue of what goes next. */
    private int choose(int bank) {
        LongArrayList queue = waiting[bank];
        if (queue.size() == 1) {
            return 0;
        }
        int count = 0;
        for (int i = 0; i < queue.size(); i++) {
            count += (int) queue.getLong(i) & WRITE;
        }
        boolean readsFirst = count < MANY_WRITES && count < queue.size();
        int oldest = -1;
        for (int i = 0; i < queue.size(); i++) {
            long each = queue.getLong(i);
            if (readsFirst && (each & WRITE) != 0) {
                continue;
            }
            if (row(each >> 1) == openRow[bank]) {
                return i;
            }
            if (oldest < 0) {
                oldest = i;
            }
        }
        return oldest;
    }

    /** The row is open: the data goes over the wires as soon as they are free. */
    private void column(long cycle, int bank) {
        long request = current[bank];
        digests.add(number, cycle, EVENT_COLUMN, request);
        long dataMilli = Math.max((cycle + spec.casCycles()) * 1000, wiresFreeMilli);
        wiresFreeMilli = dataMilli + spec.lineMilliCycles();
        long done = (wiresFreeMilli + 999) / 1000;
        if ((request & WRITE) == 0) {
            outlet.schedule(done + spec.controllerCycles(), number, request >> 1 << KIND_BITS | DATA);
        }
        long free = Math.max(cycle + 1, wiresFreeMilli / 1000 - spec.casCycles());
        outlet.schedule(free, number, (long) bank << KIND_BITS | BANK_FREE);
    }

    @Override
    public void save(StateWriter out) {
        for (LongArrayList queue : waiting) {
            out.writeLongs(queue.toLongArray());
        }
        out.writeLongs(openRow);
        out.writeLongs(openedAt);
        out.writeLongs(current);
        out.writeLongs(refreshesAtOpening);
        for (boolean each : busy) {
            out.writeBoolean(each);
        }
        out.writeInts(passedOver);
        out.writeLong(wiresFreeMilli);
        out.writeLong(reads);
        out.writeLong(writes);
        out.writeLong(activations);
        out.writeLong(rowHits);
        out.writeLong(rowConflicts);
    }

    @Override
    public void load(StateReader in) {
        for (LongArrayList queue : waiting) {
            queue.clear();
            for (long each : in.readLongs()) {
                queue.addLong(each);
            }
        }
        in.readLongs(openRow);
        in.readLongs(openedAt);
        in.readLongs(current);
        in.readLongs(refreshesAtOpening);
        for (int i = 0; i < busy.length; i++) {
            busy[i] = in.readBoolean();
        }
        in.readInts(passedOver);
        wiresFreeMilli = in.readLong();
        reads = in.readLong();
        writes = in.readLong();
        activations = in.readLong();
        rowHits = in.readLong();
        rowConflicts = in.readLong();
    }
}
