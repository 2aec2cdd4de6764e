package org.skerry.model.attack;

import org.skerry.model.memory.AddressSpace;

/**
 * What a machine lets the component do that controls it. A machine implements this by wiring only; there is no order that reads an
 * actor's memory on any machine. What can be read is what the wires of the bus reach.
 *
 * <p>Orders about an actor that does not live any more, or about an image that nobody has, have no effect.
 */
public interface ControlSurface {
    /** The actor takes no further turn. */
    void stop(long cycle, int order, long actor);

    /** Another program runs where the actor ran, with its handles and under its name. */
    void reimage(long cycle, int order, long actor, long image);

    /** Every handle of {@code actor} that leads to {@code from} leads to {@code to} from now on. */
    void rewire(long cycle, int order, long actor, long from, long to);

    /** Everything that the component's own address wires reach. */
    AddressSpace bus();
}
