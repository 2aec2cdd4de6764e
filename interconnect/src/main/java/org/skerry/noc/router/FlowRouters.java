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
 *   <li>All that belongs to a virtual channel is one long, the first flit included: few flits wait behind others. Addresses are indices.
 * </ul>
 *
 * <pre>
 *   input virtual channel    63     32 24        23     16 15      8 7       0
 *                           | first   | has      | output | head    | flits   |
 *                           | flit    | output   | port   | of ring |         |
 *   output virtual channel   39         24 23     16 15      8 7       0
 *                           | ports with  | port    | holder  | credits |
 *                           | heads       | first   | plus 1  |         |
 * </pre>
 *
 * An address is router, port, virtual channel, the last in {@link #VC_BITS} bits, the port in as many as it needs; without the virtual
 * channel it is that of a port.
 */
public final class FlowRouters implements MeshRouters {
    private static final int VC_BITS = 4;
    private static final int VCS = 1 << VC_BITS;
    private static final int MOST_PORTS = 16;
    private static final int BYTE = 0xff;

    private static final int HEAD = 8;
    private static final int OUTPUT = 16;
    private static final int HAS_OUTPUT = 1 << 24;
    private static final int FIRST = 32;
    private static final long RING = 0xffff_ff00L; // without the first flit and the number of flits

    private static final int HOLDER = 8;
    private static final int POINTER = 16;
    private static final int HEADS = 24;

    private static final int RECORD = 2; // longs of a port, as a power of two
    private static final int POINTERS = 0; // bytes: input first for this output; for this input, output first, VC first
    private static final int LINK = 1; // kind in the upper half, address of the other end in the lower
    private static final int SENT = 2; // flits that left here
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

    private final long[] inputs;
    private final long[] outputs;
    private final long[] ports;
    private final short[] asks; // by output port, input port: virtual channels that ask the switch
    private final int[] flits; // those behind the first, by router, input port, virtual channel, place in the ring
    private final long[] departures; // by router: cycles at which flits left, minus cycles at which flits came
    private final int wordBits; // words of a router's matrix, as a power of two
    private final long[] matrices; // by router, word: inputs that ask the switch for an output, by output, input
    private final ActiveSet active; // routers whose matrix is not 0
    private final EntityDigests digests;

    private int[] candidates = new int[64]; // output virtual channels that are free and asked for, some twice
    private int candidateCount;
    private long[] winners = new long[64]; // input port, output virtual channel
    private int winnerCount;
    private final long[] granted = new long[MOST_PORTS]; // by input port of a router: outputs that granted

    private final RouterLines lines;
    private final DelayLine heads; // that are being routed: address and flit
    private final Boundary[] boundaries = new Boundary[Links.NORTH + 1]; // by kind of link
    private final RouterForesight foresight; // null where it would only cost
    private final DelayLine entering =
            new DelayLine(0); // within a cycle, flits that came in by others and wait to be looked at

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
        this(geometry, pipeline, routing, packets, geometry.routers() >= RouterForesight.FEWEST_ROUTERS);
    }

    /** The same; whether they look ahead changes nothing but how long the host takes. */
    FlowRouters(
            Geometry geometry, Pipeline pipeline, RouteFunction routing, PacketIdentities packets, boolean looksAhead) {
        this.routing = routing;
        this.packets = packets;
        depth = pipeline.vcDepthFlits();
        routers = geometry.routers();
        portsUsed = geometry.ports();
        vcsUsed = geometry.vcs();
        portBits = portsUsed <= 8 ? 3 : 4;
        bits = portBits + VC_BITS;
        headCycles = pipeline.routingCycles() + pipeline.vcAllocationCycles() - 1;
        int portCount = routers << portBits;
        inputs = new long[portCount << VC_BITS];
        outputs = new long[inputs.length];
        Arrays.fill(outputs, depth);
        ports = new long[Math.multiplyExact(portCount, 1 << RECORD)];
        asks = new short[portCount << portBits];
        flits = new int[Math.multiplyExact(Math.multiplyExact(routers, depth), portsUsed * vcsUsed)];
        departures = new long[routers];
        wordBits = Math.max(0, 2 * portBits - 6);
        matrices = new long[routers << wordBits];
        active = new ActiveSet(routers);
        digests = new EntityDigests(routers);
        lines = new RouterLines(pipeline);
        heads = new DelayLine(headCycles);
        foresight = looksAhead ? new RouterForesight(this, packets, digests) : null;
        for (int router = 0; router < routers; router++) {
            for (int port = 0; port < portsUsed; port++) {
                byte kind = geometry.kind(router, port);
                int far = kind == Links.NONE ? 0 : geometry.far(router, port);
                ports[((router << portBits | port) << RECORD) + LINK] =
                        (long) kind << Integer.SIZE | Integer.toUnsignedLong(kind == Links.ROUTER ? here(far) : far);
            }
        }
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
        DelayLine credits = lines.credits;
        int credited = credits.due(cycle);
        for (int i = 0; i < credited; i++) {
            creditHere(cycle, (int) credits.value(i));
        }
        credits.drop(credited);
        while (lines.ejectionCredits.isDue(cycle)) {
            creditHere(cycle, here((int) lines.ejectionCredits.take()));
        }
        putAll(cycle, lines.flits);
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
        long state = outputs[output] + 1;
        outputs[output] = state;
        int credits = (int) state & BYTE;
        if (credits == 1) {
            int holder = (int) state >>> HOLDER & BYTE;
            if (holder != 0) {
                int port = holder - 1;
                int input = output >>> bits << bits | port << VC_BITS | output & VCS - 1;
                if ((inputs[input] & BYTE) != 0) {
                    askSwitch(output >>> VC_BITS, port, output & VCS - 1);
                }
            }
        } else if (credits > depth) {
            throw new IllegalStateException("cycle " + cycle + ": " + place(output) + " has more credits than the "
                    + depth + " flits that the buffer behind it holds");
        }
    }

    @Override
    public void arrive(long cycle, int address, int flit) {
        if (foresight == null) {
            put(cycle, here(address), flit);
        } else {
            entering.add(cycle, (long) here(address) << 32 | flit);
        }
    }

    private void putAll(long cycle, DelayLine arriving) {
        int arrived = arriving.due(cycle);
        for (int i = 0; i < arrived; i++) {
            if (foresight != null && i % RouterForesight.MOST == 0) {
                foresight.beforeArrivals(arriving, i, arrived);
            }
            long arrival = arriving.value(i);
            put(cycle, (int) (arrival >>> 32), (int) arrival);
        }
        arriving.drop(arrived);
    }

    private void put(long cycle, int input, int flit) {
        long state = inputs[input];
        int count = (int) state & BYTE;
        int router = input >>> bits;
        departures[router] -= cycle;
        if (count != 0) {
            if (count == depth) {
                throw new IllegalStateException("cycle " + cycle + ": " + place(input)
                        + " was sent a flit while it held " + depth + ", which is all it can hold");
            }
            inputs[input] = state + 1;
            flits[ring(input, ((int) state >>> HEAD & BYTE) + count)] = flit;
            return;
        }
        inputs[input] = state & RING | (long) flit << FIRST | 1;
        if ((state & HAS_OUTPUT) == 0) {
            begin(cycle, input, flit);
        } else {
            int output = router << portBits | (int) state >>> OUTPUT & BYTE;
            if ((outputs[output << VC_BITS | input & VCS - 1] & BYTE) != 0) {
                askSwitch(output, input >>> VC_BITS & (1 << portBits) - 1, input & VCS - 1);
            }
        }
    }

    /** Where a flit lies, {@code at} places from the beginning of its ring, once around at most. */
    private int ring(int input, int at) {
        int port = input >>> VC_BITS & (1 << portBits) - 1;
        int place = at >= depth ? at - depth : at;
        return (((input >>> bits) * portsUsed + port) * vcsUsed + (input & VCS - 1)) * depth + place;
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
        int output = (router << portBits | Way.port(way)) << VC_BITS | vc;
        long state = outputs[output] | 1L << HEADS + port;
        outputs[output] = state;
        if ((state >>> HOLDER & BYTE) == 0) {
            addCandidate(output);
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
        putAll(cycle, entering);
        allocateVcs();
        int seen = foresight == null ? routers : 0; // routers below have been looked at
        for (int router = active.next(0); router >= 0; router = active.next(router + 1)) {
            if (router >= seen) {
                seen = foresight.beforeSwitches(active, router);
            }
            if (wordBits == 0) {
                allocateSwitch(cycle, router);
            } else {
                allocateLargeSwitch(cycle, router);
            }
        }
        startWinners();
    }

    private void allocateVcs() {
        int count = candidateCount;
        candidateCount = 0;
        if (winners.length < count) {
            winners = new long[candidates.length];
        }
        int won = 0;
        for (int i = 0; i < count; i++) {
            int output = candidates[i];
            long state = outputs[output];
            long waiting = state >>> HEADS;
            if (waiting == 0 || (state >>> HOLDER & BYTE) != 0) {
                continue; // it was a candidate twice
            }
            int port = InputBits.firstAtOrAfter(waiting, (int) state >>> POINTER & BYTE);
            long next = port + 1L;
            outputs[output] = state & BYTE | next << HOLDER | next << POINTER | (waiting & ~(1L << port)) << HEADS;
            int outputPort = output >>> VC_BITS;
            int input = output >>> bits << bits | port << VC_BITS | output & VCS - 1;
            inputs[input] |= HAS_OUTPUT | (outputPort & (1 << portBits) - 1) << OUTPUT;
            winners[won++] = (long) port << 32 | output;
        }
        winnerCount = won;
    }

    /** Heads that have a virtual channel with a credit now ask for the switch. */
    private void startWinners() {
        for (int i = 0; i < winnerCount; i++) {
            int output = (int) winners[i];
            if ((outputs[output] & BYTE) != 0) {
                askSwitch(output >>> VC_BITS, (int) (winners[i] >>> 32), output & VCS - 1);
            }
        }
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
        int input = inputPort << VC_BITS | vc;
        int router = inputPort >>> portBits;
        long state = inputs[input];
        int count = ((int) state & BYTE) - 1;
        int flit = (int) (state >>> FIRST);
        int outputVc = outputPort << VC_BITS | vc;
        long behind = outputs[outputVc];
        if ((behind & BYTE) == 0) {
            throw new IllegalStateException(
                    "cycle " + cycle + ": " + place(outputVc) + " was to send a flit without credit");
        }
        behind--;
        digests.add(
                router,
                cycle,
                VcAddress.place(port, vc) << 12 | VcAddress.place(output, vc),
                packets.identity(FlitLayout.slot(flit)) + FlitLayout.ends(flit));
        departures[router] += cycle;
        int record = outputPort << RECORD;
        ports[record + SENT]++;
        sendFlit(cycle, ports[record + LINK], vc, flit); // after this the packet may belong to another partition
        sendCredit(cycle, ports[(inputPort << RECORD) + LINK], vc);
        int next = 0;
        long rest = 0; // the ring of a buffer that becomes empty starts again at its first place
        if (count != 0) {
            int head = ((int) state >>> HEAD & BYTE) + 1;
            head = head == depth ? 0 : head;
            next = flits[ring(input, head)];
            rest = (long) next << FIRST | head << HEAD | count;
        }
        if (FlitLayout.isTail(flit)) {
            outputs[outputVc] = behind & ~((long) BYTE << HOLDER);
            inputs[input] = rest;
            unask(outputPort, port, vc);
            if (behind >>> HEADS != 0) {
                addCandidate(outputVc);
            }
            if (count != 0) {
                begin(cycle + 1, input, next);
            }
        } else {
            outputs[outputVc] = behind;
            inputs[input] = state & (HAS_OUTPUT | BYTE << OUTPUT) | rest;
            if (count == 0 || (behind & BYTE) == 0) {
                unask(outputPort, port, vc);
            }
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

    private void sendFlit(long cycle, long link, int vc, int flit) {
        int kind = (int) (link >>> 32);
        int address = (int) link | vc;
        if (kind == Links.ROUTER) {
            lines.flits.add(cycle, (long) address << 32 | flit);
        } else if (kind == Links.ENDPOINT) {
            lines.ejected.add(cycle, (long) address << 32 | flit);
        } else {
            boundaries[kind].sendFlit(address, flit);
        }
    }

    private void sendCredit(long cycle, long link, int vc) {
        int kind = (int) (link >>> 32);
        int address = (int) link | vc;
        if (kind == Links.ROUTER) {
            lines.credits.add(cycle, address);
        } else if (kind == Links.ENDPOINT) {
            lines.injectionCredits.add(cycle, address);
        } else {
            boundaries[kind].sendCredit(address);
        }
    }

    // ---- what is needed soon: the numbers mean nothing, unless something else is said -----------------------------

    /** What concerns a router as a whole. */
    long seeRouter(int router) {
        return departures[router] + matrices[router << wordBits];
    }

    /** Adds to {@code all}, which holds {@code count}, who asks for the switch of a router; returns how many it holds then. */
    int requests(int router, int[] all, int count) {
        int filled = count;
        for (int word = router << wordBits; word < router + 1 << wordBits; word++) {
            for (long left = matrices[word]; left != 0 && filled < all.length; left &= left - 1) {
                all[filled++] = word << 6 | Long.numberOfTrailingZeros(left);
            }
        }
        return filled;
    }

    private int inputPort(int request) {
        return request >>> 2 * portBits << portBits | request & (1 << portBits) - 1;
    }

    /** The ports that a request is about. */
    long seePorts(int request) {
        return asks[request]
                + ports[(request >>> portBits << RECORD) + POINTERS]
                + ports[(inputPort(request) << RECORD) + POINTERS];
    }

    /** The first virtual channel of a request, as an input: this one is meant. */
    int inputAsking(int request) {
        return inputPort(request) << VC_BITS | Integer.numberOfTrailingZeros(asks[request] | 1 << VCS - 1);
    }

    /** Both virtual channels that a flit goes through. */
    long seeChannels(int request, int input) {
        return inputs[input] + outputs[request >>> portBits << VC_BITS | input & VCS - 1];
    }

    /** The flit at the front of an input virtual channel: this one is meant, if there is one. */
    int front(int input) {
        return (int) (inputs[input] >>> FIRST);
    }

    /** What waits behind it. */
    long behindFront(int input) {
        return flits[ring(input, (int) inputs[input] >>> HEAD & BYTE)];
    }

    /** The output that a flit needs which comes to an input virtual channel. */
    long seeOutput(int input, int flit) {
        int state = (int) inputs[input];
        int port = (state & HAS_OUTPUT) != 0
                ? state >>> OUTPUT & BYTE
                : Way.port(routing.first(
                        input >>> bits,
                        input >>> VC_BITS & (1 << portBits) - 1,
                        input & VCS - 1,
                        FlitLayout.slot(flit)));
        return outputs[(input >>> bits << portBits | port) << VC_BITS | input & VCS - 1];
    }

    // ---- for others --------------------------------------------------------------------------------------------

    @Override
    public long nextCycle(long cycle) {
        return active.isEmpty() && candidateCount == 0 ? Math.min(lines.nextCycle(), heads.nextCycle()) : cycle + 1;
    }

    @Override
    public DelayLine ejections() {
        return lines.ejected;
    }

    @Override
    public void ejected(long cycle, int address) {
        lines.ejectionCredits.add(cycle, Integer.toUnsignedLong(address));
    }

    @Override
    public DelayLine injectionCredits() {
        return lines.injectionCredits;
    }

    @Override
    public int taken(int router, int port) {
        int sum = 0;
        int first = (router << portBits | port) << VC_BITS;
        for (int vc = first; vc < first + vcsUsed; vc++) {
            sum += depth - (int) (outputs[vc] & BYTE);
        }
        return sum;
    }

    @Override
    public int buffered(int router) {
        int sum = 0;
        for (int vc = router << bits; vc < router + 1 << bits; vc++) {
            sum += (int) inputs[vc] & BYTE;
        }
        return sum;
    }

    @Override
    public long bufferFlitCycles(int router, long cycle) {
        return departures[router] + buffered(router) * cycle;
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
        int vcBytes = 2 * Long.BYTES << bits;
        int portBytes = ((Long.BYTES << RECORD) + (Short.BYTES << portBits)) << portBits;
        // Departures and two lanes of the digest; who asks for what.
        int routerBytes = 3 * Long.BYTES + (Long.BYTES << wordBits);
        return depth * portsUsed * vcsUsed * Integer.BYTES + vcBytes + portBytes + routerBytes;
    }

    @Override
    public void checkCredits() {
        int[] underWay = new int[outputs.length];
        for (int i = 0; i < lines.flits.size(); i++) {
            int input = (int) (lines.flits.value(i) >>> 32);
            underWay[(int) ports[(input >>> VC_BITS << RECORD) + LINK] | input & VCS - 1]++;
        }
        for (int i = 0; i < lines.credits.size(); i++) {
            underWay[(int) lines.credits.value(i)]++;
        }
        for (int i = 0; i < lines.ejected.size(); i++) {
            underWay[here((int) (lines.ejected.value(i) >>> 32))]++;
        }
        for (int i = 0; i < lines.ejectionCredits.size(); i++) {
            underWay[here((int) lines.ejectionCredits.value(i))]++;
        }
        for (int output = 0; output < outputs.length; output++) {
            long link = ports[(output >>> VC_BITS << RECORD) + LINK];
            int kind = (int) (link >>> 32);
            if (kind == Links.ROUTER || kind == Links.ENDPOINT) {
                int behind = kind == Links.ROUTER ? (int) inputs[(int) link | output & VCS - 1] & BYTE : 0;
                int left = (int) outputs[output] & BYTE;
                if (left + behind + underWay[output] != depth) {
                    throw new IllegalStateException(place(output) + ": " + left + " credits, " + behind
                            + " flits behind it and " + underWay[output]
                            + " flits and credits under way are not together " + depth);
                }
            }
        }
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        out.writeLongs(inputs);
        out.writeLongs(outputs);
        for (int port = 0; port < routers << portBits; port++) {
            out.writeLong(ports[(port << RECORD) + POINTERS]);
            out.writeLong(ports[(port << RECORD) + SENT]);
        }
        Shorts.save(asks, out);
        for (int input = 0; input < inputs.length; input++) {
            for (int i = 1; i < (inputs[input] & BYTE); i++) {
                out.writeInt(flits[waiting(input, i)]);
            }
        }
        out.writeLongs(departures);
        digests.save(out);
        lines.save(out);
        heads.save(out);
    }

    /** Where the flit {@code index} places behind the front of an input virtual channel lies. */
    private int waiting(int input, int index) {
        return ring(input, ((int) inputs[input] >>> HEAD & BYTE) + index);
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(inputs);
        in.readLongs(outputs);
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
        for (int input = 0; input < inputs.length; input++) {
            for (int i = 1; i < (inputs[input] & BYTE); i++) {
                flits[waiting(input, i)] = in.readInt();
            }
        }
        in.readLongs(departures);
        digests.load(in);
        lines.load(in);
        heads.load(in);
        candidateCount = 0;
        for (int output = 0; output < outputs.length; output++) {
            if (outputs[output] >>> HEADS != 0 && (outputs[output] >>> HOLDER & BYTE) == 0) {
                addCandidate(output);
            }
        }
    }
}
