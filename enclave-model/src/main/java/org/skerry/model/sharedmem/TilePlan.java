package org.skerry.model.sharedmem;

import java.util.ArrayList;
import java.util.List;
import org.skerry.noc.Network;
import org.skerry.sim.trace.Floorplan;

/**
 * Where the parts of the machine lie: a square tile for each router, as large as its cores with their caches, slices and directories, and the
 * memory channels along the west edge. The length of links is that of a tile; how a tile is divided is a picture.
 */
final class TilePlan {
    private TilePlan() {}

    /** The edge of a tile, and so the length of a link. A tenth of it is left for the router. Assumption. */
    static int tileEdgeMicrometres(SharedMemorySpec spec) {
        double area = SharedMemoryEnergy.tileArea(spec) * spec.endpoints().coresPerTile();
        int parts = (int) Math.ceil(1000 * Math.sqrt(area));
        return parts + Math.max(1, parts / 9);
    }

    static Floorplan of(SharedMemorySpec spec, Network network) {
        int tileEdge = tileEdgeMicrometres(spec);
        List<Floorplan.Element> elements = new ArrayList<>();
        List<Floorplan.Element> tiles = new ArrayList<>();
        int id = spec.cores();
        int edge = tileEdge / 2;
        for (int router = 0; router < spec.mesh().routers(); router++) {
            int x = edge + spec.mesh().x(router) * tileEdge;
            int y = spec.mesh().y(router) * tileEdge;
            tiles.add(new Floorplan.Element(
                    id++, "tile", "tile " + router, Floorplan.NO_PARENT, x, y, tileEdge, tileEdge));
        }
        elements.addAll(tiles);
        int each = spec.endpoints().coresPerTile();
        for (int core = 0; core < spec.cores(); core++) {
            Floorplan.Element tile = tiles.get(core / each);
            int height = tileEdge / each;
            int y = tile.y() + core % each * height;
            int half = tileEdge / 2;
            int split = height / 2;
            elements.add(
                    new Floorplan.Element(core, "core", "core " + core, tile.id(), tile.x() + half, y, half, split));
            elements.add(new Floorplan.Element(
                    id++, "cache", "slice " + core, tile.id(), tile.x(), y + split, tileEdge, split));
        }
        elements.addAll(network.floorplan(tiles, id));
        id += spec.mesh().routers();
        for (int channel = 0; channel < spec.mesh().edgeEndpoints(); channel++) {
            elements.add(new Floorplan.Element(
                    id++,
                    "memory",
                    "memory channel " + channel,
                    Floorplan.NO_PARENT,
                    0,
                    channel * tileEdge,
                    edge,
                    tileEdge));
        }
        return new Floorplan(elements);
    }
}
