package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Second stage: matches heads with free virtual channels of the next router, by one iteration of iSLIP. Each free output VC grants
 * itself to the first head at or after its pointer that may use it; each head accepts the first grant at or after its own. Pointers
 * move past what was accepted.
 */
final class VcAllocator implements Stateful {
    private final int ports;
    private final int vcs;
    private final InputBits bits;
    private final Connections connections;
    private final Requests requests;

    private final int[] grantPointers; // by output VC: an input bit
    private final int[] acceptPointers; // by input VC: a place

    private final long[] allowed; // by input bit: VCs that a packet from there may use
    private final long[] wanted; // by input bit, within one output port: VCs that are free and that the head may use
    private final long[] granted; // by input bit
    private final int[] granteesOfPort;
    private final int[] winners; // input bits that won in this router and cycle
    private final int[] won; // places of the outputs that they won
    private int winnerCount;

    VcAllocator(RouterBlock block, InputBits bits, Connections connections, Requests requests) {
        ports = block.ports();
        vcs = block.vcs();
        this.bits = bits;
        this.connections = connections;
        this.requests = requests;
        grantPointers = new int[block.routers() * ports * vcs];
        acceptPointers = new int[grantPointers.length];
        int places = bits.words * Long.SIZE;
        allowed = new long[places];
        Arrays.setAll(allowed, bit -> block.allowedAfter(bits.vcOf[bit]));
        wanted = new long[places];
        granted = new long[places];
        granteesOfPort = new int[places];
        winners = new int[places];
        won = new int[places];
    }

    /** Decides for one router. Afterwards {@link #winner} tells who has a virtual channel now. */
    void allocate(int router) {
        winnerCount = 0;
        for (long left = requests.outputs(router); left != 0; left &= left - 1) {
            int output = Long.numberOfTrailingZeros(left);
            long free = connections.free(router * ports + output);
            if (free != 0) {
                allocate(router, output, free);
            }
        }
    }

    /** Inputs that won at the last call. */
    int winners() {
        return winnerCount;
    }

    /** Bit of a winner. */
    int winner(int index) {
        return winners[index];
    }

    /** Place of the output VC that it won. */
    int won(int index) {
        return won[index];
    }

    private void allocate(int router, int output, long free) {
        int first = requests.firstAtOrAfter(router, output, 0);
        if (requests.isOnly(router, output, first)) {
            long wants = free & allowed[first];
            if (wants != 0) {
                accept(router, output, first, wants);
            }
            return;
        }
        long asked = 0;
        int bit = first;
        do {
            wanted[bit] = free & allowed[bit];
            asked |= wanted[bit];
            bit = requests.firstAtOrAfter(router, output, bit + 1);
        } while (bit != first);
        int grantees = 0;
        for (long left = asked; left != 0; left &= left - 1) {
            int vc = Long.numberOfTrailingZeros(left);
            int to = grantee(router, output, vc);
            if (granted[to] == 0) {
                granteesOfPort[grantees++] = to;
            }
            granted[to] |= 1L << vc;
        }
        for (int i = 0; i < grantees; i++) {
            int to = granteesOfPort[i];
            long offers = granted[to];
            granted[to] = 0;
            accept(router, output, to, offers);
        }
    }

    /** The first head at or after the pointer of an output VC that wants it; one does. */
    private int grantee(int router, int output, int vc) {
        int bit = grantPointers[(router * ports + output) * vcs + vc] - 1;
        do {
            bit = requests.firstAtOrAfter(router, output, bit + 1);
        } while ((wanted[bit] >>> vc & 1) == 0);
        return bit;
    }

    private void accept(int router, int output, int bit, long offers) {
        int port = bits.portOf[bit];
        int vc = bits.vcOf[bit];
        int input = (router * ports + port) * vcs + vc;
        int pointer = acceptPointers[input];
        int taken = InputBits.firstAtOrAfter(offers, VcAddress.port(pointer) == output ? VcAddress.vc(pointer) : 0);
        int outputPort = router * ports + output;
        acceptPointers[input] = VcAddress.place(output, taken + 1);
        grantPointers[outputPort * vcs + taken] = bit + 1;
        connections.connect(input, VcAddress.place(port, vc), outputPort, taken, VcAddress.place(output, taken));
        requests.clear(router, output, bit);
        winners[winnerCount] = bit;
        won[winnerCount++] = VcAddress.place(output, taken);
    }

    @Override
    public void save(StateWriter out) {
        out.writeInts(grantPointers);
        out.writeInts(acceptPointers);
    }

    @Override
    public void load(StateReader in) {
        in.readInts(grantPointers);
        in.readInts(acceptPointers);
        Arrays.fill(granted, 0);
    }
}
