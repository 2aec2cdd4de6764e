package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What {@link FlowRouters} know of all routers, side by side in one array: so there is one array to find and one length to compare
 * with, and a flit touches few lines of the host's memory. Each router has a row for each port as input, then one for each port as
 * output; a row is {@link #VCS} words, those of its virtual channels first ({@link ChannelWords}). What is left of a row is the port's:
 *
 * <pre>
 *   input    router | 0 | port | virtual channel       its word is an index of the array, and the address of the virtual channel
 *   output   router | 1 | port | virtual channel
 *   port     row + data + LINK, POINTER, and as input READY (of four ports in the row of the first of them) and STAYS, as output SENT
 * </pre>
 */
final class FlowState implements Stateful {
    static final int VC_BITS = 4;
    static final int VCS = 1 << VC_BITS;
    static final int MOST_PORTS = 16;

    /** Of an input, the output at the other end, and of an output the input: if that is a router here; or -1. */
    static final int LINK = 0;

    /** Of an input, the output that its flit took last, and of an output the input: those that follow are first next time. */
    static final int POINTER = 1;

    /** Of an input: cycles at which flits left, minus cycles at which flits came. */
    static final int STAYS = 2;

    /** Of an output: flits that left. */
    static final int SENT = 2;

    /** Of an input: a bit for each input of four ports whose flit may leave, at the place that its address has below. */
    static final int READY = 3;

    private static final int GROUP_BITS = 6; // of an address within such four ports
    private static final int DATA = 4; // words of a port that are none of virtual channels

    final int depth;
    final int routers;
    final int portsUsed;
    final int vcsUsed;
    final int groups; // of four ports
    final int bits; // of an address without the router and what says whether it is an output
    final int data; // from the row of a port to what is not of virtual channels

    final long[] words;
    final byte[] kinds; // by router, port: of Links
    final int[] far; // by router, port: address at the other end as neighbours know it
    final EntityDigests digests;
    final RouterLines lines;
    final DelayLine heads; // that are being routed: address and flit
    final ActiveSet active; // routers with an input whose flit may leave
    private final int[] later; // flits of packets behind the one at the front, by router, port, virtual channel, place

    FlowState(Geometry geometry, Pipeline pipeline, int headCycles) {
        depth = pipeline.vcDepthFlits();
        routers = geometry.routers();
        portsUsed = geometry.ports();
        vcsUsed = geometry.vcs();
        int portBits = portsUsed <= 8 ? 3 : 4;
        boolean roomInRows = vcsUsed + DATA <= VCS;
        data = roomInRows ? VCS - DATA : VCS << portBits; // in rows of their own
        bits = VC_BITS + (roomInRows ? portBits : portBits + 1);
        groups = 1 << portBits + VC_BITS - GROUP_BITS;
        words = new long[Math.multiplyExact(routers, 2 << bits)];
        kinds = new byte[routers * portsUsed];
        far = new int[kinds.length];
        later = new int[Math.multiplyExact(Math.multiplyExact(routers, depth), portsUsed * vcsUsed)];
        active = new ActiveSet(routers);
        digests = new EntityDigests(routers);
        lines = new RouterLines(pipeline);
        heads = new DelayLine(headCycles);
        for (int router = 0; router < routers; router++) {
            for (int port = 0; port < portsUsed; port++) {
                open(geometry, router, port);
            }
        }
    }

    private void open(Geometry geometry, int router, int port) {
        int at = router * portsUsed + port;
        kinds[at] = geometry.kind(router, port);
        far[at] = kinds[at] == Links.NONE ? 0 : geometry.far(router, port);
        int row = row(router, port);
        int outputs = row | 1 << bits;
        words[row + data + LINK] = kinds[at] == Links.ROUTER ? here(far[at]) | 1 << bits : -1;
        words[outputs + data + LINK] = kinds[at] == Links.ROUTER ? here(far[at]) : -1;
        words[row + data + POINTER] = -1; // after the last of all comes the first
        words[outputs + data + POINTER] = -1;
        Arrays.fill(words, outputs, outputs + vcsUsed, depth);
    }

    /** The input virtual channel {@code index}, counted through all that are used. */
    int address(int index) {
        int port = index / vcsUsed;
        return row(port / portsUsed, port % portsUsed) + index % vcsUsed;
    }

    /** The port of an input, counted through all that are used. */
    int index(int input) {
        return router(input) * portsUsed + port(input);
    }

    /** The row of a port as input. */
    int row(int router, int port) {
        return router << bits + 1 | port << VC_BITS;
    }

    /** The address here of a {@link VcAddress}, as an input. */
    int here(int address) {
        return row(VcAddress.router(address), VcAddress.port(address)) | VcAddress.vc(address);
    }

    int router(int address) {
        return address >>> bits + 1;
    }

    int port(int address) {
        return address >>> VC_BITS & (1 << bits - VC_BITS) - 1;
    }

    static int vc(int address) {
        return address & VCS - 1;
    }

    /** The word of the inputs that are ready among those of four ports, by any of their addresses. */
    int ready(int input) {
        return (input >>> GROUP_BITS << GROUP_BITS) + data + READY;
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

    // ---- for others --------------------------------------------------------------------------------------------

    int taken(int router, int port) {
        int sum = 0;
        int first = row(router, port) | 1 << bits;
        for (int vc = first; vc < first + vcsUsed; vc++) {
            sum += depth - ChannelWords.credits(words[vc]);
        }
        return sum;
    }

    int buffered(int router) {
        int sum = 0;
        for (int port = 0; port < portsUsed; port++) {
            for (int vc = 0; vc < vcsUsed; vc++) {
                sum += ChannelWords.flits(words[row(router, port) + vc]);
            }
        }
        return sum;
    }

    long bufferFlitCycles(int router, long cycle) {
        long sum = buffered(router) * cycle;
        for (int port = 0; port < portsUsed; port++) {
            sum += words[row(router, port) + data + STAYS];
        }
        return sum;
    }

    long sent(int router, int port) {
        return words[(row(router, port) | 1 << bits) + data + SENT];
    }

    int bytesPerRouter() {
        int portBytes = Integer.BYTES + Byte.BYTES + depth * vcsUsed * Integer.BYTES;
        return (Long.BYTES << bits + 1) + portsUsed * portBytes + 2 * Long.BYTES; // and two lanes of the digest
    }

    void checkCredits() {
        int output = 1 << bits;
        int[] underWay = new int[words.length];
        for (int i = 0; i < lines.flits.size(); i++) {
            int input = (int) (lines.flits.value(i) >>> 32);
            underWay[(int) words[input - vc(input) + data + LINK] | vc(input)]++;
        }
        for (int i = 0; i < lines.credits.size(); i++) {
            underWay[(int) lines.credits.value(i)]++;
        }
        for (int i = 0; i < lines.ejected.size(); i++) {
            underWay[here((int) (lines.ejected.value(i) >>> 32)) | output]++;
        }
        for (int i = 0; i < lines.ejectionCredits.size(); i++) {
            underWay[here((int) lines.ejectionCredits.value(i)) | output]++;
        }
        for (int i = 0; i < kinds.length * vcsUsed; i++) {
            checkCredits(address(i), underWay);
        }
    }

    private void checkCredits(int input, int[] underWay) {
        int kind = kinds[index(input)];
        if (kind == Links.ROUTER || kind == Links.ENDPOINT) {
            int output = input | 1 << bits;
            int next = (int) words[output - vc(input) + data + LINK] | vc(input);
            int behind = kind == Links.ROUTER ? ChannelWords.flits(words[next]) : 0;
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
        for (int at = 0; at < kinds.length * vcsUsed; at++) {
            int input = address(at);
            int waiting = ChannelWords.flits(words[input]) - 1 - ChannelWords.behind(words[input]);
            for (int place = 0; place < waiting; place++) {
                out.writeInt(later[later(input, place)]);
            }
        }
        digests.save(out);
        lines.save(out);
        heads.save(out);
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(words);
        active.clear();
        for (int router = 0; router < routers; router++) {
            for (int group = 0; group < groups; group++) {
                if (words[ready(row(router, 4 * group))] != 0) {
                    active.add(router);
                }
            }
        }
        for (int at = 0; at < kinds.length * vcsUsed; at++) {
            int input = address(at);
            int waiting = ChannelWords.flits(words[input]) - 1 - ChannelWords.behind(words[input]);
            for (int place = 0; place < waiting; place++) {
                later[later(input, place)] = in.readInt();
            }
        }
        digests.load(in);
        lines.load(in);
        heads.load(in);
    }
}
