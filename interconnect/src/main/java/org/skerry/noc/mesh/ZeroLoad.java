package org.skerry.noc.mesh;

import org.skerry.noc.router.RouterSpec;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.routing.Routing;
import org.skerry.noc.topology.LonePacket;
import org.skerry.noc.topology.MeshSpec;

/**
 * How long a packet takes when nothing else is under way. With buffers as deep as a credit's round trip (see
 * {@link RouterSpec#creditRoundTripCycles}) that is the closed form of the mesh,
 *
 * <pre>
 *   injection + (hops + 1) * router + hops * link + turn + (flits - 1) + ejection
 * </pre>
 *
 * or between chiplets that of {@link LonePacket}.
 *
 * With less, flits wait for credits, and flit i wins the switch of router j at the least cycle w(i, j) that satisfies
 *
 * <pre>
 *   w(i, j) >= arrival at router j, and for a head its wait for route and virtual channel
 *   w(i, j) >= w(i - 1, j) + 1                              more where the link is narrower than a flit
 *   w(i, j) >= w(i - depth, j + 1) + credit cycles          the place that flit i - depth left
 * </pre>
 *
 * with the way from and to the endpoint added where a link is one to an endpoint.
 */
public final class ZeroLoad {
    private final MeshSpec mesh;
    private final RouterSpec spec;
    private final Routing routing;
    private final boolean fillsLinks;

    /** Of routers of {@code spec}. */
    public ZeroLoad(MeshSpec mesh, RouterSpec spec, Routing routing) {
        this.mesh = mesh;
        this.spec = spec;
        this.routing = routing;
        int portCycles = Math.max(mesh.injectionCycles(), mesh.ejectionCycles());
        int longest = Math.max(
                spec.creditRoundTripCycles(mesh),
                spec.passageCycles() + spec.headWaitCycles() + mesh.turnCycles() + portCycles + spec.creditCycles());
        fillsLinks = spec.vcDepthFlits() >= longest;
    }

    /** Cycles from handing over to arrival, from one router to another. */
    public long cycles(int from, int to, int bytes) {
        int flits = mesh.flits(bytes);
        LonePacket packet = mesh.lone(way(mesh, routing, from, to), spec.passageCycles());
        if (fillsLinks || flits <= spec.vcDepthFlits()) {
            return mesh.injectionCycles() + packet.cycles(flits) + mesh.ejectionCycles();
        }
        return waitingForCredits(packet, flits);
    }

    /** Routers on the way. */
    static int[] way(MeshSpec mesh, Routing routing, int from, int to) {
        int[] way = new int[mesh.routerHops(from, to) + 1];
        way[0] = from;
        for (int i = 1; i < way.length; i++) {
            int before = way[i - 1];
            int direction = routing.next(mesh.x(before), mesh.y(before), mesh.x(to), mesh.y(to));
            way[i] = before + Direction.dx(direction) + Direction.dy(direction) * mesh.width();
        }
        return way;
    }

    private long waitingForCredits(LonePacket packet, int flits) {
        int depth = spec.vcDepthFlits();
        int passage = spec.passageCycles();
        int hops = packet.arrivals().length;
        long[][] won = new long[flits][hops + 1];
        long entered = mesh.injectionCycles() - 1L;
        for (int i = 0; i < flits; i++) {
            entered++;
            if (i >= depth) {
                entered = Math.max(entered, won[i - depth][0] + spec.creditCycles() + mesh.injectionCycles());
            }
            long arrival = entered;
            for (int j = 0; j <= hops; j++) {
                int flitCycles = j < hops ? packet.flitCycles()[j] : 1;
                long earliest = i == 0 ? arrival + packet.waits()[j] : Math.max(arrival, won[i - 1][j] + flitCycles);
                if (i >= depth) {
                    // The credit of a link between chiplets is as long under way as its flits; those alone take several
                    // cycles.
                    boolean crossing = j < hops && (flitCycles > 1 || packet.arrivals()[j] != mesh.linkCycles());
                    int credit = crossing ? spec.seamCreditCycles(mesh) : spec.creditCycles();
                    long back = j < hops ? won[i - depth][j + 1] : won[i - depth][j] + passage + mesh.ejectionCycles();
                    earliest = Math.max(earliest, back + credit);
                }
                won[i][j] = earliest;
                arrival = earliest + passage + (j < hops ? packet.arrivals()[j] : 0);
            }
        }
        return won[flits - 1][hops] + passage + mesh.ejectionCycles();
    }
}
