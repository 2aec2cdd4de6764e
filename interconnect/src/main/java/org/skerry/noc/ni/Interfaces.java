package org.skerry.noc.ni;

import org.skerry.noc.NetworkObserver;
import org.skerry.noc.Packet;
import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.router.MeshRouters;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.SlotTable;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** The network interfaces of all endpoints of one partition, on the side of its routers. */
public final class Interfaces implements Stateful {
    private final RouterBlock block;
    private final PortSide[] portsOf; // by endpoint here; null for those that nobody serves
    private final EntityDigests digests;
    private final SourceQueues sources;
    private final Reassembly reassembly;

    /** Interfaces of {@code block} for packets of all domains, not served yet. */
    public Interfaces(RouterBlock block, PacketTable packets, MeshRouters routers) {
        this(block, packets, routers, null);
    }

    /**
     * Interfaces of {@code block} for packets of one time-division domain, not served yet.
     *
     * @param slots when outputs of routers are open to the domain; null for all domains
     */
    public Interfaces(RouterBlock block, PacketTable packets, MeshRouters routers, SlotTable slots) {
        this.block = block;
        portsOf = new PortSide[block.endpoints()];
        digests = new EntityDigests(portsOf.length);
        sources = new SourceQueues(block, packets, routers, portsOf, digests, slots);
        reassembly = new Reassembly(block, packets, routers, portsOf, digests);
    }

    /** Adds ports; each endpoint has one. */
    public void add(PortSide more) {
        for (int endpoint = more.first(); endpoint < more.first() + more.count(); endpoint++) {
            if (portsOf[block.local(endpoint)] != null) {
                throw new IllegalStateException("the port of endpoint " + endpoint + " is opened twice");
            }
            portsOf[block.local(endpoint)] = more;
        }
    }

    /** From now on outputs of routers are open in other slots. */
    public void reslot(SlotTable table) {
        sources.reslot(table);
    }

    /** Sets who watches, or null. */
    public void observe(NetworkObserver observer) {
        sources.observe(observer);
        reassembly.observe(observer);
    }

    /** Looks, on a large chip, at what the next packets need that are taken in: the first {@code count}. Changes nothing that is simulated. */
    public void look(Packet[] next, int count) {
        sources.look(next, count);
    }

    /** Takes in a packet that has been handed over to ports that were added. */
    public void accept(long cycle, Packet packet) {
        sources.accept(cycle, packet);
    }

    /** Sends flits to routers, takes flits from them. */
    public void step(long cycle) {
        sources.step(cycle);
        reassembly.step(cycle);
    }

    /** Whether any packet waits at a source. */
    public boolean busy() {
        return sources.busy();
    }

    /** Packets that were taken in and not delivered here; a difference of two counters, to be summed over all partitions. */
    public long underWay() {
        return sources.packetsTaken() - reassembly.packetsDelivered();
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
        sources.save(out);
        reassembly.save(out);
        digests.save(out);
    }

    @Override
    public void load(StateReader in) {
        sources.load(in);
        reassembly.load(in);
        digests.load(in);
    }
}
