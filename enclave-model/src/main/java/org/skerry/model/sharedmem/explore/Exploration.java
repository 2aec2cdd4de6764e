package org.skerry.model.sharedmem.explore;

import static org.skerry.model.sharedmem.explore.CacheWord.*;

import java.util.Arrays;
import java.util.Set;
import org.skerry.model.sharedmem.coherence.HomeState;
import org.skerry.model.sharedmem.coherence.PrivateState;

/**
 * Goes through all states that a few caches and one or two lines can come to, breadth first, and holds them against {@link Laws}. Of states
 * that differ only in which cache is which, or which line, one is gone through; see {@link Numbering}.
 */
public final class Exploration {
    private final Bounds bounds;
    private final Tables tables;
    private final Coverage coverage = new Coverage();
    private final LineModel[] lines;
    private final Numbering numbering;
    private final StateSet states = new StateSet();
    private final long[][] saved; // before the step
    private final int[] savedHomes;
    private final int[] left; // to do, before the step
    private boolean both; // the step is one of both lines
    private boolean keeping = true; // the states that are come to
    private StepTaker taker; // null: nobody is told
    private long transitions;
    private int arrivals; // that are possible before the step

    /** Of tables within bounds. */
    public Exploration(Bounds bounds, Tables tables) {
        this.bounds = bounds;
        this.tables = tables;
        lines = new LineModel[bounds.lines()];
        Arrays.setAll(lines, line -> new LineModel(bounds, tables, coverage));
        numbering = new Numbering(lines, bounds);
        saved = new long[bounds.lines()][bounds.members()];
        savedHomes = new int[bounds.lines()];
        left = new int[bounds.lines()];
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

    /** Every step is to be a step of a line by itself. */
    public Exploration heldAgainst(Projection alone) {
        taker = alone::check;
        return this;
    }

    /** Somebody is told of every step. */
    void tell(StepTaker other) {
        taker = other;
    }

    /** Goes through all states; throws {@link Flaw} if a law is broken. */
    public void run() {
        add();
        for (int next = 0; next < states.size(); next++) {
            numbering.unpack(states.get(next));
            steps();
        }
    }

    /** Takes every step that there is from the state in which the lines have been put, and keeps none of what comes of it. */
    void stepsFromHere() {
        keeping = false;
        steps();
    }

    /** The lines, in whatever state they are. */
    LineModel[] lines() {
        return lines;
    }

    /** The first line in a state that was come to. */
    LineModel comeTo(int number) {
        numbering.unpack(states.get(number));
        return lines[0];
    }

    private void steps() {
        arrivals = 0;
        for (int line = 0; line < lines.length; line++) {
            System.arraycopy(lines[line].caches, 0, saved[line], 0, bounds.members());
            savedHomes[line] = lines[line].home.pack();
            left[line] = Laws.leftToDo(lines[line]);
        }
        for (int line = 0; line < lines.length; line++) {
            for (int member = 0; member < bounds.members(); member++) {
                if (member == 0
                        || member == bounds.caches()
                        || !twin(member)) { // else it does what the one before does
                    if (member < bounds.caches()) {
                        wishes(line, member);
                    } else {
                        wishesOfDevice(line, member);
                    }
                    deliveries(line, member);
                }
            }
            home(line);
        }
        if (arrivals == 0) {
            Laws.checkQuiet(lines);
        }
    }

    // ---- what a cache does of its own will -----------------------------------------------------------------------

    private void wishes(int at, int cache) {
        LineModel line = lines[at];
        long word = line.caches[cache];
        boolean stable = state(word).stable();
        boolean waits = two(word, WAITS) != NOTHING || has(word, DEFERRED_PUT);
        boolean may = bounds.overlapping() ? two(word, DEFERRED) == NOTHING : !waits && stable && mayAsk(cache);
        if (may) {
            access(at, cache, LOAD);
            wished(at);
            access(at, cache, STORE);
            wished(at);
        }
        boolean mayEvict = bounds.frames() == Frames.PLENTY ? mayAsk(cache) : two(word, PENDING) == NOTHING;
        if (!has(word, DEFERRED_PUT) && (bounds.overlapping() || stable && mayEvict)) {
            line.evict(cache);
            wished(at);
        }
        if (stable && state(word) != PrivateState.MODIFIED) {
            line.drop(cache);
            wished(at);
        }
    }

    private void wishesOfDevice(int at, int device) {
        if (two(lines[at].caches[device], WAITS) == NOTHING) {
            for (int what = LineModel.READ_ONCE; what <= LineModel.WRITE_PART; what++) {
                lines[at].ask(device, what);
                wished(at);
            }
        }
    }

    private void access(int at, int cache, int what) {
        LineModel line = lines[at];
        if (bounds.frames() != Frames.PLENTY && state(line.caches[cache]) == PrivateState.INVALID) {
            LineModel other = lines[1 - at];
            PrivateState there = state(other.caches[cache]);
            both = there != PrivateState.INVALID;
            if (there == PrivateState.SHARED || there == PrivateState.EXCLUSIVE) {
                other.drop(cache);
            } else if (there != PrivateState.INVALID) {
                if (there.stable()) {
                    other.evict(cache);
                }
                line.caches[cache] = withTwo(line.caches[cache], PENDING, what);
                return;
            }
        }
        line.access(cache, what);
    }

    /** Whether a cache may begin something. */
    private boolean mayAsk(int cache) {
        int own = 0;
        int all = 0;
        for (LineModel line : lines) {
            for (int each = 0; each < bounds.caches(); each++) {
                int busy = isBusy(line.caches[each]) ? 1 : 0;
                all += busy;
                own += each == cache ? busy : 0;
            }
        }
        return own < bounds.requestsPerCache() && all < bounds.requestsInAll();
    }

    private boolean isBusy(long word) {
        return bounds.frames() == Frames.PLENTY
                ? !state(word).stable()
                : two(word, WAITS) != NOTHING || two(word, PENDING) != NOTHING; // what is put is under way beside that
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

    // ---- what arrives --------------------------------------------------------------------------------------------

    private void deliveries(int at, int cache) {
        LineModel line = lines[at];
        long word = line.caches[cache];
        boolean deaf = bounds.frames() == Frames.ONE_DEAF && two(lines[1 - at].caches[cache], WAITS) != NOTHING;
        if (first(word) != 0 && !deaf) {
            line.hearHome(cache);
            fillEmptied(at, cache);
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

    /** A frame that has become empty is for the line that waits for it. */
    private void fillEmptied(int at, int cache) {
        if (bounds.frames() == Frames.PLENTY || state(lines[at].caches[cache]) != PrivateState.INVALID) {
            return;
        }
        LineModel other = lines[1 - at];
        int what = two(other.caches[cache], PENDING);
        if (what != NOTHING) {
            both = true;
            other.caches[cache] = withTwo(other.caches[cache], PENDING, NOTHING);
            other.access(cache, what);
        }
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

    // ---- a step is done ------------------------------------------------------------------------------------------

    /** A cache, a slice or a directory has done something of its own will. */
    private void wished(int at) {
        transitions++;
        done(at);
    }

    /** A message has arrived. */
    private void delivered(int at) {
        transitions++;
        arrivals++;
        int before = left[at] + (both ? left[1 - at] : 0);
        int now = Laws.leftToDo(lines[at]) + (both ? Laws.leftToDo(lines[1 - at]) : 0);
        if (now >= before) {
            throw lines[at].flaw("a message arrives, and " + now + " is left to do of " + before);
        }
        done(at);
    }

    private void done(int at) {
        tellOf(at);
        add();
        restore(at);
        if (both) {
            both = false;
            tellOf(1 - at);
            restore(1 - at);
        }
    }

    private void tellOf(int at) {
        if (taker != null) {
            taker.step(saved[at], savedHomes[at], lines[at]);
        }
    }

    private void add() {
        if (keeping && states.add(numbering.pack())) {
            for (LineModel each : lines) {
                Laws.check(each, tables.inclusive());
            }
            if (states.size() > bounds.limit()) {
                throw new Flaw("more than " + bounds.limit() + " states");
            }
        }
    }

    private void restore(int at) {
        System.arraycopy(saved[at], 0, lines[at].caches, 0, bounds.members());
        lines[at].home.unpack(savedHomes[at]);
    }
}
