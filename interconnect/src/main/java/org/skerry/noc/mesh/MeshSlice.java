package org.skerry.noc.mesh;

import java.util.Arrays;
import java.util.List;
import org.skerry.noc.Packet;
import org.skerry.noc.ni.MeshPorts;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.SharedOutputs;
import org.skerry.noc.routing.Routing;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** The routers and network interfaces of one partition, a plane for each time-division domain. */
final class MeshSlice implements Component {
    private final int partition;
    private final RouterBlock block;
    private final DomainPlane[] planes;
    private MeshPorts[] ports = {};
    private final Packet[] taken = new Packet[16]; // together

    MeshSlice(int partition, RouterBlock block, Routing routing, Codec<Packet> codec, int domains, DomainSlots slots) {
        this.partition = partition;
        this.block = block;
        planes = new DomainPlane[domains];
        SharedOutputs shared = domains > 1 ? new SharedOutputs(block) : null;
        for (int domain = 0; domain < planes.length; domain++) {
            planes[domain] = new DomainPlane(block, routing, codec, slots.of(block, domain), shared);
        }
    }

    @Override
    public String name() {
        return "mesh slice " + partition;
    }

    RouterBlock block() {
        return block;
    }

    DomainPlane plane(int domain) {
        return planes[domain];
    }

    DomainPlane[] planes() {
        return planes;
    }

    /** Adds ports; each endpoint has one. */
    void add(MeshPorts more) {
        ports = Arrays.copyOf(ports, ports.length + 1);
        ports[ports.length - 1] = more;
        for (DomainPlane plane : planes) {
            plane.interfaces().add(more);
        }
    }

    /** The ports that were added, in order. */
    List<MeshPorts> ports() {
        return Arrays.asList(ports);
    }

    /** Packets that were taken in and not delivered here; a difference of two counters, to be summed over all partitions. */
    long underWay() {
        long count = 0;
        for (MeshPorts each : ports) {
            count += each.underWay();
        }
        for (DomainPlane plane : planes) {
            count += plane.interfaces().underWay();
        }
        return count;
    }

    @Override
    public long tick(long cycle) {
        for (MeshPorts from : ports) {
            if (from.hasPacket(cycle)) {
                take(cycle, from);
            }
        }
        if (planes.length == 1) {
            return planes[0].step(cycle);
        }
        long next = IDLE;
        for (DomainPlane plane : planes) {
            next = Math.min(next, plane.step(cycle));
        }
        return next;
    }

    /** Takes in what has been handed over; on a large chip some at a time, which are looked at before. */
    private void take(long cycle, MeshPorts from) {
        if (!block.isLarge()) {
            do {
                accept(cycle, from.take(cycle));
            } while (from.hasPacket(cycle));
            return;
        }
        do {
            int count = 0;
            while (count < taken.length && from.hasPacket(cycle)) {
                taken[count++] = from.take(cycle);
            }
            if (planes.length == 1) {
                planes[0].interfaces().look(taken, count);
            }
            for (int i = 0; i < count; i++) {
                accept(cycle, taken[i]);
                taken[i] = null;
            }
        } while (from.hasPacket(cycle));
    }

    private void accept(long cycle, Packet packet) {
        planes[packet.domain()].interfaces().accept(cycle, packet);
    }

    @Override
    public void save(StateWriter out) {
        out.section(name());
        for (MeshPorts each : ports) {
            each.save(out);
        }
        for (DomainPlane plane : planes) {
            plane.save(out);
        }
    }

    @Override
    public void load(StateReader in) {
        in.section(name());
        for (MeshPorts each : ports) {
            each.load(in);
        }
        for (DomainPlane plane : planes) {
            plane.load(in);
        }
    }
}
