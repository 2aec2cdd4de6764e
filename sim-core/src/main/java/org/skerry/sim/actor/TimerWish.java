package org.skerry.sim.actor;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * What a turn asks of the machine about one of its actor's timers.
 *
 * @param id          identifier of the wish, and of the message that comes of it
 * @param token       which timer; the guest's own number
 * @param nanoseconds simulated time from the moment of the call until it is due, at least 0; {@link #CANCEL} takes it back
 */
public record TimerWish(long id, long token, long nanoseconds) {
    /** In place of a time: there is to be no such timer. */
    public static final long CANCEL = -1;

    /** Whether it takes a timer back. */
    public boolean cancels() {
        return nanoseconds == CANCEL;
    }

    /** What comes when it is due. */
    public Message due(long actor) {
        return Message.timer(id, actor, token);
    }

    /** Writes every field. */
    public void write(StateWriter out) {
        out.writeLong(id);
        out.writeLong(token);
        out.writeLong(nanoseconds);
    }

    /** Reads what {@link #write} wrote. */
    public static TimerWish read(StateReader in) {
        return new TimerWish(in.readLong(), in.readLong(), in.readLong());
    }
}
