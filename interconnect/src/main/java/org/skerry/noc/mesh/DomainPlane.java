package org.skerry.noc.mesh;

import org.skerry.noc.Packet;
import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.ni.Interfaces;
import org.skerry.noc.router.FlowRouters;
import org.skerry.noc.router.MeshRoute;
import org.skerry.noc.router.MeshRouters;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.Routers;
import org.skerry.noc.router.SharedOutputs;
import org.skerry.noc.router.SlotTable;
import org.skerry.noc.routing.Routing;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What the packets of one time-division domain have to themselves in one partition: queues, buffers, virtual channels, allocators. Planes
 * meet on the links and in the switches, by slots that no two of them have at once.
 */
final class DomainPlane implements Stateful {
    private final RouterBlock block;
    private final PacketTable packets;
    private final MeshRouters routers;
    private final Interfaces interfaces;
    private SliceBorder[] borders = {}; // the northern one first

    /** A plane; {@code slots} and what planes share are null if it is the only one. */
    DomainPlane(RouterBlock block, Routing routing, Codec<Packet> codec, SlotTable slots, SharedOutputs shared) {
        this.block = block;
        packets = new PacketTable(codec);
        MeshRoute route = new MeshRoute(block, routing, packets);
        routers = slots == null && FlowRouters.fit(block, block.pipeline(), route)
                ? new FlowRouters(block, block.pipeline(), route, packets)
                : new Routers(block, block.pipeline(), route, packets, slots, shared);
        interfaces = new Interfaces(block, packets, routers, slots);
    }

    RouterBlock block() {
        return block;
    }

    MeshRouters routers() {
        return routers;
    }

    Interfaces interfaces() {
        return interfaces;
    }

    PacketTable packets() {
        return packets;
    }

    void connectSouth(SliceBorder border) {
        borders = borders.length == 0 ? new SliceBorder[] {border} : new SliceBorder[] {borders[0], border};
        routers.connect(true, border);
    }

    void connectNorth(SliceBorder border) {
        borders = borders.length == 0 ? new SliceBorder[] {border} : new SliceBorder[] {border, borders[0]};
        routers.connect(false, border);
    }

    /** Does what is due at {@code cycle}, and returns the next cycle it needs. New packets are in. */
    long step(long cycle) {
        routers.arrivals(cycle);
        for (SliceBorder border : borders) {
            border.arrivals(cycle);
        }
        interfaces.step(cycle);
        routers.step(cycle);
        for (SliceBorder border : borders) {
            border.flush();
        }
        return interfaces.busy() ? cycle + 1 : routers.nextCycle(cycle);
    }

    @Override
    public void save(StateWriter out) {
        packets.save(out);
        routers.save(out);
        interfaces.save(out);
        for (SliceBorder border : borders) {
            border.save(out);
        }
    }

    @Override
    public void load(StateReader in) {
        packets.load(in);
        routers.load(in);
        interfaces.load(in);
        for (SliceBorder border : borders) {
            border.load(in);
        }
    }
}
