package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.noc.flit.FlitLayout;

/**
 * The routers of {@link Routers} once more, for the case that experiments have most often: both allocators iSLIP with one iteration, one
 * way for each packet, no speculation, no turns that take longer, links that are all alike and as wide as a flit, and no more than 64 input virtual channels in a router when ports and virtual channels are rounded
 * up to powers of two. They do the same in every cycle, by fewer accesses: what belongs to a virtual channel is one long, what belongs to
 * a port lies side by side, and every address is an index. Used where no history is kept and nothing is saved.
 *
 * <pre>
 *   input virtual channel    63        48 47     46          32 31     16 15     0
 *                           | accept     | has  | output, or   | head    | flits |
 *                           | pointer    | VC   | class of VCs | of ring |       |
 *   output virtual channel   63        48 47                 32 31     16 15     0
 *                           |            | grant pointer       | holder  |credits|
 * </pre>
 *
 * An address is router, port, virtual channel, the last two within as many bits as they need; without the virtual channel it is that of
 * a port, without the router it is a bit of the masks.
 */
public final class LeanRouters implements FlitRouters {
    private static final int RECORD = 3; // longs of a port, as a power of two
    private static final int ASKS_VC = 0; // input bits of heads that ask for a virtual channel of this output
    private static final int ASKS_SWITCH = 1; // input bits that ask for this output
    private static final int FREE = 2; // virtual channels of this output that nobody holds
    private static final int SENT = 3; // flits that left here
    private static final int LINK = 4; // kind in the upper half, address of the other end in the lower
    private static final int GRANT = 5; // input bit that is first
    private static final int ACCEPT =
            6; // output that is first, for this input; a byte further, virtual channel that is first

    private static final int COUNT = 0xffff;
    private static final int FIELD = 16;
    private static final int STATE = 32;
    private static final int POINTER = 48;
    private static final long HAS_VC = 1L << 47;
    private static final int PLACE = 0x7fff;
    private static final long RING = 0xffff_ffffL;

    private final int depth;
    private final int vcBits;
    private final int portBits;
    private final int bits; // of an address without the router
    private final int routers;
    private final int portsUsed;
    private final int vcsUsed;
    private final RouteFunction routing;
    private final long[] classes;
    private final long[] ports;
    private final long[] inputs;
    private final long[] outputs;
    private final int[] flits; // by router, place in the ring, input bit
    private final long[] departures; // by router: cycles at which flits left, minus cycles at which flits came
    private final long[] askedVc; // a bit for each port whose ASKS_VC is not 0; a word is a block of routers
    private final long[] askedSwitch;
    private final ActiveSet active; // blocks

    private final long[] wanted = new long[Long.SIZE]; // by input bit
    private final long[] granted = new long[Long.SIZE]; // by input bit, and by port of a block
    private final int[] grantees = new int[Long.SIZE];
    private final long[] winners; // of a block: port, input bit
    private int winnerCount;

    private final Belt flitBelt;
    private final Belt creditBelt;
    private final DelayLine ejected;
    private final DelayLine ejectionCredits;
    private final DelayLine injectionCredits;
    private final int headCycles;
    private final DelayLine heads; // that are being routed
    private final Boundary[] boundaries = new Boundary[Links.NORTH + 1];

    /** Whether these can stand for {@link Routers}. */
    public static boolean fit(Geometry geometry, Pipeline pipeline, RouteFunction routing) {
        return pipeline.vcAllocator().isSimpleIslip()
                && pipeline.switchAllocator().isSimpleIslip()
                && routing.mostWays() == 1
                && pipeline.vcAllocationCycles() > 0
                && pipeline.turnCycles() == 0
                && pipeline.batches() == null
                && pipeline.link().flitCycles() == 1
                && !geometry.hasSeams()
                && !pipeline.speculative()
                && !pipeline.waitForTailCredit()
                && log(geometry.ports()) + log(geometry.vcs()) <= 6;
    }

