package org.skerry.model.sharedmem.cache;

import org.skerry.model.memory.SetAssociativeCache;
import org.skerry.sim.memory.AccessFilter;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Which lines a core's two private levels hold. The second level has all that the first has; what the first has written reaches it
 * when the line leaves the first.
 */
final class PrivateTags implements Stateful {
    /** Where a line was found. */
    enum Found {
        /** In the first level. */
        FIRST,
        /** In the second level; it is in the first now. */
        SECOND,
        /** In neither, or it may not be written. */
        NOWHERE
    }

    final SetAssociativeCache l1;
    final SetAssociativeCache l2;
    final SetAssociativeCache code; // instructions, whose lines the second level has as well; null: none

    /** What guests need not show the first level, or null: its lines are not those of filters. */
    final AccessFilter filter;

    /** Entries of a filter at most, 16 bytes each, so that a core's stay in the first-level cache of the host. */
    private static final int MOST_ENTRIES = 256;

    private long evicted = SetAssociativeCache.NONE;
    private boolean evictedModified;
    long l1Fills;
    long l1Victims; // written lines that left the first level for the second
    long l2Fills;
    long l2Victims; // written lines that left the second level

    PrivateTags(MemorySpec spec, int core, RandomStreams streams) {
        l1 = new SetAssociativeCache(spec.l1(), streams.stream("first level", core));
        l2 = new SetAssociativeCache(spec.l2(), streams.stream("second level", core));
        CodeSpec instructions = spec.code();
        code = instructions.isOn()
                ? new SetAssociativeCache(instructions.cache(spec.lineBytes()), streams.stream("instructions", core))
                : null;
        filter = spec.lineBytes() == AccessFilter.LINE_BYTES
                ? new AccessFilter(Math.min(spec.l1().sets(), MOST_ENTRIES))
                : null;
        l1.stopIn(filter);
    }

    /** An access of the core. */
    Found access(long line, boolean write) {
        if (write ? l1.write(line) : l1.read(line)) {
            return Found.FIRST;
        }
        if (write) {
            if (!l2.write(line)) {
                return Found.NOWHERE;
            }
            intoFirst(line, SetAssociativeCache.MODIFIED);
        } else {
            if (!l2.read(line)) {
                return Found.NOWHERE;
            }
            intoFirst(line, l2.owns(line) ? SetAssociativeCache.EXCLUSIVE : SetAssociativeCache.SHARED);
        }
        return Found.SECOND;
    }

    /** Brings a line into both levels, or changes its state there. {@link #evicted} tells what had to go. */
    void fill(long line, byte state) {
        fillSecond(line, state);
        intoFirst(line, state);
    }

    private void fillSecond(long line, byte state) {
        l2.fill(line, state);
        l2Fills++;
        evicted = l2.evicted();
        evictedModified = l2.evictedModified(); // false if there is none
        if (evicted != SetAssociativeCache.NONE) {
            evictedModified |= l1.invalidate(evicted);
            dropCode(evicted);
            l2Victims += evictedModified ? 1 : 0;
        }
    }

    /** Brings a line that nobody has used into the second level. {@link #evicted} tells what had to go. */
    void prefetch(long line, byte state) {
        fillSecond(line, state);
    }

    /** A line of the second level may be written, and is. Puts nothing out of the second level. */
    void own(long line) {
        l2.mark(line, SetAssociativeCache.MODIFIED);
        if (l1.holds(line)) {
            l1.mark(line, SetAssociativeCache.MODIFIED); // the right to write came, and no bytes
        } else {
            intoFirst(line, SetAssociativeCache.MODIFIED);
        }
        evicted = SetAssociativeCache.NONE;
        evictedModified = false;
    }

    private void dropCode(long line) {
        if (code != null) {
            code.invalidate(line);
        }
    }

    /** The core executes what lies in a line. A miss in both levels leaves them as they are. */
    Found execute(long line) {
        if (code.read(line)) {
            return Found.FIRST;
        }
        if (!l2.read(line)) {
            return Found.NOWHERE;
        }
        code.fill(line, SetAssociativeCache.SHARED);
        return Found.SECOND;
    }

    /** Brings a line of code that was missed into both levels. {@link #evicted} tells what had to go. */
    void fillCode(long line, byte state) {
        fillSecond(line, state);
        code.fill(line, SetAssociativeCache.SHARED);
    }

    private void intoFirst(long line, byte state) {
        l1.fill(line, state);
        l1Fills++;
        if (l1.evictedModified()) {
            l1Victims++;
            l2.mark(l1.evicted(), SetAssociativeCache.MODIFIED);
        }
    }

    /** The line that the last {@link #fill} put out, or {@link SetAssociativeCache#NONE}. */
    long evicted() {
        return evicted;
    }

    /** Whether there is such a line and it was written. */
    boolean evictedModified() {
        return evictedModified;
    }

    boolean holds(long line) {
        return l2.holds(line);
    }

    boolean owns(long line) {
        return l2.owns(line);
    }

    boolean isModified(long line) {
        return l2.isModified(line) || l1.isModified(line);
    }

    void invalidate(long line) {
        dropCode(line);
        l1.invalidate(line);
        l2.invalidate(line);
    }

    void mark(long line, byte state) {
        l1.mark(line, state);
        l2.mark(line, state);
    }

    @Override
    public void save(StateWriter out) {
        l1.save(out);
        l2.save(out);
        if (code != null) {
            code.save(out);
        }
        out.writeLong(l1Fills);
        out.writeLong(l1Victims);
        out.writeLong(l2Fills);
        out.writeLong(l2Victims);
    }

    @Override
    public void load(StateReader in) {
        l1.load(in);
        l2.load(in);
        if (code != null) {
            code.load(in);
        }
        l1Fills = in.readLong();
        l1Victims = in.readLong();
        l2Fills = in.readLong();
        l2Victims = in.readLong();
    }
}
