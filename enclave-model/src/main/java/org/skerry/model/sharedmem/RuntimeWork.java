package org.skerry.model.sharedmem;

import org.skerry.model.count.CyclePart;
import org.skerry.model.sharedmem.cache.Server;
import org.skerry.model.sharedmem.containment.Containment;
import org.skerry.model.sharedmem.containment.Crossing;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * One piece of the runtime's work on one core: lines, each of which may be missed, then some cycles of software, in one step or in several
 * that are counted apart. Its effect comes after it, and is the affair of whoever began it and said what comes then.
 */
final class RuntimeWork implements Stateful {
    private final int core;
    private final SharedMemorySpec spec;
    private final Containment containment;
    private final CoreTime time;
    private final CoreCounters counters;
    private final LineWalk walk;
    private final SoftwareCode code; // null: software has no lines of code
    private final long[] software = new long[RestartSteps.STEPS + 1]; // cycles of the mesh of each step
    private int steps;
    private int step; // that comes next
    private long stepBegan;
    private boolean translating; // the core stands still for look-aside buffers, whatever lines come meanwhile
    private Todo next = Todo.IDLE; // after it

    RuntimeWork(
            int core,
            SharedMemorySpec spec,
            Containment containment,
            SoftwareCode code,
            CoreTime time,
            CoreCounters counters,
            LineWalk walk) {
        this.core = core;
        this.spec = spec;
        this.containment = containment;
        this.code = code;
        this.time = time;
        this.counters = counters;
        this.walk = walk;
    }

    /** Begins a piece of work with so much software. Returns its lines, none yet, for the caller to add. */
    LineWalk begin(int coreCycles) {
        walk.begin();
        step = 0;
        steps = 1;
        software[0] = spec.core().softwareMeshCycles(coreCycles);
        return walk;
    }

    /** The same, and the core passes between an actor and the software below it. */
    LineWalk begin(int coreCycles, Crossing crossing, SharedActor actor, SharedActor other, int bytes) {
        begin(coreCycles);
        int more = containment.cross(crossing, core, actor, other, bytes, walk);
        if (more != 0) {
            software[0] = spec.core().softwareMeshCycles(coreCycles + more);
        }
        if (code != null) {
            code.add(walk, crossing, coreCycles, more, bytes);
        }
        return walk;
    }

    /** Says what comes after the piece that has begun; the piece comes first. */
    Todo then(Todo after) {
        next = after;
        return Todo.LINES;
    }

    /** What comes after it. */
    Todo next() {
        return next;
    }

    /** This piece, which has one step, has so much more software. */
    void addSoftware(int coreCycles) {
        software[0] += spec.core().softwareMeshCycles(coreCycles);
    }

    /** Takes the software of this piece, which has one step, out of it: somebody else spends the time. */
    long takeSoftwareCycles() {
        long cycles = software[0];
        software[0] = 0;
        return cycles;
    }

    /** Begins to put a program in an actor's place: the order for it, then step by step. Together they take what one piece would. */
    void beginRestart(int orderCoreCycles, RestartSteps restart) {
        begin(orderCoreCycles);
        long soFar = orderCoreCycles;
        long before = software[0];
        for (int i = 0; i < RestartSteps.STEPS; i++) {
            soFar += restart.coreCycles(i);
            long all = spec.core().softwareMeshCycles((int) Math.min(Integer.MAX_VALUE, soFar));
            software[steps++] = all - before;
            before = all;
        }
        counters.restarts++;
    }

    /** Cycles of the mesh that the software of this piece takes, of its first step if it has several. */
    long softwareCycles() {
        return software[0];
    }

    /** The piece is done. */
    void end(long cycle) {
        noteStep(cycle);
        steps = 0;
        step = 0;
    }

    private void noteStep(long cycle) {
        if (step > 1) {
            counters.restartCycles[step - 2] += cycle - stepBegan; // the first one is the order
        }
    }

    /** Goes on as far as possible; true when all lines are there, and the last step of the software begins. */
    boolean touchLines(long cycle) {
        translating = false;
        switch (walk.goOn(cycle)) {
            case DONE -> {
                noteStep(cycle);
                stepBegan = cycle;
                time.spend(cycle, CyclePart.MESSAGE_SOFTWARE);
                time.sleepUntil(cycle, cycle + software[step]);
                return ++step == steps;
            }
            case WAITS_FOR_LINE -> time.stall(cycle);
            case WAITS_FOR_TRANSLATION -> {
                translating = true;
                time.spend(cycle, CyclePart.TRANSLATION);
                time.sleepUntil(cycle, cycle + walk.takeTranslationCycles());
            }
            case WAITS_FOR_CODE -> {
                long near = walk.takeCodeCycles();
                counters.stall(Server.L2, near);
                time.spend(cycle, CyclePart.INSTRUCTION_FETCH);
                time.sleepUntil(cycle, cycle + near);
            }
            case WAITS_FOR_L2 -> {
                long near = walk.takeNearCycles();
                counters.stall(Server.L2, near);
                time.spend(cycle, CyclePart.L2);
                time.sleepUntil(cycle, cycle + near);
            }
        }
        return false;
    }

    /** Whether the core waits for a translation: lines that come meanwhile do not make it go on sooner. */
    boolean translating() {
        return translating;
    }

    @Override
    public void save(StateWriter out) {
        walk.save(out);
        out.writeLongs(software);
        out.writeInt(steps);
        out.writeInt(step);
        out.writeLong(stepBegan);
        out.writeBoolean(translating);
        out.writeInt(next.ordinal());
    }

    @Override
    public void load(StateReader in) {
        walk.load(in);
        in.readLongs(software);
        steps = in.readInt();
        step = in.readInt();
        stepBegan = in.readLong();
        translating = in.readBoolean();
        next = Todo.values()[in.readIndex(Todo.values().length, "activities")];
    }
}
