package org.skerry.sim.machine;

import java.util.List;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * The death of an actor by its own fault.
 *
 * @param actor name
 * @param cycle when the turn that failed ended, in cycles of the machine's base clock
 * @param fault what it did
 */
public record ActorFault(String actor, long cycle, GuestFault fault) {
    /** One line for a person: actor, cycle, what, function. */
    public String explain() {
        return "actor '" + actor + "' stopped at cycle " + cycle + ": " + fault.explain();
    }

    /** Writes faults in order. */
    public static void writeAll(List<ActorFault> faults, StateWriter out) {
        out.writeInt(faults.size());
        for (ActorFault each : faults) {
            out.writeString(each.actor);
            out.writeLong(each.cycle);
            each.fault.write(out);
        }
    }

    /** Replaces the content of {@code faults} by what {@link #writeAll} wrote. */
    public static void readAll(List<ActorFault> faults, StateReader in) {
        faults.clear();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            faults.add(new ActorFault(in.readString(), in.readLong(), GuestFault.read(in)));
        }
    }
}
