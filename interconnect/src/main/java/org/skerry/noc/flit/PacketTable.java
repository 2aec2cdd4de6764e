package org.skerry.noc.flit;

import java.util.Arrays;
import org.skerry.noc.Packet;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** The packets that have flits in one partition, by slot, with what routers must know of them. A slot is used again. */
public final class PacketTable implements PacketIdentities, Stateful {
    private static final int FREE_END = -1;

    private final Codec<Packet> codec;
    private Packet[] packets = new Packet[64];
    private long[] handedOver = new long[64]; // cycle; in a free slot the next free one
    private long[] identities = new long[64];
    private int[] destinations = new int[64];
    private int slots;
    private int firstFree = FREE_END;

    /** An empty table of packets that {@code codec} saves. */
    public PacketTable(Codec<Packet> codec) {
        this.codec = codec;
    }

    /**
     * Takes a packet in and returns its slot.
     *
     * @param handedOverCycle cycle at which its source handed it over
     * @param destination     what {@link #destination} is to return
     */
    public int add(Packet packet, long handedOverCycle, int destination) {
        int slot = firstFree;
        if (slot == FREE_END) {
            slot = slots++;
            if (slot == packets.length) {
                grow();
            }
        } else {
            firstFree = (int) handedOver[slot];
        }
        packets[slot] = packet;
        handedOver[slot] = handedOverCycle;
        identities[slot] = identity(packet);
        destinations[slot] = destination;
        return slot;
    }

    private void grow() {
        int more = 2 * packets.length;
        if (more > FlitLayout.SLOTS) {
            throw new IllegalStateException("more than " + FlitLayout.SLOTS + " packets in one partition");
        }
        packets = Arrays.copyOf(packets, more);
        handedOver = Arrays.copyOf(handedOver, more);
        identities = Arrays.copyOf(identities, more);
        destinations = Arrays.copyOf(destinations, more);
    }

    /** Forgets the packet in {@code slot}. */
    public void remove(int slot) {
        packets[slot] = null;
        handedOver[slot] = firstFree;
        firstFree = slot;
    }

    /** The packet itself. */
    public Packet packet(int slot) {
        return packets[slot];
    }

    /** Cycle at which its source handed it over. */
    public long handedOver(int slot) {
        return handedOver[slot];
    }

    @Override
    public long identity(int slot) {
        return identities[slot];
    }

    /** Where it goes, in the coding of whoever added it. */
    public int destination(int slot) {
        return destinations[slot];
    }

    private static long identity(Packet packet) {
        long route = (long) packet.source() << 32 | packet.destination();
        long size = (long) packet.bytes() << 2 | packet.network().ordinal();
        return Mix.combine(Mix.combine(packet.id(), route), size);
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(slots);
        out.writeInt(firstFree);
        for (int slot = 0; slot < slots; slot++) {
            out.writeBoolean(packets[slot] != null);
            out.writeLong(handedOver[slot]);
            if (packets[slot] != null) {
                codec.write(packets[slot], out);
                out.writeInt(destinations[slot]);
            }
        }
    }

    @Override
    public void load(StateReader in) {
        Arrays.fill(packets, null);
        slots = in.readCount(Long.BYTES);
        firstFree = in.readInt();
        while (packets.length < slots) {
            grow();
        }
        for (int slot = 0; slot < slots; slot++) {
            boolean used = in.readBoolean();
            handedOver[slot] = in.readLong();
            if (used) {
                packets[slot] = codec.read(in);
                identities[slot] = identity(packets[slot]);
                destinations[slot] = in.readInt();
            }
        }
    }
}
