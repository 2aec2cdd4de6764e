package org.skerry.noc.ni;

import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * How the news is saved that a packet has left the queue of an endpoint, so that its place can be used again. Of the packet only which
 * queue that was matters: domain times the number of virtual networks, plus the ordinal of the virtual network.
 */
final class RoomCodec implements Codec<Packet> {
    private static final VirtualNetwork[] NETWORKS = VirtualNetwork.values();

    @Override
    public void write(Packet gone, StateWriter out) {
        out.writeInt(gone.source());
        out.writeInt(queue(gone));
    }

    @Override
    public Packet read(StateReader in) {
        int endpoint = in.readInt();
        int queue = in.readInt();
        VirtualNetwork network = NETWORKS[Math.floorMod(queue, NETWORKS.length)];
        return new Packet(0, endpoint, endpoint, network, queue / NETWORKS.length, 1, null);
    }

    /** Which queue of its source a packet waits in. */
    static int queue(Packet packet) {
        return packet.domain() * NETWORKS.length + packet.network().ordinal();
    }
}
