package org.skerry.model.edge;

import org.skerry.sim.device.Device;
import org.skerry.sim.state.Stateful;

/**
 * What comes from outside, in order of time. Times are set by the traffic alone, however long anything takes on the inside, unless it
 * chooses to listen to {@link #answered}.
 */
public interface Traffic extends Stateful {
    /** When the next request comes, in nanoseconds since the run began, never less than before; {@link Device#NEVER} after the last. */
    long nextNanoseconds();

    /** The number of the next request, from 0. */
    long number();

    /** Which grant of the device the next request goes to, from 0. */
    int target();

    /** The bytes of the next request; the caller must not write them. */
    byte[] payload();

    /** The next request has come in; on to the one after it. */
    void advance();

    /** A request was answered, and the answer is outside at this time. */
    default void answered(long number, long nanoseconds) {}
}
