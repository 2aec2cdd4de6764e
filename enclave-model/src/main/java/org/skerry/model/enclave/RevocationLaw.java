package org.skerry.model.enclave;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.protocol.Parcel;
import org.skerry.noc.topology.MeshSpec;

/**
 * How long a revocation takes on a chip, in closed form, from the cycle at which the revoker's order leaves its core.
 *
 * <p>With o the revoker, t the target, d the identifiers in the lineage of the revoked capability (1 to 8), Z the zero-load latency of
 * the mesh and W the waits on the way:
 *
 * <pre>
 *   Z(a, b, n) = injection + (hops + 1) router + hops link + ceil(n / flit) - 1 + ejection
 *   door       = Z(o, t, 48 + 8 d) + W(o, t)            the last use is accepted before this cycle, the first refused from it on
 *   told       = door + Z(t, o, 40) + W(t, o)           the acknowledgement's turn starts; no use is accepted after door &lt; told
 *   handled    = told + wake-up + receive               the first instruction of its handler
 * </pre>
 *
 * <p>The number of holders, and how deep below the revoked capability theirs were derived, are in none of these: every use carries its
 * lineage, and the set of what was revoked lies at the target's network interface alone, so that one order kills the whole tree
 * wherever its leaves are. Depth enters only as bytes: 8 for each identifier in the order, and 8 in each use.
 *
 * <p>What is assumed: looking up a lineage takes the interface no cycle beside those of the packet (at most 8 comparisons in
 * parallel); nothing that the revoker itself sent to the target before waits for room there, since the order travels behind it; the
 * revoker's core sleeps when the acknowledgement comes. Packets of others arrive at random, so that each port on the way is an
 * M/G/1 queue, in service for as many cycles as a packet has flits:
 *
 * <pre>
 *   W(a, b) = sum over ports p from a to b of  sum_i rate_i flits_i^2 / (2 (1 - rho_p)),   rho_p = sum_i rate_i flits_i
 * </pre>
 */
public final class RevocationLaw {
    private static final int INJECTION = 0;
    private static final int EJECTION = 1;
    private static final int LINK = 2;

    private final MeshSpec mesh;
    private final CoreSpec core;
    private final Map<Port, Load> loads = new HashMap<>();

    /**
     * Packets that others send at random.
     *
     * @param packetsPerCycle mean rate
     */
    public record Flow(int source, int destination, int bytes, double packetsPerCycle) {}

    /** A port of the mesh: of an endpoint, or from one router to the next. */
    private record Port(int kind, int from, int to) {}

    /** What others put through a port, per cycle. */
    private static final class Load {
        double flits;
        double flitsSquared;

        double waitCycles() {
            return flitsSquared / (2 * (1 - flits));
        }
    }

    /** The law of an idle chip. */
    public RevocationLaw(ChipSpec chip) {
        this(chip, List.of());
    }

    /** The law of a chip on which others send meanwhile. */
    public RevocationLaw(ChipSpec chip, List<Flow> others) {
        mesh = chip.mesh();
        core = chip.core();
        for (Flow flow : others) {
            int flits = mesh.flits(flow.bytes());
            walk(flow.source(), flow.destination(), port -> {
                Load load = loads.computeIfAbsent(port, each -> new Load());
                load.flits += flow.packetsPerCycle() * flits;
                load.flitsSquared += flow.packetsPerCycle() * flits * flits;
            });
        }
    }

    /** Bytes of the order that revokes a capability with so many identifiers in its lineage. */
    public static int orderBytes(int depth) {
        return Parcel.HEADER_BYTES + 32 + Long.BYTES * depth;
    }

    /** Bytes of the acknowledgement: a header of 32, a status and a handle. */
    public static int noticeBytes() {
        return 32 + 2 * Integer.BYTES;
    }

    /** Cycles until the target's network interface accepts no further use. */
    public double doorCycles(int revoker, int target, int depth) {
        return wayCycles(revoker, target, orderBytes(depth));
    }

    /** Cycles until the turn that handles the acknowledgement starts. */
    public double toldCycles(int revoker, int target, int depth) {
        return doorCycles(revoker, target, depth) + wayCycles(target, revoker, noticeBytes());
    }

    /** Cycles until the first instruction of the acknowledgement's handler. */
    public double handledCycles(int revoker, int target, int depth) {
        return toldCycles(revoker, target, depth) + core.wakeUpMeshCycles() + core.receiveMeshCycles();
    }

    /** Of {@link #toldCycles}, those that others cause. */
    public double waitCycles(int revoker, int target) {
        return wait(revoker, target) + wait(target, revoker);
    }

    /** The largest share of its time that a port on either way is taken. */
    public double busiestPort(int revoker, int target) {
        double[] busiest = {0};
        PortVisitor look = port -> {
            Load load = loads.get(port);
            busiest[0] = Math.max(busiest[0], load == null ? 0 : load.flits);
        };
        walk(revoker, target, look);
        walk(target, revoker, look);
        return busiest[0];
    }

    private double wayCycles(int source, int destination, int bytes) {
        return mesh.zeroLoadLatencyCycles(source, destination, bytes) + wait(source, destination);
    }

    private double wait(int source, int destination) {
        double[] cycles = {0};
        walk(source, destination, port -> {
            Load load = loads.get(port);
            cycles[0] += load == null ? 0 : load.waitCycles();
        });
        return cycles[0];
    }

    private interface PortVisitor {
        void visit(Port port);
    }

    /** Every port between two endpoints: along the row first, then along the column. */
    private void walk(int source, int destination, PortVisitor visitor) {
        int at = mesh.routerOf(source);
        int to = mesh.routerOf(destination);
        visitor.visit(new Port(INJECTION, source, at));
        while (at != to) {
            int next = mesh.x(at) != mesh.x(to)
                    ? at + Integer.signum(mesh.x(to) - mesh.x(at))
                    : at + Integer.signum(mesh.y(to) - mesh.y(at)) * mesh.width();
            visitor.visit(new Port(LINK, at, next));
            at = next;
        }
        visitor.visit(new Port(EJECTION, at, destination));
    }
}
