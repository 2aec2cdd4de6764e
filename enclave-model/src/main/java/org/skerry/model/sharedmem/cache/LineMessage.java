package org.skerry.model.sharedmem.cache;

import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * What caches and memory channels tell each other about one line.
 *
 * @param kind   what it says
 * @param line   number of the line
 * @param core   the core concerned: who asks, gets the line, or has been asked to give it up
 * @param server who served the line, where the message ends a wait; else null
 */
public record LineMessage(Kind kind, long line, int core, Server server) {
    /** Bytes of a message without data: address, kind, sender. Assumption: one flit carries it. */
    public static final int HEADER_BYTES = 8;

    private static final Kind[] KINDS = Kind.values();
    private static final Server[] SERVERS = Server.values();

    /**
     * What can be said. Each kind belongs to a class of messages with a virtual network of its own, in this order; a message of one class
     * may be held back until some of a later class have arrived, never the other way round, so that no cycle of waiting can close:
     *
     * <pre>
     *   REQUEST   from a core; waits at a busy line, in order
     *   REPLY     from a home: probes, answers, orders to memory; a core or channel always takes them, and answers a probe at once
     *   CONTROL   from who was probed, from memory, or a confirmation; a home or core always takes them. Nothing follows from those
     *             that was not reserved when the request was accepted
     * </pre>
     */
    public enum Kind {
        /** A core wants to read. */
        READ(VirtualNetwork.REQUEST, false),
        /** A core wants to write and has no copy. */
        OWN(VirtualNetwork.REQUEST, false),
        /** A core wants to write the copy it has. */
        UPGRADE(VirtualNetwork.REQUEST, false),
        /** A line that was written leaves a core. */
        PUT(VirtualNetwork.REQUEST, true),

        /** The line for the core that asked; others have it too. */
        DATA_SHARED(VirtualNetwork.REPLY, true),
        /** The line for the core that asked; nobody else has it. */
        DATA_SOLE(VirtualNetwork.REPLY, true),
        /** The line for the core that asked, to be written. */
        DATA_OWNED(VirtualNetwork.REPLY, true),
        /** The core that asked may write its copy. */
        GRANTED(VirtualNetwork.REPLY, false),
        /** What was put is there. */
        PUT_DONE(VirtualNetwork.REPLY, false),
        /** Give up your copy. */
        INVALIDATE(VirtualNetwork.REPLY, false),
        /** Let another core read your copy. */
        FORWARD_READ(VirtualNetwork.REPLY, false),
        /** Let another core have your copy. */
        FORWARD_OWN(VirtualNetwork.REPLY, false),
        /** A slice wants a line from memory. */
        MEMORY_READ(VirtualNetwork.REPLY, false),
        /** A line for memory. */
        MEMORY_WRITE(VirtualNetwork.REPLY, true),

        /** The line from another core that keeps a copy. */
        PEER_SHARED(VirtualNetwork.CONTROL, true),
        /** The line from another core, to be written. */
        PEER_OWNED(VirtualNetwork.CONTROL, true),
        /** The copy is given up, or was not there. */
        ACK(VirtualNetwork.CONTROL, false),
        /** The copy is given up; this was written. */
        ACK_DATA(VirtualNetwork.CONTROL, true),
        /** The line is shared now. */
        COPY_CLEAN(VirtualNetwork.CONTROL, false),
        /** The line is shared now; this was written. */
        COPY_DIRTY(VirtualNetwork.CONTROL, true),
        /** There was no copy to forward. */
        NO_COPY(VirtualNetwork.CONTROL, false),
        /** The line has come from the other core. */
        CONFIRM(VirtualNetwork.CONTROL, false),
        /** The line from memory. */
        MEMORY_DATA(VirtualNetwork.CONTROL, true),

        /** A device wants to read, and keeps no copy. */
        READ_ONCE(VirtualNetwork.REQUEST, false),
        /** A device has written all of the line. */
        WRITE_LINE(VirtualNetwork.REQUEST, true),
        /** A device has written part of the line. */
        WRITE_PART(VirtualNetwork.REQUEST, true);

        private final VirtualNetwork network;
        private final boolean data;

        Kind(VirtualNetwork network, boolean data) {
            this.network = network;
            this.data = data;
        }

        /** The virtual network it travels on. */
        public VirtualNetwork network() {
            return network;
        }
    }

    /** How these are saved inside packets. */
    public static final Codec<Object> CODEC = new Codec<>() {
        @Override
        public void write(Object item, StateWriter out) {
            LineMessage message = (LineMessage) item;
            out.writeInt(message.kind.ordinal());
            out.writeLong(message.line);
            out.writeInt(message.core);
            out.writeInt(message.server == null ? 0 : 1 + message.server.ordinal());
        }

        @Override
        public Object read(StateReader in) {
            Kind kind = KINDS[in.readIndex(KINDS.length, "kinds of messages")];
            long line = in.readLong();
            int core = in.readInt();
            int server = in.readIndex(SERVERS.length + 1, "servers of a line");
            return new LineMessage(kind, line, core, server == 0 ? null : SERVERS[server - 1]);
        }
    };

    /** A message that ends no wait. */
    public LineMessage(Kind kind, long line, int core) {
        this(kind, line, core, null);
    }

    /** Bytes on the wire with lines of {@code lineBytes}. */
    public int bytes(int lineBytes) {
        return HEADER_BYTES + (kind.data ? lineBytes : 0);
    }
}
