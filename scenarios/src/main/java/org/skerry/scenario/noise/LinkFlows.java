package org.skerry.scenario.noise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which flows of packets share which links of a mesh with routing first by column, then by row; see {@link NoiseFormulas}. */
public final class LinkFlows {
    private final int width;
    private final List<Flow> flows = new ArrayList<>();
    private final Map<Link, Integer> count = new HashMap<>();

    private record Link(int from, int to) {}

    private record Flow(List<Link> links, int flits) {}

    /** No flows yet, on a mesh so many routers wide. */
    public LinkFlows(int width) {
        this.width = width;
    }

    /** Adds packets of at most so many flits from the router {@code from} to the router {@code to}; returns this. */
    public LinkFlows add(int from, int to, int flits) {
        Flow flow = new Flow(way(from, to), flits);
        flows.add(flow);
        flow.links.forEach(link -> count.merge(link, 1, Integer::sum));
        return this;
    }

    /** The longest that a packet from one router to another waits for those flows, in cycles. */
    public long longestWait(int from, int to) {
        List<Link> own = way(from, to);
        long wait = 0;
        for (Flow other : flows) {
            if (other.links.stream().anyMatch(own::contains)) {
                for (Link link : other.links) {
                    wait += (long) count.get(link) * other.flits;
                }
            }
        }
        return wait;
    }

    /** Links between routers, and the one into the endpoint. */
    private List<Link> way(int from, int to) {
        List<Link> links = new ArrayList<>();
        int at = from;
        while (at != to) {
            int step = at % width != to % width
                    ? Integer.signum(to % width - at % width)
                    : width * Integer.signum(to - at);
            links.add(new Link(at, at + step));
            at += step;
        }
        links.add(new Link(to, -1));
        return links;
    }
}
