package org.skerry.model.memory;

import java.util.Arrays;
import org.skerry.sim.memory.AccessFilter;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The tags of a set-associative cache. Holds no data: bytes live in the memory behind it.
 *
 * <p>Lines are named by number (address divided by the line size); the set is the number modulo the number of sets. With
 * least-recently-used replacement each set is kept in order of use, most recent first, so that the order is the state and a hit on the
 * most recent line touches nothing. With any other, a line stays in its way:
 *
 * <pre>
 *   set s   | most recent | ... | least recent |      index = first of s + rank     LRU
 *   set s   | way 0       | ... | way ways - 1 |      index = first of s + way      others
 * </pre>
 *
 * <p>Sets come into being by {@link #CHUNK_LINES} lines, side by side, when the first line is brought into one of them. All others share the first chunk,
 * which stays empty, so that whoever looks there finds nothing and needs not ask whether there is anything:
 *
 * <pre>
 *   places  | 0 | 512 | 0 | 256 |      by sets / sets of a chunk
 *   lines   | empty | sets of chunk 3 | sets of chunk 1 | room ...
 * </pre>
 *
 * <p>A line is one copy among others, or the only one, and then perhaps written.
 */
public final class SetAssociativeCache implements Stateful {
    /** State of a line that others may hold too; reading it is a hit. */
    public static final byte SHARED = 1;

    /** State of a line that no other cache holds; writing it is a hit and makes it {@link #MODIFIED}. */
    public static final byte EXCLUSIVE = 2;

    /** State of a line that no other cache holds and that was written; it must be written back when it goes. */
    public static final byte MODIFIED = 3;

    /** No line. */
    public static final long NONE = -1;

    /** Lines for which the host's memory is taken at a time, or those of one set if there are more. Assumption. */
    private static final int CHUNK_LINES = 256;

    private final int ways;
    private final int interleave;
    private final int interleaveBits; // if it is a power of two, else -1
    private final long setMask;
    private final int chunkBits; // of a set's number: which one of its chunk it is
    private final int chunkLines;
    private final int[] places; // where each chunk begins in lines; 0: it is empty
    private int taken; // of lines, by chunks
    private long[] lines;
    private byte[] states;
    private final VictimChoice choice; // null: the order of a set

    private long reads;
    private long writes;
    private long misses;
    private long evicted = NONE;
    private boolean evictedModified;
    private AccessFilter filter; // null: nobody leaves accesses out

    /**
     * An empty cache of this shape that takes every line.
     *
     * @param draws where a cache with random replacement draws from; others leave it alone
     */
    public SetAssociativeCache(CacheSpec spec, RandomStream draws) {
        this(spec, 1, draws);
    }

    /**
     * An empty cache of this shape that takes one line in {@code interleave}, as a slice of a shared cache does. Its sets are chosen by
     * what numbers the lines within the slice; the whole number would leave most sets unused.
     */
    public SetAssociativeCache(CacheSpec spec, int interleave, RandomStream draws) {
        this.interleave = interleave;
        interleaveBits = Integer.bitCount(interleave) == 1 ? Integer.numberOfTrailingZeros(interleave) : -1;
        ways = spec.ways();
        setMask = spec.sets() - 1L;
        int chunkSets = Math.min(spec.sets(), Integer.highestOneBit(Math.max(1, CHUNK_LINES / ways)));
        chunkBits = Integer.numberOfTrailingZeros(chunkSets);
        chunkLines = chunkSets * ways;
        places = new int[spec.sets() / chunkSets];
        clear();
        choice = switch (spec.replacement()) {
            case LRU -> null;
            case TREE_PLRU -> new VictimChoice.Tree(spec.sets(), ways);
            case RANDOM -> new VictimChoice.Drawn(ways, draws);
        };
    }

    /**
     * From now on lines are stopped in this filter when they stop being the ones of their sets that were used last, change their state
     * or go. Whoever uses a line may let it pass afterwards: using it again would change nothing here but counts, and {@link #countHits}
     * makes up for those.
     *
     * @param newFilter has no more entries than the cache has sets, so that lines of one set share an entry
     */
    public void stopIn(AccessFilter newFilter) {
        filter = newFilter;
    }

    /** Counts reads and writes that hit, and that {@link #stopIn} has left out. */
    public void countHits(long moreReads, long moreWrites) {
        reads += moreReads;
        writes += moreWrites;
    }

    /** The line of a set that was used last, or {@link #NONE}; only with least-recently-used replacement. */
    public long mostRecent(long line) {
        return lines[first(line)];
    }

    /** Whether a read of the line hits. Counts it, and makes the line the most recent of its set. */
    public boolean read(long line) {
        boolean hit = touch(line) >= 0;
        reads++;
        if (!hit) {
            misses++;
        }
        return hit;
    }

    /** Whether a write of the line hits: it is here and no other cache has it. Counts it, and makes the line the most recent. */
    public boolean write(long line) {
        int at = touch(line);
        boolean hit = at >= 0 && states[at] >= EXCLUSIVE;
        if (hit) {
            states[at] = MODIFIED;
        } else {
            misses++;
        }
        writes++;
        return hit;
    }

    /** Brings a line in, or changes the state of one that is here. {@link #evicted} tells what had to go. */
    public void fill(long line, byte state) {
        stop(line);
        int at = touch(line);
        evicted = NONE;
        if (at < 0) {
            int first = firstTaken(line);
            int leaves = choice == null ? first + ways - 1 : roomIn(line, first);
            evicted = lines[leaves];
            evictedModified = states[leaves] == MODIFIED;
            if (choice == null) {
                freeFront(first, leaves);
                at = first;
            } else {
                choice.used(set(line), leaves - first);
                at = leaves;
            }
            lines[at] = line;
        }
        states[at] = state;
    }

    /** The index of a way without a line, or of the way that is given up. */
    private int roomIn(long line, int first) {
        for (int at = first; at < first + ways; at++) {
            if (lines[at] == NONE) {
                return at;
            }
        }
        return first + choice.victim(set(line));
    }

    /** The line that the last {@link #fill} put out, or {@link #NONE}. */
    public long evicted() {
        return evicted;
    }

    /** Whether the line that went out was written and must be written back. */
    public boolean evictedModified() {
        return evicted != NONE && evictedModified;
    }

    /** Whether the line is here. Counts nothing and changes nothing. */
    public boolean holds(long line) {
        return find(line) >= 0;
    }

    /** Whether the line is here as the only copy. Counts nothing and changes nothing. */
    public boolean owns(long line) {
        int at = find(line);
        return at >= 0 && states[at] >= EXCLUSIVE;
    }

    /** Whether the line is here and was written. Counts nothing and changes nothing. */
    public boolean isModified(long line) {
        int at = find(line);
        return at >= 0 && states[at] == MODIFIED;
    }

    /** Sets the state of a line, if it is here. Counts nothing and leaves the order of use. */
    public void mark(long line, byte state) {
        int at = find(line);
        if (at >= 0) {
            stop(line);
            states[at] = state;
        }
    }

    /** Takes a line out, if it is here; returns whether it was written and must be written back. */
    public boolean invalidate(long line) {
        int at = find(line);
        if (at < 0) {
            return false;
        }
        stop(line);
        boolean modified = states[at] == MODIFIED;
        int hole = at;
        if (choice == null) {
            hole = first(line) + ways - 1;
            System.arraycopy(lines, at + 1, lines, at, hole - at);
            System.arraycopy(states, at + 1, states, at, hole - at);
        }
        lines[hole] = NONE;
        states[hole] = 0;
        return modified;
    }

    /** Leaves a line here as one copy among others, if it is here; returns whether it was written and must be written back. */
    public boolean share(long line) {
        int at = find(line);
        boolean modified = at >= 0 && states[at] == MODIFIED;
        if (at >= 0) {
            stop(line);
            states[at] = SHARED;
        }
        return modified;
    }

    /** Reads and writes that hit. */
    public long hits() {
        return reads + writes - misses;
    }

    /** Reads, hits or not. */
    public long reads() {
        return reads;
    }

    /** Writes, hits or not. */
    public long writes() {
        return writes;
    }

    /** Reads and writes that did not. */
    public long misses() {
        return misses;
    }

    private int set(long line) {
        long ofSlice = interleaveBits < 0
                ? line / interleave
                : line >>> interleaveBits; // a division would cost more than the rest of a hit
        return (int) (ofSlice & setMask);
    }

    private int first(long line) {
        int set = set(line);
        return places[set >> chunkBits] + (set & (1 << chunkBits) - 1) * ways;
    }

    /** The same of a set that is about to have a line. */
    private int firstTaken(long line) {
        int set = set(line);
        int chunk = set >> chunkBits;
        if (places[chunk] == 0) {
            take(chunk);
        }
        return places[chunk] + (set & (1 << chunkBits) - 1) * ways;
    }

    private void take(int chunk) {
        int end = taken + chunkLines;
        if (end > lines.length) {
            int all = (places.length + 1) * chunkLines;
            int before = lines.length;
            lines = Arrays.copyOf(lines, Math.min(2 * before, all));
            states = Arrays.copyOf(states, lines.length);
            Arrays.fill(lines, before, lines.length, NONE);
        }
        places[chunk] = taken;
        taken = end;
    }

    private void clear() {
        Arrays.fill(places, 0);
        taken = chunkLines;
        lines = new long[chunkLines];
        states = new byte[chunkLines];
        Arrays.fill(lines, NONE);
    }

    /** Lines for which memory of the host is taken; what this object needs grows with them. */
    public int linesTaken() {
        return lines.length;
    }

    private int find(long line) {
        int first = first(line);
        for (int at = first; at < first + ways; at++) {
            if (lines[at] == line) {
                return at;
            }
        }
        return -1;
    }

    private void stop(long line) {
        if (filter != null) {
            filter.stop(line);
        }
    }

    /** Makes a line that is here the most recent; returns its index, or -1. */
    private int touch(long line) {
        int first = first(line);
        if (choice == null && lines[first] == line) {
            return first;
        }
        int at = find(line);
        if (at < 0) {
            return -1;
        }
        stop(line);
        if (choice != null) {
            choice.used(set(line), at - first);
            return at;
        }
        byte state = states[at];
        freeFront(first, at);
        lines[first] = line;
        states[first] = state;
        return first;
    }

    /** Moves ranks before {@code at} one step back; the place at the front is then free. */
    private void freeFront(int first, int at) {
        for (int to = at; to > first; to--) { // few, for which to call somebody who copies would cost more
            lines[to] = lines[to - 1];
            states[to] = states[to - 1];
        }
    }

    @Override
    public void save(StateWriter out) {
        for (int place : places) {
            out.writeBoolean(place > 0);
            if (place > 0) {
                out.writeLongs(lines, place, place + chunkLines);
                out.writeBytes(states, place, chunkLines);
            }
        }
        out.writeLong(reads);
        out.writeLong(writes);
        out.writeLong(misses);
        if (choice != null) {
            choice.save(out);
        }
    }

    @Override
    public void load(StateReader in) {
        if (filter != null) {
            filter.stopAll();
        }
        clear();
        for (int chunk = 0; chunk < places.length; chunk++) {
            if (in.readBoolean()) {
                take(chunk);
                in.readLongs(lines, places[chunk], places[chunk] + chunkLines);
                in.readBytes(states, places[chunk], chunkLines);
            }
        }
        reads = in.readLong();
        writes = in.readLong();
        misses = in.readLong();
        if (choice != null) {
            choice.load(in);
        }
    }
}
