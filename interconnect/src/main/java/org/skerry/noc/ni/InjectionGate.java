package org.skerry.noc.ni;

import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.SlotTable;

/**
 * When a time-division domain may send a flit from an endpoint to its router. The link of an endpoint at a tile belongs to the one domain
 * whose packets come from there, and is always open. An endpoint at the edge serves all domains, and its link is divided like the
 * router's output to it: a head that enters in its slot reaches the switch in a slot of the same phase. So is a port that the endpoints of a
 * tile share.
 */
final class InjectionGate {
    private final int firstEdge; // endpoint here; the first one of all if they share ports
    private final boolean[] open; // by slot, endpoint at the edge
    private final int edges;
    private final int domains;

    InjectionGate(RouterBlock block, SlotTable slots) {
        firstEdge =
                block.mesh().sharedPort() ? 0 : block.routers() * block.mesh().endpointsPerRouter();
        edges = block.endpoints() - firstEdge;
        domains = slots.domains();
        open = new boolean[domains * edges];
        int wait = block.spec().headWaitCycles();
        for (int slot = 0; slot < domains; slot++) {
            for (int edge = 0; edge < edges; edge++) {
                int output = block.routerOf(firstEdge + edge) * block.ports() + block.portOf(firstEdge + edge);
                open[slot * edges + edge] = slots.isOpen((slot + wait) % domains, output);
            }
        }
    }

    boolean isOpen(long cycle, int endpoint) {
        return endpoint < firstEdge || open[(int) (cycle % domains) * edges + endpoint - firstEdge];
    }
}
