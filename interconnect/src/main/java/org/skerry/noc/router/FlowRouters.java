package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.flit.PacketIdentities;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * The routers of {@link Routers} once more, for the machines: both allocators iSLIP with one iteration, and every packet stays in the
 * virtual channel in which it entered, as {@link VcChoice#BY_FLOW} has it. They do the same in every cycle, by fewer accesses:
 *
 * <ul>
 *   <li>An output virtual channel can be asked for only by inputs of the same number, so to give it away is to choose among ports, and
 *       nothing has to be looked at again before somebody asks or it becomes free.
 *   <li>The pointer of a switch output stands between ports, so to grant is to choose among ports, too: which inputs of a router ask for
 *       which outputs is a matrix of bits, mostly one long, and mostly one bit of it.
 *   <li>All that belongs to a virtual channel of a link, at both ends, lies side by side: what its sender knows, what its receiver knows, and
 *       the flits that are there or on their way. That of an input from an endpoint or another partition has the state of the output to
 *       there as its sender's, since its own sender is elsewhere.
 *   <li>A flit is put into the next buffer when it leaves this one, with the cycle at which it arrives: somebody has to look then only if it
 *       is the first one there. A credit that nobody can wait for is given back at once.
 * </ul>
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
 * An address is router, port, virtual channel, the last in {@link #VC_BITS} bits, the port in as many as it needs; without the virtual
 * channel it is that of a port. Cycles of arrival are compared within 2^31 cycles, and no flit waits as long.
 */
public final class FlowRouters implements MeshRouters {
    private static final int VC_BITS = 4;
    private static final int VCS = 1 << VC_BITS;
    private static final int MOST_PORTS = 16;
    private static final int BYTE = 0xff;

    private static final int OUT = 0; // longs of a channel: what its sender knows, what its receiver knows, flits
    private static final int IN = 1;
    private static final int PLACES = 2;

    private static final int HEAD = 8;
    private static final int OUTPUT = 16;
    private static final int HAS_OUTPUT = 1 << 24;
    private static final int ARRIVAL = 32;

    private static final int HOLDER = 8;
    private static final int POINTER = 16;
    private static final int HEADS = 24;

    private static final int RECORD = 2; // longs of a port, as a power of two
    private static final int POINTERS = 0; // bytes: input first for this output; for this input, output first, VC first
    private static final int LINK = 1; // kind in the upper half, address of the other end in the lower
    private static final int SENT = 2; // flits that left here
    private static final int CHANNELS = 3; // first channel into this port in the upper half, out of it in the lower
    private static final int ACCEPT = 8;
    private static final int ACCEPT_VC = 16;

    private final RouteFunction routing;
    private final PacketIdentities packets;
    private final int depth;
    private final int routers;
    private final int portsUsed;
    private final int vcsUsed;
    private final int portBits;
    private final int bits; // of an address without the router
    private final int headCycles; // from a head's coming to the front until it asks for a virtual channel
    private final int flitCycles; // from winning the switch to being at the next router
    private final int creditCycles; // from winning the switch until the router before may use the place

    private final int stride; // longs of a channel
    private final long[] channels; // by router, input port, virtual channel
    private final long[] ports;
    private final short[] asks; // by output port, input port: virtual channels that ask the switch
    private final long[] departures; // by router: cycles at which flits left, minus cycles at which flits come
    private final int wordBits; // words of a router's matrix, as a power of two
    private final long[] matrices; // by router, word: inputs that ask the switch for an output, by output, input
    private final ActiveSet active; // routers whose matrix is not 0
    private final EntityDigests digests;

    private int[] candidates = new int[64]; // output virtual channels that are free and asked for, some twice
    private int candidateCount;
    private final long[] granted = new long[MOST_PORTS]; // by input port of a router: outputs that granted

    private long now = -1; // the present cycle
    private final Agenda looks; // at inputs whose first flit comes
    private long lastArrival = -1; // of a flit at a router
    private final DelayLine
            credits; // from router to router, as far as it matters when they arrive: address of the output
    private final DelayLine heads; // that are being routed: address and flit
    private final DelayLine ejected; // to endpoints: address of the output, flit
    private final DelayLine ejectionCredits; // from endpoints: address of the output
    private final DelayLine injectionCredits; // to endpoints: address of the input
    private final Boundary[] boundaries = new Boundary[Links.NORTH + 1]; // by kind of link

    /** Whether these can stand for {@link Routers}. */
    public static boolean fit(Geometry geometry, Pipeline pipeline, RouteFunction routing) {
        long[] classes = routing.vcClasses();
        for (int vc = 0; vc < classes.length; vc++) {
            if (classes[vc] != 1L << vc) {
                return false;
            }
        }
        return classes.length == geometry.vcs()
                && geometry.vcs() <= VCS
                && geometry.ports() <= MOST_PORTS
                && geometry.routers() <= Integer.MAX_VALUE >> 2 * VC_BITS
                && pipeline.vcDepthFlits() < BYTE
                && pipeline.vcAllocator().isSimpleIslip()
                && pipeline.switchAllocator().isSimpleIslip()
                && routing.mostWays() == 1
                && pipeline.vcAllocationCycles() > 0
                && pipeline.turnCycles() == 0
                && pipeline.batches() == null
                && pipeline.link().flitCycles() == 1
                && !geometry.hasSeams()
                && !pipeline.speculative()
                && !pipeline.waitForTailCredit();
    }

    /** The routers of {@code geometry}, empty, if they {@link #fit}. A packet goes on in the virtual channel in which it came. */
    public FlowRouters(Geometry geometry, Pipeline pipeline, RouteFunction routing, PacketIdentities packets) {
        this.routing = routing;
        this.packets = packets;
        depth = pipeline.vcDepthFlits();
        routers = geometry.routers();
        portsUsed = geometry.ports();
        vcsUsed = geometry.vcs();
        portBits = portsUsed <= 8 ? 3 : 4;
        bits = portBits + VC_BITS;
        headCycles = pipeline.routingCycles() + pipeline.vcAllocationCycles() - 1;
        flitCycles = pipeline.passageCycles() + pipeline.link().arrivalCycles();
        creditCycles = pipeline.link().creditCycles();
        int portCount = routers << portBits;
        stride = PLACES + depth;
        channels = new long[Math.multiplyExact(routers, Math.multiplyExact(portsUsed * vcsUsed, stride))];
        ports = new long[Math.multiplyExact(portCount, 1 << RECORD)];
        asks = new short[portCount << portBits];
        departures = new long[routers];
        wordBits = Math.max(0, 2 * portBits - 6);
        matrices = new long[routers << wordBits];
        active = new ActiveSet(routers);
        digests = new EntityDigests(routers);
        looks = new Agenda(flitCycles);
        credits = new DelayLine(creditCycles);
        heads = new DelayLine(headCycles);
        ejected = new DelayLine(pipeline.passageCycles());
        ejectionCredits = new DelayLine(pipeline.ejectionCreditCycles());
        injectionCredits = new DelayLine(pipeline.injectionCreditCycles());
        for (int router = 0; router < routers; router++) {
            for (int port = 0; port < portsUsed; port++) {
                connect(geometry, router, port);
            }
        }
    }

    private void connect(Geometry geometry, int router, int port) {
        byte kind = geometry.kind(router, port);
        int far = kind == Links.NONE ? 0 : geometry.far(router, port);
        far = kind == Links.ROUTER ? here(far) : far;
        int at = router << portBits | port;
        ports[(at << RECORD) + LINK] = (long) kind << Integer.SIZE | Integer.toUnsignedLong(far);
        int in = channels(at);
        int out = kind == Links.ROUTER ? channels(far >>> VC_BITS) : in;
        ports[(at << RECORD) + CHANNELS] = (long) in << Integer.SIZE | out;
        for (int vc = 0; vc < vcsUsed; vc++) {
            channels[in + vc * stride + OUT] = depth;
        }
    }

    /** The first channel into a port. */
    private int channels(int port) {
        return ((port >>> portBits) * portsUsed + (port & (1 << portBits) - 1)) * vcsUsed * stride;
    }

    /** The channel into a port. */
    private int in(int port, int vc) {
        return (int) (ports[(port << RECORD) + CHANNELS] >>> 32) + vc * stride;
    }

    /** The channel out of a port. */
    private int out(int port, int vc) {
        return (int) ports[(port << RECORD) + CHANNELS] + vc * stride;
    }

    /** The address here of a {@link VcAddress}. */
    private int here(int address) {
        return VcAddress.router(address) << bits | VcAddress.port(address) << VC_BITS | VcAddress.vc(address);
    }

    private String place(int address) {
        return "router " + (address >>> bits) + " port " + (address >>> VC_BITS & (1 << portBits) - 1) + " VC "
                + (address & VCS - 1);
    }

    @Override
    public void connect(boolean south, Boundary boundary) {
        boundaries[south ? Links.SOUTH : Links.NORTH] = boundary;
    }

    // ---- what arrives ------------------------------------------------------------------------------------------

    @Override
    public void arrivals(long cycle) {
        now = cycle;
        while (credits.isDue(cycle)) {
            creditHere(cycle, (int) credits.take());
        }
        while (ejectionCredits.isDue(cycle)) {
            creditHere(cycle, here((int) ejectionCredits.take()));
        }
        int due = looks.due(cycle);
        int[] inputs = looks.numbers(cycle);
        for (int i = 0; i < due; i++) {
            look(cycle, inputs[i]);
        }
        looks.done(cycle);
        while (heads.isDue(cycle)) {
            long head = heads.take();
            askVc((int) (head >>> 32), (int) head);
        }
    }

    @Override
    public void credit(long cycle, int address) {
        creditHere(cycle, here(address));
    }

    private void creditHere(long cycle, int output) {
        int outputPort = output >>> VC_BITS;
        int vc = output & VCS - 1;
        int out = out(outputPort, vc);
        long state = channels[out + OUT] + 1;
        channels[out + OUT] = state;
        int count = (int) state & BYTE;
        if (count > depth) {
            throw new IllegalStateException("cycle " + cycle + ": " + place(output) + " has more credits than the "
                    + depth + " flits that the buffer behind it holds");
        }
        int port = holder(state);
        if (count == 1 && port >= 0) {
            int in = in(outputPort >>> portBits << portBits | port, vc);
            int receiver = (int) channels[in + IN];
            if ((receiver & BYTE) != 0 && isHere(channels[in + PLACES + (receiver >>> HEAD & BYTE)], cycle)) {
                askSwitch(outputPort, port, vc);
            }
        }
    }

    /** The input port whose packet has a channel, or -1. */
    private static int holder(long sender) {
        return ((int) sender >>> HOLDER & BYTE) - 1;
    }

    private static boolean isHere(long flit, long cycle) {
        return (int) (flit >>> ARRIVAL) - (int) cycle <= 0;
    }

    /** Cycle at which a flit arrives, not more than 2^31 cycles away. */
    private long arrival(long flit) {
        return now + ((int) (flit >>> ARRIVAL) - (int) now);
    }

    @Override
    public void arrive(long cycle, int address, int flit) {
        int input = here(address);
        int in = in(input >>> VC_BITS, input & VCS - 1);
        int count = (int) channels[in + IN] & BYTE;
        if (count == depth) {
            throw new IllegalStateException("cycle " + cycle + ": " + place(input) + " was sent a flit while it held "
                    + depth + ", which is all it can hold");
        }
        put(in, cycle, flit);
        departures[input >>> bits] -= cycle;
        if (count == 0) {
            look(cycle, input);
        }
    }

    /** Puts a flit behind those that are there, to arrive at {@code arrival}. */
    private void put(int in, long arrival, int flit) {
        long state = channels[in + IN];
        channels[in + IN] = state + 1;
        int place = ((int) state >>> HEAD & BYTE) + ((int) state & BYTE);
        channels[in + PLACES + (place >= depth ? place - depth : place)] = arrival << ARRIVAL | flit;
    }

    /** An input has a flit at its front. */
    private void look(long cycle, int input) {
        int inputPort = input >>> VC_BITS;
        int vc = input & VCS - 1;
        int in = in(inputPort, vc);
        int state = (int) channels[in + IN];
        if ((state & HAS_OUTPUT) == 0) {
            begin(cycle, input, (int) channels[in + PLACES + (state >>> HEAD & BYTE)]);
        } else {
            int outputPort = inputPort >>> portBits << portBits | state >>> OUTPUT & BYTE;
            if ((channels[out(outputPort, vc) + OUT] & BYTE) != 0) {
                askSwitch(outputPort, inputPort & (1 << portBits) - 1, vc);
            }
        }
    }

    /** A head comes to the front such that its first stage may begin at {@code cycle}. */
    private void begin(long cycle, int input, int flit) {
        if (!FlitLayout.isHead(flit)) {
            throw new IllegalStateException(
                    "cycle " + cycle + ": " + place(input) + " has a flit at its front whose head never came");
        }
        if (headCycles == 0) {
            askVc(input, flit);
        } else {
            heads.add(cycle, (long) input << 32 | flit);
        }
    }

    private void askVc(int input, int flit) {
        int router = input >>> bits;
        int port = input >>> VC_BITS & (1 << portBits) - 1;
        int vc = input & VCS - 1;
        int way = routing.first(router, port, vc, FlitLayout.slot(flit));
        int outputPort = router << portBits | Way.port(way);
        int out = out(outputPort, vc) + OUT;
        long state = channels[out] | 1L << HEADS + port;
        channels[out] = state;
        if (holder(state) < 0) {
            addCandidate(outputPort << VC_BITS | vc);
        }
    }

    private void addCandidate(int output) {
        if (candidateCount == candidates.length) {
            candidates = Arrays.copyOf(candidates, 2 * candidateCount);
        }
        candidates[candidateCount++] = output;
    }

    private void askSwitch(int output, int port, int vc) {
        int at = output << portBits | port;
        asks[at] |= (short) (1 << vc);
        // A router's part of such an address is as many bits of its matrix.
        matrices[at >>> 6] |= 1L << at;
        active.add(output >>> portBits);
    }

    // ---- allocation --------------------------------------------------------------------------------------------

    @Override
    public void step(long cycle) {
        int count = candidateCount;
        for (int router = active.next(0); router >= 0; router = active.next(router + 1)) {
            if (wordBits == 0) {
                allocateSwitch(cycle, router);
            } else {
                allocateLargeSwitch(cycle, router);
            }
        }
        allocateVcs(count);
    }

    /**
     * Gives away the first {@code count} of the candidates, which are those that were free before this cycle: nothing that the switch does
     * in this cycle changes them, nor does it see them. What has a place behind its output asks for the switch in the next cycle.
     */
    private void allocateVcs(int count) {
        for (int i = 0; i < count; i++) {
            int outputPort = candidates[i] >>> VC_BITS;
            int vc = candidates[i] & VCS - 1;
            int out = out(outputPort, vc) + OUT;
            long state = channels[out];
            long waiting = state >>> HEADS;
            if (waiting == 0 || holder(state) >= 0) {
                continue; // it was a candidate twice
            }
            int port = InputBits.firstAtOrAfter(waiting, (int) state >>> POINTER & BYTE);
            long next = port + 1L;
            channels[out] = state & BYTE | next << HOLDER | next << POINTER | (waiting & ~(1L << port)) << HEADS;
            int output = outputPort & (1 << portBits) - 1;
            channels[in(outputPort - output | port, vc) + IN] |= HAS_OUTPUT | output << OUTPUT;
            if ((state & BYTE) != 0) {
                askSwitch(outputPort, port, vc);
            }
        }
        candidateCount -= count;
        System.arraycopy(candidates, count, candidates, 0, candidateCount);
    }

    private void allocateSwitch(long cycle, int router) {
        long matrix = matrices[router];
        if ((matrix & matrix - 1) == 0) { // nobody to decide between
            int at = Long.numberOfTrailingZeros(matrix);
            int inputPort = router << portBits | at & (1 << portBits) - 1;
            accept(cycle, inputPort, 1L << (at >>> portBits));
        } else {
            accept(cycle, router, grant(router, matrix, 0, 0));
        }
        if (matrices[router] == 0) {
            active.remove(router);
        }
    }

    private void allocateLargeSwitch(long cycle, int router) {
        int first = router << wordBits;
        int takers = 0;
        for (int word = 0; word < 1 << wordBits; word++) {
            takers = grant(router, matrices[first + word], word << 6 - portBits, takers);
        }
        accept(cycle, router, takers);
        long rest = 0;
        for (int word = 0; word < 1 << wordBits; word++) {
            rest |= matrices[first + word];
        }
        if (rest == 0) {
            active.remove(router);
        }
    }

    /** Each output that a word of a matrix asks for grants itself to an input. Returns these and those before. */
    private int grant(int router, long word, int firstOutput, int before) {
        int takers = before;
        int mask = (1 << (1 << portBits)) - 1;
        for (long left = word; left != 0; ) {
            int output = Long.numberOfTrailingZeros(left) >>> portBits;
            int shift = output << portBits;
            long asking = word >>> shift & mask;
            left &= ~((long) mask << shift);
            int record = (router << portBits | firstOutput + output) << RECORD;
            int port = InputBits.firstAtOrAfter(asking, (int) ports[record + POINTERS] & BYTE);
            granted[port] |= 1L << firstOutput + output;
            takers |= 1 << port;
        }
        return takers;
    }

    /** Each input that outputs granted themselves to takes one of them. */
    private void accept(long cycle, int router, int takers) {
        for (int left = takers; left != 0; left &= left - 1) {
            int port = Integer.numberOfTrailingZeros(left);
            long offers = granted[port];
            granted[port] = 0;
            accept(cycle, router << portBits | port, offers);
        }
    }

    private void accept(long cycle, int inputPort, long offers) {
        int port = inputPort & (1 << portBits) - 1;
        int record = inputPort << RECORD;
        int pointers = (int) ports[record + POINTERS];
        int output = InputBits.firstAtOrAfter(offers, pointers >>> ACCEPT & BYTE);
        int outputPort = inputPort - port | output;
        int vc = InputBits.firstAtOrAfter(asks[outputPort << portBits | port] & 0xffffL, pointers >>> ACCEPT_VC);
        // A pointer beyond the last one searches from the start.
        ports[record + POINTERS] = pointers & BYTE | output + 1 << ACCEPT | vc + 1 << ACCEPT_VC;
        int far = outputPort << RECORD;
        ports[far + POINTERS] = ports[far + POINTERS] & ~(long) BYTE | port + 1;
        move(cycle, inputPort, port, vc, outputPort, output);
    }

    private void move(long cycle, int inputPort, int port, int vc, int outputPort, int output) {
        int in = in(inputPort, vc);
        int out = out(outputPort, vc);
        int state = (int) channels[in + IN];
        int head = state >>> HEAD & BYTE;
        int flit = (int) channels[in + PLACES + head];
        boolean tail = FlitLayout.isTail(flit);
        digests.add(
                inputPort >>> portBits,
                cycle,
                VcAddress.place(port, vc) << 12 | VcAddress.place(output, vc),
                packets.identity(FlitLayout.slot(flit)) + FlitLayout.ends(flit));
        departures[inputPort >>> portBits] += cycle;
        send(cycle, outputPort, vc, out, flit); // after this the packet may belong to another partition
        leave(cycle, inputPort, vc, in);
        int count = (state & BYTE) - 1;
        head = head + 1 == depth || count == 0 ? 0 : head + 1; // the ring of a buffer that becomes empty starts again
        long next = channels[in + PLACES + head]; // if there is one
        if (tail) {
            channels[in + IN] = head << HEAD | count;
            unask(outputPort, port, vc);
            release(outputPort, vc, out + OUT);
            if (count != 0) {
                looks.add(Math.max(cycle + 1, arrival(next)), inputPort << VC_BITS | vc);
            }
            return;
        }
        channels[in + IN] = state & (HAS_OUTPUT | BYTE << OUTPUT) | head << HEAD | count;
        if (count == 0) {
            unask(outputPort, port, vc);
        } else if (!isHere(next, cycle + 1)) {
            unask(outputPort, port, vc);
            looks.add(arrival(next), inputPort << VC_BITS | vc);
        } else if ((channels[out + OUT] & BYTE) == 0) {
            unask(outputPort, port, vc);
        }
    }

    private void release(int outputPort, int vc, int out) {
        long state = channels[out] & ~((long) BYTE << HOLDER);
        channels[out] = state;
        if (state >>> HEADS != 0) {
            addCandidate(outputPort << VC_BITS | vc);
        }
    }

    private void unask(int output, int port, int vc) {
        int at = output << portBits | port;
        int rest = asks[at] & 0xffff & ~(1 << vc);
        asks[at] = (short) rest;
        if (rest == 0) {
            matrices[at >>> 6] &= ~(1L << at);
        }
    }

    private void send(long cycle, int outputPort, int vc, int out, int flit) {
        int record = outputPort << RECORD;
        long link = ports[record + LINK];
        int kind = (int) (link >>> 32);
        int address = (int) link | vc;
        long state = channels[out + OUT];
        if ((state & BYTE) == 0) {
            throw new IllegalStateException(
                    "cycle " + cycle + ": " + place(outputPort << VC_BITS | vc) + " was to send a flit without credit");
        }
        channels[out + OUT] = state - 1;
        ports[record + SENT]++;
        if (kind == Links.ROUTER) {
            long arrival = cycle + flitCycles;
            if ((channels[out + IN] & BYTE) == 0) {
                looks.add(arrival, address);
            }
            put(out, arrival, flit);
            departures[address >>> bits] -= arrival;
            lastArrival = arrival;
        } else if (kind == Links.ENDPOINT) {
            ejected.add(cycle, (long) address << 32 | flit);
        } else {
            boundaries[kind].sendFlit(address, flit);
        }
    }

    /**
     * A flit has left its buffer, and whoever sent it may use the place when the credit arrives. If he has as many credits as it takes cycles
     * to arrive, he has one in each of them anyhow, since he sends one flit a cycle at most: then he may have it at once.
     */
    private void leave(long cycle, int inputPort, int vc, int in) {
        long link = ports[(inputPort << RECORD) + LINK];
        int kind = (int) (link >>> 32);
        int address = (int) link | vc;
        if (kind == Links.ROUTER) {
            long sender = channels[in + OUT];
            if ((sender & BYTE) >= creditCycles) {
                channels[in + OUT] = sender + 1;
            } else {
                credits.add(cycle, address);
            }
        } else if (kind == Links.ENDPOINT) {
            injectionCredits.add(cycle, address);
        } else {
            boundaries[kind].sendCredit(address);
        }
    }

    // ---- for others --------------------------------------------------------------------------------------------

    @Override
    public long nextCycle(long cycle) {
        if (!active.isEmpty() || candidateCount != 0) {
            return cycle + 1;
        }
        long endpoints =
                Math.min(ejected.nextCycle(), Math.min(ejectionCredits.nextCycle(), injectionCredits.nextCycle()));
        long others = Math.min(credits.nextCycle(), Math.min(heads.nextCycle(), looks.nextCycle(cycle)));
        long next = Math.min(endpoints, others);
        // Flits count as buffered from their arrival on, whether or not anybody waits for them.
        return lastArrival > cycle ? Math.min(next, lastArrival) : next;
    }

    @Override
    public DelayLine ejections() {
        return ejected;
    }

    @Override
    public void ejected(long cycle, int address) {
        ejectionCredits.add(cycle, Integer.toUnsignedLong(address));
    }

    @Override
    public DelayLine injectionCredits() {
        return injectionCredits;
    }

    /** Without those whose credit is under way where that does not matter, see {@link #leave}. */
    @Override
    public int taken(int router, int port) {
        int sum = 0;
        for (int vc = 0; vc < vcsUsed; vc++) {
            sum += depth - (int) (channels[out(router << portBits | port, vc) + OUT] & BYTE);
        }
        return sum;
    }

    @Override
    public int buffered(int router) {
        return (int) sum(router, 1, false);
    }

    @Override
    public long bufferFlitCycles(int router, long cycle) {
        return departures[router] + sum(router, cycle, true);
    }

    /** So much for each flit that is here; the cycles of arrival of those that come, if {@code coming}. */
    private long sum(int router, long each, boolean coming) {
        long sum = 0;
        for (int at = 0; at < portsUsed * vcsUsed; at++) {
            int in = channels(router << portBits) + at * stride;
            int state = (int) channels[in + IN];
            for (int i = 0; i < (state & BYTE); i++) {
                long flit = channels[in + PLACES + ((state >>> HEAD & BYTE) + i) % depth];
                sum += isHere(flit, now) ? each : coming ? arrival(flit) : 0;
            }
        }
        return sum;
    }

    @Override
    public long portFlits(int router, int port) {
        return ports[((router << portBits | port) << RECORD) + SENT];
    }

    @Override
    public EntityDigests digests() {
        return digests;
    }

    @Override
    public int bytesPerRouter() {
        int portBytes = ((Long.BYTES << RECORD) + (Short.BYTES << portBits)) << portBits;
        // Departures and two lanes of the digest; who asks for what.
        int routerBytes = 3 * Long.BYTES + (Long.BYTES << wordBits);
        return portsUsed * vcsUsed * stride * Long.BYTES + portBytes + routerBytes;
    }

    @Override
    public void checkCredits() {
        int[] underWay = new int[channels.length]; // by channel
        for (int i = 0; i < credits.size(); i++) {
            underWay[outOf((int) credits.value(i))]++;
        }
        for (int i = 0; i < ejected.size(); i++) {
            underWay[outOf(here((int) (ejected.value(i) >>> 32)))]++;
        }
        for (int i = 0; i < ejectionCredits.size(); i++) {
            underWay[outOf(here((int) ejectionCredits.value(i)))]++;
        }
        for (int port = 0; port < routers << portBits; port++) {
            int kind = (int) (ports[(port << RECORD) + LINK] >>> 32);
            for (int vc = 0; vc < vcsUsed && (kind == Links.ROUTER || kind == Links.ENDPOINT); vc++) {
                int out = out(port, vc);
                int behind = kind == Links.ROUTER ? (int) channels[out + IN] & BYTE : 0;
                int left = (int) channels[out + OUT] & BYTE;
                if (left + behind + underWay[out] != depth) {
                    throw new IllegalStateException(place(port << VC_BITS | vc) + ": " + left + " credits, " + behind
                            + " flits behind it and " + underWay[out]
                            + " flits and credits under way are not together " + depth);
                }
            }
        }
    }

    private int outOf(int output) {
        return out(output >>> VC_BITS, output & VCS - 1);
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        saveChannels(out);
        for (int port = 0; port < routers << portBits; port++) {
            out.writeLong(ports[(port << RECORD) + POINTERS]);
            out.writeLong(ports[(port << RECORD) + SENT]);
        }
        Shorts.save(asks, out);
        out.writeLong(now);
        looks.save(now, out);
        out.writeLong(lastArrival);
        credits.save(out);
        out.writeLongs(departures);
        digests.save(out);
        heads.save(out);
        ejected.save(out);
        ejectionCredits.save(out);
        injectionCredits.save(out);
    }

    @Override
    public void load(StateReader in) {
        loadChannels(in);
        for (int port = 0; port < routers << portBits; port++) {
            ports[(port << RECORD) + POINTERS] = in.readLong();
            ports[(port << RECORD) + SENT] = in.readLong();
        }
        Shorts.load(asks, in);
        Arrays.fill(matrices, 0);
        active.clear();
        for (int at = 0; at < asks.length; at++) {
            if (asks[at] != 0) {
                matrices[at >>> 6] |= 1L << at;
                active.add(at >>> 2 * portBits);
            }
        }
        now = in.readLong();
        looks.load(in);
        lastArrival = in.readLong();
        credits.load(in);
        in.readLongs(departures);
        digests.load(in);
        heads.load(in);
        ejected.load(in);
        ejectionCredits.load(in);
        injectionCredits.load(in);
        candidateCount = 0;
        for (int port = 0; port < routers << portBits; port++) {
            for (int vc = 0; vc < vcsUsed && ports[(port << RECORD) + LINK] != 0; vc++) {
                long sender = channels[out(port, vc) + OUT];
                if (sender >>> HEADS != 0 && holder(sender) < 0) {
                    addCandidate(port << VC_BITS | vc);
                }
            }
        }
    }

    private void saveChannels(StateWriter out) {
        for (int at = 0; at < channels.length; at += stride) {
            int state = (int) channels[at + IN];
            out.writeLong(channels[at + OUT]);
            out.writeInt(state);
            for (int i = 0; i < (state & BYTE); i++) {
                out.writeLong(channels[at + PLACES + ((state >>> HEAD & BYTE) + i) % depth]);
            }
        }
    }

    private void loadChannels(StateReader in) {
        for (int at = 0; at < channels.length; at += stride) {
            channels[at + OUT] = in.readLong();
            int state = in.readInt();
            channels[at + IN] = state;
            for (int i = 0; i < (state & BYTE); i++) {
                channels[at + PLACES + ((state >>> HEAD & BYTE) + i) % depth] = in.readLong();
            }
        }
    }
}
