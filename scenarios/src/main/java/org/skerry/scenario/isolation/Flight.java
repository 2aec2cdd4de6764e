package org.skerry.scenario.isolation;

import org.skerry.noc.Packet;
import org.skerry.noc.topology.MeshSpec;

/** One packet of a run, and when it did what; cycles that did not come are {@link #NEVER}. */
final class Flight {
    static final long NEVER = Long.MAX_VALUE;

    final int source;
    final int destination;
    final String what;
    final String domain; // null if it is nobody's
    final long injected;
    long handedOver = NEVER;
    long delivered = NEVER;

    Flight(Packet packet, String domain, long injected) {
        source = packet.source();
        destination = packet.destination();
        what = packet.body() == null ? "packet" : packet.body().getClass().getSimpleName();
        this.domain = domain;
        this.injected = injected;
    }

    /** First cycle at which this and a flight of another run are not at the same point, or {@link #NEVER}. */
    long partsFrom(Flight other) {
        if (handedOver != other.handedOver) {
            return Math.min(handedOver, other.handedOver);
        }
        if (injected != other.injected) {
            return Math.min(injected, other.injected);
        }
        return delivered == other.delivered ? NEVER : Math.min(delivered, other.delivered);
    }

    /** Whether it and another one were on their ways at the same time and share a link, a router's way out or an endpoint. */
    String shares(Flight other, MeshSpec mesh) {
        if (other.injected >= delivered || other.delivered <= injected) {
            return null;
        }
        if (destination == other.destination) {
            return "the port of endpoint " + destination;
        }
        int from = mesh.routerOf(source);
        int to = mesh.routerOf(destination);
        for (int at = from; at != to; at = next(mesh, at, to)) {
            if (other.passes(mesh, at, next(mesh, at, to))) {
                return "the link from router " + at + " to router " + next(mesh, at, to);
            }
        }
        return to == mesh.routerOf(other.destination) ? "router " + to : null;
    }

    private boolean passes(MeshSpec mesh, int from, int to) {
        int end = mesh.routerOf(destination);
        for (int at = mesh.routerOf(source); at != end; at = next(mesh, at, end)) {
            if (at == from && next(mesh, at, end) == to) {
                return true;
            }
        }
        return false;
    }

    /** Along the row first, as XY routing does. */
    private static int next(MeshSpec mesh, int at, int to) {
        return mesh.x(at) != mesh.x(to)
                ? at + Integer.signum(mesh.x(to) - mesh.x(at))
                : at + Integer.signum(mesh.y(to) - mesh.y(at)) * mesh.width();
    }
}
