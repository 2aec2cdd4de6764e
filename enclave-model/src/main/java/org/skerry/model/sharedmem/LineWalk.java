package org.skerry.model.sharedmem;

import java.util.Arrays;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.sharedmem.cache.LineWish;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.model.sharedmem.cache.MemorySystem;
import org.skerry.model.sharedmem.cache.PrivateCaches;
import org.skerry.model.sharedmem.cache.Translation;
import org.skerry.model.sharedmem.containment.Lines;
import org.skerry.model.sharedmem.runtime.Mailbox;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * The cache lines that the runtime touches for one piece of its work, in order, each at the cycle at which its turn comes. Misses of a
 * copy overlap, as its addresses are known in advance; a line that leads to the next one is waited for. Lines of a copy that are in the
 * second level overlap in the same number.
 *
 * <p>The addresses are read from bytes in memory, which a wild write or a fault may have changed; those beyond the memory of the machine are left
 * out. Who reads such an address finds that nothing is there before it touches anything.
 */
final class LineWalk implements Translation.Walker, Lines {
    private static final int WRITE = 1;
    private static final int OVERLAPS = 2;
    private static final int PRIVILEGED = 4;
    private static final int CODE = 8;
    private static final int LINE_SHIFT = 4;

    private final int core;
    private final CoreSpec software; // what its cycles of software are
    private final PrivateCaches caches;
    private final Translation translation; // null: none
    private final MemorySystem memory;
    private final int lineBits;
    private final long lastLine; // of memory
    private final int overlappingMisses;
    private final int nearCycles;
    private final int overlappedNearCycles;

    // number, then bits: executed, in no need of a page of any table, may overlap with others, written
    private long[] lines = new long[64];
    private int privileged; // PRIVILEGED for lines that are added now, or 0
    private int count;
    private int next;
    private int outstanding; // lines asked for and not there yet
    private long nearDue; // cycles that lines in the second level cost and that have not passed yet
    private long translationDue; // likewise cycles of translation
    private long codeDue; // likewise cycles of lines of code in the second level
    private long now; // during a walk through the table

    /** Walks of a core over so many bytes of memory. */
    LineWalk(int core, MemorySystem memory, CoreSpec software, MemorySpec spec, long memoryBytes) {
        this.software = software;
        this.core = core;
        this.caches = memory.caches();
        this.translation = caches.translation(core);
        this.memory = memory;
        this.lineBits = spec.l1().lineBits();
        this.lastLine = memoryBytes - 1 >> lineBits;
        this.overlappingMisses = spec.overlappingMisses();
        this.nearCycles = spec.nearCycles();
        this.overlappedNearCycles = (nearCycles + overlappingMisses - 1) / overlappingMisses;
    }

    /** Begins a walk without any line yet. */
    void begin() {
        privileged = 0;
        count = 0;
        next = 0;
        nearDue = 0;
        translationDue = 0;
        codeDue = 0;
    }

    /** Adds a line that must be there before the next one is known. */
    @Override
    public void addLine(long address, boolean write) {
        add(address >> lineBits, 0, write);
    }

    @Override
    public void privileged(boolean on) {
        privileged = on ? PRIVILEGED : 0;
    }

    /** Adds the lines of a copy. */
    @Override
    public void addCopy(long address, int bytes, boolean write) {
        long last = address + Math.max(1, bytes) - 1 >> lineBits;
        for (long line = address >> lineBits; line <= last; line++) {
            add(line, OVERLAPS, write);
        }
    }

