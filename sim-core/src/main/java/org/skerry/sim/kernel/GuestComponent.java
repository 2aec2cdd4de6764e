package org.skerry.sim.kernel;

/** A component with guests. They are a matter of few components, so that the others are not asked for guest calls at each of their ticks. */
public interface GuestComponent extends Component {
    /** The next guest step wanted at the cycle of the last tick, or null. Asked again after each step. */
    GuestCall guestCall();

    /** As the result of {@link #tick}, asked once more after guest steps, which may have changed it. */
    long nextWake();
}
