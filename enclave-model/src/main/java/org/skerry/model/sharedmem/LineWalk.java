package org.skerry.model.sharedmem;

import java.util.Arrays;
import org.skerry.model.memory.SetAssociativeCache;
import org.skerry.model.sharedmem.cache.LineWish;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.model.sharedmem.cache.MemorySystem;
import org.skerry.model.sharedmem.runtime.Mailbox;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * The cache lines that the runtime touches for one piece of its work, in order, each at the cycle at which its turn comes. Misses of a
 * copy overlap, as its addresses are known in advance; a line that leads to the next one is waited for.
 */
final class LineWalk {
    private static final int WRITE = 1;
    private static final int OVERLAPS = 2;
    private static final int LINE_SHIFT = 2;

    private final int core;
    private final SetAssociativeCache[] l1s;
    private final SetAssociativeCache l1;
    private final MemorySystem memory;
    private final int lineBits;
    private final int overlappingMisses;

    private long[] lines = new long[64]; // number, then a bit if it may overlap with others, and one if it is written
    private int count;
    private int next;
    private int outstanding; // lines asked for and not there yet

    LineWalk(int core, SetAssociativeCache[] l1s, MemorySystem memory, MemorySpec spec) {
        this.core = core;
        this.l1s = l1s;
        this.l1 = l1s[core];
        this.memory = memory;
        this.lineBits = spec.l1().lineBits();
        this.overlappingMisses = spec.overlappingMisses();
    }

    /** Begins a walk without any line yet. */
    void begin() {
        count = 0;
        next = 0;
    }

    /** Adds a line that must be there before the next one is known. */
    void addLine(long address, boolean write) {
        add(address >> lineBits, 0, write);
    }

    /** Adds the lines of a copy. */
    void addCopy(long address, int bytes, boolean write) {
        long last = address + Math.max(1, bytes) - 1 >> lineBits;
        for (long line = address >> lineBits; line <= last; line++) {
            add(line, OVERLAPS, write);
        }
    }

    /** Adds the lines of a record that begins at {@code address} of a mailbox and may wrap around. */
    void addRecord(Mailbox mailbox, long address, int bytes, boolean write) {
        long end = mailbox.endAddress();
        int first = (int) Math.min(bytes, end - address);
        addCopy(address, first, write);
        if (first < bytes) {
            addCopy(end - mailbox.capacityBytes(), bytes - first, write);
        }
    }

    private void add(long line, int overlaps, boolean write) {
        if (count == lines.length) {
            lines = Arrays.copyOf(lines, 2 * count);
        }
        lines[count++] = line << LINE_SHIFT | overlaps | (write ? WRITE : 0);
    }

    /** Goes on as far as possible; returns whether everything was touched and is there. Otherwise {@link #served} comes first. */
    boolean goOn(long cycle) {
        while (next < count) {
            long entry = lines[next];
            boolean mustWait = (entry & OVERLAPS) == 0 || outstanding == overlappingMisses;
            if (outstanding > 0 && mustWait) {
                return false;
            }
            next++;
            touch(cycle, entry >> LINE_SHIFT, (entry & WRITE) != 0);
        }
        return outstanding == 0;
    }

    private void touch(long cycle, long line, boolean write) {
        if (line < 0 || (write ? l1.write(line) : l1.read(line))) {
            return;
        }
        long wish = LineWish.of(l1, line, write);
        l1.fill(line, LineWish.stateFor(l1s, core, line, write));
        if (l1.evictedModified()) {
            memory.writeBack(cycle, core, l1.evicted());
        }
        request(cycle, wish);
    }

    /** Asks for a line that a guest has missed; it is in the first level already. */
    void request(long cycle, long wish) {
        outstanding++;
        memory.request(cycle, core, wish);
    }

    /** One of the lines is there. */
    void served() {
        outstanding--;
    }

    void save(StateWriter out) {
        out.writeLongs(lines, 0, count);
        out.writeInt(next);
        out.writeInt(outstanding);
    }

    void load(StateReader in) {
        long[] saved = in.readLongs();
        count = saved.length;
        lines = Arrays.copyOf(saved, Math.max(64, saved.length));
        next = in.readInt();
        outstanding = in.readInt();
    }
}
