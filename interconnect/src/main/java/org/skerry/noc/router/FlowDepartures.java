package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.flit.PacketIdentities;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The flits that have left {@link FlowRouters} in the last cycles. Each is put down once, among those of its cycle, and found there at
 * the end of the cycle for history, counters and what is no router here, after the cycles of a credit for the router before it, and
 * after those of a flit for the router behind it. What others may depend on in the same cycle has been done when they come here.
 */
final class FlowDepartures implements Stateful {
    /** What left in one cycle: of each flit its {@link #move} and the word of its input before, side by side. */
    static final class Departed {
        long cycle = Long.MIN_VALUE;
        int end;
        long[] words = {};
    }

    private final FlowState state;
    private final PacketIdentities packets;
    private final long[] words;
    private final long[] routers;
    private final RouterLines lines;
    private final long ports; // the bits of a move that say which ports
    private final Boundary[] boundaries = new Boundary[Links.NORTH + 1]; // by kind of link
    private final int creditCycles;
    private final int flitCycles;

    private final Departed[] departed; // by the lowest bits of the cycle
    private Departed now;
    private int[] places = {}; // as many as the longest of those may have flits

    FlowDepartures(FlowState state, Pipeline pipeline, PacketIdentities packets) {
        this.state = state;
        this.packets = packets;
        words = state.words;
        routers = state.routers;
        lines = state.lines;
        ports = ((1L << state.bits) - FlowState.ROW) * 0x100000001L;
        creditCycles = pipeline.link().creditCycles();
        flitCycles = pipeline.passageCycles() + pipeline.link().arrivalCycles();
        departed = new Departed[2 * Integer.highestOneBit(Math.max(creditCycles, flitCycles))];
        Arrays.setAll(departed, each -> new Departed());
        now = departed[0];
    }

    /** Sets what is beyond links of a kind. */
    void connect(int kind, Boundary boundary) {
        boundaries[kind] = boundary;
    }

    // ---- flits that leave --------------------------------------------------------------------------------------

    /** From now on flits leave in {@code cycle}. */
    void begin(long cycle) {
        now = at(cycle);
        now.cycle = cycle;
        now.end = 0;
    }

    private Departed at(long cycle) {
        return departed[(int) cycle & departed.length - 1];
    }

    /** What leaves in this cycle, with room for so many more flits: a {@link #move} and the word of the input before for each. */
    Departed room(int more) {
        int needed = now.end + 2 * more;
        if (needed > now.words.length) {
            now.words = Arrays.copyOf(now.words, 2 * needed);
            if (places.length < needed) {
                places = new int[needed];
            }
        }
        return now;
    }

    /** For whoever goes through flits of a cycle, room to note some of them. */
    int[] places() {
        return places;
    }

    /** The flit at the front of an input, whose word was {@code word}, leaves through an output. There is room. */
    void add(int input, int output, long word) {
        int end = now.end;
        now.words[end + 1] = word;
        now.words[end] = move(input, output);
        now.end = end + 2;
    }

    static long move(int input, int output) {
        return (long) input << 32 | output;
    }

    static int input(long move) {
        return (int) (move >>> 32);
    }

    static int output(long move) {
        return (int) move;
    }

    /** No more flits leave in this cycle. */
    void finish() {
        long cycle = now.cycle;
        long[] left = now.words;
        int end = now.end;
        if (end != 0) {
            record(cycle, left, end);
            int rest = count(cycle, left, end);
            for (int i = 0; i < rest; i++) {
                leave(cycle, left[places[i]], left[places[i] + 1]);
            }
        }
    }

    /** Adds what left in this cycle to the histories of routers. */
    private void record(long cycle, long[] left, int end) {
        for (int at = 0; at < end; at += 2) {
            long move = left[at];
            int flit = ChannelWords.front(left[at + 1]);
            long what = packets.identity(FlitLayout.slot(flit)) + FlitLayout.ends(flit);
            EntityDigests.add(routers, state.line(input(move)) + FlowState.LOW, cycle, ends(move), what);
        }
    }

    /** Input and output of a move as histories of routers have them: {@link VcAddress#place}, of the input at bit 12. */
    private int ends(long move) {
        long port = move & ports;
        int vc = FlowState.vc(output(move));
        return (int) (port >>> 18) + (int) (port << 2) + vc * 0x1001;
    }

