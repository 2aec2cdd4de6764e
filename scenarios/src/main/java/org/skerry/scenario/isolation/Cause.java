package org.skerry.scenario.isolation;

import java.util.List;
import java.util.Map;
import org.skerry.noc.topology.MeshSpec;

/**
 * Which shared resource lets a domain see a difference: the first point at which anything of the domain, seen or not, is not the same in two
 * runs. What a packet did at that point says what it waited for.
 */
final class Cause {
    private Cause() {}

    /**
     * In words.
     *
     * @param changed the domain that behaved otherwise in the second run
     * @param domain the one that sees a difference
     * @param seen   at this cycle
     */
    static String of(String changed, String domain, long seen, MeshSpec mesh, PacketTrace quiet, PacketTrace loud) {
        if (mesh == null) {
            return "the network of this machine is not watched";
        }
        Flight first = null;
        Flight twin = null;
        long earliest = Flight.NEVER;
        for (Map.Entry<String, List<Flight>> flow : quiet.flows().entrySet()) {
            if (!quiet.concerns(domain, flow.getValue().get(0))) {
                continue;
            }
            List<Flight> others = loud.flows().getOrDefault(flow.getKey(), List.of());
            for (int i = 0; i < flow.getValue().size(); i++) {
                Flight here = flow.getValue().get(i);
                Flight there = i < others.size() ? others.get(i) : null;
                long parts = there == null ? Math.min(here.handedOver, here.injected) : here.partsFrom(there);
                if (parts < earliest) {
                    earliest = parts;
                    first = here;
                    twin = there;
                }
                if (parts != Flight.NEVER) {
                    break;
                }
            }
        }
        if (first == null || earliest > seen) {
            return "a core, a memory or the power of a tile: no packet differs before";
        }
        return words(changed, mesh, first, twin, loud);
    }

    private static String words(String changed, MeshSpec mesh, Flight first, Flight twin, PacketTrace loud) {
        String packet = first.what + " from endpoint " + first.source + " to " + first.destination;
        boolean edge = first.source >= mesh.tileEndpoints();
        boolean ofDevice = edge && loud.livedAt(first.source);
        boolean ofControl = edge && !ofDevice;
        if (twin == null) {
            return ofControl
                    ? "placement of actors, or what an order waits for in the control plane: " + packet
                            + ", handed over at " + first.handedOver + ", does not exist"
                    : "what its sender did before: " + packet + " does not exist";
        }
        if (first.handedOver != twin.handedOver) {
            String when = ": " + packet + " is handed over at " + cycles(first.handedOver, twin.handedOver);
            if (ofDevice) {
                return "the device at endpoint " + first.source + when;
            }
            if (ofControl) {
                return "the control plane" + when;
            }
            boolean managed = first.what.equals("Cleared") || first.what.equals("LoadResult");
            return (managed ? "image management of the tile" : "the enclave, or the power of its tile") + when;
        }
        if (first.injected != twin.injected) {
            return "the port of endpoint " + first.source + " into the mesh: " + packet + " enters at "
                    + cycles(first.injected, twin.injected);
        }
        return "the mesh: " + packet + " arrives at " + cycles(first.delivered, twin.delivered)
                + inTheWay(changed, mesh, twin, loud);
    }

    private static String inTheWay(String changed, MeshSpec mesh, Flight late, PacketTrace loud) {
        for (Flight other : loud.of(changed)) {
            String shared = late.shares(other, mesh);
            if (shared != null) {
                return "; " + shared + " is shared with " + other.what + " from " + other.source + " to "
                        + other.destination + " of " + other.domain;
            }
        }
        return "";
    }

    private static String cycles(long quiet, long loud) {
        return cycle(quiet) + " in the quiet run and " + cycle(loud) + " in the other";
    }

    private static String cycle(long cycle) {
        return cycle == Flight.NEVER ? "never" : "cycle " + cycle;
    }
}
