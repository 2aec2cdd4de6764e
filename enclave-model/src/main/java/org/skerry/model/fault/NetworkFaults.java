package org.skerry.model.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkMaker;
import org.skerry.noc.fault.FaultEvent;
import org.skerry.noc.link.LinkErrors;
import org.skerry.noc.mesh.TimeDivisionSpec;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.survive.Notices;
import org.skerry.noc.survive.SurvivingNetwork;
import org.skerry.sim.config.ConfigException;

/** How a machine's network suffers what breaks of it. */
public final class NetworkFaults {
    private NetworkFaults() {}

    /** Makes networks that can suffer these faults. */
    public static NetworkMaker maker(FaultSpec faults, Notices notices) {
        return maker(faults, TimeDivisionSpec.OFF, notices);
    }

    /** The same with time division. */
    public static NetworkMaker maker(FaultSpec faults, TimeDivisionSpec division, Notices notices) {
        LinkErrors errors = new LinkErrors(
                faults.noise().corruptionPerBillion() / (double) LinkNoise.BILLION,
                faults.noise().crcBits(),
                faults.noise().lossPerBillion() / (double) LinkNoise.BILLION);
        return (mesh, partitions, bodies) -> new SurvivingNetwork(
                mesh,
                division,
                bodies,
                errors,
                faults.detour() == Detour.AROUND,
                faults.detectionCycles(),
                faults.seed(),
                notices);
    }

    /** Tells a network of so many routers in a row what breaks of it. */
    public static void tell(Network network, FaultSchedule schedule, int width) {
        if (!(network instanceof SurvivingNetwork survivor)) {
            throw new ConfigException(
                    "faults: this model of the network cannot go on with parts of it dead. Take the network"
                            + " 'mesh', or leave dead tiles, routers and links and noise away.");
        }
        List<FaultEvent> events = new ArrayList<>();
        Set<Integer> tiles = new TreeSet<>();
        for (Fault fault : schedule.faults()) {
            if (fault.kind() == FaultKind.LINK) {
                int direction = fault.other() == fault.place() + 1 && width > 1 ? Direction.EAST : Direction.SOUTH;
                events.add(new FaultEvent(
                        fault.cycle(), FaultEvent.Kind.LINK, fault.place() * Direction.COUNT + direction));
            } else if (fault.kind().ofNetwork()) {
                events.add(new FaultEvent(fault.cycle(), FaultEvent.Kind.ROUTER, fault.place()));
                if (fault.kind() == FaultKind.TILE) {
                    tiles.add(fault.place());
                }
            }
        }
        survivor.suffer(events, tiles);
    }
}
