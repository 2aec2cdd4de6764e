package org.skerry.noc.survive;

import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.Packet;
import org.skerry.noc.link.LinkErrors;
import org.skerry.noc.link.RepeatingLinks;
import org.skerry.noc.ni.PortSide;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.routing.Direction;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The network between two reconfigurations, a plane for each time-division domain: empty when it begins, and thrown away with all that is in
 * it when it ends.
 */
final class Generation implements Stateful {
    private final RouterBlock block;
    final Ways ways;
    final Plane[] planes; // by domain

    Generation(
            RouterBlock block,
            Ways ways,
            LinkErrors errors,
            long seed,
            RepeatingLinks.Counts counts,
            Codec<Packet> codec,
            PortSide ports,
            NetworkObserver observer,
            Consumer<Packet> spoilt,
            Slots slots) {
        this.block = block;
        this.ways = ways;
        planes = new Plane[slots.domains()];
        Plane.Shared shared = Plane.Shared.of(block);
        for (int domain = 0; domain < planes.length; domain++) {
            planes[domain] = new Plane(
                    block,
                    ways,
                    errors,
                    domain == 0 ? seed : Mix.combine(seed, domain), // what noise does to one tells nothing of others
                    counts,
                    codec,
                    ports,
                    observer,
                    spoilt,
                    slots.switches(domain),
                    slots.links(domain),
                    shared);
        }
    }

    /** From {@code cycle}, the present one, on domains have other slots. */
    void reslot(long cycle, Slots slots) {
        for (int domain = 0; domain < planes.length; domain++) {
            planes[domain].reslot(cycle, slots.switches(domain), slots.links(domain));
        }
    }

    void observe(NetworkObserver observer) {
        for (Plane plane : planes) {
            plane.interfaces.observe(observer);
        }
    }

    /** Takes in a packet. */
    void accept(long cycle, Packet packet) {
        planes[packet.domain()].interfaces.accept(cycle, packet);
    }

    /** A link passes nothing any more, in both directions. */
    void cut(int router, int direction) {
        kill(router, direction);
        int other = router
                + Direction.dx(direction)
                + Direction.dy(direction) * block.mesh().width();
        int x = router % block.mesh().width() + Direction.dx(direction);
        if (x >= 0 && x < block.mesh().width() && other >= 0 && other < block.routers()) {
            kill(other, Direction.opposite(direction));
        }
    }

    private void kill(int router, int direction) {
        for (Plane plane : planes) {
            plane.links.kill(router, direction);
        }
    }

    /** Does what is due at {@code cycle}. */
    void step(long cycle) {
        for (Plane plane : planes) {
            plane.step(cycle);
        }
    }

    /** The next cycle that it needs. */
    long nextCycle(long cycle) {
        long next = Long.MAX_VALUE;
        for (Plane plane : planes) {
            next = Math.min(next, plane.nextCycle(cycle));
        }
        return next;
    }

    /** Of all domains. */
    long sum(ToLongFunction<Plane> figure) {
        long sum = 0;
        for (Plane plane : planes) {
            sum += figure.applyAsLong(plane);
        }
        return sum;
    }

    @Override
    public void save(StateWriter out) {
        for (Plane plane : planes) {
            plane.save(out);
        }
    }

    @Override
    public void load(StateReader in) {
        for (Plane plane : planes) {
            plane.load(in);
        }
    }
}
