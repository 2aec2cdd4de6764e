package org.skerry.noc.ni;

import java.util.ArrayList;
import java.util.List;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.router.MeshRouters;
import org.skerry.noc.router.RouterBlock;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** The network interfaces of all endpoints of one partition, on the side of its routers. */
public final class Interfaces implements Stateful {
    private final RouterBlock block;
    private final List<MeshPorts> ports = new ArrayList<>();
    private final MeshPorts[] portsOf; // by endpoint here; null for those that nobody serves
    private final EntityDigests digests;
    private final SourceQueues sources;
    private final Reassembly reassembly;

    /** Interfaces of {@code block}, not served yet. */
    public Interfaces(RouterBlock block, PacketTable packets, MeshRouters routers) {
        this.block = block;
        portsOf = new MeshPorts[block.endpoints()];
        digests = new EntityDigests(portsOf.length);
        sources = new SourceQueues(block, packets, routers, portsOf, digests);
        reassembly = new Reassembly(block, packets, routers, portsOf, digests);
    }

    /** Adds ports; each endpoint has one. */
    public void add(MeshPorts more) {
        for (int endpoint = more.first(); endpoint < more.first() + more.count(); endpoint++) {
            if (portsOf[block.local(endpoint)] != null) {
                throw new IllegalStateException("the port of endpoint " + endpoint + " is opened twice");
            }
            portsOf[block.local(endpoint)] = more;
        }
        ports.add(more);
    }

    /** The ports that were added, in order. */
    public List<MeshPorts> ports() {
        return ports;
    }

    /** Sets who watches, or null. */
    public void observe(NetworkObserver observer) {
        sources.observe(observer);
        reassembly.observe(observer);
    }

    /** Takes in new packets, sends flits to routers, takes flits from them. */
    public void step(long cycle) {
        for (int i = 0; i < ports.size(); i++) {
            sources.takeFrom(ports.get(i), cycle);
        }
        sources.step(cycle);
        reassembly.step(cycle);
    }

    /** Whether any packet waits at a source. */
    public boolean busy() {
        return sources.busy();
    }

    /** Packets that were taken in and not delivered here; a difference of two counters, to be summed over all partitions. */
    public long underWay() {
        long count = sources.packetsTaken() - reassembly.packetsDelivered();
        for (MeshPorts each : ports) {
            count += each.underWay();
        }
        return count;
    }

    /** The sources, for their counters. */
    public SourceQueues sources() {
        return sources;
    }

    /** The destinations, for their counters. */
    public Reassembly reassembly() {
        return reassembly;
    }

    /** The history of each endpoint, by its index here. */
    public EntityDigests digests() {
        return digests;
    }

    @Override
    public void save(StateWriter out) {
        for (MeshPorts each : ports) {
            each.save(out);
        }
        sources.save(out);
        reassembly.save(out);
        digests.save(out);
    }

    @Override
    public void load(StateReader in) {
        for (MeshPorts each : ports) {
            each.load(in);
        }
        sources.load(in);
        reassembly.load(in);
        digests.load(in);
    }
}
