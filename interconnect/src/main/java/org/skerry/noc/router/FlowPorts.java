package org.skerry.noc.router;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The ports of {@link FlowRouters}: where each leads, where its {@link FlowChannels} are, and how many flits left there.
 *
 * <p>A port is router, port, the latter in {@link #portBits} bits; an address is a port and a virtual channel in {@link #VC_BITS} bits.
 */
final class FlowPorts implements Stateful {
    static final int VC_BITS = 4;
    static final int VCS = 1 << VC_BITS;

    /** Most ports of a router. */
    static final int MOST = 16;

    private static final int RECORD = 2; // longs of a port, as a power of two
    private static final int LINK = 0; // kind in the upper half, address of the other end in the lower
    private static final int CHANNELS = 1; // first channel into this port in the upper half, out of it in the lower
    private static final int SENT = 2;

    final int portBits;

    private final int used;
    private final int channelsOfPort;
    private final int stride; // of channels
    private final long[] records;

    /** The ports of {@code geometry}, whose channels lie {@code stride} apart. */
    FlowPorts(Geometry geometry, int stride) {
        this.stride = stride;
        used = geometry.ports();
        portBits = used <= 8 ? 3 : 4;
        channelsOfPort = geometry.vcs() * stride;
        records = new long[Math.multiplyExact(geometry.routers() << portBits, 1 << RECORD)];
        for (int router = 0; router < geometry.routers(); router++) {
            for (int port = 0; port < used; port++) {
                connect(geometry, router, port);
            }
        }
    }

    private void connect(Geometry geometry, int router, int port) {
        byte kind = geometry.kind(router, port);
        int far = kind == Links.NONE ? 0 : geometry.far(router, port);
        far = kind == Links.ROUTER ? here(far) : far;
        int at = router << portBits | port;
        records[(at << RECORD) + LINK] = (long) kind << Integer.SIZE | Integer.toUnsignedLong(far);
        int in = channels(at);
        int out = kind == Links.ROUTER ? channels(far >>> VC_BITS) : in;
        records[(at << RECORD) + CHANNELS] = (long) in << Integer.SIZE | out;
    }

    /** How many there are, those that routers do not have included. */
    int count() {
        return records.length >> RECORD;
    }

    /** The first channel into a port. Those of the ports of a router follow each other. */
    int channels(int port) {
        return ((port >>> portBits) * used + (port & (1 << portBits) - 1)) * channelsOfPort;
    }

    /** The channel into a port. */
    int in(int port, int vc) {
        return (int) (records[(port << RECORD) + CHANNELS] >>> Integer.SIZE) + vc * stride;
    }

    /** The channel out of a port. */
    int out(int port, int vc) {
        return (int) records[(port << RECORD) + CHANNELS] + vc * stride;
    }

    /** The channel out of an address. */
    int out(int address) {
        return out(address >>> VC_BITS, address & VCS - 1);
    }

    /** Where a port leads. */
    long link(int port) {
        return records[(port << RECORD) + LINK];
    }

    /** One of {@link Links}. */
    static int kind(long link) {
        return (int) (link >>> Integer.SIZE);
    }

    /** The address at the other end: one here within the partition, else a {@link VcAddress}. */
    static int far(long link, int vc) {
        return (int) link | vc;
    }

    /** A flit leaves. */
    void count(int port) {
        records[(port << RECORD) + SENT]++;
    }

    /** Flits that left. */
    long sent(int port) {
        return records[(port << RECORD) + SENT];
    }

    /** The address here of a {@link VcAddress}. */
    int here(int address) {
        int port = VcAddress.router(address) << portBits | VcAddress.port(address);
        return port << VC_BITS | VcAddress.vc(address);
    }

    /** An address for people. */
    String name(int address) {
        int port = address >>> VC_BITS;
        return "router " + (port >>> portBits) + " port " + (port & (1 << portBits) - 1) + " VC " + (address & VCS - 1);
    }

    /** Bytes of arrays that a router takes. */
    int bytesPerRouter() {
        return Long.BYTES << RECORD + portBits;
    }

    @Override
    public void save(StateWriter out) {
        for (int port = 0; port < count(); port++) {
            out.writeLong(sent(port));
        }
    }

    @Override
    public void load(StateReader in) {
        for (int port = 0; port < count(); port++) {
            records[(port << RECORD) + SENT] = in.readLong();
        }
    }
}
