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

    /**
     * An agent reads or writes memory in the machine's own time, and {@link HostileAgent#ended} hears of it; false if no agent of this machine
     * can, so that only {@link #wires} is left.
     */
    default boolean transfer(long cycle, int order, Order.Transfer transfer) {
        return false;
    }

    /** What the wires of an agent reach by themselves: for a device that only messages reach, nothing. */
    default AddressSpace wires(String agent) {
        return agent.equals(Order.Transfer.MANAGEMENT) ? bus() : new AddressSpace("edge port of " + agent, 1L << 46);
    }

    /** The next buffer that a driver names to a device is at this address; false where there are no buffers. */
    default boolean mislead(long cycle, String device, long address) {
        return false;
    }
}
