package org.skerry.model.client;

import java.nio.charset.StandardCharsets;
import org.skerry.model.edge.ArrivalClock;
import org.skerry.model.edge.Arrivals;
import org.skerry.model.edge.NetworkSpec;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.device.Device;
import org.skerry.sim.device.DeviceProgram;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.rng.RandomStreams;

/**
 * What the way to an external network with clients behind it is made from. Its grants are the targets, which requests are divided over by
 * their keys ({@link RequestFormat#target}).
 *
 * @param name     of the device
 * @param network  how fast the way is
 * @param arrivals when requests are meant to come
 * @param clients  what they are about, and what clients do about them
 * @param seed     what draws come from; two populations of one name and seed make the same requests at the same times
 */
public record ClientProgram(String name, NetworkSpec network, Arrivals.Plan arrivals, ClientSpec clients, long seed)
        implements DeviceProgram {
    /** Refuses what cannot mean anything. */
    public ClientProgram {
        clients.check();
    }

    @Override
    public byte[] image() {
        return ("clients " + name + " " + network + " " + arrivals + " " + clients + " seed " + seed)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Device instantiate(LinearMemory memory, Grants grants) {
        RandomStreams random = new RandomStreams(seed);
        long index = Mix.hash(name);
        ArrivalClock clock = new ArrivalClock(arrivals, random.stream("arrivals", index));
        long expected = arrivals.fromNanoseconds() + arrivals.count() * arrivals.meanGapNanoseconds();
        return new ClientDevice(
                name,
                network,
                new ClientPopulation(clients, clock, random, index, expected),
                grants.handles(),
                clients.close());
    }
}
