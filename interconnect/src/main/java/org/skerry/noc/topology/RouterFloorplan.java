package org.skerry.noc.topology;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.trace.Floorplan;

/** Where the routers of a mesh are drawn: the same for every model of its network. */
public final class RouterFloorplan {
    private RouterFloorplan() {}

    /**
     * One element for each router.
     *
     * @param tiles   the tiles by router, which enclose them
     * @param firstId id of the first router
     */
    public static List<Floorplan.Element> of(MeshSpec mesh, List<Floorplan.Element> tiles, int firstId) {
        List<Floorplan.Element> routers = new ArrayList<>();
        for (int router = 0; router < mesh.routers(); router++) {
            Floorplan.Element tile = tiles.get(router);
            // A tenth of the tile's edge, in its upper left corner: a place to draw it. Assumption.
            routers.add(new Floorplan.Element(
                    firstId + router,
                    "router",
                    "router " + router,
                    tile.id(),
                    tile.x(),
                    tile.y(),
                    Math.max(1, tile.width() / 10),
                    Math.max(1, tile.height() / 10)));
        }
        return routers;
    }
}
