package org.skerry.noc.mesh;

import java.util.Arrays;
import org.skerry.noc.Packet;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * What crosses from one slice to the next in one cycle, one way: at most one flit and one credit for each column. With heads come
 * their packets, as slots mean nothing to the other slice. A burst is filled once and emptied once, and then used again.
 */
final class Burst {
    private long[] words; // address and flit, or address alone
    private Packet[] packets; // of the heads among them, in order
    private long[] handedOver; // of those packets
    private int size;
    private int heads;

    Burst(int columns) {
        words = new long[columns];
        packets = new Packet[columns];
        handedOver = new long[columns];
    }

    void add(long word) {
        words[size++] = word;
    }

    void addHead(long word, Packet packet, long handedOverCycle) {
        packets[heads] = packet;
        handedOver[heads++] = handedOverCycle;
        add(word);
    }

    int size() {
        return size;
    }

    long word(int index) {
        return words[index];
    }

    Packet packet(int head) {
        return packets[head];
    }

    long handedOver(int head) {
        return handedOver[head];
    }

    void clear() {
        Arrays.fill(packets, 0, heads, null);
        size = 0;
        heads = 0;
    }

    static Codec<Burst> codec(int columns, Codec<Packet> packets) {
        return new Codec<>() {
            @Override
            public void write(Burst burst, StateWriter out) {
                out.writeLongs(burst.words, 0, burst.size);
                out.writeInt(burst.heads);
                for (int i = 0; i < burst.heads; i++) {
                    packets.write(burst.packets[i], out);
                    out.writeLong(burst.handedOver[i]);
                }
            }

            @Override
            public Burst read(StateReader in) {
                Burst burst = new Burst(columns);
                for (long word : in.readLongs()) {
                    burst.add(word);
                }
                burst.heads = in.readCount(Long.BYTES);
                for (int i = 0; i < burst.heads; i++) {
                    burst.packets[i] = packets.read(in);
                    burst.handedOver[i] = in.readLong();
                }
                return burst;
            }
        };
    }
}
