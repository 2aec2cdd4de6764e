package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What {@link FlowRouters} know of all routers, such that a flit touches few lines of the host's memory: three and what leads to the
 * packet, if lines begin where rows do. Each router has a line of its own in {@link #routers}: those of its inputs that are ready, its
 * history, its occupancy. In {@link #words} it has a row for each port as input, then one for each port as output; a row is
 * {@link #ROW} words: what is of the port, and then its virtual channels ({@link ChannelWords}).
 *
 * <pre>
 *   input    router | 0 | port | DATA + virtual channel    its word is an index of the array, and the address of the virtual channel
 *   output   router | 1 | port | DATA + virtual channel
 *   port     row + LINK, POINTER, and as output SENT, LEFT, as input of an endpoint DEPARTURE, DEPARTED
 *   router   its first address &gt;&gt;&gt; LINE_SHIFT, + READY, several that are (one for each four ports), ENTERED, LOW, HIGH
 * </pre>
 */
final class FlowState implements Stateful {
    static final int ROW_BITS = 4;
    static final int ROW = 1 << ROW_BITS;
    static final int DATA = 4; // words of a row that are none of virtual channels
    static final int MOST_VCS = ROW - DATA;
    static final int MOST_PORTS = 16;

    /**
     * Of an input, the output at the other end, and of an output the input: if that is a router here. Otherwise less than 0, with the
     * kind of {@link Links} in the lower half of the upper half, and the address as neighbours know it in the lower one.
     */
    static final int LINK = 0;

    /** Of an input, the output that its flit took last, and of an output the input: those that follow are first next time. */
    static final int POINTER = 1;

    /** Of an output: flits that left, and the cycles at which they did, in all. */
    static final int SENT = 2;

    static final int LEFT = 3;

    /**
     * Lines begin at so many of the words of their routers, in {@link #routers}: every 8 words, or every 16 where there are more than 8
     * ports, so that to get there takes no number of bits that is not known when the code is compiled.
     */
    static final int LINE_SHIFT = 5;

    /**
     * Of an input to which an endpoint sends: the cycle at which a flit left last, and the virtual channels of those that left in that
     * cycle and in those before it, four bits for each cycle. At most one leaves in a cycle.
     */
    static final int DEPARTURE = 2;

    static final int DEPARTED = 3;

    static final int MOST_DEPARTURES = Long.SIZE / 4;

    /**
     * Of a router: the input whose flit may leave, and in the upper half the one behind it; 0 where there is none. {@link #SEVERAL} if
     * there are more, which are bits of the words that follow.
     */
    static final int READY = 0;

    static final long SEVERAL = -1;

    /** Of a router: the first of the words of such bits, each for four ports. */
    static final int FIRST_OF_SEVERAL = 1;

    /** Of a router: cycles, in all, at which flits came that no router here had sent. */
    static final int ENTERED = 5;

    /** Of a router: both lanes of its history. */
    static final int LOW = 6;

    static final int HIGH = 7;

    static final int GROUP_BITS = 6; // of an address within four ports

    final int depth;
    private final int injectionCreditCycles;
    final int routerCount;
    final int portsUsed;
    final int vcsUsed;
    final int groups; // of four ports
    final int bits; // of an address without the router and what says whether it is an output
    private final int lineMask; // what of an address, shifted by LINE_SHIFT, says where the line of its router is

    final long[] words;
    final long[] routers;
    final FlowLinks links;
    final DelayLine ejected; // flits on their way to endpoints: address of the output, flit
    final DelayLine injectionCredits; // to endpoints: none, as those that want to know whether there is a place ask
    final DelayLine heads; // that are being routed: address and flit
    final ActiveSet active; // routers with an input whose flit may leave
    private final int[] later; // flits of packets behind the one at the front, by router, port, virtual channel, place

    FlowState(Geometry geometry, Pipeline pipeline, int headCycles) {
        depth = pipeline.vcDepthFlits();
        injectionCreditCycles = pipeline.injectionCreditCycles();
        routerCount = geometry.routers();
        portsUsed = geometry.ports();
        vcsUsed = geometry.vcs();
        bits = ROW_BITS + (portsUsed <= 8 ? 3 : 4);
        groups = 1 << bits - GROUP_BITS;
        words = new long[Math.multiplyExact(routerCount, 2 << bits)];
        lineMask = -(2 << bits >> LINE_SHIFT);
        routers = new long[line(row(routerCount, 0))];
        later = new int[Math.multiplyExact(Math.multiplyExact(routerCount, depth), portsUsed * vcsUsed)];
        active = new ActiveSet(routerCount);
        links = new FlowLinks(pipeline);
        ejected = new DelayLine(pipeline.passageCycles());
        injectionCredits = new DelayLine(pipeline.injectionCreditCycles());
        heads = new DelayLine(headCycles);
        for (int router = 0; router < routerCount; router++) {
            EntityDigests.begin(routers, line(row(router, 0)) + LOW);
            for (int port = 0; port < portsUsed; port++) {
                open(geometry, router, port);
            }
        }
    }

    private void open(Geometry geometry, int router, int port) {
        int row = row(router, port);
        int outputs = row | 1 << bits;
        int kind = geometry.kind(router, port);
        int far = kind == Links.NONE ? 0 : geometry.far(router, port);
        long elsewhere = Long.MIN_VALUE | (long) kind << Integer.SIZE | far;
        words[row + LINK] = kind == Links.ROUTER ? here(far) - DATA | 1 << bits : elsewhere;
        words[outputs + LINK] = kind == Links.ROUTER ? here(far) - DATA : elsewhere;
        words[row + POINTER] = -1; // after the last of all comes the first
        words[outputs + POINTER] = -1;
        Arrays.fill(words, outputs + DATA, outputs + DATA + vcsUsed, depth);
    }

    /** What is to be known of two inputs that are ready, in order, or of one or none of them, where there is a 0 for the other. */
    static long ready(int one, int other) {
        return one == 0 ? other : (long) other << Integer.SIZE | one;
    }

    /** What a link that leads to no router here leads to: of {@link Links}. */
    static int kind(long link) {
        return (int) (link >>> Integer.SIZE) & 0xff;
    }

    /** The input virtual channel {@code index}, counted through all that are used. */
    int address(int index) {
        int port = index / vcsUsed;
        return row(port / portsUsed, port % portsUsed) + DATA + index % vcsUsed;
    }

    /** The row of a port as input. */
    int row(int router, int port) {
        return router << bits + 1 | port << ROW_BITS;
    }

    /** Where what is of the router begins, by any address in it. */
    int line(int address) {
        return address >>> LINE_SHIFT & lineMask;
    }

    /** The address here of a {@link VcAddress}, as an input. */
    int here(int address) {
        return row(VcAddress.router(address), VcAddress.port(address)) + DATA + VcAddress.vc(address);
    }

    int router(int address) {
        return address >>> bits + 1;
    }

    int port(int address) {
        return address >>> ROW_BITS & (1 << bits - ROW_BITS) - 1;
    }

    static int vc(int address) {
        return (address & ROW - 1) - DATA;
    }

    /** An address in words. */
    String place(int address) {
        return "router " + router(address) + " port " + port(address) + " VC " + vc(address);
    }

    // ---- flits of later packets --------------------------------------------------------------------------------

    /** Where a flit lies that is the {@code place}th one of those of later packets. */
    private int later(int input, int place) {
        return ((router(input) * portsUsed + port(input)) * vcsUsed + vc(input)) * depth + place;
    }

    /** A flit comes that does not belong to the packet at the front. Returns the word of the input after that. */
    long addLater(int input, long word, int flit) {
        later[later(input, ChannelWords.flits(word) - 1 - ChannelWords.behind(word))] = flit;
        return ChannelWords.withLater(word);
    }

    /** The word of an input whose front is empty, with {@code count} flits of later packets, when the first of those come to the front. */
    long nextPacket(int input, int count) {
        int first = later(input, 0);
        long word = ChannelWords.withFront(0, later[first]);
        int taken = 1;
        while (taken < count && !FlitLayout.isHead(later[first + taken])) {
            word = ChannelWords.withAnother(word, later[first + taken]);
            taken++;
        }
        for (int place = taken; place < count; place++) {
            later[first + place - taken] = later[first + place];
            word = ChannelWords.withLater(word);
        }
        return word;
    }

    // ---- places for flits of endpoints -------------------------------------------------------------------------

    /** A flit leaves an input of an endpoint, whose place that endpoint may use again after the cycles of a credit. */
    void depart(long cycle, int input) {
        int row = input & -ROW;
        long since = cycle - words[row + DEPARTURE];
        long before = since < MOST_DEPARTURES ? words[row + DEPARTED] << 4 * since : 0;
        words[row + DEPARTED] = before | input & ROW - 1;
        words[row + DEPARTURE] = cycle;
    }

    /** Whether an endpoint knows of a place at an input. */
    boolean hasPlace(long cycle, int input) {
        int places = depth - ChannelWords.flits(words[input]);
        return places >= injectionCreditCycles || places > unknownDepartures(cycle, input);
    }

    /** Flits that have left an input of which the endpoint does not know yet. */
    private int unknownDepartures(long cycle, int input) {
        int count = 0;
        int row = input & -ROW;
        long departed = words[row + DEPARTED];
        for (long age = cycle - words[row + DEPARTURE]; age < injectionCreditCycles; age++) {
            count += (departed & ROW - 1) == (input & ROW - 1) ? 1 : 0;
            departed >>>= 4;
        }
        return count;
    }

    // ---- for others --------------------------------------------------------------------------------------------

    int taken(int router, int port) {
        int sum = 0;
        int first = row(router, port) + DATA | 1 << bits;
        for (int vc = first; vc < first + vcsUsed; vc++) {
            sum += depth - ChannelWords.credits(words[vc]);
        }
        return sum;
    }

    int buffered(int router) {
        int sum = 0;
        for (int port = 0; port < portsUsed; port++) {
            for (int vc = 0; vc < vcsUsed; vc++) {
                sum += ChannelWords.flits(words[row(router, port) + DATA + vc]);
            }
        }
        return sum;
    }

    long bufferFlitCycles(int router, long cycle) {
        return buffered(router) * cycle + left(router) - came(router, cycle);
    }

    /** Cycles, in all, at which flits left a router. */
    private long left(int router) {
        long sum = 0;
        for (int port = 0; port < portsUsed; port++) {
            sum += words[(row(router, port) | 1 << bits) + LEFT];
        }
        return sum;
    }

    /** Cycles, in all, at which flits came to a router: to other routers here they come so many cycles after they left. */
    private long came(int router, long cycle) {
        long sum = routers[line(row(router, 0)) + ENTERED] - coming(router, cycle);
        for (int port = 0; port < portsUsed; port++) {
            long link = words[row(router, port) + LINK];
            if (link >= 0) {
                sum += words[(int) link + LEFT] + words[(int) link + SENT] * links.flitCycles();
            }
        }
        return sum;
    }

    /** Cycles, in all, at which flits that are on their way will come to a router. */
    private long coming(int router, long cycle) {
        long sum = 0;
        for (long next = cycle; next <= cycle + links.flitCycles(); next++) {
            long[] flits = links.flits(next);
            for (int i = 0; flits[i] != FlowLinks.END; i++) {
                sum += router((int) (flits[i] >>> Integer.SIZE)) == router ? next : 0;
            }
        }
        return sum;
    }

    long low(int router) {
        return routers[line(row(router, 0)) + LOW];
    }

    long high(int router) {
        return routers[line(row(router, 0)) + HIGH];
    }

    long sent(int router, int port) {
        return words[(row(router, port) | 1 << bits) + SENT];
    }

    int bytesPerRouter() {
        return (Long.BYTES << bits + 1)
                + (Long.BYTES << bits + 1 - LINE_SHIFT)
                + portsUsed * vcsUsed * depth * Integer.BYTES;
    }

    void checkCredits() {
        int[] underWay = new int[words.length];
        links.addUnderWay(words, underWay);
        for (int i = 0; i < routerCount * portsUsed * vcsUsed; i++) {
            checkCredits(address(i), underWay);
        }
    }

    /** The other end of a link between two routers here. */
    private int far(int address) {
        return (int) words[(address & -ROW) + LINK] | address & ROW - 1;
    }

    private void checkCredits(int input, int[] underWay) {
        long link = words[(input & -ROW) + LINK];
        if (link >= 0 || kind(link) == Links.ENDPOINT) {
            int output = input | 1 << bits;
            int behind = link >= 0 ? ChannelWords.flits(words[far(output)]) : 0;
            int left = ChannelWords.credits(words[output]);
            if (left + behind + underWay[output] != depth) {
                throw new IllegalStateException(place(output) + ": " + left + " credits, " + behind
                        + " flits behind it and " + underWay[output] + " flits and credits under way are not together "
                        + depth);
            }
        }
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        out.writeLongs(words);
        out.writeLongs(routers);
        for (int at = 0; at < routerCount * portsUsed * vcsUsed; at++) {
            int input = address(at);
            int waiting = ChannelWords.flits(words[input]) - 1 - ChannelWords.behind(words[input]);
            for (int place = 0; place < waiting; place++) {
                out.writeInt(later[later(input, place)]);
            }
        }
        links.save(out);
        ejected.save(out);
        heads.save(out);
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(words);
        in.readLongs(routers);
        active.clear();
        for (int router = 0; router < routerCount; router++) {
            if (routers[line(row(router, 0)) + READY] != 0) {
                active.add(router);
            }
        }
        for (int at = 0; at < routerCount * portsUsed * vcsUsed; at++) {
            int input = address(at);
            int waiting = ChannelWords.flits(words[input]) - 1 - ChannelWords.behind(words[input]);
            for (int place = 0; place < waiting; place++) {
                later[later(input, place)] = in.readInt();
            }
        }
        links.load(in);
        ejected.load(in);
        heads.load(in);
    }
}
