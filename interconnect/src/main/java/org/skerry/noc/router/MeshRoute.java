package org.skerry.noc.router;

import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.routing.Routing;

/** Ways through the mesh of a machine: one for each packet, in the virtual channels of its virtual network or flow. */
public final class MeshRoute implements RouteFunction {
    private final Routing routing;
    private final PacketTable packets;
    private final long[] classes; // by virtual channel a packet came in: those that it may use next
    private final int[] here; // by router: it as a destination

    /** Ways of the packets in {@code packets} through the routers of {@code block}. */
    public MeshRoute(RouterBlock block, Routing routing, PacketTable packets) {
        this.routing = routing;
        this.packets = packets;
        classes = new long[block.vcs()];
        for (int vc = 0; vc < classes.length; vc++) {
            classes[vc] = block.allowedAfter(vc);
        }
        here = new int[block.routers()];
        for (int router = 0; router < here.length; router++) {
            here[router] = Destination.of(block.x(router), block.y(router), 0);
        }
    }

    @Override
    public long[] vcClasses() {
        return classes.clone();
    }

    @Override
    public int mostWays() {
        return 1;
    }

    @Override
    public int first(int router, int port, int vc, int slot) {
        int destination = packets.destination(slot);
        int from = here[router];
        int direction = routing.next(
                Destination.x(from), Destination.y(from), Destination.x(destination), Destination.y(destination));
        return Way.of(direction == Direction.HERE ? Destination.port(destination) : direction, vc, 0);
    }

    @Override
    public int next() {
        return Way.NONE;
    }
}
