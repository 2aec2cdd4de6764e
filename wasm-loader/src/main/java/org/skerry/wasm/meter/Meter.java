package org.skerry.wasm.meter;

import org.skerry.sim.actor.Ledger;
import org.skerry.wasm.load.Opcode;
import org.skerry.wasm.load.Policy;

/**
 * The counters of one actor's turn, where rewritten code keeps them.
 *
 * <p>Rewritten code carries two of them in locals, at one addition each per stretch of straight code:
 *
 * <pre>
 *   fuel     63                16 15         0       traffic  63         32 31          0
 *           | instructions left  |  depth left |              |   loads    |   stores    |
 * </pre>
 *
 * Instructions are those of a machine that runs the compiled code ({@link Weights}), in sixteenths, and rounded up where they are read.
 * The sign of fuel says that the budget is used up; bit 15 that a recursion went too deep. One packed local with guarded fields for
 * all of it was tried and was slower (sieve 1.6 against 1.3 times the unmetered time): moving fields out takes a call in every loop,
 * which keeps the JIT from hoisting.
 *
 * <p>The fields are public because compiled guest code works on them; nobody else should. Used by the actor's own thread.
 */
public abstract class Meter {
    /** Number of globals the rewritten module has beyond those of the original, in the order of the fields below. */
    public static final int GLOBALS = 2;

    /** First bit of the sixteenths of instructions in {@link #fuel}. */
    static final int UNIT_SHIFT = 16;
    /** First bit of the whole instructions in {@link #fuel}. */
    static final int FUEL_SHIFT = UNIT_SHIFT + 4;
    /** What tells that a turn must stop: no instructions or no depth left. */
    static final long STOP_BITS = 1L << 63 | 1L << UNIT_SHIFT - 1;

    private static final int DEPTH_SHIFT = Long.SIZE - UNIT_SHIFT;

    /** Added to fuel, gives what lies above the depth as if none was packed: a depth below 0 has borrowed one from there. */
    private static final long DEPTH_ROUNDED = 1L << UNIT_SHIFT - 1;

    private static final int LOADS_SHIFT = 32;
    /** First bit of the sixteenths of instructions in what is left of a stretch. */
    static final int REST_SHIFT = 32;

    private static final int REST_LOADS_SHIFT = 16;
    private static final long REST_MASK = 0xFFFF;
    private static final long HALF = 0xFFFF_FFFFL;

    /** Instructions and units of call depth that are left; up to date whenever the host is called. */
    public long fuel;
    /** Loads and stores executed; up to date whenever the host is called. */
    public long traffic;
    /** Loads and stores that come to {@link #traffic} while a watched access is shown; 0 at any other time. */
    public long ahead;
    /**
     * Loads and stores among {@link #traffic} that no access of guest code makes unseen: those that were shown, those of the host and of
     * range operations, those that a trap kept from happening, and those that {@link #unseen} has told of.
     */
    public long apart;

    /** Mark of the address of the next access, and of the arguments of a call, in code that is followed ({@link Flows}); 0: none. */
    public long flowIn;
    /** Mark of the value that the next store writes; 0: none. */
    public long flowValue;
    /** Mark of what the last load has brought, or the last call. */
    public long flowOut;

    /** What code was come to last ({@link CodePlaces}). */
    public long code;

    private long budget;
    private long fullFuel; // at the beginning of a turn

    /** For subclasses. */
    protected Meter() {}

    /**
     * Sets what each turn may execute from the next one on.
     *
     * @param turnBudget at most {@link Policy#MAX_TURN_BUDGET}, so that neither half of the traffic overflows
     * @param callDepth  at most {@link Policy#MAX_CALL_DEPTH}
     */
    public final void limit(long turnBudget, int callDepth) {
        budget = turnBudget;
        fullFuel = fuel(turnBudget, callDepth);
    }

    /** Begins a turn. */
    public final void beginTurn() {
        fuel = fullFuel;
        traffic = 0;
        flowIn = 0;
        flowValue = 0;
        code = -1;
        ahead = 0;
        apart = 0;
    }

    /** Called by compiled code where it comes to another stretch, in place of a write of {@link #code}. */
    public static void comeTo(long place, Object memory) {
        Meter meter = (Meter) memory;
        meter.code = place;
        meter.execute(place >>> CodePlaces.LENGTH_BITS, (int) place & (1 << CodePlaces.LENGTH_BITS) - 1);
    }

    /** Code is come to, in a rewritten module that says so. */
    protected void execute(long offset, int bytes) {}

    /** The packed fuel for so many instructions and so much depth. */
    static long fuel(long instructions, int depth) {
        return (instructions << FUEL_SHIFT) + depth;
    }

    /** The whole instructions left in a packed fuel. */
    static long instructionsLeft(long fuel) {
        return fuel + DEPTH_ROUNDED >> FUEL_SHIFT;
    }

    private static long depthLeft(long fuel) {
        return fuel << DEPTH_SHIFT >> DEPTH_SHIFT;
    }

    /** Instructions the turn may execute. */
    public final long budget() {
        return budget;
    }

    /** Brings a ledger up to date with what the turn has executed; false if that is more than its budget. */
    public final boolean charge(Ledger ledger) {
        long left = instructionsLeft(fuel);
        long accesses = traffic + ahead;
        ledger.charge(budget - left, accesses >>> LOADS_SHIFT, accesses & HALF);
        return left >= 0;
    }

