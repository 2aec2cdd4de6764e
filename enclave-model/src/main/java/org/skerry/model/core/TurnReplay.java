package org.skerry.model.core;

import org.skerry.model.count.CycleAccount;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * A cursor over what a turn did, in simulated time. Entry i happens at
 *
 * <pre>
 *   start + busyCycles(totals at i, messages handed over up to and with i) + stalls so far
 * </pre>
 *
 * and the end of the segment where an entry with the present totals would. The machine carries out the entry under the cursor when
 * its cycle has come, then steps on. A synchronisation point ends a segment; the turn goes on with the next one.
 */
public final class TurnReplay implements Stateful {
    private final CoreSpec core;
    private Ledger ledger;
    private long start;
    private long stalls;
    private long sends; // entries with a software cost that have happened in this turn
    private long softwareAccounted; // cycles of this turn that an account has been told of
    private long memoryAccounted;
    private int cursor;

    /** A replay on a core of this kind. */
    public TurnReplay(CoreSpec core) {
        if (core.milliCyclesPerLoad() == CoreSpec.BY_MEMORY) {
            throw new IllegalStateException("nobody has said what a load costs: " + core);
        }
        this.core = core;
    }

    /** Begins a turn whose counts are or will be in {@code turnLedger}; the core is awake at {@code startCycle}. */
    public void begin(Ledger turnLedger, long startCycle) {
        ledger = turnLedger;
        start = startCycle;
        stalls = 0;
        sends = 0;
        cursor = 0;
        softwareAccounted = 0;
        memoryAccounted = 0;
    }

    /** Software beside what the counts say has moved what is under the cursor, and is to be accounted for. */
    public void addSoftware(long meshCycles) {
        softwareAccounted -= meshCycles;
    }

    /** Forgets the entries that have happened; the guest is about to add those of the next segment of the same turn. */
    public void nextSegment() {
        ledger.clearEntries();
        cursor = 0;
    }

    /** Whether all entries of the segment have happened. */
    public boolean atEnd() {
        return cursor == ledger.size();
    }

    /** Index in the ledger of the entry under the cursor. */
    public int entry() {
        return cursor;
    }

    /** Cycle at which the entry under the cursor happens, or the segment ends. */
    public long cycle() {
        if (atEnd()) {
            return start + stalls + core.busyCycles(ledger.instructions(), ledger.loads(), ledger.stores(), sends);
        }
        return start
                + stalls
                + core.busyCycles(
                        ledger.instructionsAt(cursor),
                        ledger.loadsAt(cursor),
                        ledger.storesAt(cursor),
                        sendsAtCursor());
    }

    private long sendsAtCursor() {
        return sends + (!atEnd() && costsSoftware(ledger.kind(cursor)) ? 1 : 0);
    }

    /**
     * Tells an account that the core executes from {@code cycle} until what is under the cursor happens.
     *
     * @param l2Cycles of that, the waits for a second-level cache
     */
    public void execute(long cycle, long l2Cycles, CycleAccount account) {
        long software = core.softwareCycles(sendsAtCursor());
        long memory = atEnd()
                ? core.memoryCycles(ledger.loads(), ledger.stores())
                : core.memoryCycles(ledger.loadsAt(cursor), ledger.storesAt(cursor));
        account.execute(cycle, l2Cycles, software - softwareAccounted, memory - memoryAccounted);
        softwareAccounted = software;
        memoryAccounted = memory;
    }

    /** The entry under the cursor has happened. */
    public void step() {
        if (costsSoftware(ledger.kind(cursor))) {
            sends++;
        }
        cursor++;
    }

    /** The core stood still until {@code cycle} before what is under the cursor; everything from there on moves. */
    public void stallUntil(long cycle) {
        stalls += Math.max(0, cycle - cycle());
    }

    /** Cycles of this turn in which the core stood still. */
    public long stallCycles() {
        return stalls;
    }

    private static boolean costsSoftware(Ledger.Kind kind) {
        return kind == Ledger.Kind.SEND || kind == Ledger.Kind.SPAWN || kind == Ledger.Kind.REVOKE;
    }

    /** Writes the place of the cursor; the ledger is the owner's to save. */
    @Override
    public void save(StateWriter out) {
        out.writeLong(start);
        out.writeLong(stalls);
        out.writeLong(sends);
        out.writeLong(softwareAccounted);
        out.writeLong(memoryAccounted);
        out.writeInt(cursor);
    }

    @Override
    public void load(StateReader in) {
        start = in.readLong();
        stalls = in.readLong();
        sends = in.readLong();
        softwareAccounted = in.readLong();
        memoryAccounted = in.readLong();
        cursor = in.readInt();
    }

    /** Names the ledger that a loaded cursor stands in. */
    public void attach(Ledger turnLedger) {
        ledger = turnLedger;
    }
}
