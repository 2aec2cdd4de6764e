package org.skerry.scenario.preset;

import com.fasterxml.jackson.databind.JsonNode;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.noc.topology.Chiplets;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.config.Check;

/**
 * What a machine takes from a preset: size, flits, latencies and clock of its mesh. Cores, memories, the number of endpoints of a router and
 * virtual channels stay the machine's. Entering and leaving the network takes a machine a cycle at least; flits of links that take several
 * cycles for one are as much narrower.
 */
public final class PresetMachine {
    private PresetMachine() {}

    /** Settings like {@code defaults} with the mesh of a preset. */
    public static Record of(Preset preset, Record defaults) {
        long hertz = preset.silicon().clockHertz() * preset.silicon().networkCyclesPerClock();
        if (defaults instanceof ChipSpec chip) {
            return chip.withMesh(mesh(preset, chip.mesh())).withMeshHertz(hertz);
        }
        if (defaults instanceof SharedMemorySpec shared) {
            return shared.withCores(shared.cores(), mesh(preset, shared.mesh()), hertz);
        }
        throw new IllegalStateException("no mesh in " + defaults);
    }

    private static MeshSpec mesh(Preset preset, MeshSpec base) {
        JsonNode network = preset.settings().get("network");
        JsonNode router = preset.settings().get("router");
        String topology = network.get("topology").asText();
        Check.isTrue(
                topology.equals("mesh"),
                "preset '" + preset.name() + "' is a " + topology
                        + ", and the network of a machine is a mesh. Choose another preset; 'skerry noc' has this one.");
        int flitCycles = network.path("linkFlitCycles").asInt(1);
        int height = network.get("height").asInt();
        return new MeshSpec(
                network.get("width").asInt(),
                height,
                base.endpointsPerRouter(),
                Math.min(base.edgeEndpoints(), height),
                preset.silicon().flitBits() / Byte.SIZE / flitCycles,
                router.get("routingCycles").asInt()
                        + router.get("vcAllocationCycles").asInt()
                        + router.get("switchAllocationCycles").asInt()
                        + router.get("traversalCycles").asInt(),
                network.get("linkCycles").asInt() + flitCycles - 1,
                Math.max(1, network.get("injectionCycles").asInt()),
                Math.max(1, network.get("ejectionCycles").asInt()),
                router.path("turnCycles").asInt(0),
                Chiplets.NONE,
                base.sharedPort());
    }
}
