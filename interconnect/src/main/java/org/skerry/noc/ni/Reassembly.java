package org.skerry.noc.ni;

import java.util.Arrays;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.Packet;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.router.DelayLine;
import org.skerry.noc.router.MeshRouters;
import org.skerry.noc.router.RouterBlock;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.LatencyHistogram;

/**
 * Where flits become packets again. An endpoint takes each flit as it comes, at most one a cycle, and never waits, so that what is in
 * the network always gets out. A packet is complete with its tail; packets that are complete in one cycle leave in order of source.
 */
public final class Reassembly implements Stateful {
    static final int EVENT_ARRIVED = 2;

    private static final int LOOKED_AT = 16; // flits or packets at a time, on a large chip

    private final RouterBlock block;
    private final PacketTable packets;
    private final MeshRouters routers;
    private final PortSide[] portsOf;
    private final EntityDigests digests;
    private final DelayLine ejections;
    private final int ejectionCycles;

    private int[] complete = new int[16]; // slots of packets, within a cycle
    private final boolean looksAhead;
    private long seen; // so that nobody takes the looks for superfluous
    private int completeCount;
    private final LatencyHistogram latency = new LatencyHistogram();
    private NetworkObserver observer;
    private long packetsDelivered;

    Reassembly(RouterBlock block, PacketTable packets, MeshRouters routers, PortSide[] portsOf, EntityDigests digests) {
        this.block = block;
        this.packets = packets;
        this.routers = routers;
        this.portsOf = portsOf;
        this.digests = digests;
        ejections = routers.ejections();
        ejectionCycles = block.mesh().ejectionCycles();
        looksAhead = block.isLarge();
    }

    void observe(NetworkObserver newObserver) {
        observer = newObserver;
    }

    /** Takes all flits that leave routers at {@code cycle}. */
    void step(long cycle) {
        for (int i = 0; ejections.isDue(cycle); i++) {
            if (looksAhead && i % LOOKED_AT == 0) {
                lookAtFlits(Math.min(ejections.due(cycle), LOOKED_AT));
            }
            long entry = ejections.take();
            take(cycle, (int) (entry >>> 32), (int) entry);
        }
        if (completeCount != 0) {
            deliverAll(cycle);
        }
    }

    private void deliverAll(long cycle) {
        for (int i = 0; i < completeCount; i++) {
            if (looksAhead && i % LOOKED_AT == 0) {
                lookAtPackets(i, Math.min(completeCount, i + LOOKED_AT));
            }
            deliver(cycle, complete[i]);
        }
        completeCount = 0;
    }

    private void take(long cycle, int output, int flit) {
        routers.ejected(cycle, output);
        if (FlitLayout.isTail(flit)) {
            completed(FlitLayout.slot(flit));
        }
    }

    /** Keeps the packet among those of this cycle, which are few, in order of source. */
    private void completed(int slot) {
        if (completeCount == complete.length) {
            complete = Arrays.copyOf(complete, 2 * completeCount);
        }
        int at = completeCount++;
        if (at > 0) {
            int source = packets.packet(slot).source();
            for (; at > 0 && packets.packet(complete[at - 1]).source() > source; at--) {
                complete[at] = complete[at - 1];
            }
        }
        complete[at] = slot;
    }

    /** Looks at what flits need that come out of routers, before any of them does; see {@link SourceQueues}. */
    private void lookAtFlits(int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += packets.handedOver(FlitLayout.slot((int) ejections.value(i)));
        }
        for (int i = 0; i < count; i++) {
            Packet packet = packets.packet(FlitLayout.slot((int) ejections.value(i)));
            sum += packet == null ? 0 : packet.bytes();
        }
        seen += sum;
    }

    /** The same for packets that are complete. */
    private void lookAtPackets(int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            int endpoint = block.local(packets.packet(complete[i]).destination());
            sum += digests.low(endpoint) + packets.identity(complete[i]);
            sum += portsOf[endpoint] == null ? 0 : 1;
        }
        seen += sum;
    }

    private void deliver(long cycle, int slot) {
        Packet packet = packets.packet(slot);
        int endpoint = block.local(packet.destination());
        if (portsOf[endpoint] == null) {
            throw new IllegalStateException(
                    "cycle " + cycle + ": " + packet + " arrived, and nobody has opened the port of its destination");
        }
        long arrival = cycle + ejectionCycles;
        long latencyCycles = arrival - packets.handedOver(slot);
        packetsDelivered++;
        digests.add(endpoint, arrival, EVENT_ARRIVED, packets.identity(slot));
        latency.record(latencyCycles);
        if (observer != null) {
            observer.onDelivered(arrival, packet, latencyCycles);
        }
        packets.remove(slot);
        portsOf[endpoint].deliver(cycle, packet);
    }

    long packetsDelivered() {
        return packetsDelivered;
    }

    /** Cycles from handing over to arrival. */
    public LatencyHistogram latency() {
        return latency;
    }

    @Override
    public void save(StateWriter out) {
        latency.save(out);
        out.writeLong(packetsDelivered);
    }

    @Override
    public void load(StateReader in) {
        latency.load(in);
        packetsDelivered = in.readLong();
    }
}
