package org.skerry.noc.packet;

import static org.skerry.noc.packet.Trains.NONE;

import org.skerry.noc.router.Geometry;
import org.skerry.noc.router.Links;
import org.skerry.noc.router.Pipeline;
import org.skerry.noc.router.VcAddress;
import org.skerry.noc.routing.Direction;
import org.skerry.sim.config.Check;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What is known of all routers at one time: their ports, their input virtual channels and the trains in them. An endpoint's own side of its
 * link counts as an input port of its router too. Times are kept in 32 bits, as differences.
 *
 * <pre>
 *   number of an input port        router | port (portBits)
 *   of its virtual channels        the same | virtual channel (vcBits)
 *   where its record begins        number &lt;&lt; PORT in links, with the link that leads to it
 *   where that of a channel does   number &lt;&lt; CHANNEL in channels
 * </pre>
 */
final class RouterState implements Stateful {
    /** Ints of the record of each input virtual channel, as a power of two. */
    static final int CHANNEL = 2;

    static final int LAST_LEFT = 0; // cycle at which the last flit leaves that has been given one
    static final int FREE_AT = 1; // first cycle at which the router before may give the channel to another packet
    static final int LAST_TRAIN = 2; // the last one that was given cycles
    static final int WAITING = 3; // flits on the way here, or here, without; and whether one waits

    // The same in rare, which is seldom needed.
    static final int HELD = 0; // output port and virtual channel that the present packet has
    static final int FRONT = 1; // train that waits
    static final int QUEUED = 2; // last of a circle of trains behind it, or NONE

    static final int WAITS = 1 << 30; // in WAITING: a train is at the front and waits
    static final int PARKED = 1 << 29; // in WAITING: trains are behind a head that is being routed
    static final int OPEN = 1 << 28; // in WAITING: the head of a packet has gone on, and its tail has not
    static final int COUNT = OPEN - 1; // in WAITING: the flits

    /** Longs of the record of each input port and its link, as a power of two. */
    static final int PORT = 3;

    static final int OUT = 0; // cycles in which flits go out by the link, as Slots
    static final int IN = 1; // cycles in which flits that came by it go through the switch, as Slots
    static final int RECENT = 2; // trains that were given cycles of the link last, each plus one
    static final int FLITS = 3; // that were given some
    static final int TURN = 4; // virtual channel to try first
    private static final int PORT_USED = 5;

    static final int LEAVES = 1; // in far: it is an endpoint's

    static final int RECENT_BITS = 21;
    static final long RECENT_MASK = (1L << RECENT_BITS) - 1;

    static final int HELD_LONG = 1 << 29; // from now: a channel whose packet has not ended
    private static final int LONG_AGO = -(1 << 20);
    private static final int EPOCH_BITS = 22;

    final int portBits;
    final int vcs;
    final int vcBits;
    final int headWaitCycles; // from a head's arrival, or its turn, until it may ask for the switch
    final int turnCycles; // more for a head that turns
    final int vcWaitCycles; // from getting a virtual channel to that
    final int passageCycles;
    final int flightCycles; // passage and link
    final int depth;
    final int creditCycles;
    final int injectionCreditCycles;
    final int ejectionCreditCycles;
    final int trainFlits;

    final Trains trains = new Trains();
    final int[] channels;
    final int[] rare;
    final long[] links;

    /** By output port: number of the input port behind it, times two, and LEAVES; or NONE. */
    final int[] far;

    long trainsMoved;
    long flitsMoved;
    private long lastStep = -1;

    RouterState(Geometry geometry, Pipeline pipeline, int trainFlitsAtMost) {
        vcWaitCycles =
                pipeline.speculative() ? Math.max(0, pipeline.vcAllocationCycles() - 1) : pipeline.vcAllocationCycles();
        headWaitCycles = pipeline.routingCycles() + vcWaitCycles;
        turnCycles = pipeline.turnCycles();
        passageCycles = pipeline.passageCycles();
        flightCycles = passageCycles + pipeline.link().arrivalCycles();
        depth = pipeline.vcDepthFlits();
        creditCycles = pipeline.link().creditCycles();
        injectionCreditCycles = pipeline.injectionCreditCycles();
        ejectionCreditCycles = pipeline.ejectionCreditCycles();
        trainFlits = trainFlits(Math.min(depth, trainFlitsAtMost), depth, flightCycles + headWaitCycles);
        int ports = geometry.ports();
        int endpointPorts = ports - Direction.COUNT;
        portBits = Integer.SIZE - Integer.numberOfLeadingZeros(ports + endpointPorts - 1);
        vcs = geometry.vcs();
        vcBits = Integer.SIZE - Integer.numberOfLeadingZeros(vcs - 1);
        long all = (long) geometry.routers() << portBits + vcBits + CHANNEL;
        Check.isTrue(
                all <= 1L << 30,
                "network: " + geometry.routers() + " routers of " + ports + " ports and " + vcs
                        + " virtual channels are more than the packet-level model has room for. Give fewer of one of them.");
        far = new int[geometry.routers() << portBits];
        links = new long[far.length << PORT];
        channels = new int[(int) all];
        rare = new int[(int) all];
        for (int router = 0; router < geometry.routers(); router++) {
            for (int port = 0; port < ports; port++) {
                far[router << portBits | port] = far(geometry, router, port, endpointPorts);
            }
        }
        for (int at = 0; at < channels.length; at += 1 << CHANNEL) {
            channels[at + LAST_LEFT] = LONG_AGO;
            channels[at + FREE_AT] = LONG_AGO;
            channels[at + LAST_TRAIN] = NONE;
            rare[at + FRONT] = NONE;
            rare[at + QUEUED] = NONE;
        }
    }

