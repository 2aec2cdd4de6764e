package org.skerry.noc.router;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The virtual channels of all links into the routers of {@link FlowRouters}: what the sender knows, what the receiver knows and the flits
 * that are there or on their way, side by side, since who touches one of them mostly touches the others. That of an input from an endpoint
 * or another partition has the state of the output to there as its sender's, since its own sender is elsewhere.
 *
 * <pre>
 *   sender                   39         24 23     16 15      8 7       0
 *                           | ports with  | port    | holder  | credits |
 *                           | heads       | first   | plus 1  |         |
 *   receiver                         24    23     16 15      8 7       0
 *                           | has         | output  | head    | flits   |
 *                           | output      | port    | of ring |         |
 *   a flit                   63         32 31                          0
 *                           | cycle of    | flit                        |
 *                           | arrival     |                             |
 * </pre>
 *
 * A channel is named by the place of its sender in the array. Cycles of arrival are compared within 2^31 cycles, and no flit waits as long.
 */
final class FlowChannels implements Stateful {
    static final int BYTE = 0xff;
    static final int HOLDER = 8;
    static final int POINTER = 16;
    static final int HEADS = 24;

    static final int HEAD = 8;
    static final int OUTPUT = 16;
    static final int HAS_OUTPUT = 1 << 24;

    private static final int RECEIVER = 1;
    private static final int PLACES = 2;
    private static final int ARRIVAL = 32;

    private final int depth;
    private final int stride;
    private final long[] words;

    /** So many channels with all credits, and buffers of {@code depth} flits. */
    FlowChannels(int channels, int depth) {
        this.depth = depth;
        stride = PLACES + depth;
        words = new long[Math.multiplyExact(channels, stride)];
        for (int at = 0; at < words.length; at += stride) {
            words[at] = depth;
        }
    }

    /** Distance between two channels. */
    int stride() {
        return stride;
    }

    long sender(int channel) {
        return words[channel];
    }

    void sender(int channel, long state) {
        words[channel] = state;
    }

    int receiver(int channel) {
        return (int) words[channel + RECEIVER];
    }

    void receiver(int channel, int state) {
        words[channel + RECEIVER] = state;
    }

    /** Flits that a sender may still send. */
    int credits(int channel) {
        return (int) words[channel] & BYTE;
    }

    /** The input port whose packet a sender has given the channel to, or -1. */
    static int holder(long sender) {
        return ((int) sender >>> HOLDER & BYTE) - 1;
    }

    /** The state of a sender that has given its channel to a port, one of those that wait for it. */
    static long given(long sender, int port) {
        long next = port + 1L;
        long others = sender >>> HEADS & ~(1L << port);
        return sender & BYTE | next << HOLDER | next << POINTER | others << HEADS;
    }

    /** Flits that are there or on their way. */
    int flits(int channel) {
        return (int) words[channel + RECEIVER] & BYTE;
    }

    /** Puts a flit behind the others. */
    void put(int channel, long arrival, int flit) {
        int state = receiver(channel);
        words[channel + RECEIVER] = state + 1;
        words[place(channel, state, state & BYTE)] = arrival << ARRIVAL | flit;
    }

    /** Where the flit {@code index} places behind the first one lies. */
    private int place(int channel, int receiver, int index) {
        int place = (receiver >>> HEAD & BYTE) + index;
        return channel + PLACES + (place >= depth ? place - depth : place);
    }

    /** The first flit, and when it arrives. */
    long first(int channel) {
        return words[channel + PLACES + (receiver(channel) >>> HEAD & BYTE)];
    }

    /** The receiver's state without the first flit. The ring of a buffer that becomes empty starts again at its first place. */
    int withoutFirst(int receiver) {
        int count = (receiver & BYTE) - 1;
        int head = (receiver >>> HEAD & BYTE) + 1;
        head = head == depth || count == 0 ? 0 : head;
        return receiver & (HAS_OUTPUT | BYTE << OUTPUT) | head << HEAD | count;
    }

    /** Whether a flit is there at {@code cycle}. */
    static boolean isHere(long flit, long cycle) {
        return (int) (flit >>> ARRIVAL) - (int) cycle <= 0;
    }

    /** Cycle at which a flit arrives, seen from {@code cycle}. */
    static long arrival(long flit, long cycle) {
        return cycle + ((int) (flit >>> ARRIVAL) - (int) cycle);
    }

    /** Flits that are there at {@code cycle} in so many channels. */
    int buffered(int first, int channels, long cycle) {
        int sum = 0;
        for (int at = first; at < first + channels * stride; at += stride) {
            for (int i = 0; i < flits(at); i++) {
                sum += isHere(words[place(at, receiver(at), i)], cycle) ? 1 : 0;
            }
        }
        return sum;
    }

    /** Cycles of arrival, seen from {@code cycle}, of the flits that are not there yet in so many channels, together. */
    long coming(int first, int channels, long cycle) {
        long sum = 0;
        for (int at = first; at < first + channels * stride; at += stride) {
            for (int i = 0; i < flits(at); i++) {
                long flit = words[place(at, receiver(at), i)];
                sum += isHere(flit, cycle) ? 0 : arrival(flit, cycle);
            }
        }
        return sum;
    }

    @Override
    public void save(StateWriter out) {
        for (int at = 0; at < words.length; at += stride) {
            out.writeLong(words[at]);
            out.writeInt(receiver(at));
            for (int i = 0; i < flits(at); i++) {
                out.writeLong(words[place(at, receiver(at), i)]);
            }
        }
    }

    @Override
    public void load(StateReader in) {
        for (int at = 0; at < words.length; at += stride) {
            words[at] = in.readLong();
            receiver(at, in.readInt());
            for (int i = 0; i < flits(at); i++) {
                words[place(at, receiver(at), i)] = in.readLong();
            }
        }
    }
}
