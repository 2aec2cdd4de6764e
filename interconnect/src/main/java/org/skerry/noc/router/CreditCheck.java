package org.skerry.noc.router;

/** Adds up where the places of every buffer are: free upstream, full downstream, or on the way as flit or credit. */
final class CreditCheck {
    private final Links links;
    private final InputBuffers buffers;
    private final Credits credits;
    private final int ports;
    private final int vcs;
    private final int[] underWay; // by output VC

    CreditCheck(Links links, InputBuffers buffers, Credits credits, RouterLines lines, int ports, int vcs) {
        this.links = links;
        this.buffers = buffers;
        this.credits = credits;
        this.ports = ports;
        this.vcs = vcs;
        underWay = new int[links.kinds.length * vcs];
        for (DelayLine line : new DelayLine[] {lines.flits, lines.seamFlits}) {
            for (int i = 0; i < line.size(); i++) {
                int input = (int) (line.value(i) >>> 32);
                underWay[index(links.far[port(input)] | VcAddress.vc(input))]++;
            }
        }
        for (DelayLine line : new DelayLine[] {lines.credits, lines.seamCredits}) {
            for (int i = 0; i < line.size(); i++) {
                underWay[index((int) line.value(i))]++;
            }
        }
        for (int i = 0; i < lines.ejected.size(); i++) {
            underWay[index((int) (lines.ejected.value(i) >>> 32))]++;
        }
        for (int i = 0; i < lines.ejectionCredits.size(); i++) {
            underWay[index((int) lines.ejectionCredits.value(i))]++;
        }
    }

    void check(int depth) {
        for (int port = 0; port < links.kinds.length; port++) {
            byte kind = links.kinds[port];
            for (int vc = 0; kind != Links.NONE && kind <= Links.SEAM && vc < vcs; vc++) {
                int output = port * vcs + vc;
                int behind = kind != Links.ENDPOINT ? buffers.count(index(links.far[port] | vc)) : 0;
                int sum = credits.left(output) + behind + underWay[output];
                if (sum != depth || credits.left(output) < 0) {
                    throw new IllegalStateException("router " + port / ports + " port " + port % ports + " VC " + vc
                            + ": "
                            + credits.left(output) + " credits, " + behind + " flits behind it and " + underWay[output]
                            + " flits and credits under way are not together " + depth);
                }
            }
        }
    }

    private int port(int address) {
        return VcAddress.router(address) * ports + VcAddress.port(address);
    }

    private int index(int address) {
        return port(address) * vcs + VcAddress.vc(address);
    }
}