    private static int log(int number) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(number - 1);
    }

    /** The routers of {@code geometry}, empty, if they {@link #fit}. */
    public LeanRouters(Geometry geometry, Pipeline pipeline, RouteFunction routing) {
        this.routing = routing;
        routers = geometry.routers();
        portsUsed = geometry.ports();
        vcsUsed = geometry.vcs();
        depth = pipeline.vcDepthFlits();
        vcBits = log(vcsUsed);
        portBits = log(portsUsed);
        bits = vcBits + portBits;
        classes = routing.vcClasses();
        int portCount = routers << portBits;
        ports = new long[Math.multiplyExact(portCount, 1 << RECORD)];
        inputs = new long[Math.multiplyExact(routers, 1 << bits)];
        outputs = new long[inputs.length];
        flits = new int[Math.multiplyExact(inputs.length, depth)];
        departures = new long[routers];
        askedVc = new long[(portCount + Long.SIZE - 1) / Long.SIZE];
        askedSwitch = new long[askedVc.length];
        active = new ActiveSet(askedVc.length);
        winners = new long[Long.SIZE << bits];
        flitBelt = new Belt(pipeline.passageCycles() + pipeline.link().arrivalCycles());
        creditBelt = new Belt(pipeline.link().creditCycles());
        RouterLines lines = new RouterLines(pipeline);
        ejected = lines.ejected;
        ejectionCredits = lines.ejectionCredits;
        injectionCredits = lines.injectionCredits;
        headCycles = pipeline.routingCycles() + pipeline.vcAllocationCycles() - 1;
        heads = new DelayLine(headCycles);
        Arrays.fill(outputs, depth);
        for (int router = 0; router < routers; router++) {
            for (int port = 0; port < portsUsed; port++) {
                int record = (router << portBits | port) << RECORD;
                byte kind = geometry.kind(router, port);
                int far = kind == Links.NONE ? 0 : geometry.far(router, port);
                ports[record + FREE] = (1L << vcsUsed) - 1;
                ports[record + LINK] =
                        (long) kind << Integer.SIZE | Integer.toUnsignedLong(kind == Links.ROUTER ? here(far) : far);
            }
        }
    }

    /** The address here of a {@link VcAddress}. */
    private int here(int address) {
        return VcAddress.router(address) << bits | VcAddress.port(address) << vcBits | VcAddress.vc(address);
    }

    @Override
    public void connect(boolean south, Boundary boundary) {
        boundaries[south ? Links.SOUTH : Links.NORTH] = boundary;
    }

    @Override
    public void arrivals(long cycle) {
        takeCredits(creditBelt.due(cycle));
        while (ejectionCredits.isDue(cycle)) {
            credit(here((int) ejectionCredits.take()));
        }
        takeFlits(cycle, flitBelt.due(cycle));
        while (heads.isDue(cycle)) {
            long head = heads.take();
            askVc((int) (head >>> 32), (int) head);
        }
    }

    private void takeCredits(int count) {
        long[] values = creditBelt.values;
        int at = creditBelt.head;
        for (int i = 0; i < count; i++) {
            credit((int) values[at++ & values.length - 1]);
        }
        creditBelt.head = at;
    }

    private void takeFlits(long cycle, int count) {
        long[] values = flitBelt.values;
        int at = flitBelt.head;
        for (int i = 0; i < count; i++) {
            long arrival = values[at++ & values.length - 1];
            put(cycle, (int) (arrival >>> 32), (int) arrival);
        }
        flitBelt.head = at;
    }

    @Override
    public void credit(long cycle, int address) {
        credit(here(address));
    }

    private void credit(int output) {
        long now = ++outputs[output];
        int left = (int) now & COUNT;
        if (left == 1) {
            int holder = (int) now >>> FIELD;
            int bit = holder - 1;
            if (holder != 0 && (inputs[output >>> bits << bits | bit] & COUNT) != 0) {
                askSwitch(output >>> vcBits, bit);
            }
        } else if (left > depth) {
            throw new IllegalStateException(
                    place(output) + " has more credits than the " + depth + " flits that the buffer behind it holds");
        }
    }

    private String place(int address) {
        return "router " + (address >>> bits) + " port " + (address >>> vcBits & (1 << portBits) - 1) + " VC "
                + (address & (1 << vcBits) - 1);
    }

    @Override
    public void arrive(long cycle, int address, int flit) {
        put(cycle, here(address), flit);
    }

    private void put(long cycle, int input, int flit) {
        long state = inputs[input];
        int count = (int) state & COUNT;
        int router = input >>> bits;
        if (count == depth) {
            throw new IllegalStateException("cycle " + cycle + ": " + place(input) + " was sent a flit while it held "
                    + depth + ", which is all it can hold");
        }
        int at = ((int) state >>> FIELD) + count;
        at = at >= depth ? at - depth : at;
        flits[(router * depth + at << bits) + (input & (1 << bits) - 1)] = flit;
        inputs[input] = state + 1;
        departures[router] -= cycle;
        if (count == 0) {
            if ((state & HAS_VC) == 0) {
                begin(cycle, input, flit);
            } else {
                int output = router << bits | (int) (state >>> STATE) & PLACE;
                if ((outputs[output] & COUNT) != 0) {
                    askSwitch(output >>> vcBits, input & (1 << bits) - 1);
                }
            }
        }
    }

    private void askSwitch(int port, int bit) {
        ports[(port << RECORD) + ASKS_SWITCH] |= 1L << bit;
        int block = port >>> 6;
        askedSwitch[block] |= 1L << port;
        active.add(block);
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
        int bit = input & (1 << bits) - 1;
        int way = routing.first(router, bit >>> vcBits, bit & (1 << vcBits) - 1, FlitLayout.slot(flit));
        inputs[input] = inputs[input] & ~((long) COUNT << STATE) | (long) Way.vcClass(way) << STATE;
        int port = router << portBits | Way.port(way);
        ports[(port << RECORD) + ASKS_VC] |= 1L << bit;
        int block = port >>> 6;
        askedVc[block] |= 1L << port;
        active.add(block);
    }

    @Override
    public void step(long cycle) {
        int flitTail = flitBelt.tail;
        int creditTail = creditBelt.tail;
        for (int block = active.next(0); block >= 0; block = active.next(block + 1)) {
            winnerCount = 0;
            if (askedVc[block] != 0) {
                allocateVcs(block);
            }
            if (askedSwitch[block] != 0) {
                allocateSwitch(cycle, block);
            }
            startWinners(block);
            if ((askedVc[block] | askedSwitch[block]) == 0) {
                active.remove(block);
            }
        }
        flitBelt.close(cycle, flitTail);
        creditBelt.close(cycle, creditTail);
    }

    private void allocateVcs(int block) {
        long[] records = ports;
        long[] ins = inputs;
        long[] outs = outputs;
        long[] sets = classes;
        long asked = askedVc[block];
        long still = asked;
        int first = block << 6;
        int count = 0;
        int vcMask = (1 << vcBits) - 1;
        for (long left = asked; left != 0; left &= left - 1) {
            int at = Long.numberOfTrailingZeros(left);
            int port = first | at;
            int record = port << RECORD;
            long heading = records[record + ASKS_VC];
            long free = records[record + FREE];
            if ((heading & heading - 1) != 0) {
                if (free != 0) {
                    winnerCount = count;
                    allocateMany(port, heading, free);
                    count = winnerCount;
                    still &= records[record + ASKS_VC] == 0 ? ~(1L << at) : -1L;
                }
                continue;
            }
            int bit = Long.numberOfTrailingZeros(heading);
            int input = port >>> portBits << bits | bit;
            long state = ins[input];
            long offers = free & sets[(int) (state >>> STATE) & COUNT];
            if (offers == 0) {
                continue;
            }
            int pointer = (int) (state >>> POINTER);
            int output = port & (1 << portBits) - 1;
            int vc = InputBits.firstAtOrAfter(offers, pointer >>> vcBits == output ? pointer & vcMask : 0);
            int place = output << vcBits | vc;
            int won = port << vcBits | vc;
            ins[input] = state & RING | HAS_VC | (long) place << STATE | (long) (place + 1) << POINTER;
            long credits = outs[won] & COUNT;
            outs[won] = credits | (bit + 1L) << FIELD | (bit + 1L) << STATE;
            records[record + FREE] = free & ~(1L << vc);
            records[record + ASKS_VC] = 0;
            still &= ~(1L << at);
            winners[count] = (long) port << 32 | bit;
            count += credits == 0 ? 0 : 1;
        }
        askedVc[block] = still;
        winnerCount = count;
    }

    /** Several heads ask for one output. */
    private void allocateMany(int port, long heading, long free) {
        int router = port >>> portBits << bits;
        long asked = 0;
        for (long left = heading; left != 0; left &= left - 1) {
            int bit = Long.numberOfTrailingZeros(left);
            wanted[bit] = free & classes[(int) (inputs[router | bit] >>> STATE) & COUNT];
            asked |= wanted[bit];
        }
        int count = 0;
        for (long left = asked; left != 0; left &= left - 1) {
            int vc = Long.numberOfTrailingZeros(left);
            int pointer = (int) (outputs[port << vcBits | vc] >>> STATE) & COUNT;
            int to = grantee(Long.rotateRight(heading, pointer), pointer, vc);
            if (granted[to] == 0) {
                grantees[count++] = to;
            }
            granted[to] |= 1L << vc;
        }
        for (int i = 0; i < count; i++) {
            int bit = grantees[i];
            accept(port, bit, granted[bit]);
            granted[bit] = 0;
        }
    }

    private int grantee(long rotated, int pointer, int vc) {
        for (long left = rotated; ; left &= left - 1) {
            int bit = Long.numberOfTrailingZeros(left) + pointer & Long.SIZE - 1;
            if ((wanted[bit] >>> vc & 1) != 0) {
                return bit;
            }
        }
    }

    private void accept(int port, int bit, long offers) {
        int input = port >>> portBits << bits | bit;
        int output = port & (1 << portBits) - 1;
        long state = inputs[input];
        int pointer = (int) (state >>> POINTER);
        int vc = InputBits.firstAtOrAfter(offers, pointer >>> vcBits == output ? pointer & (1 << vcBits) - 1 : 0);
        int place = output << vcBits | vc;
        int won = port << vcBits | vc;
        inputs[input] = state & RING | HAS_VC | (long) place << STATE | (long) (place + 1) << POINTER;
        long credits = outputs[won] & COUNT;
        outputs[won] = credits | (bit + 1L) << FIELD | (bit + 1L) << STATE;
        ports[(port << RECORD) + FREE] &= ~(1L << vc);
        ports[(port << RECORD) + ASKS_VC] &= ~(1L << bit);
        winners[winnerCount] = (long) port << 32 | bit;
        winnerCount += credits == 0 ? 0 : 1;
    }

    /** Heads that have a virtual channel with a credit now ask for the switch. */
    private void startWinners(int block) {
        long asked = askedSwitch[block];
        for (int i = 0; i < winnerCount; i++) {
            int port = (int) (winners[i] >>> 32);
            ports[(port << RECORD) + ASKS_SWITCH] |= 1L << winners[i];
            asked |= 1L << port;
        }
        askedSwitch[block] = asked;
    }

    private void allocateSwitch(long cycle, int block) {
        long[] records = ports;
        long[] offers = granted;
        int first = block << 6;
        int portMask = (1 << portBits) - 1;
        long takers = 0;
        for (long left = askedSwitch[block]; left != 0; left &= left - 1) {
            int at = Long.numberOfTrailingZeros(left);
            int record = (first | at) << RECORD;
            int bit = InputBits.firstAtOrAfter(records[record + ASKS_SWITCH], (int) records[record + GRANT]);
            int input = at & ~portMask | bit >>> vcBits;
            offers[input] |= 1L << (at & portMask);
            takers |= 1L << input;
        }
        flitBelt.reserve(Long.SIZE);
        creditBelt.reserve(Long.SIZE);
        for (long left = takers; left != 0; left &= left - 1) {
            int at = Long.numberOfTrailingZeros(left);
            long offered = offers[at];
            offers[at] = 0;
            int port = first | at;
            int record = port << RECORD;
            int turns = (int) records[record + ACCEPT];
            int output = InputBits.firstAtOrAfter(offered, turns & 0xff);
            int out = port & ~portMask | output;
            long asking =
                    records[(out << RECORD) + ASKS_SWITCH] >>> ((at & portMask) << vcBits) & (1L << (1 << vcBits)) - 1;
            int vc = InputBits.firstAtOrAfter(asking, turns >>> 8);
            records[record + ACCEPT] = vc + 1 << 8 | output + 1;
            records[(out << RECORD) + GRANT] = (at & portMask) + 1 << vcBits;
            move(cycle, port, vc, out);
        }
    }

    private void move(long cycle, int port, int vc, int out) {
        long[] records = ports;
        int input = port << vcBits | vc;
        int bit = input & (1 << bits) - 1;
        int router = port >>> portBits;
        int record = out << RECORD;
        long state = inputs[input];
        int count = ((int) state & COUNT) - 1;
        int head = (int) state >>> FIELD;
        int outVc = (int) (state >>> STATE) & (1 << vcBits) - 1;
        int output = out << vcBits | outVc;
        int flit = flits[(router * depth + head << bits) + bit];
        long behind = outputs[output];
        if ((behind & COUNT) == 0) {
            throw new IllegalStateException(
                    "cycle " + cycle + ": " + place(output) + " was to send a flit without credit");
        }
        behind--;
        head = count == 0 || head + 1 == depth ? 0 : head + 1;
        departures[router] += cycle;
        records[record + SENT]++;
        sendFlit(cycle, records[record + LINK], outVc, flit);
        sendCredit(cycle, records[(port << RECORD) + LINK], vc);
        long ring = head << FIELD | count;
        boolean stops;
        if (FlitLayout.isTail(flit)) {
            outputs[output] = behind & ~((long) COUNT << FIELD);
            inputs[input] = state & (long) COUNT << POINTER | ring;
            records[record + FREE] |= 1L << outVc;
            stops = true;
            if (count != 0) {
                begin(cycle + 1, input, flits[(router * depth + head << bits) + bit]);
            }
        } else {
            outputs[output] = behind;
            inputs[input] = state & ~RING | ring;
            stops = count == 0 || (behind & COUNT) == 0;
        }
        if (stops) {
            long rest = records[record + ASKS_SWITCH] & ~(1L << bit);
            records[record + ASKS_SWITCH] = rest;
            askedSwitch[out >>> 6] &= rest == 0 ? ~(1L << out) : -1L;
        }
    }

    private void sendFlit(long cycle, long link, int vc, int flit) {
        int kind = (int) (link >>> 32);
        int address = (int) link | vc;
        if (kind == Links.ROUTER) {
            Belt belt = flitBelt;
            belt.values[belt.tail++ & belt.values.length - 1] = (long) address << 32 | flit;
        } else if (kind == Links.ENDPOINT) {
            ejected.add(cycle, (long) address << 32 | flit);
        } else {
            boundaries[kind].sendFlit(address, flit);
        }
    }

    private void sendCredit(long cycle, long link, int vc) {
        int kind = (int) (link >>> 32);
        int address = (int) link | vc;
        if (kind == Links.ROUTER) {
            Belt belt = creditBelt;
            belt.values[belt.tail++ & belt.values.length - 1] = address;
        } else if (kind == Links.ENDPOINT) {
            injectionCredits.add(cycle, address);
        } else {
            boundaries[kind].sendCredit(address);
        }
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

    @Override
    public int taken(int router, int port) {
        int sum = 0;
        int first = router << bits | port << vcBits;
        for (int vc = first; vc < first + vcsUsed; vc++) {
            sum += depth - (int) (outputs[vc] & COUNT);
        }
        return sum;
    }

    @Override
    public int buffered(int router) {
        int sum = 0;
        for (int vc = router << bits; vc < router + 1 << bits; vc++) {
            sum += (int) inputs[vc] & COUNT;
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
    public int bytesPerRouter() {
        int vcBytes = depth * Integer.BYTES + 2 * Long.BYTES;
        int portBytes = (1 << RECORD) * Long.BYTES;
        // Departures; outputs asked for, twice; coordinates.
        int routerBytes = Long.BYTES + (2 << portBits) / Byte.SIZE + 2 * Short.BYTES;
        return (vcBytes << bits) + (portBytes << portBits) + routerBytes;
    }

    @Override
    public void checkCredits() {
        int[] underWay = new int[outputs.length];
        for (int i = 0; i < flitBelt.size(); i++) {
            int input = (int) (flitBelt.value(i) >>> 32);
            underWay[(int) ports[(input >>> vcBits << RECORD) + LINK] | input & (1 << vcBits) - 1]++;
        }
        for (int i = 0; i < creditBelt.size(); i++) {
            underWay[(int) creditBelt.value(i)]++;
        }
        for (int i = 0; i < ejected.size(); i++) {
            underWay[here((int) (ejected.value(i) >>> 32))]++;
        }
        for (int i = 0; i < ejectionCredits.size(); i++) {
            underWay[here((int) ejectionCredits.value(i))]++;
        }
        for (int output = 0; output < outputs.length; output++) {
            long link = ports[(output >>> vcBits << RECORD) + LINK];
            int kind = (int) (link >>> 32);
            if (kind == Links.ROUTER || kind == Links.ENDPOINT) {
                int far = (int) link | output & (1 << vcBits) - 1;
                int behind = kind == Links.ROUTER ? (int) inputs[far] & COUNT : 0;
                int left = (int) outputs[output] & COUNT;
                if (left + behind + underWay[output] != depth) {
                    throw new IllegalStateException(place(output) + ": " + left + " credits, " + behind
                            + " flits behind it and " + underWay[output]
                            + " flits and credits under way are not together " + depth);
                }
            }
        }
    }
}
