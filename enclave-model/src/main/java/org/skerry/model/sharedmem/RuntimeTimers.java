package org.skerry.model.sharedmem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.sharedmem.runtime.Purpose;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;
import org.skerry.model.sharedmem.runtime.RuntimePanic;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.TimerUnit;
import org.skerry.sim.actor.TimerWish;
import org.skerry.sim.kernel.ClockDomain;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Timers of the actors. Whose a timer is and what it says lies in memory, in a block of the heap for each:
 *
 * <pre>
 *   +0   tag
 *   +8   identifier of the wish that set it
 *   +16  actor
 *   +24  token
 * </pre>
 *
 * <p>When it is due is known beside that, as to the comparators of a hardware timer; what it says is read from the bytes then. No core
 * spends time on a timer that is due before its actor takes the message: assumption.
 */
final class RuntimeTimers implements Stateful {
    private static final long TAG = 0x3031_5245_4d49_5453L; // "STIMER10"
    private static final int BYTES = 32;

    private final SharedMemorySpec spec;
    private final RuntimeMemory memory;
    private final ActorRuntime runtime;
    private final TimerUnit unit = new TimerUnit();
    private final Map<Name, Long> records = new TreeMap<>(); // address of each

    private record Name(long actor, long token) implements Comparable<Name> {
        private static final Comparator<Name> ORDER =
                Comparator.comparingLong(Name::actor).thenComparingLong(Name::token);

        @Override
        public int compareTo(Name other) {
            return ORDER.compare(this, other);
        }
    }

    RuntimeTimers(SharedMemorySpec spec, RuntimeMemory memory, ActorRuntime runtime) {
        this.spec = spec;
        this.memory = memory;
        this.runtime = runtime;
    }

    /** Where the record lies that a wish is about, found or made now; 0 if there is none to take back. */
    long record(SharedActor actor, TimerWish wish) {
        Name name = new Name(actor.id, wish.token());
        Long address = records.get(name);
        if (address == null && !wish.cancels()) {
            address = memory.allocate(Purpose.TIMER, actor.name, BYTES, null);
            if (address == 0) {
                throw RuntimePanic.exhausted("a timer", BYTES);
            }
            records.put(name, address);
        }
        return address == null ? 0 : address;
    }

    /** Sets a timer or takes it back. */
    void carryOut(long cycle, SharedActor actor, TimerWish wish) {
        if (wish.cancels()) {
            unit.cancel(actor.id, wish.token());
            drop(new Name(actor.id, wish.token()));
            return;
        }
        AddressSpace space = memory.space();
        long at = record(actor, wish);
        space.store(at, Long.BYTES, TAG);
        space.store(at + 8, Long.BYTES, wish.id());
        space.store(at + 16, Long.BYTES, actor.id);
        space.store(at + 24, Long.BYTES, wish.token());
        long due = ClockDomain.later(cycle, wish.nanoseconds(), spec.femtosecondsPerCycle());
        unit.set(Math.max(cycle + 1, due), actor.id, wish);
    }

    /** The actor has no timers any more: it has ended, or another program begins in its place. */
    void forget(long actor) {
        unit.forget(actor);
        List<Name> names = new ArrayList<>();
        records.keySet().stream().filter(name -> name.actor == actor).forEach(names::add);
        names.forEach(this::drop);
    }

    private void drop(Name name) {
        Long address = records.remove(name);
        if (address != null) {
            memory.free(address);
        }
    }

    /** When the first is due. */
    long nextDue() {
        return unit.nextDue();
    }

    /** Tells actors of timers that are due. A record that makes no sense any more tells nobody. */
    void tick(long cycle) {
        for (TimerUnit.Timer timer = unit.poll(cycle); timer != null; timer = unit.poll(cycle)) {
            Name name = new Name(timer.actor(), timer.wish().token());
            AddressSpace space = memory.space();
            long at = records.get(name);
            boolean sane = space.load(at, Long.BYTES) == TAG;
            long id = space.load(at + 8, Long.BYTES);
            long actor = space.load(at + 16, Long.BYTES);
            long token = space.load(at + 24, Long.BYTES);
            drop(name);
            if (sane) {
                Message message = new TimerWish(id, token, 0).due(actor);
                runtime.deliverSystem(cycle, message);
            }
        }
    }

    @Override
    public void save(StateWriter out) {
        unit.save(out);
        out.writeInt(records.size());
        records.forEach((name, address) -> {
            out.writeLong(name.actor);
            out.writeLong(name.token);
            out.writeLong(address);
        });
    }

    @Override
    public void load(StateReader in) {
        unit.load(in);
        records.clear();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            records.put(new Name(in.readLong(), in.readLong()), in.readLong());
        }
    }
}
