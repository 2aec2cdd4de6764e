package org.skerry.noc;

import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * What one endpoint sends to another. Immutable.
 *
 * @param id          identifier given by the source; appears in digests and traces
 * @param source      endpoint that injects it
 * @param destination endpoint that it is for; may be the source itself
 * @param network     protocol class
 * @param domain      time-division domain it travels in; 0 in a network without any
 * @param bytes       size on the wire, header included; at least 1
 * @param body        what the machine sends; the network never looks at it
 */
public record Packet(long id, int source, int destination, VirtualNetwork network, int domain, int bytes, Object body) {
    /** A packet has a size. */
    public Packet(long id, int source, int destination, VirtualNetwork network, int domain, int bytes, Object body) {
        this.id = id;
        this.source = source;
        this.destination = destination;
        this.network = network;
        this.domain = domain;
        this.bytes = bytes;
        this.body = body;
        // Last: what is written into an object behind a branch, its garbage collector has to be told of.
        assert bytes >= 1 : "packet " + Long.toHexString(id) + " has " + bytes + " bytes";
    }

    /** A packet of domain 0, the only one of a network without time division. */
    public Packet(long id, int source, int destination, VirtualNetwork network, int bytes, Object body) {
        this(id, source, destination, network, 0, bytes, body);
    }

    /** How packets are saved whose bodies {@code bodies} saves. */
    public static Codec<Packet> codec(Codec<Object> bodies) {
        return new Codec<>() {
            @Override
            public void write(Packet packet, StateWriter out) {
                out.writeLong(packet.id);
                out.writeInt(packet.source);
                out.writeInt(packet.destination);
                out.writeInt(packet.network.ordinal());
                out.writeInt(packet.domain);
                out.writeInt(packet.bytes);
                bodies.write(packet.body, out);
            }

            @Override
            public Packet read(StateReader in) {
                long id = in.readLong();
                int source = in.readInt();
                int destination = in.readInt();
                VirtualNetwork[] networks = VirtualNetwork.values();
                VirtualNetwork network = networks[in.readIndex(networks.length, "virtual networks")];
                int domain = in.readInt();
                return new Packet(id, source, destination, network, domain, in.readInt(), bodies.read(in));
            }
        };
    }
}
