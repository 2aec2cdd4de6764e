package org.skerry.model.enclave;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.memory.SramModel;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.config.Check;
import org.skerry.sim.kernel.ClockDomain;

/**
 * Tiles of a chip that are not like the others.
 *
 * @param kinds in the order in which they were stated; no tile is of two
 */
public record UnlikeTiles(List<Kind> kinds) {
    /** All tiles are alike. */
    public static final UnlikeTiles NONE = new UnlikeTiles(List.of());

    /** Stands for what the other tiles have. */
    public static final int AS_OTHERS = 0;

    /**
     * Tiles that are alike.
     *
     * @param name        for people
     * @param tiles       their numbers, row by row
     * @param enclaves    enclaves of each; the endpoints of the router beyond them lead nowhere. 0 for as many as other tiles have
     * @param memoryBytes private memory of each enclave; 0 for that of others
     * @param core        its cores; null for those of others
     * @param reserved    whether only actors live there that are pinned there
     */
    public record Kind(
            String name, List<Integer> tiles, int enclaves, int memoryBytes, CoreSpec core, boolean reserved) {
        /** Copies the list. */
        public Kind {
            tiles = List.copyOf(tiles);
        }
    }

    /** Copies the list and looks for tiles that are of two kinds. */
    public UnlikeTiles {
        kinds = List.copyOf(kinds);
        Set<Integer> seen = new HashSet<>();
        for (Kind kind : kinds) {
            for (int tile : kind.tiles) {
                Check.isTrue(
                        seen.add(tile),
                        "tiles." + kind.name + ".tiles names tile " + tile
                                + ", which is named before. Name each tile once.");
            }
        }
    }

    /** Refuses what the other parts of a chip do not allow. */
    void checkFits(MeshSpec mesh, EnclaveSpec enclave) {
        for (Kind kind : kinds) {
            String path = "tiles." + kind.name;
            for (int tile : kind.tiles) {
                Check.inRange(tile, 0, mesh.routers() - 1, path + ".tiles");
            }
            Check.isTrue(!kind.tiles.isEmpty(), path + ".tiles names none. Name at least one tile.");
            Check.inRange(kind.enclaves, 0, mesh.endpointsPerRouter(), path + ".enclaves");
            if (kind.memoryBytes != AS_OTHERS) {
                enclave.withMemory(kind.memoryBytes);
            }
        }
    }

    /** The same with everything filled in that follows from the rest of the chip. */
    UnlikeTiles complete(MeshSpec mesh, EnclaveSpec enclave, CoreSpec core, long meshHertz) {
        List<Kind> all = new ArrayList<>();
        for (Kind kind : kinds) {
            int bytes = kind.memoryBytes == AS_OTHERS ? enclave.memoryBytes() : kind.memoryBytes;
            CoreSpec own = kind.core == null ? core : kind.core;
            ClockDomain clock = own.clock();
            all.add(new Kind(
                    kind.name,
                    kind.tiles,
                    kind.enclaves == AS_OTHERS ? mesh.endpointsPerRouter() : kind.enclaves,
                    bytes,
                    own.onMemory(new SramModel(bytes).loadCycles(clock, meshHertz)),
                    kind.reserved));
        }
        return new UnlikeTiles(all);
    }
}
