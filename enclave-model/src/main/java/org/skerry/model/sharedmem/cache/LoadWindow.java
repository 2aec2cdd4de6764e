package org.skerry.model.sharedmem.cache;

import java.util.Arrays;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.core.WindowSpec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What one actor's loads wait for in a core with a window, as far as it is known when the guest runs: which miss an address was computed from,
 * and how long chains of loads hold the core up that hit its caches.
 *
 * <p>A value's <em>mark</em> says which miss it came from, if it did, and when it is ready:
 *
 * <pre>
 *   | number of a miss of this turn .. 32 | ready, in eighths of a cycle of the base clock, modulo 2^32 |
 * </pre>
 *
 * <p>Instruction {@code i} is dispatched at {@code i x cycles of an instruction + what chains have cost}. A load begins then, or when its address is
 * ready; the instruction {@code entries} after it is not dispatched before its value is there. Of two values that an address was
 * computed from the one with the younger miss counts, then the one that is ready later.
 *
 * <p>How long a miss takes is found out when it is replayed: here it takes no time, and {@code MissWindow} waits for it. Hits between two
 * misses that depend on each other go free. A miss from which {@code entries} instructions have passed has been served.
 */
final class LoadWindow implements Stateful {
    /** Parts of a cycle of the base clock. */
    static final int EIGHTHS = 8;

    private static final long MILLI = 1000;
    private static final int MISSES = 1 << 13; // two for each entry of the largest window
    private static final int LINES = 64; // lines of late misses that hits are looked up in, by their low bits
    private static final int WORDS = 256; // words of late stores, likewise
    private static final int WORD_BITS = 3;

    /** Cycles that chains may have cost before an entry of the ledger says so: how far a message may leave too early. Assumption. */
    private static final int MOST_UNSAID = 32;

    private final int entries;
    private final long perInstruction; // eighths of the base clock times divisor
    private final long divisor;
    private final int first; // from a load's beginning to its value: first level
    private final int second;
    private final int farthest; // a value is ready no later than so long after it was dispatched

    private final long[] missInstruction = new long[MISSES];
    private final long[] lineOf = new long[LINES];
    private final int[] missOf = new int[LINES];
    private final long[] wordOf = new long[WORDS];
    private final long[] markOf = new long[WORDS];
    private long[] chainInstruction = new long[64]; // loads whose values come late, a ring
    private long[] chainReady = new long[64];
    private boolean[] chainSecond = new boolean[64];
    private int chainHead;
    private int chains;

    private long held; // eighths that chains have cost in this turn
    private long unsaidFirst; // of these, what no entry has said yet: chains of hits in the first level
    private long unsaidSecond; // and in the second
    private int misses; // of this turn

    // of the access being looked at
    private long instruction;
    private long dispatched;
    private long ready;
    private boolean fromSecond;
    private int miss;
    private int translation;

    /**
     * The window of an actor.
     *
     * @param nearCycles what a hit in the second level takes longer than one in the first
     */
    LoadWindow(CoreSpec core, int nearCycles) {
        WindowSpec window = core.window();
        entries = window.entries();
        divisor = MILLI * core.clock().p();
        perInstruction =
                (long) core.milliCyclesPerInstruction() * EIGHTHS * core.clock().q();
        first = (int)
                ((MILLI + core.milliCyclesPerLoad()) * EIGHTHS * core.clock().q() / divisor);
        second = first + nearCycles * EIGHTHS;
        farthest = (int) (entries * ((long) second + perInstruction / divisor + 1));
    }

    /** A turn begins. */
    void begin() {
        Arrays.fill(missOf, 0);
        Arrays.fill(markOf, 0);
        chains = 0;
        held = 0;
        unsaidFirst = 0;
        unsaidSecond = 0;
        misses = 0;
    }

    private long dispatch(long at) {
        return at * perInstruction / divisor + held;
    }

    /** An access by instruction {@code now}, whose address was computed from what bears this mark. */
    void access(long now, long after) {
        while (chains > 0 && chainInstruction[chainHead] + entries <= now) {
            long late = chainReady[chainHead] - dispatch(chainInstruction[chainHead] + entries);
            if (late > 0) {
                held += late;
                if (chainSecond[chainHead]) {
                    unsaidSecond += late;
                } else {
                    unsaidFirst += late;
                }
            }
            chainHead = chainHead + 1 & chainReady.length - 1;
            chains--;
        }
        instruction = now;
        dispatched = dispatch(now);
        ready = dispatched;
        fromSecond = false;
        miss = 0;
        translation = 0;
        comesAfter(after);
    }