    /**
     * Adds lines that the runtime or the kernel executes, one after the other. They are asked for together as those of a copy, since they follow each
     * other, and no table of a process translates them: both in favour of this machine.
     */
    void addCode(long address, int bytes) {
        long last = address + bytes - 1 >> lineBits;
        for (long line = address >> lineBits; line <= last; line++) {
            add(line, CODE | PRIVILEGED | OVERLAPS, false);
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

    /** Addresses come from bytes that anybody may have overwritten: where no memory is there is no line to touch. */
    private void add(long line, int kind, boolean write) {
        if (line < 0 || line > lastLine) {
            return;
        }
        if (count == lines.length) {
            lines = Arrays.copyOf(lines, 2 * count);
        }
        lines[count++] = line << LINE_SHIFT | privileged | kind | (write ? WRITE : 0);
    }

    /** Whether no line was added. */
    boolean isEmpty() {
        return count == 0;
    }

    /** How far a walk has come. */
    enum Progress {
        /** Everything was touched and is there. */
        DONE,
        /** {@link #served} comes first. */
        WAITS_FOR_LINE,
        /** {@link #takeNearCycles} have to pass first. */
        WAITS_FOR_L2,
        /** {@link #takeTranslationCycles} have to pass first. */
        WAITS_FOR_TRANSLATION,
        /** {@link #takeCodeCycles} have to pass first. */
        WAITS_FOR_CODE
    }

    /** Goes on as far as possible. */
    Progress goOn(long cycle) {
        while (next < count) {
            long entry = lines[next];
            boolean overlaps = (entry & OVERLAPS) != 0;
            if (outstanding > 0 && (!overlaps || outstanding == overlappingMisses)) {
                return Progress.WAITS_FOR_LINE;
            }
            if (translationDue > 0) {
                return Progress.WAITS_FOR_TRANSLATION;
            }
            if (nearDue > 0 && !overlaps) {
                return Progress.WAITS_FOR_L2;
            }
            long line = entry >> LINE_SHIFT;
            if (translation != null && (entry & PRIVILEGED) == 0 && !translation.knows(line)) {
                now = cycle;
                translation.find(line, this);
                continue;
            }
            next++;
            if ((entry & CODE) != 0) {
                execute(cycle, line);
            } else {
                touch(cycle, line, (entry & WRITE) != 0, overlaps);
            }
        }
        if (outstanding > 0) {
            return Progress.WAITS_FOR_LINE;
        }
        if (translationDue > 0) {
            return Progress.WAITS_FOR_TRANSLATION;
        }
        if (nearDue > 0) {
            return Progress.WAITS_FOR_L2;
        }
        return codeDue > 0 ? Progress.WAITS_FOR_CODE : Progress.DONE;
    }

    /** The buffers take so long. */
    @Override
    public void pause(int cycles) {
        translationDue += cycles;
    }

    @Override
    public void fault(int coreCycles) {
        translationDue += software.softwareMeshCycles(coreCycles);
    }

    /** A walk reads a line of the table. Those of one walk are asked for together, in favour of this machine. */
    @Override
    public void read(long line) {
        translationDue += caches.firstHitCycles();
        touch(now, line, false, false);
    }

    /** Touches a line at this very cycle. */
    private void touch(long cycle, long line, boolean write, boolean overlaps) {
        long wish = caches.access(core, line, write);
        if (wish == PrivateCaches.HIT) {
            return;
        }
        boolean asked = LineWish.wasAsked(wish);
        if (asked && request(cycle, wish)) {
            return;
        }
        if (asked || LineWish.isNear(wish)) {
            nearDue += overlaps ? overlappedNearCycles : nearCycles;
            return;
        }
        long victim = caches.victim(core);
        if (victim != PrivateCaches.NO_LINE) {
            memory.writeBack(cycle, core, victim);
        }
        request(cycle, wish);
    }

    /** Executes what lies in a line at this very cycle. */
    private void execute(long cycle, long line) {
        long wish = caches.execute(core, line);
        if (wish == PrivateCaches.HIT) {
            return;
        }
        if (LineWish.isNear(wish)) {
            codeDue += overlappedNearCycles;
            return;
        }
        long victim = caches.victim(core);
        if (victim != PrivateCaches.NO_LINE) {
            memory.writeBack(cycle, core, victim);
        }
        request(cycle, wish);
    }

    /** Touches one line for a guest whose core was another one when it missed it. */
    void touch(long cycle, long line, boolean write) {
        touch(cycle, line, write, false);
    }

    /** Asks for a line that a guest has missed; its tag is in the private caches already. Returns whether to wait. */
    boolean request(long cycle, long wish) {
        boolean waits = memory.request(cycle, core, wish);
        outstanding += waits ? 1 : 0;
        return waits;
    }

    /** Cycles that lines in the second level cost, once. */
    long takeNearCycles() {
        long cycles = nearDue;
        nearDue = 0;
        return cycles;
    }

    /** Cycles that translation costs, once. */
    long takeTranslationCycles() {
        long cycles = translationDue;
        translationDue = 0;
        return cycles;
    }

    /** Cycles that lines of code in the second level cost, once. */
    long takeCodeCycles() {
        long cycles = codeDue;
        codeDue = 0;
        return cycles;
    }

    /** Whether lines have been asked for that are not there. */
    boolean waits() {
        return outstanding > 0;
    }

    /** One of the lines is there. */
    void served() {
        outstanding--;
    }

    void save(StateWriter out) {
        out.writeLongs(lines, 0, count);
        out.writeInt(next);
        out.writeInt(outstanding);
        out.writeLong(nearDue);
        out.writeLong(translationDue);
        out.writeLong(codeDue);
    }

    void load(StateReader in) {
        long[] saved = in.readLongs();
        count = saved.length;
        lines = Arrays.copyOf(saved, Math.max(64, saved.length));
        next = in.readInt();
        outstanding = in.readInt();
        nearDue = in.readLong();
        translationDue = in.readLong();
        codeDue = in.readLong();
    }
}
