package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.flit.PacketIdentities;
import org.skerry.sim.digest.EntityDigests;

/**
 * The flits that leave {@link FlowRouters} in a cycle. What others may depend on in the same cycle has been done when they come here;
 * what is left, history, counters and links, is done for all of them one after the other, and what is rarer in a step of its own.
 */
final class FlowDepartures {
    private final FlowState state;
    private final PacketIdentities packets;
    private final long[] words;
    private final long[] routers;
    private final RouterLines lines;
    private final int ports; // the bits of an address that say which port
    private final Boundary[] boundaries = new Boundary[Links.NORTH + 1]; // by kind of link

    private long[] moves = {}; // input, output; the word of the input before
    private int moveCount; // twice

    FlowDepartures(FlowState state, PacketIdentities packets) {
        this.state = state;
        this.packets = packets;
        words = state.words;
        routers = state.routers;
        lines = state.lines;
        ports = (1 << state.bits) - FlowState.ROW;
    }

    /** Sets what is beyond links of a kind. */
    void connect(int kind, Boundary boundary) {
        boundaries[kind] = boundary;
    }

    /** For so many more flits. */
    void makeRoom(int flits) {
        if (moves.length - moveCount < 2 * flits) {
            moves = Arrays.copyOf(moves, 2 * (moves.length + flits));
        }
    }

    /** The flit at the front of an input, whose word was {@code word}, leaves through an output. There is room. */
    void add(int input, int output, long word) {
        moves[moveCount] = (long) input << 32 | output;
        moves[moveCount + 1] = word;
        moveCount += 2;
    }

    /** No more flits leave in this cycle. */
    void finish(long cycle) {
        if (moveCount != 0) {
            record(cycle);
            send(cycle);
        }
    }

    /** Adds what left in this cycle to the histories of routers. */
    private void record(long cycle) {
        for (int i = 0; i < moveCount; i += 2) {
            long move = moves[i];
            int flit = ChannelWords.front(moves[i + 1]);
            int line = state.line((int) (move >>> 32));
            long what = packets.identity(FlitLayout.slot(flit)) + FlitLayout.ends(flit);
            EntityDigests.add(routers, line + FlowState.LOW, cycle, places(move), what);
            routers[line + FlowState.STAYS] += cycle;
        }
    }

    /** Sends what left in this cycle, and the credits for it, to other routers. After this, packets may belong to another partition. */
    private void send(long cycle) {
        int count = moveCount;
        moveCount = 0;
        long[] flits = lines.flits.room(count >> 1);
        long[] credits = lines.credits.room(count >> 1);
        int flitsEnd = lines.flits.end();
        int creditsEnd = lines.credits.end();
        int elsewhere = 0;
        for (int i = 0; i < count; i += 2) {
            long move = moves[i];
            long word = moves[i + 1];
            int input = (int) (move >>> 32);
            int output = (int) move;
            int from = input & -FlowState.ROW;
            int to = output & -FlowState.ROW;
            words[from + FlowState.POINTER] = output;
            words[to + FlowState.POINTER] = input;
            words[to + FlowState.SENT]++;
            long next = words[to + FlowState.LINK];
            long last = words[from + FlowState.LINK];
            if ((next | last) < 0) {
                moves[elsewhere] = move;
                moves[elsewhere + 1] = word;
                elsewhere += 2;
            }
            if (next >= 0) {
                flits[flitsEnd++ & flits.length - 1] =
                        (next | input & FlowState.ROW - 1) << 32 | ChannelWords.front(word);
            }
            if (last >= 0) {
                credits[creditsEnd++ & credits.length - 1] = last | input & FlowState.ROW - 1;
            }
        }
        lines.flits.added(cycle, flitsEnd);
        lines.credits.added(cycle, creditsEnd);
        if (elsewhere != 0) {
            sendElsewhere(cycle, elsewhere);
        }
    }

    /** Input and output of a move as histories of routers have them: {@link VcAddress#place}, of the input at bit 12. */
    private int places(long move) {
        int input = (int) (move >>> 32);
        int vc = FlowState.vc(input);
        return (input & ports) << 14 | ((int) move & ports) << 2 | vc << 12 | vc;
    }

    /** Sends the first of what left, to other partitions and endpoints or with a credit for those. */
    private void sendElsewhere(long cycle, int count) {
        for (int i = 0; i < count; i += 2) {
            int input = (int) (moves[i] >>> 32);
            int output = (int) moves[i];
            long next = words[(output & -FlowState.ROW) + FlowState.LINK];
            if (next < 0) {
                sendFlit(cycle, output, next, ChannelWords.front(moves[i + 1]));
            }
            long last = words[(input & -FlowState.ROW) + FlowState.LINK];
            if (last < 0) {
                sendCredit(cycle, input, last);
            }
        }
    }

    private void sendFlit(long cycle, int output, long link, int flit) {
        int address = (int) link | FlowState.vc(output);
        if (FlowState.kind(link) != Links.ENDPOINT) {
            boundaries[FlowState.kind(link)].sendFlit(address, flit);
            return;
        }
        words[output] = ChannelWords.withCredit(words[output]);
        if (FlitLayout.isTail(flit)) {
            lines.ejected.add(cycle, (long) address << 32 | flit);
        }
    }

    private void sendCredit(long cycle, int input, long link) {
        if (FlowState.kind(link) == Links.ENDPOINT) {
            state.depart(cycle, input);
        } else {
            boundaries[FlowState.kind(link)].sendCredit((int) link | FlowState.vc(input));
        }
    }
}
