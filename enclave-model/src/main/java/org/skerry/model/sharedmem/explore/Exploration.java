package org.skerry.model.sharedmem.explore;

import static org.skerry.model.sharedmem.explore.CacheWord.*;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import org.agrona.collections.Long2LongHashMap;
import org.skerry.model.sharedmem.coherence.HomeState;
import org.skerry.model.sharedmem.coherence.PrivateState;

/**
 * Goes through all states that a few caches and one or two lines can come to, breadth first, and holds them against {@link Laws}.
 *
 * <p>Of states that differ only in which cache is which, or which line, one is gone through: the words of the caches are sorted, since
 * nothing in them names another cache. Each distinct word gets a number as it appears, so that a line takes a long.
 *
 * <pre>
 *   | word of cache 3 | word of cache 2 | word of cache 1 | word of cache 0 | home: 12 bits |
 * </pre>
 */
public final class Exploration {
    private static final int MISSING = 0;

    private final Bounds bounds;
    private final Tables tables;
    private final Coverage coverage = new Coverage();
    private final LineModel[] lines;
    private final long[][] saved;
    private final int[] savedHomes;
    private final long[][] savedNumbers; // of the saved words
    private final long[][] numbered; // of the words as they are
    private final StateSet states;
    private final int numberBits;
    private final Long2LongHashMap numbers = new Long2LongHashMap(MISSING);
    private long[] words = new long[1024];
    private int count = 1; // number 0 is none
    private final long[][] sorted;
    private long transitions;
    private int left;

    /** Of tables within bounds. */
    public Exploration(Bounds bounds, Tables tables) {
        this.bounds = bounds;
        this.tables = tables;
        lines = new LineModel[bounds.lines()];
        Arrays.setAll(lines, line -> new LineModel(bounds.caches(), tables, coverage));
        saved = new long[bounds.lines()][bounds.caches()];
        sorted = new long[bounds.lines()][bounds.caches()];
        savedHomes = new int[bounds.lines()];
        savedNumbers = new long[bounds.lines()][bounds.caches()];
        numbered = new long[bounds.lines()][bounds.caches()];
        states = new StateSet(bounds.lines());
        numberBits = Math.min(20, (Long.SIZE - HomeLine.BITS) / bounds.caches());
        for (long[] each : savedNumbers) {
            Arrays.fill(each, number(0)); // of the words that are saved at first
        }
    }

    /** Distinct states. */
    public long states() {
        return states.size();
    }

    /** Steps from one to another, or the same. */
    public long transitions() {
        return transitions;
    }

    /** Transitions of the tables that were never taken, as "state event". */
    public Set<String> idle() {
        return coverage.idle(tables);
    }

    /** Goes through all states; throws {@link Flaw} if a law is broken. */
    public void run() {
        add();
        for (int next = 0; next < states.size(); next++) {
            for (int line = 0; line < lines.length; line++) {
                unpack(states.word(next, line), line);
                System.arraycopy(lines[line].caches, 0, saved[line], 0, bounds.caches());
                System.arraycopy(numbered[line], 0, savedNumbers[line], 0, bounds.caches());
                savedHomes[line] = lines[line].home.pack();
            }
            for (int line = 0; line < lines.length; line++) {
                left = Laws.leftToDo(lines[line]);
                successors(line);
            }
        }
    }

    /** Shows all states of the first line that it has come to, one after another. */
    void each(Consumer<LineModel> taker) {
        for (int next = 0; next < states.size(); next++) {
            unpack(states.word(next, 0), 0);
            taker.accept(lines[0]);
        }
    }

    private void successors(int at) {
        LineModel line = lines[at];
        for (int cache = 0; cache < bounds.caches(); cache++) {
            if (cache > 0 && twin(cache)) {
                continue; // does what the one before it does
            }
            long word = line.caches[cache];
            boolean waits = two(word, WAITS) != NOTHING || has(word, DEFERRED_PUT);
            boolean may = bounds.overlapping()
                    ? two(word, DEFERRED) == NOTHING
                    : !waits && state(word).stable() && mayAsk(cache);
            if (may) {
                line.access(cache, LOAD);
                wished(at);
                line.access(cache, STORE);
                wished(at);
            }
            if (!has(word, DEFERRED_PUT) && (bounds.overlapping() || state(word).stable() && mayAsk(cache))) {
                line.evict(cache);
                wished(at);
            }
            if (state(word).stable() && state(word) != PrivateState.MODIFIED) {
                line.drop(cache);
                wished(at);
            }
            if (first(word) != 0) {
                line.hearHome(cache);
                delivered(at);
            }
            if (two(word, PEER) != 0) {
                line.hearPeer(cache);
                delivered(at);
            }
            if (three(word, REQUEST) != 0 && three(word, PLACE) == 0) {
                line.arrive(cache);
                delivered(at);
            }
            if (three(word, ANSWER) != 0) {
                line.hearAnswer(cache);
                delivered(at);
            }
            if (has(word, CONFIRM)) {
                line.hearConfirm(cache);
                delivered(at);
            }
        }
        home(at);
    }

