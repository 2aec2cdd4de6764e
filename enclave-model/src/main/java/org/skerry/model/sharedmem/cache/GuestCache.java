package org.skerry.model.sharedmem.cache;

import org.skerry.model.memory.CacheSpec;
import org.skerry.model.memory.SetAssociativeCache;
import org.skerry.model.sharedmem.runtime.PhysicalTouch;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.SyncPoint;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.memory.AccessModel;

/**
 * The first-level cache as one actor's accesses meet it: that of the core it runs on now, at the physical addresses of its memory. A
 * hit leaves no trace in the ledger; a miss becomes a {@code FETCH}, and a written victim a {@code WRITE_BACK}.
 *
 * <p>The operand of a {@code FETCH} is a {@link LineWish}, that of a {@code WRITE_BACK} the number of the line.
 *
 * <p>A {@code timed} actor is held at each miss until the line is there, so that what it meets next is what the caches hold at that
 * simulated time. Others run on; the ledger is replayed afterwards.
 */
public final class GuestCache implements AccessModel, PhysicalTouch {
    /** Entries after which an ordinary turn is held as well, so that the ledger of a long one stays small. Assumption. */
    private static final int MAX_ENTRIES = 1 << 20;

    private final SetAssociativeCache[] l1s;
    private final int lineBits;
    private final long lastLine;
    private final long base;
    private final boolean timed;
    private Turn turn;
    private int core;
    private SetAssociativeCache l1;

    /**
     * The caches as seen from one memory.
     *
     * @param l1s       first-level caches by core
     * @param sizeBytes size of physical memory; what lies beyond is no line
     * @param base      physical address of guest address 0
     * @param timed     whether each miss is a synchronisation point
     */
    public GuestCache(SetAssociativeCache[] l1s, CacheSpec spec, long sizeBytes, long base, boolean timed) {
        this.l1s = l1s.clone();
        this.lineBits = spec.lineBits();
        this.lastLine = sizeBytes - 1 >> lineBits;
        this.base = base;
        this.timed = timed;
    }

    /** Names the turn whose ledger takes the misses. */
    public void attach(Turn newTurn) {
        turn = newTurn;
    }

    /** The actor goes on on this core. */
    public void runOn(int newCore) {
        core = newCore;
        l1 = l1s[newCore];
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
            if (!(write ? l1.write(line) : l1.read(line)) && line >= 0 && line <= lastLine) {
                miss(line, write);
            }
        }
    }

    private void miss(long line, boolean write) {
        turn.settle();
        Ledger ledger = turn.ledger();
        ledger.add(Ledger.Kind.FETCH, LineWish.of(l1, line, write), null);
        l1.fill(line, LineWish.stateFor(l1s, core, line, write));
        if (l1.evictedModified()) {
            ledger.add(Ledger.Kind.WRITE_BACK, l1.evicted(), null);
        }
        if (timed || ledger.size() >= MAX_ENTRIES) {
            turn.hold(SyncPoint.ACCESS);
        }
    }
}
