package org.skerry.noc;

import java.util.List;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.trace.Floorplan;
import org.skerry.sim.trace.LinkLoad;

/**
 * A network on chip: carries packets between numbered endpoints, whole, without loss, and in order for each (source, destination,
 * virtual network). Machines know this interface and {@link NetworkPorts}; flits, buffers and routes are the network's own affair.
 *
 * <p>Order of use: {@link #open} the ports of every endpoint, {@link #install} all of it in a kernel, run. Endpoint {@code e} is
 * served by a component of partition {@link #partitionOf}{@code (e)}; partitions are cut so that few links cross. The kernel saves
 * and loads the network with everything in flight, since all of it is in components and wires.
 */
public interface Network {
    /** Number of endpoints; they are counted from 0. */
    int endpoints();

    /** Time-division domains, none of which can tell what the others send; 1 in a network without time division. */
    default int domains() {
        return 1;
    }

    /** Number of partitions the network is cut into; may be fewer than were asked for. */
    int partitions();

    /** Partition of the slice that an endpoint hangs on. */
    int partitionOf(int endpoint);

    /**
     * Opens the ports of endpoints {@code first} to {@code first + count - 1}, all of one partition, for {@code owner}, which takes
     * their packets and must be in the kernel when the network is installed.
     */
    NetworkPorts open(Component owner, int first, int count);

    /** Puts the slices and all wires into the kernel that is being built. The owners of ports are in it already. */
    void install(Kernel.Builder kernel);

    /** Links from one endpoint's router to the other's; 0 if they share one. */
    int hops(int source, int destination);

    /**
     * Cycles from handing over a packet of {@code bytes} to its arrival when nothing else is under way: the closed form that
     * {@code NetworkContractTest} holds every network to.
     */
    long zeroLoadLatencyCycles(int source, int destination, int bytes);

    /** Smallest latency of a wire between partitions, and so the longest window of a parallel run. */
    long smallestCrossingLatencyCycles();

    /** Packets handed over and not yet arrived. Called between two cycles. */
    long packetsInFlight();

    /** Adds the metrics {@code network.*}. Once, before the first run. */
    void register(StatsRegistry registry);

    /** What passed over each link between routers so far, in a fixed order; empty for a network that does not know. */
    default List<LinkLoad> links() {
        return List.of();
    }

    /** Attaches a watcher, or detaches it with null. Changes no result. Before the first run only. */
    void observe(NetworkObserver observer);

    /**
     * Adds the history of each endpoint to a digest; the id of endpoint {@code e} in it is {@code firstEntity + e}. Routers, if the
     * network keeps a history of them, follow.
     */
    void digest(DigestCombiner digest, long firstEntity);

    /** Routers as parts of a floorplan whose tiles are given: element {@code r} is the tile of router {@code r}. */
    List<Floorplan.Element> floorplan(List<Floorplan.Element> tiles, int firstId);
}
