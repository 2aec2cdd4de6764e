package org.skerry.noc.mesh;

import org.skerry.noc.router.RouterSpec;
import org.skerry.noc.topology.MeshSpec;

/**
 * How long a packet takes when nothing else is under way. With buffers as deep as a credit's round trip (see
 * {@link RouterSpec#creditRoundTripCycles}) that is the closed form of the mesh,
 *
 * <pre>
 *   injection + (hops + 1) * router + hops * link + (flits - 1) + ejection
 * </pre>
 *
 * With less, flits wait for credits, and flit i wins the switch of router j at the least cycle w(i, j) that satisfies
 *
 * <pre>
 *   w(i, j) >= arrival at router j, and for a head its wait for route and virtual channel
 *   w(i, j) >= w(i - 1, j) + 1
 *   w(i, j) >= w(i - depth, j + 1) + credit cycles          the place that flit i - depth left
 * </pre>
 *
 * with the way from and to the endpoint added where a link is one to an endpoint.
 */
final class ZeroLoad {
    private final MeshSpec mesh;
    private final RouterSpec spec;
    private final boolean fillsLinks;

    ZeroLoad(MeshSpec mesh, RouterSpec spec) {
        this.mesh = mesh;
        this.spec = spec;
        int portCycles = Math.max(mesh.injectionCycles(), mesh.ejectionCycles());
        int longest = Math.max(
                spec.creditRoundTripCycles(mesh),
                spec.passageCycles() + spec.headWaitCycles() + portCycles + spec.creditCycles());
        fillsLinks = spec.vcDepthFlits() >= longest;
    }

    /** Cycles from handing over to arrival. */
    long cycles(int hops, int bytes) {
        int flits = mesh.flits(bytes);
        if (fillsLinks || flits <= spec.vcDepthFlits()) {
            return mesh.injectionCycles() + mesh.transitCycles(hops) + flits - 1 + mesh.ejectionCycles();
        }
        return waitingForCredits(hops, flits);
    }

    private long waitingForCredits(int hops, int flits) {
        int depth = spec.vcDepthFlits();
        int passage = spec.passageCycles();
        long[][] won = new long[flits][hops + 1];
        long entered = mesh.injectionCycles() - 1L;
        for (int i = 0; i < flits; i++) {
            entered++;
            if (i >= depth) {
                entered = Math.max(entered, won[i - depth][0] + spec.creditCycles() + mesh.injectionCycles());
            }
            long arrival = entered;
            for (int j = 0; j <= hops; j++) {
                long earliest = i == 0 ? arrival + spec.headWaitCycles() : Math.max(arrival, won[i - 1][j] + 1);
                if (i >= depth) {
                    long back = j < hops ? won[i - depth][j + 1] : won[i - depth][j] + passage + mesh.ejectionCycles();
                    earliest = Math.max(earliest, back + spec.creditCycles());
                }
                won[i][j] = earliest;
                arrival = earliest + passage + mesh.linkCycles();
            }
        }
        return won[flits - 1][hops] + passage + mesh.ejectionCycles();
    }
}
