package org.skerry.noc.ni;

import org.skerry.noc.router.RouterBlock;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Who of the endpoints that share a port of their router sends next: those with something that may go, in turn, after each flit (or
 * train of flits). And which virtual channels of a port have a packet under way: the flits of two packets never mix in one, so that a
 * packet that is held up holds up those of its neighbours that need the same channel.
 *
 * <p>A port is named by its first endpoint; its endpoints follow each other by number.
 */
public final class PortArbiter implements Stateful {
    private final int[] ports; // by endpoint
    private final int[] ends; // by port: the endpoint after its last
    private final int[] turns; // by port: endpoint that is first
    private final boolean[] taken; // by port * vcs + vc

    /** The ports of {@code block}, nothing under way. */
    public PortArbiter(RouterBlock block) {
        int endpoints = block.endpoints();
        ports = new int[endpoints];
        ends = new int[endpoints];
        turns = new int[endpoints];
        taken = new boolean[endpoints * block.vcs()];
        for (int endpoint = 0; endpoint < endpoints; endpoint++) {
            int port = block.endpointAt(block.routerOf(endpoint), block.portOf(endpoint));
            ports[endpoint] = port;
            ends[port] = endpoint + 1;
            turns[port] = port;
        }
    }

    /** The port of an endpoint. */
    public int port(int endpoint) {
        return ports[endpoint];
    }

    /** The endpoint after the last one of a port. */
    public int end(int port) {
        return ends[port];
    }

    /** The endpoint whose turn it is. */
    public int first(int port) {
        return turns[port];
    }

    /** The endpoint of a port that comes after one. */
    public int next(int port, int endpoint) {
        return endpoint + 1 == ends[port] ? port : endpoint + 1;
    }

    /** An endpoint has sent: the next one is first. */
    public void sent(int port, int endpoint) {
        turns[port] = next(port, endpoint);
    }

    /** Whether no packet is on its way into a virtual channel, counted from those of endpoint 0 on. */
    public boolean free(int channel) {
        return !taken[channel];
    }

    /** A packet begins to enter a virtual channel. */
    public void take(int channel) {
        if (taken[channel]) {
            throw new IllegalStateException(
                    "two packets enter virtual channel " + channel + " of shared ports at once");
        }
        taken[channel] = true;
    }

    /** The last flit of the packet has entered. */
    public void release(int channel) {
        taken[channel] = false;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInts(turns);
        for (boolean each : taken) {
            out.writeBoolean(each);
        }
    }

    @Override
    public void load(StateReader in) {
        in.readInts(turns);
        for (int i = 0; i < taken.length; i++) {
            taken[i] = in.readBoolean();
        }
    }
}
