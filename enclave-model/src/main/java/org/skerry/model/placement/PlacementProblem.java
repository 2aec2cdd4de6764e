package org.skerry.model.placement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;

/**
 * What is to be placed, and where. There are at least as many enclaves as actors; pins are in range and no two are equal.
 *
 * @param mesh    the tiles; enclaves are the endpoints of the same number
 * @param pinned  by actor, the enclave it must get, or {@link #FREE}
 * @param domain  by actor, the number of its trust domain
 * @param domains names of the trust domains
 * @param traffic who is expected to send to whom
 */
public record PlacementProblem(MeshSpec mesh, int[] pinned, int[] domain, List<String> domains, Traffic traffic) {
    /** The actor may get any enclave. */
    public static final int FREE = -1;

    /** The actors of a plan on the tiles of a mesh. Domains are numbered as they first appear. */
    public static PlacementProblem of(MeshSpec mesh, DeploymentPlan plan) {
        List<ActorPlan> actors = plan.actors();
        int[] pinned = new int[actors.size()];
        int[] domain = new int[actors.size()];
        Map<String, Integer> domains = new LinkedHashMap<>();
        for (int i = 0; i < pinned.length; i++) {
            pinned[i] = actors.get(i).place().orElse(FREE);
            domain[i] = domains.computeIfAbsent(actors.get(i).domain(), name -> domains.size());
        }
        return new PlacementProblem(mesh, pinned, domain, List.copyOf(domains.keySet()), Traffic.of(plan));
    }

    /** The same where nobody is put into some enclaves: each is taken by somebody of a trust domain of his own, who comes after all actors. */
    public PlacementProblem without(int[] closed) {
        if (closed.length == 0) {
            return this;
        }
        int actors = actors();
        int[] pins = Arrays.copyOf(pinned, actors + closed.length);
        int[] of = Arrays.copyOf(domain, pins.length);
        System.arraycopy(closed, 0, pins, actors, closed.length);
        Arrays.fill(of, actors, of.length, domains.size());
        List<String> names = new ArrayList<>(domains);
        names.add("nobody");
        return new PlacementProblem(mesh, pins, of, names, traffic.withSilent(closed.length));
    }

    /** Number of actors. */
    public int actors() {
        return pinned.length;
    }

    /** Number of enclaves. */
    public int enclaves() {
        return mesh.tileEndpoints();
    }

    /** Links that expected messages pass: the sum over pairs of their weight and the links between their tiles. */
    public long weightedHops(int[] places) {
        long sum = 0;
        for (int actor = 0; actor < places.length; actor++) {
            for (int arc = traffic.first(actor); arc < traffic.first(actor + 1); arc++) {
                sum += traffic.weight(arc) * mesh.hops(places[actor], places[traffic.peer(arc)]);
            }
        }
        return sum / 2; // each pair was met from both ends
    }

    /** Which trust domains are together in a tile, one text for each tile with several, such as {@code tile 3: red, blue}. */
    public List<String> sharedTiles(int[] places) {
        List<List<String>> residents = new ArrayList<>();
        for (int tile = 0; tile < mesh.routers(); tile++) {
            residents.add(new ArrayList<>());
        }
        for (int actor = 0; actor < places.length; actor++) {
            List<String> here = residents.get(mesh.routerOf(places[actor]));
            String name = domains.get(domain[actor]);
            if (!here.contains(name)) {
                here.add(name);
            }
        }
        List<String> shared = new ArrayList<>();
        for (int tile = 0; tile < residents.size(); tile++) {
            if (residents.get(tile).size() > 1) {
                shared.add("tile " + tile + ": " + String.join(", ", residents.get(tile)));
            }
        }
        return shared;
    }

    /** Which enclaves are pinned to whom: the actor by enclave, or {@link #FREE}. */
    int[] pins() {
        int[] actorAt = new int[enclaves()];
        Arrays.fill(actorAt, FREE);
        for (int actor = 0; actor < pinned.length; actor++) {
            if (pinned[actor] != FREE) {
                actorAt[pinned[actor]] = actor;
            }
        }
        return actorAt;
    }
}
