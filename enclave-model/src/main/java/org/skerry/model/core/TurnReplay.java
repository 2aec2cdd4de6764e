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
 *
 * <p>A core whose clock is divided by d takes d cycles for each from then on: with so much done at the cycle of the change, the rest
 * happens at {@code that cycle + d x (busyCycles - done)}.
 */
public final class TurnReplay implements Stateful {
    /** No cycle: of what stands still. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long GOES = -1;

    /** Kinds of entries that cost software. */
    private static final long BY_SOFTWARE =
            Ledger.Kind.set(Ledger.Kind.SEND, Ledger.Kind.SPAWN, Ledger.Kind.REVOKE, Ledger.Kind.OVERSEE);

    private final CoreTimes core;
    private Ledger ledger;
    private long origin; // start and stalls so far, or where the clock was divided last
    private long stalls;
    private long done; // busy cycles that had been done at the origin
    private int division = 1; // of the clock, from there on
    private long sends; // entries with a software cost that have happened in this turn
    private long softwareAccounted; // cycles of this turn that an account has been told of
    private long memoryAccounted;
    private int cursor;
    private long stoodSince = GOES; // if it stands still

    /** A replay on a core of this kind. */
    public TurnReplay(CoreSpec core) {
        this(core, new CoreTimes(core));
    }

    /** The same, with the times of such cores that somebody has worked out. */
    public TurnReplay(CoreSpec core, CoreTimes times) {
        if (core.milliCyclesPerLoad() == CoreSpec.BY_MEMORY) {
            throw new IllegalStateException("nobody has said what a load costs: " + core);
        }
        this.core = times;
    }

    /** Reads what the next call will need; the number means nothing. */
    public long foresee() {
        return origin + cursor;
    }

    /** Begins a turn whose counts are or will be in {@code turnLedger}; the core is awake at {@code startCycle}. */
    public void begin(Ledger turnLedger, long startCycle) {
        if (ledger != turnLedger) { // mostly the same, and to compare costs less than to write
            ledger = turnLedger;
        }
        origin = startCycle;
        stalls = 0;
        done = 0;
        sends = 0;
        cursor = 0;
        softwareAccounted = 0;
        memoryAccounted = 0;
        stoodSince = GOES;
    }

    /** Software beside what the counts say has moved what is under the cursor, and is to be accounted for. */
    public void addSoftware(long meshCycles) {
        softwareAccounted -= meshCycles;
    }

    /** The core has waited so long for code before what is under the cursor, which counts among the waits for memory. */
    public void fetched(long cycles) {
        delay(cycles);
        memoryAccounted -= cycles;
    }

