package org.skerry.model.enclave;

import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.TimerUnit;
import org.skerry.sim.actor.TimerWish;
import org.skerry.sim.kernel.ClockDomain;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The timers of those who live in an enclave: registers beside its network interface that no one else can reach or hold up. A timer
 * that is due puts its message into the enclave's own mailbox; nothing travels.
 */
final class TimerRegisters implements Stateful {
    private final Enclave enclave;
    private final long femtosecondsPerCycle;
    private TimerUnit timers; // by cycle; null until there was one
    private long promised = Component.IDLE; // cycle at which the slice will wake this

    TimerRegisters(Enclave enclave, ChipSpec spec) {
        this.enclave = enclave;
        this.femtosecondsPerCycle = spec.femtosecondsPerCycle();
    }

    /** The actor that is here sets a timer or takes it back. */
    void carryOut(long cycle, TimerWish wish) {
        if (timers == null) {
            timers = new TimerUnit();
        }
        long actor = enclave.resident().id;
        if (wish.cancels()) {
            timers.cancel(actor, wish.token());
        } else {
            long due = ClockDomain.later(cycle, wish.nanoseconds(), femtosecondsPerCycle);
            timers.set(Math.max(cycle + 1, due), actor, wish); // a register is read in the next cycle
        }
        enclave.network().mailbox().takeBack(actor, enclave.resident().turn::expects);
        arrange();
    }

    /** The actor has no timers any more: it has ended, or another program begins in its place. */
    void forget(long actor) {
        if (timers != null) {
            timers.forget(actor);
            arrange();
        }
    }

    /** The cycle that was asked for has come. */
    void due(long cycle) {
        for (TimerUnit.Timer timer = timers.poll(cycle); timer != null; timer = timers.poll(cycle)) {
            Message message = timer.message();
            enclave.network().notice(cycle, message);
        }
        arrange();
    }

    private void arrange() {
        long next = timers.nextDue();
        if (next != promised) {
            if (promised != Component.IDLE) {
                enclave.timerUnits().remove(promised, enclave.number(), 0);
            }
            if (next != TimerUnit.NEVER) {
                enclave.timerUnits().add(next, enclave.number(), 0);
            }
            promised = next;
        }
    }

    @Override
    public void save(StateWriter out) {
        out.writeBoolean(timers != null && !timers.isEmpty());
        if (timers != null && !timers.isEmpty()) {
            timers.save(out);
        }
    }

    /** Reads what was saved; the slice has forgotten whom it was to wake. */
    @Override
    public void load(StateReader in) {
        promised = Component.IDLE;
        timers = new TimerUnit();
        if (in.readBoolean()) {
            timers.load(in);
        }
        arrange();
    }
}
