package org.skerry.model.edge;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.device.Device;
import org.skerry.sim.device.DeviceProgram;
import org.skerry.sim.memory.LinearMemory;

/**
 * What the way to an external network is made from.
 *
 * @param name        of the device, for files of what passed
 * @param spec        how fast it is
 * @param description of the traffic in words: two that differ have different ones
 * @param traffic     makes the traffic from the number of grants of the device, the same each time
 */
public record NetworkProgram(String name, NetworkSpec spec, String description, IntFunction<Traffic> traffic)
        implements DeviceProgram {
    @Override
    public byte[] image() {
        return ("network " + name + " " + spec + " " + description).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Device instantiate(LinearMemory memory, Grants grants) {
        return new NetworkDevice(name, spec, traffic.apply(grants.handles().size()), grants.handles());
    }
}