    /** The ledger of the turn. */
    public Ledger ledger() {
        return ledger;
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
    public int cursor() {
        return cursor;
    }

    /** The entry under the cursor. */
    public Ledger.Entry next() {
        return ledger.entry(cursor);
    }

    /** Cycle at which the entry under the cursor happens, or the segment ends; {@link #NEVER} while the core stands still. */
    public long cycle() {
        return stoodSince != GOES ? NEVER : reached();
    }

    /** Cycle at which so many instructions of the turn are done, if nothing holds the core up before. */
    public long cycleOf(long instructions) {
        return reachedAfter(core.busyCycles(instructions, loads(), stores(), sends));
    }

    /** Instructions of the turn under the cursor. */
    public long instructions() {
        return atEnd() ? ledger.instructions() : next().instructions();
    }

    private long loads() {
        return atEnd() ? ledger.loads() : next().loads();
    }

    private long stores() {
        return atEnd() ? ledger.stores() : next().stores();
    }

    /** The core has stood still for so long; everything from here on moves. */
    public void delay(long cycles) {
        stalls += cycles;
        origin += cycles;
    }

    private long reached() {
        return reachedAfter(busyAtCursor());
    }

    private long reachedAfter(long busyCycles) {
        return origin + division * (busyCycles - done);
    }

    private long busyAtCursor() {
        return core.busyCycles(instructions(), loads(), stores(), sendsAtCursor());
    }

    /** From {@code cycle} on the clock of a core that executes is divided by so much; what is left of a divided cycle is lost. */
    public void divideClock(long cycle, int newDivision) {
        long reached = done + Math.max(0, cycle - origin) / division;
        if (reached >= busyAtCursor()) {
            divideStandingClock(newDivision);
            return;
        }
        origin = Math.max(cycle, origin);
        done = reached;
        division = newDivision;
    }

    /** The same for a core that stands still at what is under the cursor. */
    public void divideStandingClock(int newDivision) {
        origin = reached();
        done = busyAtCursor();
        division = newDivision;
    }

    /** A core that executes stands still from {@code cycle} on; nothing happens until {@link #goOn}. */
    public void stand(long cycle) {
        divideClock(cycle, division);
        stoodSince = cycle;
    }

    /** It goes on where it stood. */
    public void goOn(long cycle) {
        origin += cycle - stoodSince;
        stoodSince = GOES;
    }

    /** The same for a core without a turn. */
    public void divideIdleClock(int newDivision) {
        division = newDivision;
    }

    /** How many times as slow as it could be the clock is now. */
    public int division() {
        return division;
    }

    private long sendsAtCursor() {
        return sends + (!atEnd() && next().isOneOf(BY_SOFTWARE) ? 1 : 0);
    }

    /** The same for a core that waits for nothing: see the other one. */
    public void execute(long cycle, CycleAccount account) {
        execute(cycle, 0, 0, account);
    }

    /**
     * Tells an account that the core executes from {@code cycle} until what is under the cursor happens.
     *
     * @param l2Cycles          of that, the waits for a second-level cache
     * @param translationCycles of that, the translation of addresses
     */
    public void execute(long cycle, long l2Cycles, long translationCycles, CycleAccount account) {
        execute(cycle, l2Cycles, translationCycles, 0, account);
    }

    /** The same, with so many more cycles for loads from the nearest memory. */
    public void execute(long cycle, long l2Cycles, long translationCycles, long chainCycles, CycleAccount account) {
        tell(cycle, l2Cycles, translationCycles, chainCycles, sendsAtCursor(), loads(), stores(), account);
    }

    /**
     * The same for a core that does not stand still and has neither a second level nor translation, but only if what is under the
     * cursor happens after {@code cycle}.
     *
     * @return when that is, as {@link #cycle}
     */
    public long executeUntilNext(long cycle, CycleAccount account) {
        assert stoodSince == GOES : "a core executes that stands still";
        long instructions;
        long loads;
        long stores;
        long handedOver = sends;
        if (atEnd()) {
            instructions = ledger.instructions();
            loads = ledger.loads();
            stores = ledger.stores();
        } else {
            Ledger.Entry entry = next();
            instructions = entry.instructions();
            loads = entry.loads();
            stores = entry.stores();
            if (entry.isOneOf(BY_SOFTWARE)) {
                handedOver++;
            }
        }
        if (!core.areShort(instructions | loads | stores | handedOver)) { // asked once for all that is worked out below
            return executeLongUntilNext(cycle, account);
        }
        long next = reachedAfter(core.shortBusyCycles(instructions, loads, stores, handedOver));
        if (next > cycle) {
            long software = core.shortSoftwareCycles(handedOver);
            long memory = core.shortMemoryCycles(loads, stores);
            account.execute(cycle, software - softwareAccounted, memory - memoryAccounted);
            softwareAccounted = software;
            memoryAccounted = memory;
        }
        return next;
    }

    private long executeLongUntilNext(long cycle, CycleAccount account) {
        long next = reached();
        if (next > cycle) {
            execute(cycle, account);
        }
        return next;
    }

    private void tell(
            long cycle,
            long l2Cycles,
            long translationCycles,
            long chainCycles,
            long handedOver,
            long loads,
            long stores,
            CycleAccount account) {
        long software = core.softwareCycles(handedOver);
        long memory = core.memoryCycles(loads, stores);
        account.execute(
                cycle,
                translationCycles,
                l2Cycles,
                software - softwareAccounted,
                chainCycles + memory - memoryAccounted);
        softwareAccounted = software;
        memoryAccounted = memory;
    }

    /** The entry under the cursor has happened. */
    public void step() {
        if (next().isOneOf(BY_SOFTWARE)) {
            sends++;
        }
        cursor++;
    }

    /** The same, where the entry is known to be a message. */
    public void stepMessage() {
        sends++;
        cursor++;
    }

    /** The core stood still until {@code cycle} before what is under the cursor; everything from there on moves. */
    public void stallUntil(long cycle) {
        delay(Math.max(0, cycle - cycle()));
    }

    /** Cycles of this turn in which the core stood still. */
    public long stallCycles() {
        return stalls;
    }

    /** Writes the place of the cursor; the ledger is the owner's to save. */
    @Override
    public void save(StateWriter out) {
        out.writeLong(origin - stalls);
        out.writeLong(stalls);
        out.writeLong(done);
        out.writeInt(division);
        out.writeLong(sends);
        out.writeLong(softwareAccounted);
        out.writeLong(memoryAccounted);
        out.writeInt(cursor);
        out.writeLong(stoodSince);
    }

    @Override
    public void load(StateReader in) {
        origin = in.readLong();
        stalls = in.readLong();
        origin += stalls;
        done = in.readLong();
        division = in.readInt();
        sends = in.readLong();
        softwareAccounted = in.readLong();
        memoryAccounted = in.readLong();
        cursor = in.readInt();
        stoodSince = in.readLong();
    }

    /** Names the ledger that a loaded cursor stands in. */
    public void attach(Ledger turnLedger) {
        ledger = turnLedger;
    }
}
