package org.skerry.model.sharedmem.cache;

import java.util.function.IntSupplier;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.sharedmem.runtime.PhysicalTouch;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.SyncPoint;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.memory.AccessFilter;
import org.skerry.sim.memory.AccessModel;
import org.skerry.sim.memory.CodeModel;
import org.skerry.sim.memory.UnseenAccesses;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * The private caches as one actor's accesses meet them: those of the core it runs on now, at the physical addresses of its memory. A
 * hit in the first level leaves no trace in the ledger. One in the second level becomes a {@code FETCH} that costs cycles and no packet;
 * a miss in both a {@code FETCH}, and a written victim a {@code WRITE_BACK}. What the prefetcher asks for are {@code FETCH}es that nobody waits
 * for.
 *
 * <p>The operand of a {@code FETCH} is a {@link LineWish}, that of a {@code WRITE_BACK} the number of the line.
 *
 * <p>On a core with a window guests are to be seen by its {@link #model} instead; windows of shared memory are not, and are waited for.
 *
 * <p>A {@code timed} actor is held at each miss of both levels until the line is there, so that what it meets next is what the caches
 * hold at that simulated time. Others run on; the ledger is replayed afterwards. A hit in the second level holds nobody: nothing outside
 * the core decides it, and the next look at the clock sees what it cost.
 *
 * <p><b>Accesses that are not shown.</b> An access to the line of a first-level set that was used last, in a page that was used last in
 * its set of the first translation buffer, changes nothing but counts. Such lines pass an {@link AccessFilter}, which the caches of the
 * core take them out of as soon as anything there changes, whoever did it; {@link #countUnseen} adds them up.
 */
public final class GuestCache implements AccessModel, CodeModel, PhysicalTouch, Translation.Walker {
    /** Entries after which an ordinary turn is held as well, so that the ledger of a long one stays small. Assumption. */
    private static final int MAX_ENTRIES = 1 << 20;

    private final PrivateCaches caches;
    private final int lineBits;
    private final long lastLine;
    private final long base;
    private final boolean timed;
    private final int hitCycles; // of the first level
    private final int lockedCycles; // of an atomic instruction
    private final LoadWindow window; // null: the core waits for each load
    private final int nearCycles;
    private CoreSpec core; // null: a cycle of software is one of the base clock
    private IntSupplier growth; // core cycles of software for a memory that grows; null: none
    private boolean following; // an access of a core with a window
    private long codeBase; // physical address of the program's code; 0: it has none
    private long codeLine = -1; // that it executes now
    private Turn turn;
    private PrivateSide side;
    private PrivateTags tags;
    private Translation translation;
    private Prefetcher prefetcher;
    private UnseenAccesses runner; // null: a program that shows all of its accesses, or none
    private AccessFilter filter; // of the core it runs on; null: nothing passes
    private long passingLines; // the first so many lines of the guest's memory may

    /**
     * The caches as seen from one memory.
     *
     * @param caches    private caches by core
     * @param sizeBytes size of physical memory; what lies beyond is no line
     * @param base      physical address of guest address 0
     * @param timed     whether each miss is a synchronisation point
     */
    public GuestCache(PrivateCaches caches, long sizeBytes, long base, boolean timed) {
        this(caches, sizeBytes, base, timed, null, 0);
    }

    /** The same on cores of this kind, which may have a window. */
    public static GuestCache of(
            CoreSpec core, int nearCycles, PrivateCaches caches, long sizeBytes, long base, boolean timed) {
        LoadWindow window = core.window().isOn() ? new LoadWindow(core, nearCycles) : null;
        GuestCache cache = new GuestCache(caches, sizeBytes, base, timed, window, nearCycles);
        cache.core = core;
        return cache;
    }

    private GuestCache(
            PrivateCaches caches, long sizeBytes, long base, boolean timed, LoadWindow window, int nearCycles) {
        this.window = window;
        this.nearCycles = nearCycles;
        this.caches = caches;
        this.lineBits = caches.lineBits();
        this.lastLine = sizeBytes - 1 >> lineBits;
        this.base = base;
        this.timed = timed;
        this.hitCycles = caches.firstHitCycles();
        this.lockedCycles = caches.lockedCycles();
    }

    /** Names the turn whose ledger takes the misses. */
    public void attach(Turn newTurn) {
        turn = newTurn;
    }

    /** What is to see the accesses of the actor. */
    public AccessModel model() {
        return window == null ? this : new FlowCache(this, window);
    }

    /** The actor's code begins at this physical address, or nowhere if it is 0. */
    public void codeAt(long address) {
        codeBase = address;
    }

    @Override
    public CodeModel code() {
        return codeBase == 0 ? null : this;
    }

    @Override
    public void execute(long offset, int bytes) {
        long first = codeBase + offset >> lineBits;
        long last = codeBase + offset + bytes - 1 >> lineBits;
        for (long line = first; line <= last; line++) {
            if (line != codeLine) {
                codeLine = line;
                comeTo(line);
            }
        }
    }

    private void comeTo(long line) {
        if (translation != null && !translation.knows(line)) {
            translate(line);
        }
        PrivateTags.Found found = tags.execute(line);
        if (found == PrivateTags.Found.FIRST) {
            return;
        }
        turn.settle();
        Ledger ledger = turn.ledger();
        boolean near = found == PrivateTags.Found.SECOND;
        ledger.add(Ledger.Kind.FETCH, near ? LineWish.ofCode(LineWish.near(line)) : side.missCode(line), null);
        if (!near) {
            putVictim(ledger);
        }
        if (timed && !near || ledger.size() >= MAX_ENTRIES) {
            turn.hold(SyncPoint.ACCESS);
        }
    }

    /** The actor begins a turn. */
    public void beginTurn() {
        codeLine = -1;
        if (window != null) {
            window.begin();
        }
    }

    /** Cycles that chains of loads have cost the guest, and that no entry of its ledger says; once. */
    public long takeUnsaid() {
        return window == null ? 0 : window.takeUnsaid();
    }

    /** Writes what is left of a turn whose guest has gone as far as it could. */
    public void save(StateWriter out) {
        if (window != null) {
            window.save(out);
        }
    }

    /** Reads it. */
    public void load(StateReader in) {
        if (window != null) {
            window.load(in);
        }
    }

    /** The actor goes on on this core. */
    public void runOn(int newCore) {
        side = caches.side(newCore);
        tags = side.tags;
        translation = side.translation;
        prefetcher = side.prefetcher;
        codeLine = -1;
        filter = runner == null || (base & AccessFilter.LINE_BYTES - 1) != 0 || !caches.filters() ? null : tags.filter;
        if (filter != null) {
            filter.begin(base >> lineBits);
            runner.filterReplaced(filter);
        }
    }

    @Override
    public void listen(UnseenAccesses newRunner) {
        runner = newRunner;
        filter = null; // until it runs
        passingLines = 0;
    }

    @Override
    public void windowReplaced(UnseenAccesses who, int bytes) {
        if (who == runner) {
            passingLines = bytes >> lineBits;
            if (filter != null) {
                filter.stopAll();
            }
        }
    }

    /** Counts the hits that were not shown. The guest has just gone as far as it could, on the core that was named last. */
    public void countUnseen() {
        if (filter != null) {
            long unseen = runner.takeUnseen();
            tags.l1.countHits(unseen >>> UnseenAccesses.LOADS_SHIFT, (int) unseen);
        }
    }

    @Override
    public void load(long address, int bytes) {
        touch(base + address, bytes, false);
    }

    @Override
    public void store(long address, int bytes) {
        touch(base + address, bytes, true);
    }

    @Override
    public void touch(long address, int bytes, boolean write) {
        long last = address + bytes - 1 >> lineBits;
        for (long line = address >> lineBits; line <= last; line++) {
            if (translation != null && !translation.knows(line)) {
                translate(line);
            }
            PrivateTags.Found found = tags.access(line, write);
            if (found != PrivateTags.Found.NOWHERE) {
                pass(line, write);
            }
            if (found != PrivateTags.Found.FIRST && line >= 0 && line <= lastLine) {
                leave(line, write, found == PrivateTags.Found.SECOND);
            }
        }
    }

    /** An access of a core with a window, whose address was computed from what bears this mark. */
    void follow(long guestAddress, int bytes, boolean write, long after) {
        turn.settle();
        window.access(turn.ledger().instructions(), after);
        long address = base + guestAddress;
        long last = address + bytes - 1 >> lineBits;
        for (long line = address >> lineBits; line <= last; line++) {
            if (translation != null && !translation.knows(line)) {
                following = true;
                translate(line);
                following = false;
            }
            PrivateTags.Found found = tags.access(line, write);
            if (found == PrivateTags.Found.FIRST || line < 0 || line > lastLine) {
                window.first(line);
            } else {
                leaveWindow(line, write, found == PrivateTags.Found.SECOND);
            }
        }
        if (window.hasToSay()) {
            turn.ledger().add(Ledger.Kind.FETCH, window.say(), null);
        }
    }

    /** As {@link #leave}, on a core with a window. */
    private void leaveWindow(long line, boolean write, boolean near) {
        Ledger ledger = turn.ledger();
        if (prefetcher != null) {
            askAhead(ledger, line);
        }
        long wish = near ? side.near(line, write) : side.miss(line, write);
        if (LineWish.isNear(wish)) {
            window.second(line);
            return;
        }
        ledger.add(Ledger.Kind.FETCH, window.miss(line, write), null);
        ledger.add(Ledger.Kind.FETCH, wish, null);
        if (!near) {
            putVictim(ledger);
        }
        if (timed || ledger.size() >= MAX_ENTRIES) {
            turn.hold(SyncPoint.ACCESS);
        }
    }

    @Override
    public void lock() {
        if (lockedCycles > 0 || window != null) { // with a window it waits for what is before it
            turn.settle();
            turn.ledger().add(Ledger.Kind.FETCH, LineWish.locked(lockedCycles), null);
        }
    }

    /** The line is in the first level, and was used last of its set. */
    private void pass(long line, boolean write) {
        long ofGuest = line - (base >> lineBits);
        if (filter != null && ofGuest >= 0 && ofGuest < passingLines) {
            filter.pass(line, write);
        }
    }

    private void translate(long line) {
        if (line >= 0 && line <= lastLine) {
            translation.find(line, this);
        }
    }

    /** The buffers have taken so long: an entry of the ledger. */
    @Override
    public void pause(int cycles) {
        if (following) {
            window.translated(cycles);
            return;
        }
        turn.settle();
        turn.ledger().add(Ledger.Kind.FETCH, LineWish.pause(cycles), null);
    }

    @Override
    public void fault(int coreCycles) {
        turn.settle();
        long cycles = core == null ? coreCycles : core.softwareMeshCycles(coreCycles);
        turn.ledger().add(Ledger.Kind.FETCH, LineWish.pause((int) cycles), null);
    }

    /** What a memory that grows costs the actor, in core cycles of software; asked each time. */
    public void growsAt(IntSupplier cycles) {
        growth = cycles;
    }

    @Override
    public void grown() {
        int cycles = growth == null ? 0 : growth.getAsInt();
        if (cycles > 0) {
            fault(cycles);
        }
    }

    /** A walk reads a line of the table: an entry of the ledger, if the first level has not got it or takes time. */
    @Override
    public void read(long line) {
        PrivateTags.Found found = tags.access(line, false);
        if (following && found == PrivateTags.Found.SECOND && prefetcher == null) {
            window.translated(nearCycles);
        } else if (found != PrivateTags.Found.FIRST) {
            leave(line, false, found == PrivateTags.Found.SECOND);
        }
        if (hitCycles > 0) {
            pause(hitCycles);
        }
    }

    /** An access has left the first level. */
    private void leave(long line, boolean write, boolean near) {
        turn.settle();
        Ledger ledger = turn.ledger();
        if (prefetcher != null) {
            askAhead(ledger, line); // first, since the core stands still for what it asks for itself
        }
        long wish = near ? side.near(line, write) : side.miss(line, write);
        ledger.add(Ledger.Kind.FETCH, wish, null);
        if (!near) {
            pass(line, write);
            putVictim(ledger);
        }
        if (timed && !LineWish.isNear(wish) || ledger.size() >= MAX_ENTRIES) {
            turn.hold(SyncPoint.ACCESS);
        }
    }

    private void putVictim(Ledger ledger) {
        if (tags.evictedModified()) {
            ledger.add(Ledger.Kind.WRITE_BACK, tags.evicted(), null);
        }
    }

    /** The core is about to ask for a line; its prefetcher asks for what a run of them will want next. */
    private void askAhead(Ledger ledger, long line) {
        long stride = prefetcher.train(line);
        if (stride == 0) {
            return;
        }
        for (int step = 1; step <= prefetcher.ahead; step++) {
            long next = line + step * stride;
            if (!prefetcher.reaches(line, next) || next < 0 || next > lastLine) {
                return;
            }
            if (side.lacks(next)) {
                ledger.add(Ledger.Kind.FETCH, side.prefetch(next), null);
                putVictim(ledger);
            }
        }
    }
}
