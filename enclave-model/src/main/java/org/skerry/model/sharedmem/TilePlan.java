package org.skerry.model.sharedmem;

import java.util.ArrayList;
import java.util.List;
import org.skerry.noc.Network;
import org.skerry.sim.trace.Floorplan;

/**
 * Where the parts of the machine lie: a tile of a millimetre for each router, in it a core and a slice of the shared cache, and the
 * memory channels along the west edge. Sizes are assumptions, to have a picture; nothing is computed from them.
 */
final class TilePlan {
    private static final int TILE_MICROMETRES = 1000;

    private TilePlan() {}

    static Floorplan of(SharedMemorySpec spec, Network network) {
        List<Floorplan.Element> elements = new ArrayList<>();
        List<Floorplan.Element> tiles = new ArrayList<>();
        int id = spec.cores();
        int edge = TILE_MICROMETRES / 2;
        for (int router = 0; router < spec.mesh().routers(); router++) {
            int x = edge + spec.mesh().x(router) * TILE_MICROMETRES;
            int y = spec.mesh().y(router) * TILE_MICROMETRES;
            tiles.add(new Floorplan.Element(
                    id++, "tile", "tile " + router, Floorplan.NO_PARENT, x, y, TILE_MICROMETRES, TILE_MICROMETRES));
        }
        elements.addAll(tiles);
        for (int core = 0; core < spec.cores(); core++) {
            Floorplan.Element tile = tiles.get(core);
            int half = TILE_MICROMETRES / 2;
            elements.add(new Floorplan.Element(
                    core, "core", "core " + core, tile.id(), tile.x() + half, tile.y(), half, half));
            elements.add(new Floorplan.Element(
                    id++, "cache", "slice " + core, tile.id(), tile.x(), tile.y() + half, TILE_MICROMETRES, half));
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
                    channel * TILE_MICROMETRES,
                    edge,
                    TILE_MICROMETRES));
        }
        return new Floorplan(elements);
    }
}
