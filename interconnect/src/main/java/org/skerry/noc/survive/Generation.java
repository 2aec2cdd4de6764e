package org.skerry.noc.survive;

import java.util.function.Consumer;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.Packet;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.link.LinkErrors;
import org.skerry.noc.link.OpenGeometry;
import org.skerry.noc.link.RepeatingLinks;
import org.skerry.noc.ni.Interfaces;
import org.skerry.noc.ni.PortSide;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.Routers;
import org.skerry.noc.routing.Direction;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** The network between two reconfigurations: empty when it begins, and thrown away with all that is in it when it ends. */
final class Generation implements Stateful {
    private final RouterBlock block;
    final Ways ways;
    final PacketTable packets;
    final Routers routers;
    final RepeatingLinks links;
    final Interfaces interfaces;

    Generation(
            RouterBlock block,
            Ways ways,
            LinkErrors errors,
            long seed,
            RepeatingLinks.Counts counts,
            Codec<Packet> codec,
            PortSide ports,
            NetworkObserver observer,
            Consumer<Packet> spoilt) {
        this.block = block;
        this.ways = ways;
        packets = new PacketTable(codec);
        OpenGeometry geometry = new OpenGeometry(block);
        SurvivingRoute route = new SurvivingRoute(block, packets, ways.tables());
        routers = new Routers(geometry, block.pipeline(), route, packets);
        links = new RepeatingLinks(
                geometry,
                block.pipeline(),
                routers,
                errors,
                seed,
                counts,
                flit -> spoilt.accept(packets.packet(FlitLayout.slot(flit))));
        interfaces = new Interfaces(block, packets, routers);
        interfaces.add(ports);
        interfaces.observe(observer);
    }

    /** A link passes nothing any more, in both directions. */
    void cut(int router, int direction) {
        links.kill(router, direction);
        int other = router
                + Direction.dx(direction)
                + Direction.dy(direction) * block.mesh().width();
        int x = router % block.mesh().width() + Direction.dx(direction);
        if (x >= 0 && x < block.mesh().width() && other >= 0 && other < block.routers()) {
            links.kill(other, Direction.opposite(direction));
        }
    }

    /** Does what is due at {@code cycle}. */
    void step(long cycle) {
        routers.arrivals(cycle);
        links.arrivals(cycle);
        interfaces.step(cycle);
        routers.step(cycle);
    }

    /** The next cycle that it needs. */
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