    private int far(Geometry geometry, int router, int port, int endpointPorts) {
        byte kind = geometry.kind(router, port);
        if (kind == Links.ROUTER) {
            int address = geometry.far(router, port);
            return (VcAddress.router(address) << portBits | VcAddress.port(address)) << 1;
        }
        return kind == Links.ENDPOINT ? (router << portBits | port + endpointPorts) << 1 | LEAVES : NONE;
    }

    /**
     * The longest trains such that a stream of them never overfills a buffer that a stream of flits does not; where a stream waits for
     * credits anyway, trains that fill the buffer.
     */
    private static int trainFlits(int most, int depth, int hopCycles) {
        int length = most;
        while (hopCycles <= depth && length * ((hopCycles - 1) / length + 1) > depth) {
            length--;
        }
        return length;
    }

    /** Where the record of the input port begins that has a channel. */
    int inLink(int channel) {
        return channel >> vcBits + CHANNEL << PORT;
    }

    /** What lies behind the output port {@code port} of the router that has an input channel, as in {@link #far}. */
    int far(int channel, int port) {
        return far[channel >> vcBits + CHANNEL & -1 << portBits | port];
    }

    /** Where a channel begins of an input port whose record begins at {@code link}. */
    int channel(int link, int vc) {
        return (link >> PORT << vcBits | vc) << CHANNEL;
    }

    /** Cycles from a train's arrival, or its turn, until it may ask for the switch. */
    int waitCycles(long kind) {
        return headWaitCycles * ((int) kind & Trains.HEAD) + turnCycles * ((int) kind >>> Trains.TURNS_SHIFT & 1);
    }

    /** What is due at {@code now} is about to be done. */
    void begin(long now) {
        if (now >>> EPOCH_BITS != lastStep >>> EPOCH_BITS) {
            forget(now);
        }
        lastStep = now;
    }

    /** Moves times that are long past nearer, as they are kept in few bits. */
    private void forget(long now) {
        int cycle = (int) now;
        boolean all = now - lastStep > 1L << EPOCH_BITS;
        for (int at = 0; at < channels.length; at += 1 << CHANNEL) {
            forgetTime(at + LAST_LEFT, cycle, all);
            forgetTime(at + FREE_AT, cycle, all);
        }
        for (int at = 0; at < links.length; at += 1 << PORT) {
            forgetSlots(at + OUT, cycle, all);
            forgetSlots(at + IN, cycle, all);
        }
    }

    private void forgetTime(int at, int cycle, boolean all) {
        if (all || channels[at] - cycle < LONG_AGO) {
            channels[at] = cycle + LONG_AGO;
        }
    }

    private void forgetSlots(int at, int cycle, boolean all) {
        if (all || Slots.used(links[at], cycle) == 0) {
            links[at] = Slots.busy(0, cycle);
        }
    }

    /** Bytes of arrays that each router takes. */
    int bytesPerRouter() {
        int routers = far.length >> portBits;
        return 2 * channels.length / routers * Integer.BYTES
                + links.length / routers * Long.BYTES
                + (1 << portBits) * Integer.BYTES;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(lastStep);
        out.writeLong(trainsMoved);
        out.writeLong(flitsMoved);
        trains.save(out);
        out.writeInts(channels);
        out.writeInts(rare);
        for (int at = 0; at < links.length; at += 1 << PORT) {
            for (int i = 0; i < PORT_USED; i++) {
                out.writeLong(links[at + i]);
            }
        }
    }

    @Override
    public void load(StateReader in) {
        lastStep = in.readLong();
        trainsMoved = in.readLong();
        flitsMoved = in.readLong();
        trains.load(in);
        in.readInts(channels);
        in.readInts(rare);
        for (int at = 0; at < links.length; at += 1 << PORT) {
            for (int i = 0; i < PORT_USED; i++) {
                links[at + i] = in.readLong();
            }
        }
    }
}
