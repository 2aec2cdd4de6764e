package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** Outputs whose link is narrower than a flit and still busy with one: they pass no other. */
final class BusyOutputs implements Stateful {
    private final int ports;
    private final int shift; // as in Requests: a power of two of bits a router
    private final byte[] kinds; // of links
    private final DelayLine links; // places in blocks of outputs that become free
    private final DelayLine seams;
    private final boolean narrowLinks;
    private final boolean[] seamOutputs; // by router * ports + output; empty if there are none
    private final long[] busy; // by block

    private BusyOutputs(Geometry geometry, Pipeline pipeline, Links links, Requests requests) {
        ports = geometry.ports();
        shift = requests.shift();
        kinds = links.kinds;
        narrowLinks = pipeline.link().flitCycles() > 1;
        this.links = new DelayLine(pipeline.link().flitCycles());
        seams = new DelayLine(pipeline.seam().flitCycles());
        seamOutputs = links.seams;
        busy = new long[requests.blocks()];
    }

    /** Null if all links are as wide as a flit. */
    static BusyOutputs of(Geometry geometry, Pipeline pipeline, Links links, Requests requests) {
        boolean narrow = pipeline.link().flitCycles() > 1;
        boolean narrowSeams = pipeline.seam().flitCycles() > 1 && geometry.hasSeams();
        return narrow || narrowSeams ? new BusyOutputs(geometry, pipeline, links, requests) : null;
    }

    /** A flit left through an output. */
    void left(long cycle, int router, int output) {
        int outputPort = router * ports + output;
        boolean seam = seamOutputs.length != 0 && seamOutputs[outputPort];
        if (kinds[outputPort] == Links.ENDPOINT || !seam && !narrowLinks) {
            return;
        }
        int at = (router << shift) + output;
        busy[at >> 6] |= 1L << at;
        (seam ? seams : links).add(cycle, at);
    }

    /** Frees those whose flit is through. */
    void advance(long cycle) {
        free(links, cycle);
        free(seams, cycle);
    }

    private void free(DelayLine line, long cycle) {
        while (line.isDue(cycle)) {
            int at = (int) line.take();
            busy[at >> 6] &= ~(1L << at);
        }
    }

    /** Bits of the outputs of a block that may pass a flit. */
    long open(int block) {
        return ~busy[block];
    }

    /** The same for one router, from bit 0 on. */
    long openOf(int router) {
        int at = router << shift;
        return ~(busy[at >> 6] >>> at);
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(busy);
        links.save(out);
        seams.save(out);
    }

    @Override
    public void load(StateReader in) {
        Arrays.fill(busy, 0);
        in.readLongs(busy);
        links.load(in);
        seams.load(in);
    }
}
