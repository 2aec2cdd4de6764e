package org.skerry.noc.ideal;

import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.link.Wire;
import org.skerry.sim.state.Codec;

/** Ports of consecutive endpoints: one wire to the slice and one back. The queue at the source has no bound, so nothing is refused. */
final class IdealPorts implements NetworkPorts {
    final Component owner;
    final int first;
    final int count;
    final Wire<Packet> toNetwork;
    final Wire<Packet> toOwner;

    IdealPorts(Component owner, int first, int count, MeshSpec mesh, Codec<Packet> codec) {
        this.owner = owner;
        this.first = first;
        this.count = count;
        toNetwork = new Wire<>("injection of endpoints from " + first, mesh.injectionCycles(), codec);
        toOwner = new Wire<>("ejection of endpoints from " + first, mesh.ejectionCycles(), codec);
    }

    @Override
    public boolean inject(long cycle, Packet packet) {
        if (packet.source() < first || packet.source() >= first + count) {
            throw new IllegalStateException("cycle " + cycle + ": component " + owner.name() + " serves endpoints "
                    + first + ".." + (first + count - 1) + " and injected a packet of endpoint " + packet.source());
        }
        toNetwork.send(cycle, packet);
        return true;
    }

    @Override
    public Packet poll(long cycle) {
        return toOwner.poll(cycle);
    }

    @Override
    public int pollSpace(long cycle) {
        return -1;
    }

    int underWay() {
        return toNetwork.inFlight() + toOwner.inFlight();
    }
}
