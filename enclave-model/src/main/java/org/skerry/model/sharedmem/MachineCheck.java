package org.skerry.model.sharedmem;

import org.skerry.noc.Packet;
import org.skerry.noc.survive.Notices;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * What the network says when a slice, a core or a channel is gone: whatever it is, lines that lived there are lost, and a machine whose parts share
 * bytes cannot go on without them.
 */
public final class MachineCheck implements Notices {
    /** The body of such a packet. */
    static final Object GONE = new Object() {
        @Override
        public String toString() {
            return "part of the machine is gone";
        }
    };

    @Override
    public Object returned(Packet packet, boolean dead) {
        return GONE;
    }

    @Override
    public Object gone(int[] dead, int[] cut) {
        return GONE;
    }

    /** Messages about lines carry no bytes here: what was spoilt unnoticed is counted, and changes nothing. */
    @Override
    public Object spoilt(Packet packet, long draw) {
        return packet.body();
    }

    /** How bodies are saved where these are among them. */
    static Codec<Object> codec(Codec<Object> others) {
        return new Codec<>() {
            @Override
            public void write(Object body, StateWriter out) {
                out.writeBoolean(body == GONE);
                if (body != GONE) {
                    others.write(body, out);
                }
            }

            @Override
            public Object read(StateReader in) {
                return in.readBoolean() ? GONE : others.read(in);
            }
        };
    }
}
