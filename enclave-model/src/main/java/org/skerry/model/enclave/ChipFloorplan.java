package org.skerry.model.enclave;

import java.util.ArrayList;
import java.util.List;
import org.skerry.model.energy.Caches;
import org.skerry.model.memory.SramModel;
import org.skerry.model.technology.Constant;
import org.skerry.noc.Network;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.trace.Floorplan;
import org.skerry.sim.trace.Floorplan.Element;

/**
 * Where things lie on a chip, for pictures: squares for enclaves after their area, in a square tile.
 *
 * <p>Entity ids: enclaves by number, then the control plane, then tiles, then routers.
 */
final class ChipFloorplan {
    /** Cores of an enclave: one runs turns, one handles messages. */
    private static final int CORES = 2;

    private static final double SQUARE_MICROMETRES = 1e6; // of a mm2

    private ChipFloorplan() {}

    static Floorplan of(ChipSpec spec, Network network) {
        MeshSpec mesh = spec.mesh();
        int tileEdge = tileEdgeMicrometres(spec);
        int margin = tileEdge - roomMicrometres(spec);
        int firstTile = mesh.endpoints();
        List<Element> tiles = new ArrayList<>();
        List<Element> enclaves = new ArrayList<>();
        for (int tile = 0; tile < mesh.routers(); tile++) {
            int x = (mesh.x(tile) + 1) * tileEdge;
            int y = mesh.y(tile) * tileEdge;
            tiles.add(new Element(
                    firstTile + tile, "tile", "tile " + tile, Floorplan.NO_PARENT, x, y, tileEdge, tileEdge));
            int first = tile * mesh.endpointsPerRouter();
            int enclaveEdge = enclaveEdge(spec.seenBy(first));
            int inTile = enclavesOf(spec, first);
            int columns = ceilRoot(inTile);
            for (int i = 0; i < inTile; i++) {
                int number = first + i;
                enclaves.add(new Element(
                        number,
                        "enclave",
                        "enclave " + number,
                        firstTile + tile,
                        x + margin + i % columns * enclaveEdge,
                        y + margin + i / columns * enclaveEdge,
                        enclaveEdge,
                        enclaveEdge));
            }
        }
        List<Element> all = new ArrayList<>();
        all.add(new Element(
                spec.controlEndpoint(), "control", "control plane", Floorplan.NO_PARENT, 0, 0, tileEdge, tileEdge));
        all.addAll(tiles);
        all.addAll(enclaves);
        all.addAll(network.floorplan(tiles, firstTile + mesh.routers()));
        return new Floorplan(all);
    }

    private static int enclaveEdge(ChipSpec spec) {
        double code = spec.code().isOn() ? Caches.area(spec.code().cache()) : 0;
        double area = code
                + CORES * Constant.CORE_AREA.cost().best()
                + new SramModel(spec.enclave().memoryBytes()).area().best();
        return ceilRoot((long) (area * SQUARE_MICROMETRES));
    }

    private static int enclavesOf(ChipSpec spec, int first) {
        int count = 0;
        while (count < spec.mesh().endpointsPerRouter() && spec.exists(first + count)) {
            count++;
        }
        return count;
    }

    /** The edge of a tile, and so the length of a link: of the largest tile, as they lie in rows and columns. */
    static int tileEdgeMicrometres(ChipSpec spec) {
        int room = roomMicrometres(spec);
        // A tenth of the edge is left for router and image management. Assumption.
        return room + Math.max(1, room / 9);
    }

    /** The edge of what enclaves take of the largest tile. */
    private static int roomMicrometres(ChipSpec spec) {
        int room = spec.usual() == 0 ? 1 : ceilRoot(spec.mesh().endpointsPerRouter()) * enclaveEdge(spec);
        for (UnlikeTiles.Kind kind : spec.tiles().kinds()) {
            int first = kind.tiles().get(0) * spec.mesh().endpointsPerRouter();
            room = Math.max(room, ceilRoot(kind.enclaves()) * enclaveEdge(spec.seenBy(first)));
        }
        return room;
    }

    private static int ceilRoot(long area) {
        int root = (int) Math.sqrt(area);
        while ((long) root * root < area) {
            root++;
        }
        return root;
    }
}
