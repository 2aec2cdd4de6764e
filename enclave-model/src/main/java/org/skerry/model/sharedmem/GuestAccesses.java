package org.skerry.model.sharedmem;

import org.skerry.model.core.CoreSpec;
import org.skerry.model.count.CyclePart;
import org.skerry.model.sharedmem.cache.LineWish;
import org.skerry.model.sharedmem.cache.MemorySystem;
import org.skerry.model.sharedmem.cache.Server;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.SyncPoint;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What guest code on one core asks of memory, at the cycles at which it does: lines that its first-level cache missed, lines that left
 * its caches, translations. Misses are waited for one by one, as in any core that executes in order; a core with a window goes on until one of
 * three things is full ({@link MissWindow}). It waits for all of them before anything that others can see: a message, a word of a shared window, the
 * clock, the end of the turn.
 */
final class GuestAccesses implements Stateful {
    private static final MissWindow.Reason[] REASONS = MissWindow.Reason.values();

    private final int core;
    private final Cores cores;
    private final CoreTime time;
    private final CoreCounters counters;
    private final LineWalk walk;
    private final long nearCycles;
    private final long lookUpCycles; // from a load's address to its miss: what a hit in the first level takes
    private final MissWindow window; // null: the core waits for each line
    private long nearSoon; // cycles in the second level that the next stretch of guest code begins with
    private long translationSoon; // likewise cycles of translation
    private long chainSoon; // likewise cycles of loads from the first level that wait for each other

    private boolean announced; // the next wish is that of a miss in the window,
    private int back; // whose address comes from the miss so many before it,
    private boolean store; // or of a store
    private int delay; // and takes so long to translate
    private int number; // of the last miss in the window
    private MissWindow.Reason held; // why the core stands still, or null
    private long heldSince;

    GuestAccesses(
            int core, Cores cores, CoreTime time, CoreCounters counters, LineWalk walk, SharedMemorySpec machine) {
        this.core = core;
        this.cores = cores;
        this.time = time;
        this.counters = counters;
        this.walk = walk;
        this.nearCycles = machine.memory().nearCycles();
        CoreSpec spec = machine.core();
        this.lookUpCycles = spec.clock().toMesh(-Math.floorDiv(-1000L - spec.milliCyclesPerLoad(), 1000L));
        this.window = spec.window().isOn() ? new MissWindow(spec.window()) : null;
    }

    /** The core executes from now on until the next thing of the turn happens. */
    void execute(long cycle, SharedActor actor) {
        actor.replay.execute(cycle, nearSoon, translationSoon, chainSoon, time.account());
        nearSoon = 0;
        translationSoon = 0;
        chainSoon = 0;
    }

    /** Begins an access; true if the core waits for its line, and the entry of the ledger is over when that is there. */
    boolean fetch(long cycle, SharedActor actor, long wish) {
        if (LineWish.isWindow(wish)) {
            announce(cycle, actor, wish);
            return false;
        }
        if (LineWish.isLocked(wish)) {
            if (!drained(cycle)) {
                return false; // an atomic instruction comes after all stores before it, whether it has its line or not
            }
            actor.replay.stallUntil(cycle + LineWish.cycles(wish));
            actor.replay.step(); // it executes
            return false;
        }
        if (LineWish.isPause(wish)) {
            translate(cycle, actor, LineWish.cycles(wish));
            return false;
        }
        if (LineWish.isCode(wish)) {
            return fetchCode(cycle, actor, wish);
        }
        if (window != null && !LineWish.isPrefetch(wish)) {
            if (announced && !actor.movedOn) {
                miss(cycle, actor, wish);
                return false;
            }
            announced = false;
            if (!drained(cycle)) {
                return false;
            }
        }
        long near = nearCycles;
        if (actor.movedOn && LineWish.isPrefetch(wish)) {
            near = 0;
        } else if (actor.movedOn) {
            walk.begin();
            walk.touch(cycle, LineWish.line(wish), LineWish.toWrite(wish));
            near = walk.takeNearCycles();
        } else if (!LineWish.isNear(wish)) {
            near = !walk.request(cycle, wish) && LineWish.wasAsked(wish) ? near : 0;
        }
        if (!LineWish.isPrefetch(wish) && walk.waits()) {
            time.stall(cycle);
            return true;
        }
        counters.stall(Server.L2, near);
        actor.replay.stallUntil(cycle + near);
        actor.replay.step();
        nearSoon = near; // and nothing happens before they have passed
        return false;
    }