    /**
     * Adds memory traffic that the host made on the guest's behalf, in words of 8 bytes. Each word read or written counts as one
     * instruction too, as in a range operation of the guest itself. May leave the turn {@link #exhausted}.
     */
    public final void addTraffic(long wordsRead, long wordsWritten) {
        fuel -= wordsRead + wordsWritten << FUEL_SHIFT;
        long words = (wordsRead << LOADS_SHIFT) + wordsWritten;
        traffic += words;
        apart += words;
    }

    /** An access of guest code is shown to whoever watches. */
    protected final void shown(boolean write) {
        apart += write ? 1 : 1L << LOADS_SHIFT;
    }

    /** The words of a range operation, which was charged, are shown or never happen. */
    protected final void shownRange(long words, boolean read, boolean written) {
        apart += words * traffic(read, written);
    }

    /** Accesses of guest code that were not shown since this was asked last: loads in the upper half. */
    protected final long unseen() {
        long unseen = traffic + ahead - apart;
        apart += unseen;
        return unseen;
    }

    /** Stores counted in the turn, by guest code and on its behalf; up to date whenever the host is called. */
    public final long stores() {
        return traffic & HALF;
    }

    /** Adds instructions for what the host did on the guest's behalf. May leave the turn {@link #exhausted}. */
    public final void addWork(long instructions) {
        fuel -= instructions << FUEL_SHIFT;
    }

    /** Whether the turn has used more than its budget. */
    public final boolean exhausted() {
        return fuel < 0 && instructionsLeft(fuel) < 0; // a depth that is used up as well makes fuel negative by itself
    }

    /** Whether the turn recursed too deeply. */
    public final boolean tooDeep() {
        return depthLeft(fuel) < 0;
    }

    /**
     * Called by compiled code in each function that an exception leaves: adds what the function had not settled. The innermost one
     * has the least fuel; those around it had settled theirs before they called.
     */
    public static void unwound(Object memory, long fuelLeft, long moreTraffic) {
        Meter meter = (Meter) memory;
        meter.fuel = Math.min(meter.fuel, fuelLeft);
        meter.traffic += moreTraffic;
    }

    /**
     * The same for a function that has loops which count rounds: adds the rounds since the loop was entered, too.
     *
     * @param perRound what a round costs, as {@link #rest} packs it
     */
    public static void unwoundRounds(
            Object memory, long fuelLeft, long moreTraffic, int granted, int left, long perRound) {
        long rounds = granted - left;
        long sixteenths = rounds * (perRound >>> REST_SHIFT);
        unwound(memory, fuelLeft - (sixteenths << UNIT_SHIFT), moreTraffic + rounds * restTraffic(perRound));
    }

    /** The same for an exact rewrite: adds what the stretch would have cost that was left, as an ordinary rewrite does. */
    public static void unwoundExact(Object memory, long rest) {
        Meter meter = (Meter) memory;
        meter.fuel -= (rest >>> REST_SHIFT) << UNIT_SHIFT;
        meter.traffic += restTraffic(rest);
    }

    /** Called before these by a marked rewrite: what the stretch has left will never happen. */
    public static void cut(Object memory, long rest) {
        Meter meter = (Meter) memory;
        meter.ahead = 0;
        meter.apart += restTraffic(rest);
    }

    /**
     * Called by compiled code of a marked rewrite before an access is shown: the counters are those at the access.
     *
     * @param fuelLeft    the function's fuel, with the whole stretch charged
     * @param moreTraffic its traffic, likewise
     * @param rest        what of the stretch comes after the access
     */
    public static void mark(Object memory, long fuelLeft, long moreTraffic, long rest) {
        Meter meter = (Meter) memory;
        meter.fuel = fuelLeft + ((rest >>> REST_SHIFT) << UNIT_SHIFT);
        meter.ahead = moreTraffic - restTraffic(rest);
    }

    /** The same in a function that has loops which count rounds. */
    public static void markRounds(
            Object memory, long fuelLeft, long moreTraffic, long rest, int granted, int left, long perRound) {
        long rounds = granted - left;
        long sixteenths = rounds * (perRound >>> REST_SHIFT);
        mark(memory, fuelLeft - (sixteenths << UNIT_SHIFT), moreTraffic + rounds * restTraffic(perRound), rest);
    }

    /** Called by compiled code after the access. */
    public static void unmark(Object memory) {
        ((Meter) memory).ahead = 0;
    }

    static long restTraffic(long rest) {
        return ((rest >>> REST_LOADS_SHIFT & REST_MASK) << LOADS_SHIFT) + (rest & REST_MASK);
    }

    /** What is left of a stretch, in one number: no stretch has 2^16 accesses, as no function has 2^17 bytes. */
    static long rest(long sixteenths, long traffic) {
        return sixteenths << REST_SHIFT | traffic >>> LOADS_SHIFT << REST_LOADS_SHIFT | traffic & HALF;
    }

    /** What one instruction adds to {@link #traffic}. */
    static long traffic(Opcode opcode) {
        return switch (opcode.kind()) {
            case LOAD -> 1L << LOADS_SHIFT;
            case STORE -> 1;
            default -> 0;
        };
    }

    /** What one word of a range operation adds to {@link #traffic}. */
    static long traffic(boolean read, boolean written) {
        return (read ? 1L << LOADS_SHIFT : 0) + (written ? 1 : 0);
    }
}
