package org.skerry.model.memory;

/**
 * What stands between an actor's addresses and the wires of an address space: checks, in an order, and what they compare with, which lies
 * in modelled memory. Who can write there decides what passes.
 *
 * <p>Accesses below {@link #directBytes} are known to pass and to lead to the actor's own bytes; they come past here for that reason. All
 * others are walked one by one. Whoever changes the state of a check tells the memory ({@link MappedMemory#limitMoved}).
 */
public interface Enclosure {
    /**
     * How many guest addresses, counted from 0, pass every check as their state is now and lead where they should; unsigned, and the
     * declared size of the memory if that is less. 0: every access is walked.
     */
    long directBytes();

    /** The memory has this declared size from now on: whoever owns the checks writes it down where they look. */
    void resized(long bytes);

    /**
     * Leads an access through the checks that are not omitted for it.
     *
     * @return the address in the space at which its first byte lies; the others follow
     * @throws org.skerry.sim.memory.MemoryFault naming the check that it did not pass
     */
    long walk(Access access);
}
