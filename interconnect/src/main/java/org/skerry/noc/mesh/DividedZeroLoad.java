package org.skerry.noc.mesh;

import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.RouterSpec;
import org.skerry.noc.router.SlotTable;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.routing.Routing;
import org.skerry.noc.topology.LonePacket;
import org.skerry.noc.topology.MeshCut;
import org.skerry.noc.topology.MeshSpec;

/**
 * How long a packet takes that is alone in its time-division domain, from the cycle c at which it is handed over. Flit i enters the first
 * router at e(i) and wins the switch of router j at w(i, j), each the least cycle that satisfies
 *
 * <pre>
 *   e(i)    >= c + injection,  e(i - 1) + 1,  w(i - depth, 0) + credit cycles + injection;  from an edge endpoint, or a shared port, in a slot
 *   w(i, j) >= arrival at router j, and for a head its wait for route and virtual channel
 *   w(i, j) >= w(i - 1, j) + 1
 *   w(i, j) >= w(i - depth, j + 1) + credit cycles
 *   w(i, j) in a slot of the domain at the output of router j:  (w(i, j) - phase) mod domains = domain
 * </pre>
 *
 * and the packet arrives at w(last, last router) + passage + ejection. Over all c, and phases that are drawn, each wait of a head for its
 * slot is (domains - 1) / 2 cycles in the mean: one at each output of the naive schedule, hops + 1 in all; where it enters, where it turns and
 * where it leaves with waves. What all that costs in the mean is {@link #meanWaitCycles}.
 */
final class DividedZeroLoad {
    private final MeshSpec mesh;
    private final RouterSpec spec;
    private final Routing routing;
    private final TimeDivisionSpec division;
    private final RouterBlock whole;
    private final SlotTable[] slots; // by domain; null without time division

    DividedZeroLoad(MeshSpec mesh, RouterSpec spec, Routing routing, TimeDivisionSpec division) {
        this.mesh = mesh;
        this.spec = spec;
        this.routing = routing;
        this.division = division;
        whole = division.on() ? new RouterBlock(mesh, spec, new MeshCut(mesh, 1), 0) : null;
        slots = new SlotTable[division.domains()];
        for (int domain = 0; domain < slots.length; domain++) {
            slots[domain] = whole == null ? null : division.slots(whole, domain);
        }
    }

    /** Mean cycles that a head waits for its slots on a way of {@code hops} links. */
    double meanWaitCycles(int hops, boolean turns) {
        int waits = division.schedule() == TimeDivisionSpec.Schedule.WAVE
                ? 1 + (hops > 0 ? 1 : 0) + (turns ? 1 : 0)
                : 1 + hops;
        return (division.domains() - 1) / 2.0 * waits;
    }

    long cycles(long cycle, int domain, int source, int destination, int bytes) {
        int from = mesh.routerOf(source);
        int to = mesh.routerOf(destination);
        if (whole == null) {
            return new ZeroLoad(mesh, spec, routing).cycles(from, to, bytes);
        }
        int[] way = ZeroLoad.way(mesh, routing, from, to);
        LonePacket packet = mesh.lone(way, spec.passageCycles());
        int depth = spec.vcDepthFlits();
        int passage = spec.passageCycles();
        int credit = spec.creditCycles();
        int hops = way.length - 1;
        int flits = mesh.flits(bytes);
        long[][] won = new long[flits][hops + 1];
        long entered = cycle + mesh.injectionCycles() - 1;
        for (int i = 0; i < flits; i++) {
            entered++;
            if (i >= depth) {
                entered = Math.max(entered, won[i - depth][0] + credit + mesh.injectionCycles());
            }
            if (source >= mesh.tileEndpoints() || mesh.sharedPort()) {
                entered = open(domain, entered + spec.headWaitCycles(), output(way, 0, source)) - spec.headWaitCycles();
            }
            long arrival = entered;
            for (int j = 0; j <= hops; j++) {
                long earliest = i == 0 ? arrival + packet.waits()[j] : Math.max(arrival, won[i - 1][j] + 1);
                if (i >= depth) {
                    long back = j < hops ? won[i - depth][j + 1] : won[i - depth][j] + passage + mesh.ejectionCycles();
                    earliest = Math.max(earliest, back + credit);
                }
                int output = j < hops
                        ? way[j] * whole.ports() + direction(way[j], way[j + 1])
                        : output(way, hops, destination);
                won[i][j] = open(domain, earliest, output);
                arrival = won[i][j] + passage + (j < hops ? mesh.linkCycles() : 0);
            }
        }
        return won[flits - 1][hops] + passage + mesh.ejectionCycles() - cycle;
    }

    private int output(int[] way, int place, int endpoint) {
        return way[place] * whole.ports() + whole.portOf(whole.local(endpoint));
    }

    private int direction(int from, int to) {
        for (int direction = 0; direction < Direction.COUNT; direction++) {
            if (from + Direction.dx(direction) + Direction.dy(direction) * mesh.width() == to) {
                return direction;
            }
        }
        throw new AssertionError(from + " and " + to + " are not neighbours");
    }

    /** The first cycle from {@code from} on at which an output is open to a domain. */
    private long open(int domain, long from, int output) {
        long at = from;
        while (!slots[domain].isOpen((int) (at % division.domains()), output)) {
            at++;
        }
        return at;
    }
}
