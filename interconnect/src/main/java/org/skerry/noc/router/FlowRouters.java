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
 *   <li>All that belongs to a virtual channel of a link, at both ends, lies side by side: {@link FlowChannels}.
 *   <li>A flit is put into the next buffer when it leaves this one, with the cycle at which it arrives: somebody has to look then only if it
 *       is the first one there. A credit that nobody can wait for is given back at once.
 * </ul>
 *
 * Addresses and ports are those of {@link FlowPorts}.
 */
public final class FlowRouters implements MeshRouters {
    private static final int VC_BITS = FlowPorts.VC_BITS;
    private static final int VCS = FlowPorts.VCS;

    private final RouteFunction routing;
    private final PacketIdentities packets;
    private final int depth;
    private final int portsUsed;
    private final int vcsUsed;
    private final int portBits;
    private final int bits; // of an address without the router
    private final int headCycles; // from a head's coming to the front until it asks for a virtual channel
    private final int flitCycles; // from winning the switch to being at the next router
    private final int creditCycles; // from winning the switch until the router before may use the place

    private final FlowChannels channels; // by router, input port, virtual channel
    private final FlowPorts ports;
    private final FlowSwitch crossbars;
    private final long[] departures; // by router: cycles at which flits left, minus cycles at which flits come
    private final EntityDigests digests;

    private int[] candidates = new int[64]; // output virtual channels that are free and asked for, some twice
    private int candidateCount;

