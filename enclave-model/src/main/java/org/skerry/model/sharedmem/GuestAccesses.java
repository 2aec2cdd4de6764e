package org.skerry.model.sharedmem;

import org.skerry.model.sharedmem.cache.LineWish;
import org.skerry.model.sharedmem.cache.MemorySpec;
import org.skerry.model.sharedmem.cache.MemorySystem;
import org.skerry.model.sharedmem.cache.Server;
import org.skerry.sim.actor.Ledger;

/**
 * What guest code on one core asks of memory, at the cycles at which it does: lines that its first-level cache missed, lines that left
 * its caches, translations. Misses are waited for one by one, as in any core that executes in order.
 */
final class GuestAccesses {
    private final int core;
    private final Cores cores;
    private final CoreTime time;
    private final CoreCounters counters;
    private final LineWalk walk;
    private final long nearCycles;
    private long nearSoon; // cycles in the second level that the next stretch of guest code begins with
    private long translationSoon; // likewise cycles of translation

    GuestAccesses(int core, Cores cores, CoreTime time, CoreCounters counters, LineWalk walk, MemorySpec spec) {
        this.core = core;
        this.cores = cores;
        this.time = time;
        this.counters = counters;
        this.walk = walk;
        this.nearCycles = spec.nearCycles();
    }

    /** The core executes from now on until the next thing of the turn happens. */
    void execute(long cycle, SharedActor actor) {
        actor.replay.execute(cycle, nearSoon, translationSoon, time.account());
        nearSoon = 0;
        translationSoon = 0;
    }

    /** Begins an access; true if the core waits for its line, and the entry of the ledger is over when that is there. */
    boolean fetch(long cycle, SharedActor actor, long wish) {
        if (LineWish.isPause(wish)) {
            translate(cycle, actor, LineWish.cycles(wish));
            return false;
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
        if (walk.waits()) {
            time.stall(cycle);
            return true;
        }
        counters.stall(Server.L2, near);
        actor.replay.stallUntil(cycle + near);
        actor.replay.step();
        nearSoon = near; // and nothing happens before they have passed
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
        if (!actor.movedOn) {
            cores.memory().writeBack(cycle, core, line);
        }
        actor.replay.step();
    }

    /** The core is about to let go of an actor in mid-turn: what its tags foresaw will not come. */
    void forgetRest(long cycle, SharedActor actor) {
        Ledger ledger = actor.turn.ledger();
        if (!actor.movedOn) {
            MemorySystem memory = cores.memory();
            for (int entry = actor.replay.entry(); entry < ledger.size(); entry++) {
                long operand = ledger.operand(entry);
                if (ledger.kind(entry) == Ledger.Kind.WRITE_BACK) {
                    memory.forget(cycle, core, operand);
                } else if (ledger.kind(entry) == Ledger.Kind.FETCH && !LineWish.isNear(operand)) {
                    memory.forget(cycle, core, LineWish.line(operand));
                }
            }
        }
        actor.movedOn = true;
    }
}