    /** Begins to fetch code, which any core waits for; the same answer. */
    private boolean fetchCode(long cycle, SharedActor actor, long wish) {
        long near = nearCycles;
        boolean waits = false;
        if (actor.movedOn) {
            walk.begin();
            walk.touch(cycle, LineWish.line(wish), false);
            near = walk.takeNearCycles();
            waits = walk.waits();
        } else if (!LineWish.isNear(wish)) {
            near = 0;
            waits = walk.request(cycle, wish);
        }
        if (waits) {
            time.stallForCode(cycle);
            return true;
        }
        counters.stall(Server.L2, near);
        time.spend(cycle, CyclePart.INSTRUCTION_FETCH);
        time.sleepUntil(cycle, cycle + near);
        actor.replay.stallUntil(cycle + near);
        actor.replay.step();
        return false;
    }

    /** The line that the core waited for is there. */
    void fetched(long cycle, SharedActor actor) {
        actor.replay.stallUntil(cycle);
        actor.replay.step();
    }

    /** The translation of an address takes so long. */
    private void translate(long cycle, SharedActor actor, long cycles) {
        actor.replay.stallUntil(cycle + cycles);
        actor.replay.step();
        translationSoon = cycles;
    }

    /** A written line leaves the private caches. */
    void writeBack(long cycle, SharedActor actor, long line) {
        if (window != null && window.has(line)) {
            hold(cycle, MissWindow.Reason.ORDER); // it is put out again before it has come in
            return;
        }
        if (!actor.movedOn) {
            cores.memory().writeBack(cycle, core, line);
        }
        actor.replay.step();
    }

    // ---- a window ------------------------------------------------------------------------------------------------

    /** What comes before a miss, or instead of one. */
    private void announce(long cycle, SharedActor actor, long wish) {
        announced = LineWish.announces(wish);
        if (announced) {
            back = LineWish.back(wish);
            store = LineWish.toWrite(wish);
            delay = LineWish.delay(wish);
            number++;
        }
        chainSoon = LineWish.chainedInFirst(wish);
        nearSoon = LineWish.chainedInSecond(wish);
        counters.stall(Server.L2, nearSoon);
        actor.replay.stallUntil(cycle + chainSoon + nearSoon);
        actor.replay.step();
    }

    /** A miss that nothing waits for yet. */
    private void miss(long cycle, SharedActor actor, long wish) {
        long line = LineWish.line(wish);
        int after = back == 0 ? 0 : window.unserved(number - back);
        if (window.has(line)) {
            hold(cycle, MissWindow.Reason.ORDER);
        } else if (store && window.storesFull()) {
            hold(cycle, MissWindow.Reason.STORES);
        } else if (after == 0 && window.missesFull()) {
            hold(cycle, MissWindow.Reason.MISSES);
        } else {
            window.add(wish, line, actor.replay.instructions(), number, after, store, (int) lookUpCycles + delay);
            counters.windowMisses++;
            counters.dependentMisses += after == 0 ? 0 : 1;
            announced = false;
            actor.replay.step();
            askNext(cycle);
        }
    }

    private void askNext(long cycle) {
        for (int next = window.next(); next >= 0; next = window.next()) {
            long at = window.askAt(next, cycle);
            counters.windowUnderWay += window.underWay();
            cores.askCore(at, core);
        }
    }

    /** Misses may be due that are to be asked for; returns whether one of them was served at once. */
    boolean ask(long cycle) {
        boolean served = false;
        for (int due = window.due(cycle); due >= 0; due = window.due(cycle)) {
            window.asked(due);
            if (!walk.request(cycle, window.wish(due))) {
                served(cycle, window.line(due));
                served = true;
            }
        }
        return served;
    }