    private long now = -1; // the present cycle
    private final Agenda looks; // at inputs whose first flit comes
    private long lastArrival = -1; // of a flit at a router
    private final DelayLine credits; // between routers, as far as it matters when they arrive: address of the output
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
                && geometry.ports() <= FlowPorts.MOST
                && geometry.routers() <= Integer.MAX_VALUE >> 2 * VC_BITS
                && pipeline.vcDepthFlits() < FlowChannels.BYTE
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
        int routers = geometry.routers();
        portsUsed = geometry.ports();
        vcsUsed = geometry.vcs();
        headCycles = pipeline.routingCycles() + pipeline.vcAllocationCycles() - 1;
        flitCycles = pipeline.passageCycles() + pipeline.link().arrivalCycles();
        creditCycles = pipeline.link().creditCycles();
        channels = new FlowChannels(Math.multiplyExact(routers, portsUsed * vcsUsed), depth);
        ports = new FlowPorts(geometry, channels.stride());
        portBits = ports.portBits;
        bits = portBits + VC_BITS;
        crossbars = new FlowSwitch(routers, portBits);
        departures = new long[routers];
        digests = new EntityDigests(routers);
        looks = new Agenda(flitCycles);
        credits = new DelayLine(creditCycles);
        heads = new DelayLine(headCycles);
        ejected = new DelayLine(pipeline.passageCycles());
        ejectionCredits = new DelayLine(pipeline.ejectionCreditCycles());
        injectionCredits = new DelayLine(pipeline.injectionCreditCycles());
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
            creditHere(cycle, ports.here((int) ejectionCredits.take()));
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
        creditHere(cycle, ports.here(address));
    }

    private void creditHere(long cycle, int output) {
        int outputPort = output >>> VC_BITS;
        int vc = output & VCS - 1;
        int out = ports.out(outputPort, vc);
        long state = channels.sender(out) + 1;
        channels.sender(out, state);
        int count = channels.credits(out);
        if (count > depth) {
            throw new IllegalStateException("cycle " + cycle + ": " + ports.name(output) + " has more credits than the "
                    + depth + " flits that the buffer behind it holds");
        }
        int port = FlowChannels.holder(state);
        if (count == 1 && port >= 0) {
            int in = ports.in(outputPort >>> portBits << portBits | port, vc);
            if (channels.flits(in) != 0 && FlowChannels.isHere(channels.first(in), cycle)) {
                crossbars.ask(outputPort, port, vc);
            }
        }
    }

    @Override
    public void arrive(long cycle, int address, int flit) {
        int input = ports.here(address);
        int in = ports.in(input >>> VC_BITS, input & VCS - 1);
        int count = channels.flits(in);
        if (count == depth) {
            throw new IllegalStateException("cycle " + cycle + ": " + ports.name(input)
                    + " was sent a flit while it held " + depth + ", which is all it can hold");
        }
        channels.put(in, cycle, flit);
        departures[input >>> bits] -= cycle;
        if (count == 0) {
            look(cycle, input);
        }
    }

    /** An input has a flit at its front. */
    private void look(long cycle, int input) {
        int inputPort = input >>> VC_BITS;
        int vc = input & VCS - 1;
        int in = ports.in(inputPort, vc);
        int state = channels.receiver(in);
        if ((state & FlowChannels.HAS_OUTPUT) == 0) {
            begin(cycle, input, (int) channels.first(in));
        } else {
            int outputPort = inputPort >>> portBits << portBits | state >>> FlowChannels.OUTPUT & FlowChannels.BYTE;
            if (channels.credits(ports.out(outputPort, vc)) != 0) {
                crossbars.ask(outputPort, inputPort & (1 << portBits) - 1, vc);
            }
        }
    }

    /** A head comes to the front such that its first stage may begin at {@code cycle}. */
    private void begin(long cycle, int input, int flit) {
        if (!FlitLayout.isHead(flit)) {
            throw new IllegalStateException(
                    "cycle " + cycle + ": " + ports.name(input) + " has a flit at its front whose head never came");
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
        int out = ports.out(outputPort, vc);
        long state = channels.sender(out) | 1L << FlowChannels.HEADS + port;
        channels.sender(out, state);
        if (FlowChannels.holder(state) < 0) {
            addCandidate(outputPort << VC_BITS | vc);
        }
    }

    private void addCandidate(int output) {
        if (candidateCount == candidates.length) {
            candidates = Arrays.copyOf(candidates, 2 * candidateCount);
        }
        candidates[candidateCount++] = output;
    }

    // ---- allocation --------------------------------------------------------------------------------------------

    @Override
    public void step(long cycle) {
        int count = candidateCount;
        for (int router = crossbars.next(0); router >= 0; router = crossbars.next(router + 1)) {
            int winners = crossbars.match(router);
            for (int i = 0; i < winners; i++) {
                int winner = crossbars.winner(i);
                move(cycle, router, FlowSwitch.input(winner), FlowSwitch.vc(winner), FlowSwitch.output(winner));
            }
            crossbars.settle(router);
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
            int out = ports.out(outputPort, vc);
            long state = channels.sender(out);
            long waiting = state >>> FlowChannels.HEADS;
            if (waiting == 0 || FlowChannels.holder(state) >= 0) {
                continue; // it was a candidate twice
            }
            int port = InputBits.firstAtOrAfter(waiting, (int) state >>> FlowChannels.POINTER & FlowChannels.BYTE);
            channels.sender(out, FlowChannels.given(state, port));
            int output = outputPort & (1 << portBits) - 1;
            int in = ports.in(outputPort - output | port, vc);
            channels.receiver(in, channels.receiver(in) | FlowChannels.HAS_OUTPUT | output << FlowChannels.OUTPUT);
            if (channels.credits(out) != 0) {
                crossbars.ask(outputPort, port, vc);
            }
        }
        candidateCount -= count;
        System.arraycopy(candidates, count, candidates, 0, candidateCount);
    }

    private void move(long cycle, int router, int port, int vc, int output) {
        int inputPort = router << portBits | port;
        int outputPort = router << portBits | output;
        int in = ports.in(inputPort, vc);
        int out = ports.out(outputPort, vc);
        int flit = (int) channels.first(in);
        digests.add(
                router,
                cycle,
                VcAddress.place(port, vc) << 12 | VcAddress.place(output, vc),
                packets.identity(FlitLayout.slot(flit)) + FlitLayout.ends(flit));
        departures[router] += cycle;
        send(cycle, outputPort, vc, out, flit); // after this the packet may belong to another partition
        leave(cycle, inputPort, vc, in);
        int rest = channels.withoutFirst(channels.receiver(in));
        if (FlitLayout.isTail(flit)) {
            channels.receiver(in, rest & (1 << FlowChannels.OUTPUT) - 1);
            crossbars.unask(outputPort, port, vc);
            release(outputPort << VC_BITS | vc, out);
            if (channels.flits(in) != 0) {
                long arrival = FlowChannels.arrival(channels.first(in), cycle);
                looks.add(Math.max(cycle + 1, arrival), inputPort << VC_BITS | vc);
            }
            return;
        }
        channels.receiver(in, rest);
        if (channels.flits(in) == 0) {
            crossbars.unask(outputPort, port, vc);
        } else if (!FlowChannels.isHere(channels.first(in), cycle + 1)) {
            crossbars.unask(outputPort, port, vc);
            looks.add(FlowChannels.arrival(channels.first(in), cycle), inputPort << VC_BITS | vc);
        } else if (channels.credits(out) == 0) {
            crossbars.unask(outputPort, port, vc);
        }
    }

    private void release(int output, int out) {
        long state = channels.sender(out) & ~((long) FlowChannels.BYTE << FlowChannels.HOLDER);
        channels.sender(out, state);
        if (state >>> FlowChannels.HEADS != 0) {
            addCandidate(output);
        }
    }

    private void send(long cycle, int outputPort, int vc, int out, int flit) {
        long link = ports.link(outputPort);
        int kind = FlowPorts.kind(link);
        int address = FlowPorts.far(link, vc);
        if (channels.credits(out) == 0) {
            throw new IllegalStateException("cycle " + cycle + ": " + ports.name(outputPort << VC_BITS | vc)
                    + " was to send a flit without credit");
        }
        channels.sender(out, channels.sender(out) - 1);
        ports.count(outputPort);
        if (kind == Links.ROUTER) {
            long arrival = cycle + flitCycles;
            if (channels.flits(out) == 0) {
                looks.add(arrival, address);
            }
            channels.put(out, arrival, flit);
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
        long link = ports.link(inputPort);
        int kind = FlowPorts.kind(link);
        int address = FlowPorts.far(link, vc);
        if (kind == Links.ROUTER) {
            if (channels.credits(in) >= creditCycles) {
                channels.sender(in, channels.sender(in) + 1);
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
        if (!crossbars.isIdle() || candidateCount != 0) {
            return cycle + 1;
        }
        long endpoints = Math.min(ejected.nextCycle(), injectionCredits.nextCycle());
        long returned = Math.min(credits.nextCycle(), ejectionCredits.nextCycle());
        long next = Math.min(Math.min(endpoints, returned), Math.min(heads.nextCycle(), looks.nextCycle(cycle)));
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
            sum += depth - channels.credits(ports.out(router << portBits | port, vc));
        }
        return sum;
    }

    @Override
    public int buffered(int router) {
        return channels.buffered(ports.channels(router << portBits), portsUsed * vcsUsed, now);
    }

    @Override
    public long bufferFlitCycles(int router, long cycle) {
        long coming = channels.coming(ports.channels(router << portBits), portsUsed * vcsUsed, now);
        return departures[router] + buffered(router) * cycle + coming;
    }

    @Override
    public long portFlits(int router, int port) {
        return ports.sent(router << portBits | port);
    }

    @Override
    public EntityDigests digests() {
        return digests;
    }

    @Override
    public int bytesPerRouter() {
        // Departures and two lanes of the digest.
        int routerBytes = 3 * Long.BYTES + crossbars.bytesPerRouter() + ports.bytesPerRouter();
        return portsUsed * vcsUsed * channels.stride() * Long.BYTES + routerBytes;
    }

    @Override
    public void checkCredits() {
        int[] underWay = new int[departures.length * portsUsed * vcsUsed * channels.stride()]; // by channel
        for (int i = 0; i < credits.size(); i++) {
            underWay[ports.out((int) credits.value(i))]++;
        }
        for (int i = 0; i < ejected.size(); i++) {
            underWay[ports.out(ports.here((int) (ejected.value(i) >>> 32)))]++;
        }
        for (int i = 0; i < ejectionCredits.size(); i++) {
            underWay[ports.out(ports.here((int) ejectionCredits.value(i)))]++;
        }
        for (int port = 0; port < ports.count(); port++) {
            int kind = FlowPorts.kind(ports.link(port));
            for (int vc = 0; vc < vcsUsed && (kind == Links.ROUTER || kind == Links.ENDPOINT); vc++) {
                int out = ports.out(port, vc);
                int behind = kind == Links.ROUTER ? channels.flits(out) : 0;
                int left = channels.credits(out);
                if (left + behind + underWay[out] != depth) {
                    throw new IllegalStateException(
                            ports.name(port << VC_BITS | vc) + ": " + left + " credits, " + behind
                                    + " flits behind it and " + underWay[out]
                                    + " flits and credits under way are not together " + depth);
                }
            }
        }
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        channels.save(out);
        crossbars.save(out);
        ports.save(out);
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
        channels.load(in);
        crossbars.load(in);
        ports.load(in);
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
        for (int port = 0; port < ports.count(); port++) {
            for (int vc = 0; vc < vcsUsed && FlowPorts.kind(ports.link(port)) != Links.NONE; vc++) {
                long sender = channels.sender(ports.out(port, vc));
                if (sender >>> FlowChannels.HEADS != 0 && FlowChannels.holder(sender) < 0) {
                    addCandidate(port << VC_BITS | vc);
                }
            }
        }
    }
}
