package org.skerry.noc.ideal;

import org.skerry.noc.Packet;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * A packet between its routers.
 *
 * @param packet     the packet
 * @param handedOver cycle at which its source handed it over
 * @param due        cycle at which its last flit leaves the last router, if the port there is free
 */
record Transit(Packet packet, long handedOver, long due) {
    static Codec<Transit> codec(Codec<Packet> packets) {
        return new Codec<>() {
            @Override
            public void write(Transit transit, StateWriter out) {
                packets.write(transit.packet, out);
                out.writeLong(transit.handedOver);
                out.writeLong(transit.due);
            }

            @Override
            public Transit read(StateReader in) {
                return new Transit(packets.read(in), in.readLong(), in.readLong());
            }
        };
    }
}