    /** Whether this line is one that is waited for beside others. */
    boolean overlaps(long line) {
        return window != null && window.has(line);
    }

    /** Such a line is there. */
    void served(long cycle, long line) {
        window.served(line);
        askNext(cycle);
    }

    private void hold(long cycle, MissWindow.Reason reason) {
        held = reason;
        heldSince = cycle;
        time.stall(cycle);
    }

    /** Whether the core stands still because of its window. */
    boolean isHeld() {
        return held != null;
    }

    /** It looks again whether it can go on. */
    void lookAgain(long cycle, SharedActor actor, Server server) {
        counters.windowStalls[held.ordinal()] += cycle - heldSince;
        held = null;
        actor.replay.delay(cycle - heldSince);
        time.served(cycle, server);
    }

    /** Whether everything has been served; if not, the core stands still. */
    boolean drained(long cycle) {
        if (window == null || window.isEmpty()) {
            return true;
        }
        hold(cycle, MissWindow.Reason.ORDER);
        return false;
    }

    /** Cycle at which the window is full, unless something of the turn happens before; the largest number then. */
    long limit(SharedActor actor) {
        if (window == null || window.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long instruction = window.limit();
        return actor.replay.instructions() < instruction ? Long.MAX_VALUE : actor.replay.cycleOf(instruction);
    }

    /** Whether the window is full; then the core stands still. */
    boolean isFull(long cycle, SharedActor actor) {
        if (limit(actor) > cycle) {
            return false;
        }
        hold(cycle, MissWindow.Reason.ENTRIES);
        return true;
    }

    /** Whether the segment may end now; if not, the core stands still or has something left to do. */
    boolean mayEnd(long cycle, SharedActor actor) {
        if (window == null || actor.step instanceof Step.Awaiting awaiting && awaiting.point() == SyncPoint.ACCESS) {
            return true;
        }
        if (!drained(cycle)) {
            return false;
        }
        nearSoon = actor.cache.takeUnsaid();
        actor.replay.stallUntil(cycle + nearSoon);
        return nearSoon == 0;
    }

    // ---- what comes to nothing -----------------------------------------------------------------------------------

    /** Everything stops. */
    void clear() {
        held = null;
        if (window != null) {
            window.clear();
        }
    }

    /** The core is about to let go of an actor in mid-turn: what its tags foresaw will not come. */
    void forgetRest(long cycle, SharedActor actor) {
        Ledger ledger = actor.turn.ledger();
        if (!actor.movedOn) {
            MemorySystem memory = cores.memory();
            for (int i = actor.replay.cursor(); i < ledger.size(); i++) {
                Ledger.Entry entry = ledger.entry(i);
                long operand = entry.operand();
                if (entry.kind() == Ledger.Kind.WRITE_BACK) {
                    memory.forget(cycle, core, operand);
                } else if (entry.kind() == Ledger.Kind.FETCH && !LineWish.isNear(operand)) {
                    memory.forget(cycle, core, LineWish.line(operand));
                }
            }
        }
        actor.movedOn = true;
        announced = false;
    }

    @Override
    public void save(StateWriter out) {
        if (window == null) {
            return;
        }
        window.save(out);
        out.writeBoolean(announced);
        out.writeInt(back);
        out.writeBoolean(store);
        out.writeInt(delay);
        out.writeInt(number);
        out.writeInt(held == null ? -1 : held.ordinal());
        out.writeLong(heldSince);
    }

    @Override
    public void load(StateReader in) {
        if (window == null) {
            return;
        }
        window.load(in);
        announced = in.readBoolean();
        back = in.readInt();
        store = in.readBoolean();
        delay = in.readInt();
        number = in.readInt();
        int reason = in.readInt();
        held = reason < 0 ? null : REASONS[reason];
        heldSince = in.readLong();
    }
}
