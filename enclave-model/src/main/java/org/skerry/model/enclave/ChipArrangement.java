package org.skerry.model.enclave;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.skerry.model.control.Placement;
import org.skerry.model.placement.PlacementPolicy;
import org.skerry.model.placement.PlacementProblem;
import org.skerry.sim.config.CapacityException;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/**
 * Where the actors of a plan live from cycle 0 on, and what is to be said about it.
 *
 * @param policy  by what rule
 * @param problem what had to be placed: everybody but devices
 * @param places  by actor its enclave, or the endpoint of a device
 * @param hops    links between actors that may speak to each other, each pair as often as it is expected to speak
 * @param inOrder the same if every actor had the lowest free enclave
 * @param shared  tiles with actors of several trust domains, and which
 */
record ChipArrangement(
        PlacementPolicy policy, PlacementProblem problem, int[] places, long hops, long inOrder, List<String> shared) {
    /** As many tiles that trust domains share are named in a remark. */
    private static final int NAMED = 4;

    /**
     * Places the actors of a plan as the chip's control plane is told to.
     *
     * @throws ConfigException when they do not fit
     */
    static ChipArrangement of(ChipSpec spec, DeploymentPlan plan, RandomStreams streams) {
        Lodgings lodgings = Lodgings.of(spec.multiplex(), plan);
        refuseWhatDoesNotFit(spec, plan, lodgings);
        PlacementPolicy policy = spec.control().placement();
        PlacementProblem problem = PlacementProblem.of(spec.mesh(), plan.without(actor -> !lodgings.isHost(actor)));
        PlacementProblem within = problem.without(closed(spec, problem.pinned()));
        int[] places = Arrays.copyOf(policy.arrange(within, streams.stream("placement", 0)), problem.actors());
        int[] inOrder = Arrays.copyOf(PlacementPolicy.IN_ORDER.arrange(within, null), problem.actors());
        return new ChipArrangement(
                policy,
                problem,
                everywhere(spec, plan, lodgings, places),
                problem.weightedHops(places),
                problem.weightedHops(inOrder),
                problem.sharedTiles(places));
    }

    /** Enclaves that do not exist, or that are reserved and nobody is pinned to. */
    private static int[] closed(ChipSpec spec, int[] pinned) {
        if (spec.tiles().kinds().isEmpty()) {
            return new int[0];
        }
        return IntStream.range(0, spec.enclaves())
                .filter(enclave -> !spec.exists(enclave)
                        || spec.reserved(enclave) && Arrays.stream(pinned).noneMatch(place -> place == enclave))
                .toArray();
    }

    /** Devices hang at the ports of the edge, in the order of the plan; everybody else is where the policy said. */
    private static int[] everywhere(ChipSpec spec, DeploymentPlan plan, Lodgings lodgings, int[] placed) {
        int[] places = new int[plan.actors().size()];
        int device = 0;
        int actor = 0;
        for (int i = 0; i < places.length; i++) {
            if (plan.isDevice(plan.actors().get(i))) {
                places[i] = spec.deviceEndpoint(device++);
            } else {
                places[i] = lodgings.isHost(i) ? placed[actor++] : places[lodgings.host()[i]];
            }
        }
        return places;
    }

    /** By actor of the plan, the number of its trust domain; none for a device, and for who lives where another one has come before. */
    int[] domains() {
        int[] domains = new int[places.length];
        boolean[] taken = new boolean[problem.enclaves()];
        int actor = 0;
        for (int i = 0; i < domains.length; i++) {
            boolean first = places[i] < taken.length && !taken[places[i]];
            domains[i] = first ? problem.domain()[actor++] : Placement.NO_DOMAIN;
            if (first) {
                taken[places[i]] = true;
            }
        }
        return domains;
    }

    private static void refuseWhatDoesNotFit(ChipSpec spec, DeploymentPlan plan, Lodgings lodgings) {
        int devices = plan.devices();
        int inTiles = plan.actors().size() - devices;
        int[] pins = plan.actors().stream()
                .mapToInt(actor -> actor.place().orElse(PlacementProblem.FREE))
                .toArray();
        int open = spec.enclaves() - closed(spec, pins).length;
        int each = spec.multiplex().actorsPerEnclave();
        if (lodgings.enclaves() > open) {
            String numbers = "actors: the plan has " + inTiles + " actors and the chip " + open + " enclaves";
            throw new CapacityException(
                    each == 1
                            ? numbers
                                    + ". Give the chip more tiles or enclaves, deploy fewer actors, or let actors take turns"
                                    + " in an enclave with multiplex.actorsPerEnclave."
                            : numbers + ", each for " + each + " of one trust domain that take turns, so that "
                                    + lodgings.enclaves()
                                    + " are needed. Raise multiplex.actorsPerEnclave, give the chip more"
                                    + " tiles or enclaves, or deploy fewer actors.");
        }
        int ports = spec.edge().devices() - (spec.multiplex().on() ? 1 : 0);
        if (devices > ports) {
            throw new ConfigException("actors: the plan has " + devices + " devices and the chip " + ports
                    + " ports for them at its edge. Raise network.edgeEndpoints by " + (devices - ports) + ".");
        }
        int[] taken = new int[spec.enclaves()];
        for (ActorPlan actor : plan.actors()) {
            if (actor.place().isEmpty()) {
                continue;
            }
            if (plan.isDevice(actor)) {
                throw new ConfigException("actor '" + actor.name() + "' is a device and hangs at the edge of the mesh, "
                        + "in the order of the plan. Leave its place open.");
            }
            int place = actor.place().getAsInt();
            if (place < 0 || place >= taken.length) {
                throw new ConfigException("actor '" + actor.name() + "' is pinned to place " + place
                        + ", and the chip has enclaves 0 to " + (taken.length - 1) + ". Choose one of these.");
            }
            if (!spec.exists(place)) {
                throw new ConfigException("actor '" + actor.name() + "' is pinned to place " + place
                        + ", and its tile has fewer enclaves than that. Pin it elsewhere, or raise tiles.*.enclaves.");
            }
            if (taken[place] == each) {
                throw new ConfigException("actor '" + actor.name() + "' is pinned to place " + place + ", which "
                        + (each == 1 ? "another actor has" : each + " actors have")
                        + ". Pin it elsewhere, or leave its place open.");
            }
            taken[place]++;
        }
    }

    /** What a policy could not do. */
    List<String> remarks() {
        if (policy == PlacementPolicy.BY_TRUST_DOMAIN && !shared.isEmpty()) {
            String more = shared.size() > NAMED ? " and " + (shared.size() - NAMED) + " more" : "";
            return List.of("Trust domains share what a tile shares (router port, power, image management) in "
                    + String.join("; ", shared.subList(0, Math.min(NAMED, shared.size()))) + more
                    + ": there are too few tiles, or actors are pinned so.");
        }
        return List.of();
    }

    /** Adds what there is to say in numbers; the arrangement is known once a plan was deployed. */
    static void register(StatsRegistry registry, Supplier<ChipArrangement> arrangement) {
        gauge(
                registry,
                "placement.weightedHops",
                "links between actors that may speak to each other at deployment, each pair as often as expected to speak",
                arrangement,
                ChipArrangement::hops);
        gauge(
                registry,
                "placement.weightedHopsInOrder",
                "the same if every actor had the lowest free enclave, in the order of the plan",
                arrangement,
                ChipArrangement::inOrder);
        gauge(
                registry,
                "placement.sharedTiles",
                "tiles with actors of more than one trust domain at deployment",
                arrangement,
                known -> known.shared.size());
    }

    private static void gauge(
            StatsRegistry registry,
            String name,
            String text,
            Supplier<ChipArrangement> arrangement,
            ToLongFunction<ChipArrangement> value) {
        registry.gauge(
                name, Unit.COUNT, text, () -> arrangement.get() == null ? 0 : value.applyAsLong(arrangement.get()));
    }
}
