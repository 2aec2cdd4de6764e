package org.skerry.noc.ni;

import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * News that a packet has left the queue of an endpoint and that its place can be used again.
 *
 * @param endpoint the endpoint
 * @param queue    which of the endpoint's: domain times the number of virtual networks, plus the ordinal of the virtual network
 */
public record Room(int endpoint, int queue) {
    static final Codec<Room> CODEC = new Codec<>() {
        @Override
        public void write(Room room, StateWriter out) {
            out.writeInt(room.endpoint);
            out.writeInt(room.queue);
        }

        @Override
        public Room read(StateReader in) {
            int endpoint = in.readInt();
            return new Room(endpoint, in.readInt());
        }
    };
}
