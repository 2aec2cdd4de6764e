package org.skerry.sim.kernel;

/** A component with guests. They are a matter of few components, so that the others are not asked for guest calls at each of their ticks. */
public interface GuestComponent extends Component {
    /** As the result of {@link #tick}: guest steps are wanted at this cycle. */
    long GUESTS = -1;

    /** The next guest step wanted at the cycle of the last tick, or null. Asked again after each step. */
    GuestCall guestCall();

    /** What {@link #tick} would have returned without guest steps; asked after them. */
    long nextWake();
}
