package org.skerry.model.sharedmem;

import java.util.Arrays;
import org.skerry.model.core.WindowSpec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The misses of one core with a window that are not served, oldest first: those that have been asked for, and those whose address is computed from
 * what an older one brings.
 */
final class MissWindow implements Stateful {
    /** Why the core stands still. */
    enum Reason {
        /** The instruction so many entries after the oldest load is next. */
        ENTRIES,
        /** No more lines can be under way. */
        MISSES,
        /** The store buffer is full. */
        STORES,
        /** Something is next that waits for all before it. */
        ORDER
    }

    private static final int NO_MISS = 0;
    private static final long NOT_YET = -1;
    private static final long ASKED = -2;

    private final WindowSpec spec;
    private long[] wishes = new long[16];
    private long[] lines = new long[16];
    private long[] instructions = new long[16];
    private int[] numbers = new int[16];
    private int[] after = new int[16]; // number of the miss that brings the address, or NO_MISS
    private boolean[] stores = new boolean[16];
    private int[] delays = new int[16]; // from knowing the address to asking for the line
    private long[] askAt = new long[16]; // cycle at which it is asked for, or one of the next two
    private int count;
    private int underWay;
    private int storesWaiting;

    MissWindow(WindowSpec spec) {
        this.spec = spec;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Lines under way. */
    int underWay() {
        return underWay;
    }

    /** Whether no more lines can be under way. */
    boolean missesFull() {
        return underWay == spec.misses();
    }

    /** Whether no more stores can wait. */
    boolean storesFull() {
        return storesWaiting == spec.stores();
    }

    /** Whether a line is waited for here. */
    boolean has(long line) {
        return find(line) >= 0;
    }

    private int find(long line) {
        for (int i = 0; i < count; i++) {
            if (lines[i] == line) {
                return i;
            }
        }
        return -1;
    }

    /** The number if the miss that has it is not served, else none. */
    int unserved(int number) {
        for (int i = 0; i < count; i++) {
            if (numbers[i] == number) {
                return number;
            }
        }
        return NO_MISS;
    }

    /** The instruction that the oldest load holds up, or the largest number. */
    long limit() {
        for (int i = 0; i < count; i++) {
            if (!stores[i]) {
                return instructions[i] + spec.entries();
            }
        }
        return Long.MAX_VALUE;
    }

    /** Adds a miss, whose address is known or comes after another. */
    void add(long wish, long line, long instruction, int number, int afterNumber, boolean store, int delay) {
        if (count == lines.length) {
            grow();
        }
        wishes[count] = wish;
        lines[count] = line;
        instructions[count] = instruction;
        numbers[count] = number;
        after[count] = afterNumber;
        stores[count] = store;
        delays[count] = delay;
        askAt[count] = NOT_YET;
        storesWaiting += store ? 1 : 0;
        count++;
    }

    private void grow() {
        int room = 2 * count;
        wishes = Arrays.copyOf(wishes, room);
        lines = Arrays.copyOf(lines, room);
        instructions = Arrays.copyOf(instructions, room);
        numbers = Arrays.copyOf(numbers, room);
        after = Arrays.copyOf(after, room);
        stores = Arrays.copyOf(stores, room);
        delays = Arrays.copyOf(delays, room);
        askAt = Arrays.copyOf(askAt, room);
    }

    /** A line has come: what was computed from it can be asked for. */
    void served(long line) {
        int at = find(line);
        for (int i = 0; i < count; i++) {
            if (after[i] == numbers[at]) {
                after[i] = NO_MISS;
            }
        }
        remove(at);
    }

    private void remove(int at) {
        underWay -= askAt[at] == NOT_YET ? 0 : 1;
        storesWaiting -= stores[at] ? 1 : 0;
        count--;
        for (int i = at; i < count; i++) {
            wishes[i] = wishes[i + 1];
            lines[i] = lines[i + 1];
            instructions[i] = instructions[i + 1];
            numbers[i] = numbers[i + 1];
            after[i] = after[i + 1];
            stores[i] = stores[i + 1];
            delays[i] = delays[i + 1];
            askAt[i] = askAt[i + 1];
        }
    }

    /** The oldest miss that can be asked for and for which no time has been set, or -1. */
    int next() {
        for (int i = 0; i < count && !missesFull(); i++) {
            if (askAt[i] == NOT_YET && after[i] == NO_MISS) {
                return i;
            }
        }
        return -1;
    }

    /** Its address is known at this cycle; returns when it is to be asked for. */
    long askAt(int at, long cycle) {
        askAt[at] = cycle + delays[at];
        underWay++;
        return askAt[at];
    }

    /** The oldest miss that is to be asked for by now and has not been, or -1. */
    int due(long cycle) {
        for (int i = 0; i < count; i++) {
            if (askAt[i] >= 0 && askAt[i] <= cycle) {
                return i;
            }
        }
        return -1;
    }

    /** It has been asked for. */
    void asked(int at) {
        askAt[at] = ASKED;
    }

    long wish(int at) {
        return wishes[at];
    }

    long line(int at) {
        return lines[at];
    }

    /** Forgets everything. */
    void clear() {
        count = 0;
        underWay = 0;
        storesWaiting = 0;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(count);
        for (int i = 0; i < count; i++) {
            out.writeLong(wishes[i]);
            out.writeLong(lines[i]);
            out.writeLong(instructions[i]);
            out.writeInt(numbers[i]);
            out.writeInt(after[i]);
            out.writeBoolean(stores[i]);
            out.writeInt(delays[i]);
            out.writeLong(askAt[i]);
        }
    }

    @Override
    public void load(StateReader in) {
        clear();
        for (int left = in.readCount(Integer.BYTES); left > 0; left--) {
            add(
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readInt(),
                    in.readInt(),
                    in.readBoolean(),
                    in.readInt());
            askAt[count - 1] = in.readLong();
            underWay += askAt[count - 1] == NOT_YET ? 0 : 1;
        }
    }
}
