package org.skerry.model.enclave;

import java.util.ArrayList;
import java.util.List;
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
    /** Square micrometres of a MiB of SRAM in 7 nm: 0.287 mm2 (MuchiSim, config_system.h). */
    private static final long SRAM_UM2_PER_MIB = 287_000;

    /** Square micrometres of a core in 7 nm: 0.043 mm2 (MuchiSim, config_system.h). */
    private static final long CORE_UM2 = 43_000;

    /** Cores of an enclave: one runs turns, one handles messages. */
    private static final int CORES = 2;

    private ChipFloorplan() {}

    static Floorplan of(ChipSpec spec, Network network) {
        MeshSpec mesh = spec.mesh();
        long enclaveArea = CORES * CORE_UM2 + SRAM_UM2_PER_MIB * spec.enclave().memoryBytes() / (1 << 20);
        int enclaveEdge = ceilRoot(enclaveArea);
        int columns = ceilRoot(mesh.endpointsPerRouter());
        // A tenth of each tile's edge is left for router and image management. Assumption.
        int margin = Math.max(1, columns * enclaveEdge / 9);
        int tileEdge = columns * enclaveEdge + margin;
        int firstTile = mesh.endpoints();
        List<Element> tiles = new ArrayList<>();
        List<Element> enclaves = new ArrayList<>();
        for (int tile = 0; tile < mesh.routers(); tile++) {
            int x = (mesh.x(tile) + 1) * tileEdge;
            int y = mesh.y(tile) * tileEdge;
            tiles.add(new Element(
                    firstTile + tile, "tile", "tile " + tile, Floorplan.NO_PARENT, x, y, tileEdge, tileEdge));
            for (int i = 0; i < mesh.endpointsPerRouter(); i++) {
                int number = tile * mesh.endpointsPerRouter() + i;
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

    private static int ceilRoot(long area) {
        int root = (int) Math.sqrt(area);
        while ((long) root * root < area) {
            root++;
        }
        return root;
    }
}
