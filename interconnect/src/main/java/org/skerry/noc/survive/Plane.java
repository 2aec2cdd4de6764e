package org.skerry.noc.survive;

import java.util.function.Consumer;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.Packet;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.link.LinkErrors;
import org.skerry.noc.link.LinkSlots;
import org.skerry.noc.link.OpenGeometry;
import org.skerry.noc.link.RepeatingLinks;
import org.skerry.noc.ni.Interfaces;
import org.skerry.noc.ni.PortSide;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.Routers;
import org.skerry.noc.router.SharedOutputs;
import org.skerry.noc.router.SlotTable;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** What the packets of one time-division domain have to themselves between two reconfigurations; of all, without time division. */
final class Plane implements Stateful {
    /** What planes meet at, by slots that no two of them have at once. */
    record Shared(OpenGeometry geometry, SharedOutputs outputs, long[] lastFlit) {
        static Shared of(RouterBlock block) {
            return new Shared(
                    new OpenGeometry(block), new SharedOutputs(block), new long[block.routers() * block.ports()]);
        }
    }

    final PacketTable packets;
    final Routers routers;
    final RepeatingLinks links;
    final Interfaces interfaces;
    private final LinkSlots linkSlots; // null without time division

    /** A plane; the tables are null if it is the only one. */
    Plane(
            RouterBlock block,
            Ways ways,
            LinkErrors errors,
            long seed,
            RepeatingLinks.Counts counts,
            Codec<Packet> codec,
            PortSide ports,
            NetworkObserver observer,
            Consumer<Packet> spoilt,
            SlotTable slots,
            SlotTable slotsOfLinks,
            Shared shared) {
        packets = new PacketTable(codec);
        SurvivingRoute route = new SurvivingRoute(block, packets, ways.tables());
        OpenGeometry geometry = shared.geometry();
        routers =
                new Routers(geometry, block.pipeline(), route, packets, slots, slots == null ? null : shared.outputs());
        linkSlots = slots == null
                ? null
                : new LinkSlots(geometry, slotsOfLinks, block.pipeline().passageCycles(), shared.lastFlit());
        links = new RepeatingLinks(
                geometry,
                block.pipeline(),
                routers,
                errors,
                seed,
                counts,
                flit -> spoilt.accept(packets.packet(FlitLayout.slot(flit))),
                linkSlots);
        interfaces = new Interfaces(block, packets, routers, slots);
        interfaces.add(ports);
        interfaces.observe(observer);
    }

    void reslot(long cycle, SlotTable slots, SlotTable slotsOfLinks) {
        routers.reslot(slots);
        linkSlots.reslot(cycle, slotsOfLinks);
        interfaces.reslot(slots);
    }

    void step(long cycle) {
        routers.arrivals(cycle);
        links.arrivals(cycle);
        interfaces.step(cycle);
        routers.step(cycle);
    }

    long nextCycle(long cycle) {
        return interfaces.busy() ? cycle + 1 : Math.min(routers.nextCycle(cycle), links.nextCycle(cycle));
    }

    @Override
    public void save(StateWriter out) {
        packets.save(out);
        routers.save(out);
        links.save(out);
        interfaces.save(out);
    }

    @Override
    public void load(StateReader in) {
        packets.load(in);
        routers.load(in);
        links.load(in);
        interfaces.load(in);
    }
}
