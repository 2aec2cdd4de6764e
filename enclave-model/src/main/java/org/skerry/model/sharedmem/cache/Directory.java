package org.skerry.model.sharedmem.cache;

import java.util.Arrays;
import java.util.function.Consumer;
import org.skerry.model.sharedmem.coherence.HomeState;

/**
 * What a slice knows of lines that private caches may have and that nobody asks for now: an entry for each, in sets, the one that was
 * used longest ago goes first. A line that is being served is not here.
 *
 * <p>Entries are numbers side by side, since every miss looks at a whole set and few of them lie in a cache of the host. Memory of
 * the host is taken by chunks of sets, when an entry of one is used first:
 *
 * <pre>
 *   set   | line of each way, or -1 | last use of each way | state and owner of each way | sharers of each way, a bit a core |
 * </pre>
 */
final class Directory {
    private static final HomeState[] STATES = HomeState.values();
    private static final long NONE = -1;

    /** Entries for which the host's memory is taken at a time, or those of one set if there are more. Assumption. */
    private static final int CHUNK_ENTRIES = 256;

    private static final int OWNER = 8; // bits to shift by; below is the state

    private final int cores;
    private final int coreBits; // if their number is a power of two, else -1
    private final int ways;
    private final long setMask;
    private final int words; // of sharers
    private final int setLongs;
    private final int chunkBits; // of a set's number: which one of its chunk it is
    private final long[][] chunks; // null: all entries are free
    private long uses;

    /** An empty directory of one slice of so many. */
    Directory(DirectorySpec spec, int cores) {
        this.cores = cores;
        coreBits = Integer.bitCount(cores) == 1 ? Integer.numberOfTrailingZeros(cores) : -1;
        ways = spec.ways();
        setMask = spec.sets() - 1L;
        words = HomeLine.words(cores);
        setLongs = ways * (3 + words);
        int chunkSets = Math.min(spec.sets(), Integer.highestOneBit(Math.max(1, CHUNK_ENTRIES / ways)));
        chunkBits = Integer.numberOfTrailingZeros(chunkSets);
        chunks = new long[spec.sets() / chunkSets][];
    }

    private int set(long line) {
        return (int) ((coreBits < 0 ? line / cores : line >>> coreBits) & setMask);
    }

    private int first(int set) {
        return (set & (1 << chunkBits) - 1) * setLongs;
    }

    private int find(long[] chunk, int first, long line) {
        for (int at = first; at < first + ways; at++) {
            if (chunk[at] == line) {
                return at;
            }
        }
        return -1;
    }

    /** Takes the entry of a line out and says what it said; nothing happens if there is none. */
    void take(HomeLine line) {
        int set = set(line.line);
        long[] chunk = chunks[set >> chunkBits];
        int at = chunk == null ? -1 : find(chunk, first(set), line.line);
        if (at >= 0) {
            read(chunk, at, line);
            chunk[at] = NONE;
        }
    }

    /** Gives a line an entry; returns whether that of another line had to go, which {@code victim} is then. */
    boolean put(HomeLine line, HomeLine victim) {
        int set = set(line.line);
        long[] chunk = chunk(set);
        int first = first(set);
        int at = first;
        for (int each = first; each < first + ways && chunk[at] != NONE; each++) {
            if (chunk[each] == NONE || chunk[each + ways] < chunk[at + ways]) {
                at = each;
            }
        }
        boolean full = chunk[at] != NONE;
        if (full) {
            victim.of(chunk[at]);
            read(chunk, at, victim);
        }
        write(chunk, at, line, ++uses);
        return full;
    }

    private long[] chunk(int set) {
        int number = set >> chunkBits;
        if (chunks[number] == null) {
            chunks[number] = new long[setLongs << chunkBits];
            Arrays.fill(chunks[number], NONE);
        }
        return chunks[number];
    }

    private void read(long[] chunk, int at, HomeLine into) {
        int word = at + 2 * ways;
        into.state = STATES[(int) chunk[word] & (1 << OWNER) - 1];
        into.owner = (int) (chunk[word] >> OWNER);
        for (int i = 0; i < words; i++) {
            into.sharers[i] = chunk[word += ways];
        }
    }

    private void write(long[] chunk, int at, HomeLine line, long use) {
        chunk[at] = line.line;
        chunk[at + ways] = use;
        int word = at + 2 * ways;
        chunk[word] = (long) line.owner << OWNER | line.state.ordinal();
        for (int i = 0; i < words; i++) {
            chunk[word += ways] = line.sharers[i];
        }
    }

    /** Whether a core other than this one may have a line. */
    boolean knownElsewhere(int core, long line) {
        int set = set(line);
        long[] chunk = chunks[set >> chunkBits];
        int at = chunk == null ? -1 : find(chunk, first(set), line);
        if (at < 0) {
            return false;
        }
        int word = at + 2 * ways;
        int owner = (int) (chunk[word] >> OWNER);
        if (owner != HomeLine.NOBODY) {
            return owner != core;
        }
        for (int i = 0; i < words; i++) {
            word += ways;
            if ((i == core >> 6 ? chunk[word] & ~(1L << core) : chunk[word]) != 0) {
                return true;
            }
        }
        return false;
    }

    /** What is known of a line. */
    HomeState state(long line) {
        int set = set(line);
        long[] chunk = chunks[set >> chunkBits];
        int at = chunk == null ? -1 : find(chunk, first(set), line);
        return at < 0 ? HomeState.UNCACHED : STATES[(int) chunk[at + 2 * ways] & (1 << OWNER) - 1];
    }

    /** Entries for which memory of the host is taken. */
    int taken() {
        int taken = 0;
        for (long[] chunk : chunks) {
            taken += chunk == null ? 0 : ways << chunkBits;
        }
        return taken;
    }

    /** Uses so far, by which entries are told apart. */
    long uses() {
        return uses;
    }

    /** Tells of each entry by an object of its own. */
    void each(Consumer<HomeLine> who) {
        for (int number = 0; number < chunks.length; number++) {
            for (int set = 0; chunks[number] != null && set < 1 << chunkBits; set++) {
                for (int way = 0; way < ways; way++) {
                    int at = set * setLongs + way;
                    if (chunks[number][at] != NONE) {
                        HomeLine line = new HomeLine(cores).of(chunks[number][at]);
                        read(chunks[number], at, line);
                        line.lastUse = chunks[number][at + ways];
                        line.slot = ((number << chunkBits) + set) * ways + way;
                        who.accept(line);
                    }
                }
            }
        }
    }

    /** Forgets all; there have been so many uses. */
    void clear(long newUses) {
        Arrays.fill(chunks, null);
        uses = newUses;
    }

    /** Puts an entry where it says it was. */
    void restore(HomeLine line) {
        int set = line.slot / ways;
        write(chunk(set), first(set) + line.slot % ways, line, line.lastUse);
    }
}
