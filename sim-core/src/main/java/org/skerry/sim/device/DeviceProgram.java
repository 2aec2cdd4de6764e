package org.skerry.sim.device;

import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.actor.Program;
import org.skerry.sim.memory.LinearMemory;

/**
 * What a device is made from. {@link #image} is no code but says, as a hash or in words, which device it is: two that differ have
 * different ones, so that a checkpoint of one is refused by the other.
 */
public interface DeviceProgram extends Program {
    /** A device has no linear memory. */
    Limits LIMITS = Limits.pages(0, 0);

    @Override
    default Limits limits() {
        return LIMITS;
    }

    @Override
    Device instantiate(LinearMemory memory, Grants grants);
}