    private void home(int at) {
        LineModel line = lines[at];
        HomeState state = line.home.state;
        if (line.home.memoryAsked) {
            line.hearMemory();
            delivered(at);
        }
        if (line.home.present && !tables.inclusive()) {
            line.leaveSlice();
            wished(at);
        }
        boolean known = tables.inclusive() ? line.home.present : state != HomeState.UNCACHED;
        if (state.stable() && known) {
            line.recall();
            wished(at);
        }
    }

    /** Whether a cache has the same to do with all lines as the one before it. */
    private boolean twin(int cache) {
        for (LineModel each : lines) {
            if (each.caches[cache] != each.caches[cache - 1]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a cache may begin something. */
    private boolean mayAsk(int cache) {
        int own = 0;
        int all = 0;
        for (LineModel line : lines) {
            for (int each = 0; each < bounds.caches(); each++) {
                int busy = state(line.caches[each]).stable() ? 0 : 1;
                all += busy;
                own += each == cache ? busy : 0;
            }
        }
        return own < bounds.requestsPerCache() && all < bounds.requestsInAll();
    }

    /** A cache, a slice or a directory has done something of its own will. */
    private void wished(int at) {
        transitions++;
        add();
        restore(at);
    }

    /** A message has arrived. */
    private void delivered(int at) {
        transitions++;
        int now = Laws.leftToDo(lines[at]);
        if (now >= left) {
            throw lines[at].flaw("a message arrives, and " + now + " is left to do of " + left);
        }
        add();
        restore(at);
    }

    private void restore(int at) {
        System.arraycopy(saved[at], 0, lines[at].caches, 0, bounds.caches());
        lines[at].home.unpack(savedHomes[at]);
    }

    // ---- states as numbers -------------------------------------------------------------------------------------

    private void add() {
        boolean isNew;
        number();
        if (lines.length == 1) {
            isNew = states.add(packed(0, 0, 0), 0);
        } else {
            long a = packed(0, 0, 1);
            long b = packed(1, 0, 1);
            long c = packed(1, 1, 0);
            long d = packed(0, 1, 0);
            boolean swap = c < a || c == a && d < b;
            isNew = states.add(swap ? c : a, swap ? d : b);
        }
        if (isNew) {
            for (LineModel each : lines) {
                Laws.check(each, tables.inclusive());
            }
            if (states.size() > bounds.limit()) {
                throw new Flaw("more than " + bounds.limit() + " states");
            }
        }
    }

    /** A line in a long, its caches in the order in which the words of line {@code first}, and then of line {@code second}, rise. */
    private long packed(int at, int first, int second) {
        if (at == first) {
            sort(first, second);
        }
        long packed = 0;
        for (int cache = bounds.caches() - 1; cache >= 0; cache--) {
            packed = packed << numberBits | sorted[at][cache];
        }
        return packed << HomeLine.BITS | lines[at].home.pack();
    }

    private void sort(int first, int second) {
        for (int line = 0; line < lines.length; line++) {
            System.arraycopy(numbered[line], 0, sorted[line], 0, bounds.caches());
        }
        long[] major = sorted[first];
        long[] minor = sorted[second];
        for (int i = 1; i < major.length; i++) {
            for (int j = i; j > 0; j--) {
                boolean before = major[j] < major[j - 1] || major[j] == major[j - 1] && minor[j] < minor[j - 1];
                if (!before) {
                    break;
                }
                swap(major, j);
                if (minor != major) {
                    swap(minor, j);
                }
            }
        }
    }

    private static void swap(long[] list, int j) {
        long kept = list[j];
        list[j] = list[j - 1];
        list[j - 1] = kept;
    }

    private void number() {
        for (int line = 0; line < lines.length; line++) {
            for (int cache = 0; cache < bounds.caches(); cache++) {
                long word = lines[line].caches[cache];
                numbered[line][cache] = word == saved[line][cache] ? savedNumbers[line][cache] : number(word);
            }
        }
    }

    private long number(long word) {
        long known = numbers.get(word + 1);
        if (known != MISSING) {
            return known;
        }
        if (count >>> numberBits != 0) {
            throw new Flaw("more than " + count + " different words of a cache");
        }
        if (count == words.length) {
            words = Arrays.copyOf(words, 2 * count);
        }
        words[count] = word;
        numbers.put(word + 1, count);
        return count++;
    }

    private void unpack(long packed, int at) {
        LineModel line = lines[at];
        line.home.unpack((int) packed & (1 << HomeLine.BITS) - 1);
        long rest = packed >>> HomeLine.BITS;
        for (int cache = 0; cache < bounds.caches(); cache++) {
            numbered[at][cache] = rest & (1L << numberBits) - 1;
            line.caches[cache] = words[(int) numbered[at][cache]];
            rest >>>= numberBits;
        }
    }
}
