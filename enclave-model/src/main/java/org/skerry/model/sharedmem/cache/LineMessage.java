package org.skerry.model.sharedmem.cache;

import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * What caches and memory channels tell each other about one line.
 *
 * @param kind what it says
 * @param line number of the line
 * @param core the core concerned: who asks, or who is asked to give up
 */
public record LineMessage(Kind kind, long line, int core) {
    /** Bytes of a message without data: address, kind, sender. Assumption: one flit carries it. */
    public static final int HEADER_BYTES = 8;

    /** What can be said. */
    public enum Kind {
        /** A core wants to read. */
        READ(false),
        /** A core wants to write and has no copy. */
        OWN(false),
        /** A core wants to write the copy it has. */
        UPGRADE(false),
        /** The line for the core that asked. */
        DATA(true),
        /** The core that asked may write its copy. */
        GRANTED(false),
        /** Keep your copy as one among others. */
        PROBE_SHARE(false),
        /** Give up your copy. */
        PROBE_INVALIDATE(false),
        /** The probe was obeyed. */
        ACK(false),
        /** The probe was obeyed; the copy had been written, here it is. */
        ACK_DATA(true),
        /** A line that was written leaves a first-level cache. */
        WRITE_BACK(true),
        /** A slice wants a line from memory. */
        MEMORY_READ(false),
        /** The line from memory. */
        MEMORY_DATA(true),
        /** A line for memory. */
        MEMORY_WRITE(true);

        private final boolean data;

        Kind(boolean data) {
            this.data = data;
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
        }

        @Override
        public Object read(StateReader in) {
            return new LineMessage(
                    Kind.values()[in.readIndex(Kind.values().length, "kinds of messages")],
                    in.readLong(),
                    in.readInt());
        }
    };

    /** Whether it may cause another message before it is taken off the network's hands. */
    public boolean isRequest() {
        return kind == Kind.READ || kind == Kind.OWN || kind == Kind.UPGRADE;
    }

    /** Bytes on the wire with lines of {@code lineBytes}. */
    public int bytes(int lineBytes) {
        return HEADER_BYTES + (kind.data ? lineBytes : 0);
    }
}