    private void comesAfter(long mark) {
        miss = Math.max(miss, live((int) (mark >>> Integer.SIZE)));
        int later = (int) mark - (int) dispatched;
        if (later > 0 && later <= farthest) {
            ready = Math.max(ready, dispatched + later);
        }
    }

    /** The miss with this number if its core may still wait for it, else 0. */
    private int live(int number) {
        boolean known = number > 0 && number <= misses && misses - number < MISSES;
        return known && missInstruction[number & MISSES - 1] + entries > instruction ? number : 0;
    }

    /** The translation of its address takes so long. */
    void translated(int cycles) {
        translation = Math.min(LineWish.MOST_DELAYED, translation + cycles);
        ready += (long) cycles * EIGHTHS;
    }

    /** The first level has it, of which the last miss may not have come yet. */
    void first(long line) {
        ready += first;
        late(line);
    }

    /** The second level has it. */
    void second(long line) {
        ready += second;
        fromSecond = true;
        late(line);
    }

    private void late(long line) {
        int at = (int) line & LINES - 1;
        if (missOf[at] != 0 && lineOf[at] == line) {
            miss = Math.max(miss, live(missOf[at]));
        }
    }

    /** Neither has it: returns what the entry before that of the miss says of it. */
    long miss(long line, boolean store) {
        int number = ++misses;
        int back = miss == 0 ? 0 : number - miss;
        missInstruction[number & MISSES - 1] = instruction;
        lineOf[(int) line & LINES - 1] = line;
        missOf[(int) line & LINES - 1] = number;
        miss = number;
        ready = dispatched;
        return say(back, store, true);
    }

    /** The mark of what was loaded from this address. */
    long value(long address) {
        int at = (int) (address >> WORD_BITS) & WORDS - 1;
        if (markOf[at] != 0 && wordOf[at] == address >> WORD_BITS) {
            comesAfter(markOf[at]); // it was stored a short while ago, and may not have been ready then
        }
        if (ready > dispatch(instruction + entries)) {
            chain();
        }
        return (long) miss << Integer.SIZE | ready & 0xFFFF_FFFFL;
    }

    /** What bears this mark is stored at this address. */
    void stored(long address, long mark) {
        int at = (int) (address >> WORD_BITS) & WORDS - 1;
        wordOf[at] = address >> WORD_BITS;
        markOf[at] = mark;
    }

    private void chain() {
        int length = chainReady.length;
        if (chains == length) {
            long[] instructions = new long[2 * length];
            long[] readies = new long[2 * length];
            boolean[] seconds = new boolean[2 * length];
            for (int i = 0; i < length; i++) {
                int from = chainHead + i & length - 1;
                instructions[i] = chainInstruction[from];
                readies[i] = chainReady[from];
                seconds[i] = chainSecond[from];
            }
            chainInstruction = instructions;
            chainReady = readies;
            chainSecond = seconds;
            chainHead = 0;
        }
        int at = chainHead + chains & chainReady.length - 1;
        chainInstruction[at] = instruction;
        chainReady[at] = ready;
        chainSecond[at] = fromSecond;
        chains++;
    }

    /** Whether chains have cost so much since the last entry that the ledger must be told. */
    boolean hasToSay() {
        return unsaidFirst + unsaidSecond >= (long) MOST_UNSAID * EIGHTHS;
    }

    /** An entry with what chains have cost since the last one. */
    long say() {
        return say(0, false, false);
    }

    private long say(int back, boolean store, boolean announces) {
        long firstCycles = Math.min(LineWish.MOST_CHAINED, unsaidFirst / EIGHTHS);
        long secondCycles = Math.min(LineWish.MOST_CHAINED, unsaidSecond / EIGHTHS);
        unsaidFirst -= firstCycles * EIGHTHS;
        unsaidSecond -= secondCycles * EIGHTHS;
        return LineWish.window(back, store, announces, announces ? translation : 0, firstCycles, secondCycles);
    }

    /** Whole cycles of chains that no entry has said, once; the segment ends. */
    long takeUnsaid() {
        long cycles = (unsaidFirst + unsaidSecond) / EIGHTHS;
        unsaidFirst = (unsaidFirst + unsaidSecond) % EIGHTHS;
        unsaidSecond = 0;
        return cycles;
    }

    /** Between turns, or in one whose guest has gone as far as it can: the rest is of guests that run. */
    @Override
    public void save(StateWriter out) {
        out.writeLong(unsaidFirst);
        out.writeLong(unsaidSecond);
    }

    @Override
    public void load(StateReader in) {
        begin();
        unsaidFirst = in.readLong();
        unsaidSecond = in.readLong();
    }
}
