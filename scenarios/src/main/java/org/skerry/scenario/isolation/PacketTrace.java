package org.skerry.scenario.isolation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.Packet;

/** All packets of a run, by who they are of: no actor sees them, but what an actor sees comes of them. */
final class PacketTrace implements NetworkObserver {
    private final DomainTraces traces;
    private final List<String> divided; // names of time-division domains by number; empty without time division
    private final Map<String, List<Flight>> flows = new LinkedHashMap<>(); // by domain, source, destination, network
    private final Map<Long, Flight> underWay = new HashMap<>(); // by packet

    PacketTrace(DomainTraces traces, List<String> divided) {
        this.traces = traces;
        this.divided = divided;
    }

    Map<String, List<Flight>> flows() {
        return flows;
    }

    /** Whether a packet is of a domain, or for an actor of it. */
    boolean concerns(String domain, Flight flight) {
        return domain.equals(flight.domain) || domain.equals(traces.domainAt(flight.destination));
    }

    /** Whether somebody lives, or lived, at a place. */
    boolean livedAt(int place) {
        return traces.domainAt(place) != null;
    }

    /** All flights of a domain. */
    List<Flight> of(String domain) {
        List<Flight> flights = new ArrayList<>();
        for (List<Flight> flow : flows.values()) {
            flow.stream().filter(flight -> domain.equals(flight.domain)).forEach(flights::add);
        }
        return flights;
    }

    private String domainOf(Packet packet) {
        if (!divided.isEmpty()) {
            return divided.get(packet.domain());
        }
        String sender = traces.domainAt(packet.source());
        return sender == null ? traces.domainAt(packet.destination()) : sender;
    }

    @Override
    public void onInjected(long cycle, Packet packet) {
        Flight flight = new Flight(packet, domainOf(packet), cycle);
        String flow = flight.domain + ": " + packet.source() + " to " + packet.destination() + ", " + packet.network();
        flows.computeIfAbsent(flow, key -> new ArrayList<>()).add(flight);
        underWay.put(packet.id(), flight);
    }

    @Override
    public void onDelivered(long cycle, Packet packet, long latencyCycles) {
        Flight flight = underWay.remove(packet.id());
        flight.delivered = cycle;
        flight.handedOver = cycle - latencyCycles;
    }
}
