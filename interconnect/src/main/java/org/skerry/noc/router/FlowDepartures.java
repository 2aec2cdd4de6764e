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
    private static final long NONE = 0; // behind the last move, as no address is 0

    private final FlowState state;
    private final PacketIdentities packets;
    private final long[] words;
    private final long[] routers;
    private final FlowLinks links;
    private final int ports; // the bits of an address that say which port
    private final Boundary[] boundaries = new Boundary[Links.NORTH + 1]; // by kind of link

    private long[] moves = {}; // each of them, and the word of its input before
    private int end; // of those of this cycle

    FlowDepartures(FlowState state, PacketIdentities packets) {
        this.state = state;
        this.packets = packets;
        words = state.words;
        routers = state.routers;
        links = state.links;
        ports = (1 << state.bits) - FlowState.ROW;
    }

    /** Sets what is beyond links of a kind. */
    void connect(int kind, Boundary boundary) {
        boundaries[kind] = boundary;
    }

    /** Flits that leave: of each its {@link #move} and the word of the input before, side by side. With room for so many more. */
    long[] room(int more) {
        int needed = end + 2 * more;
        if (moves.length <= needed) {
            moves = Arrays.copyOf(moves, 2 * needed);
        }
        return moves;
    }

    /** Where those of this cycle end. */
    int end() {
        return end;
    }

    /** Flits have been put into the {@link #room} before {@code newEnd}. */
    void added(int newEnd) {
        end = newEnd;
    }

    /** The flit at the front of an input, whose word was {@code word}, leaves through an output. There is room. */
    void add(int input, int output, long word) {
        moves[end + 1] = word;
        moves[end] = move(input, output);
        end += 2;
    }

    static long move(int input, int output) {
        return (long) input << Integer.SIZE | output;
    }

    private static int input(long move) {
        return (int) (move >>> Integer.SIZE);
    }

    private static int output(long move) {
        return (int) move;
    }

    /** No more flits leave in this cycle. */
    void finish(long cycle) {
        int count = end;
        if (count != 0) {
            end = 0;
            record(cycle, count);
            moves[count] = NONE;
            sendCredits(cycle, count);
            sendFlits(cycle, count);
        }
    }

    /** Adds what left in this cycle to the histories of routers. */
    private void record(long cycle, int count) {
        long[] left = moves;
        for (int at = 0; at < count; at += 2) {
            long move = left[at];
            int flit = ChannelWords.front(left[at + 1]);
            long what = packets.identity(FlitLayout.slot(flit)) + FlitLayout.ends(flit);
            EntityDigests.add(routers, state.line(input(move)) + FlowState.LOW, cycle, places(move), what);
        }
    }

    /** Input and output of a move as histories of routers have them: {@link VcAddress#place}, of the input at bit 12. */
    private int places(long move) {
        int vc = FlowState.vc(output(move));
        return (input(move) & ports) << 14 | (output(move) & ports) << 2 | vc << 12 | vc;
    }

    /** Sends the credits for what left in this cycle. This and what follows are loops as {@link FlowLinks} says. */
    private void sendCredits(long cycle, int count) {
        long[] left = moves;
        long[] all = words;
        int[] credits = links.leavingCredits(cycle, count >> 1);
        int creditsEnd = 0;
        int elsewhere = credits.length; // from the last place down, inputs with a credit for something else
        long move;
        for (int at = 0; (move = left[at]) != NONE; at += 2) {
            int input = input(move);
            int row = input & -FlowState.ROW;
            all[row + FlowState.POINTER] = output(move);
            long last = all[row + FlowState.LINK];
            if (last >= 0) {
                credits[creditsEnd++] = (int) last | input & FlowState.ROW - 1;
            } else {
                credits[--elsewhere] = input;
            }
        }
        credits[creditsEnd] = FlowLinks.END;
        for (int i = credits.length; i > elsewhere; ) {
            sendCredit(cycle, credits[--i]);
        }
    }

    /** Sends what left in this cycle. After this, packets may belong to another partition. */
    private void sendFlits(long cycle, int count) {
        long[] left = moves;
        long[] all = words;
        long[] flits = links.leavingFlits(cycle, count >> 1);
        int flitsEnd = 0;
        int elsewhere = flits.length; // from the last place down, outputs and flits for something else
        long move;
        for (int at = 0; (move = left[at]) != NONE; at += 2) {
            int output = output(move);
            int row = output & -FlowState.ROW;
            all[row + FlowState.LEFT] += cycle;
            all[row + FlowState.SENT]++;
            all[row + FlowState.POINTER] = input(move);
            long next = all[row + FlowState.LINK];
            int flit = ChannelWords.front(left[at + 1]);
            if (next >= 0) {
                flits[flitsEnd++] = (next | output & FlowState.ROW - 1) << Integer.SIZE | flit;
            } else {
                flits[--elsewhere] = (long) output << Integer.SIZE | flit;
            }
        }
        flits[flitsEnd] = FlowLinks.END;
        putInOrder(flits, elsewhere);
        for (int i = flits.length; i > elsewhere; ) {
            i--;
            sendFlit(cycle, (int) (flits[i] >>> Integer.SIZE), (int) flits[i]);
        }
    }

    /** Puts outputs and flits from {@code first} on into the order of routers, the first router last: they nearly are. */
    private void putInOrder(long[] flits, int first) {
        for (int i = flits.length - 2; i >= first; i--) {
            long each = flits[i];
            int router = state.router((int) (each >>> Integer.SIZE));
            int at = i;
            while (at + 1 < flits.length && state.router((int) (flits[at + 1] >>> Integer.SIZE)) > router) {
                flits[at] = flits[at + 1];
                at++;
            }
            flits[at] = each;
        }
    }

    private void sendFlit(long cycle, int output, int flit) {
        long link = words[(output & -FlowState.ROW) + FlowState.LINK];
        int address = (int) link | FlowState.vc(output);
        if (FlowState.kind(link) != Links.ENDPOINT) {
            boundaries[FlowState.kind(link)].sendFlit(address, flit);
            return;
        }
        words[output] = ChannelWords.withCredit(words[output]);
        if (FlitLayout.isTail(flit)) {
            state.ejected.add(cycle, (long) address << 32 | flit);
        }
    }

    private void sendCredit(long cycle, int input) {
        long link = words[(input & -FlowState.ROW) + FlowState.LINK];
        if (FlowState.kind(link) == Links.ENDPOINT) {
            state.depart(cycle, input);
        } else {
            boundaries[FlowState.kind(link)].sendCredit((int) link | FlowState.vc(input));
        }
    }
}
