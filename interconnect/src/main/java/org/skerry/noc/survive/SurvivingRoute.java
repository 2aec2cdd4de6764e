package org.skerry.noc.survive;

import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.grid.UpDownTables;
import org.skerry.noc.router.RouteFunction;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.Way;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.topology.MeshSpec;

/** Along the row and then the column as long as nothing is known to be dead, else by tables; in the virtual channels of the flow. */
final class SurvivingRoute implements RouteFunction {
    private final PacketTable packets;
    private final UpDownTables tables; // null while rows and columns are followed
    private final long[] classes; // by virtual channel a packet came in: those that it may use next
    private final int[] routerOf; // by endpoint
    private final int[] portOf;
    private final int width;

    SurvivingRoute(RouterBlock block, PacketTable packets, UpDownTables tables) {
        this.packets = packets;
        this.tables = tables;
        MeshSpec mesh = block.mesh();
        width = mesh.width();
        classes = new long[block.vcs()];
        for (int vc = 0; vc < classes.length; vc++) {
            classes[vc] = block.allowedAfter(vc);
        }
        routerOf = new int[mesh.endpoints()];
        portOf = new int[mesh.endpoints()];
        for (int endpoint = 0; endpoint < routerOf.length; endpoint++) {
            routerOf[endpoint] = mesh.routerOf(endpoint);
            portOf[endpoint] = block.portOf(block.local(endpoint));
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
        int destination = packets.packet(slot).destination();
        int to = routerOf[destination];
        if (router == to) {
            return Way.of(portOf[destination], vc, 0);
        }
        int direction =
                tables == null ? rowFirst(width, router, to) : tables.next(to, router, tables.cameDown(router, port));
        return Way.of(direction, vc, 0);
    }

    /** The direction of the row-then-column way from one router to another. */
    static int rowFirst(int width, int from, int to) {
        int dx = to % width - from % width;
        if (dx != 0) {
            return dx > 0 ? Direction.EAST : Direction.WEST;
        }
        return to > from ? Direction.SOUTH : Direction.NORTH;
    }

    @Override
    public int next() {
        return Way.NONE;
    }
}
