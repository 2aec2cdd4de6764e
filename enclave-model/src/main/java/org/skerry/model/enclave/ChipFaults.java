package org.skerry.model.enclave;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.skerry.model.control.ControlSpec;
import org.skerry.model.control.NodeLosses;
import org.skerry.model.control.NodeLosses.NodeLoss;
import org.skerry.model.fault.Breakage;
import org.skerry.model.fault.Fault;
import org.skerry.model.fault.FaultKind;
import org.skerry.model.fault.FaultRule;
import org.skerry.model.fault.FaultSchedule;
import org.skerry.model.fault.FaultSites;
import org.skerry.model.fault.FaultSpec;
import org.skerry.model.fault.NetworkFaults;
import org.skerry.noc.Network;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;

/** What breaks of a chip: who is struck, once it is known who lives where, and who is told beforehand. */
final class ChipFaults {
    private final FaultSpec faults;
    private final ChipSpec spec;
    private FaultSchedule schedule = FaultSchedule.NONE;

    ChipFaults(FaultSpec faults, ChipSpec spec) {
        this.faults = faults;
        this.spec = spec;
        if (faults.any() && spec.multiplex().on()) {
            throw new ConfigException(
                    "faults: on this chip actors take turns in an enclave (multiplex), and what becomes of"
                            + " those that are away when it breaks is not modelled. Leave one of the two away.");
        }
    }

    /**
     * The chip with the nodes of its control plane that will be lost. Where the network may break, interfaces look after their orders, as
     * they do where nodes may be lost: an answer may be cut off.
     */
    static ChipSpec of(ChipSpec spec, FaultSpec faults) {
        if (!faults.any()) {
            return spec;
        }
        List<NodeLoss> lost = new ArrayList<>(spec.control().lost().all());

        FaultSites nodes = sites(spec, name -> -1, enclave -> 0);
        for (Fault fault :
                FaultSchedule.of(faults, nodes, kind -> kind == FaultKind.NODE).faults()) {
            lost.add(new NodeLoss(fault.place(), fault.cycle()));
        }
        if (faults.ofNetwork() && lost.isEmpty()) {
            lost.add(new NodeLoss(0, NodeLosses.NEVER)); // but interfaces watch
        }
        ControlSpec control = spec.control().withLost(new NodeLosses(lost));
        return spec.withControl(control);
    }

    private static FaultSites sites(
            ChipSpec spec, java.util.function.ToIntFunction<String> place, java.util.function.IntUnaryOperator degree) {
        Map<FaultKind, String> refused = new HashMap<>();
        return new FaultSites(
                spec.mesh().width(),
                spec.mesh().height(),
                spec.mesh().endpointsPerRouter(),
                spec::exists,
                place,
                degree,
                spec.control().nodes(),
                spec::cycleAt,
                refused);
    }

    /** Everybody is in place: the faults are drawn, and handed to whom they strike. */
    void deploy(DeploymentPlan plan, int[] places, ChipEnclaves enclaves, Network network) {
        if (!faults.any()) {
            return;
        }
        Map<String, Integer> placeOf = new LinkedHashMap<>();
        for (int i = 0; i < places.length; i++) {
            placeOf.put(plan.actors().get(i).name(), places[i] < spec.enclaves() ? places[i] : -1);
        }
        for (FaultRule rule : faults.rules()) {
            if (placeOf.getOrDefault(rule.target(), 0) < 0) {
                throw new ConfigException(
                        "faults: '" + rule.target() + "' is a device at the edge of the mesh, and devices do"
                                + " not break. Name an actor, or a tile.");
            }
        }
        Map<Integer, Integer> degrees = degrees(plan, placeOf);
        schedule = FaultSchedule.of(
                faults,
                sites(spec, name -> placeOf.getOrDefault(name, -1), enclave -> degrees.getOrDefault(enclave, 0)));
        int perTile = spec.mesh().endpointsPerRouter();
        for (EnclaveSlice slice : enclaves.slices()) {
            List<Fault> here = new ArrayList<>();
            for (Fault fault : schedule.of(FaultKind.TILE, FaultKind.HANG, FaultKind.FLIP)) {
                int enclave = fault.kind() == FaultKind.TILE ? fault.place() * perTile : fault.place();
                if (enclaves.sliceAt(enclave) == slice) {
                    here.add(fault);
                }
            }
            slice.suffer(here, perTile);
        }
        if (faults.ofNetwork()) {
            NetworkFaults.tell(network, schedule, spec.mesh().width());
        }
    }

    /** By enclave, how many pairs of actors it is in of which one holds a capability to the other. */
    private static Map<Integer, Integer> degrees(DeploymentPlan plan, Map<String, Integer> placeOf) {
        Map<String, Set<String>> peers = new LinkedHashMap<>();
        for (ActorPlan actor : plan.actors()) {
            for (GrantPlan grant : actor.grants()) {
                if (grant.target() instanceof GrantTarget.ToActor target
                        && !target.name().equals(actor.name())) {
                    peers.computeIfAbsent(actor.name(), name -> new TreeSet<>()).add(target.name());
                    peers.computeIfAbsent(target.name(), name -> new TreeSet<>())
                            .add(actor.name());
                }
            }
        }
        Map<Integer, Integer> degrees = new HashMap<>();
        peers.forEach((name, others) -> degrees.merge(placeOf.get(name), others.size(), Integer::sum));
        return degrees;
    }

    /** What breaks when, as it was drawn. */
    FaultSchedule schedule() {
        return schedule;
    }

    /** What has broken by now, and what came of it. */
    List<Breakage> breakages(ChipEnclaves enclaves, long cycle) {
        List<Breakage> all = new ArrayList<>();
        for (EnclaveSlice slice : enclaves.slices()) {
            all.addAll(slice.breakages());
        }
        for (Fault fault : schedule.of(FaultKind.ROUTER, FaultKind.LINK, FaultKind.NODE)) {
            if (fault.cycle() <= cycle) {
                all.add(new Breakage(fault.cycle(), fault.text(), ""));
            }
        }
        all.sort(Comparator.comparingLong(Breakage::cycle));
        return all;
    }
}
