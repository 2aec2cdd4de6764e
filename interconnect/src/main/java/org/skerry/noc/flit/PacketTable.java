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

    // What is known of a packet, side by side.
    private static final int FACTS = 2; // as a power of two
    private static final int HANDED_OVER = 0; // cycle; in a free slot the next free one
    private static final int IDENTITY = 1;
    private static final int DESTINATION = 2;

    private final Codec<Packet> codec;
    private Packet[] packets = new Packet[64];
    private long[] facts = new long[64 << FACTS]; // by slot
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
            firstFree = (int) handedOver(slot);
        }
        packets[slot] = packet;
        int at = slot << FACTS;
        facts[at + DESTINATION] = destination;
        facts[at + IDENTITY] = identity(packet);
        facts[at + HANDED_OVER] = handedOverCycle;
        return slot;
    }

    private void grow() {
        int more = 2 * packets.length;
        if (more > FlitLayout.SLOTS) {
            throw new IllegalStateException("more than " + FlitLayout.SLOTS + " packets in one partition");
        }
        packets = Arrays.copyOf(packets, more);
        facts = Arrays.copyOf(facts, more << FACTS);
    }

    /** Forgets the packet in {@code slot}, and returns it. */
    public Packet remove(int slot) {
        Packet packet = packets[slot];
        packets[slot] = null;
        facts[(slot << FACTS) + HANDED_OVER] = firstFree;
        firstFree = slot;
        return packet;
    }

    /** The packet itself. */
    public Packet packet(int slot) {
        return packets[slot];
    }

    /** Cycle at which its source handed it over. */
    public long handedOver(int slot) {
        return facts[(slot << FACTS) + HANDED_OVER];
    }

    @Override
    public long identity(int slot) {
        return facts[(slot << FACTS) + IDENTITY];
    }

    /** Where it goes, in the coding of whoever added it. */
    public int destination(int slot) {
        return (int) facts[(slot << FACTS) + DESTINATION];
    }

    private static long identity(Packet packet) {
        long route = (long) packet.source() << 32 | packet.destination();
        long size = (long) packet.bytes() << 2 | packet.network().ordinal();
        return (packet.id() * Mix.GOLDEN + route) * Mix.GOLDEN + size; // mixed by the hash that it enters
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(slots);
        out.writeInt(firstFree);
        for (int slot = 0; slot < slots; slot++) {
            out.writeBoolean(packets[slot] != null);
            out.writeLong(handedOver(slot));
            if (packets[slot] != null) {
                codec.write(packets[slot], out);
                out.writeInt(destination(slot));
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
            int at = slot << FACTS;
            facts[at + HANDED_OVER] = in.readLong();
            if (used) {
                packets[slot] = codec.read(in);
                facts[at + IDENTITY] = identity(packets[slot]);
                facts[at + DESTINATION] = in.readInt();
            }
        }
    }
}