    /** Tells ports what left by them in this cycle, and notes what has to do with something else than routers here: so many. */
    private int count(long cycle, long[] left, int end) {
        long[] all = words;
        int[] rest = places;
        int restCount = 0;
        for (int at = 0; at < end; at += 2) {
            long move = left[at];
            int from = input(move) & -FlowState.ROW;
            int to = output(move) & -FlowState.ROW;
            long links = all[to + FlowState.LINK] | all[from + FlowState.LINK];
            all[to + FlowState.LEFT] += cycle;
            all[to + FlowState.POINTER] = input(move);
            all[to + FlowState.SENT]++;
            all[from + FlowState.POINTER] = output(move);
            if (links < 0) {
                rest[restCount++] = at;
            }
        }
        return restCount;
    }

    /** What left, to another partition or endpoint or with a credit for those. After this, its packet may belong to another partition. */
    private void leave(long cycle, long move, long word) {
        long next = words[(output(move) & -FlowState.ROW) + FlowState.LINK];
        if (next < 0) {
            sendFlit(cycle, output(move), next, ChannelWords.front(word));
        }
        long last = words[(input(move) & -FlowState.ROW) + FlowState.LINK];
        if (last < 0) {
            sendCredit(cycle, input(move), last);
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

    // ---- what arrives ------------------------------------------------------------------------------------------

    /** What left so long before {@code cycle} that the credits for it come then. */
    Departed toCredit(long cycle) {
        return at(cycle - creditCycles);
    }

    /** Where it ends. */
    int toCreditEnd(long cycle) {
        return end(cycle - creditCycles);
    }

    /** What left so long before {@code cycle} that it arrives then. */
    Departed arriving(long cycle) {
        return at(cycle - flitCycles);
    }

    /** Where it ends. */
    int arrivingEnd(long cycle) {
        return end(cycle - flitCycles);
    }

    private int end(long cycle) {
        return at(cycle).cycle == cycle ? at(cycle).end : 0;
    }

    /** The next cycle at which a flit or a credit comes to a router here, or {@code Long.MAX_VALUE}. */
    long nextCycle() {
        for (long next = now.cycle + 1; next <= now.cycle + Math.max(creditCycles, flitCycles); next++) {
            if (anyArrives(next) || anyCredit(next)) {
                return next;
            }
        }
        return Long.MAX_VALUE;
    }

    private boolean anyArrives(long cycle) {
        for (int at = 0; at < arrivingEnd(cycle); at += 2) {
            if (state.beyond(output(arriving(cycle).words[at])) >= 0) {
                return true;
            }
        }
        return false;
    }

    private boolean anyCredit(long cycle) {
        for (int at = 0; at < toCreditEnd(cycle); at += 2) {
            if (state.beyond(input(toCredit(cycle).words[at])) >= 0) {
                return true;
            }
        }
        return false;
    }

    // ---- for others --------------------------------------------------------------------------------------------

    /** Cycles, in all, at which flits left a router, minus those at which flits came. */
    long stays(int router) {
        long sum = state.stays(router, flitCycles);
        for (long next = now.cycle + 1; next <= now.cycle + flitCycles; next++) {
            for (int at = 0; at < arrivingEnd(next); at += 2) {
                long input = state.beyond(output(arriving(next).words[at]));
                if (input >= 0 && state.router((int) input) == router) {
                    sum += next;
                }
            }
        }
        return sum;
    }

    /** Adds flits and credits on their way between routers here, by the output that they left or will come to. */
    void addUnderWay(int[] underWay) {
        for (long next = now.cycle + 1; next <= now.cycle + flitCycles; next++) {
            for (int at = 0; at < arrivingEnd(next); at += 2) {
                int output = output(arriving(next).words[at]);
                if (state.beyond(output) >= 0) {
                    underWay[output]++;
                }
            }
        }
        for (long next = now.cycle + 1; next <= now.cycle + creditCycles; next++) {
            for (int at = 0; at < toCreditEnd(next); at += 2) {
                long output = state.beyond(input(toCredit(next).words[at]));
                if (output >= 0) {
                    underWay[(int) output]++;
                }
            }
        }
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(now.cycle);
        for (Departed each : departed) {
            out.writeLong(each.cycle);
            out.writeLongs(Arrays.copyOf(each.words, each.end));
        }
    }

    @Override
    public void load(StateReader in) {
        now = at(in.readLong());
        for (Departed each : departed) {
            each.cycle = in.readLong();
            each.words = in.readLongs();
            each.end = each.words.length;
            places = new int[Math.max(places.length, each.end)];
        }
    }
}
