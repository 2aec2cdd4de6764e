package org.skerry.noc.ni;

import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * News that a packet has left the queue of an endpoint and that its place can be used again.
 *
 * @param endpoint the endpoint
 * @param network  ordinal of the virtual network
 */
public record Room(int endpoint, int network) {
    static final Codec<Room> CODEC = new Codec<>() {
        @Override
        public void write(Room room, StateWriter out) {
            out.writeInt(room.endpoint);
            out.writeInt(room.network);
        }

        @Override
        public Room read(StateReader in) {
            int endpoint = in.readInt();
            return new Room(endpoint, in.readIndex(VirtualNetwork.values().length, "virtual networks"));
        }
    };
}
