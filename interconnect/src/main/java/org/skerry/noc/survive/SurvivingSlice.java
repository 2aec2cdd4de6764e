package org.skerry.noc.survive;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.skerry.noc.NetworkObserver;
import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.fault.FaultEvent;
import org.skerry.noc.grid.Faults;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.link.LinkErrors;
import org.skerry.noc.link.RepeatingLinks;
import org.skerry.noc.ni.MeshPorts;
import org.skerry.noc.ni.PortSide;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** All routers and network interfaces, what has broken of them, and what sources keep until it has arrived. */
final class SurvivingSlice implements Component, PortSide {
    private static final int NETWORKS = VirtualNetwork.values().length;
    private static final int EVENT_GENERATION = 1;
    private static final int EVENT_DELIVERED = 2;
    private static final int EVENT_RETURNED = 3;

    private final RouterBlock block;
    private final MeshSpec mesh;
    private final Grid grid;
    private final Codec<Packet> codec;
    private final LinkErrors errors;
    private final boolean around;
    private final int detectionCycles;
    private final long seed;
    private final Notices notices;
    private final int places; // of a queue of an interface
    private final List<MeshPorts> ports = new ArrayList<>();
    private final MeshPorts[] portsOf; // by endpoint; null for those that nobody serves
    private final SourceLane[] lanes; // by endpoint, time-division domain, virtual network
    private final TreeSet<Integer> feeding = new TreeSet<>(); // lanes with something for the queue of the interface
    private final RepeatingLinks.Counts linkCounts = new RepeatingLinks.Counts();
    private final EntityDigests history;
    private final SurvivalCounts counts;
    private List<FaultEvent> events = List.of();
    private Set<Integer> tiles = Set.of(); // routers whose tiles die with them
    private boolean[] deadRouter;
    private boolean[] deadEndpoint;
    private int struck; // events that have happened
    private int known; // of these, events that the network knows
    private final Slots slots;
    private final int domains;
    private Generation generation;
    private NetworkObserver observer;
    private long now;

    SurvivingSlice(
            RouterBlock block,
            Codec<Packet> codec,
            LinkErrors errors,
            boolean around,
            int detectionCycles,
            long seed,
            Notices notices,
            Slots slots) {
        this.slots = slots;
        domains = slots.domains();
        this.block = block;
        this.codec = codec;
        this.errors = errors;
        this.around = around;
        this.detectionCycles = detectionCycles;
        this.seed = seed;
        this.notices = notices;
        mesh = block.mesh();
        grid = new Grid(mesh.width(), mesh.height(), false, 1, 1, 1);
        places = block.spec().sourceQueuePackets();
        portsOf = new MeshPorts[mesh.endpoints()];
        lanes = new SourceLane[mesh.endpoints() * domains * NETWORKS];
        for (int lane = 0; lane < lanes.length; lane++) {
            lanes[lane] = new SourceLane();
        }
        history = new EntityDigests(mesh.endpoints());
        counts = new SurvivalCounts(block.routers() * block.ports());
        deadRouter = new boolean[block.routers()];
        deadEndpoint = new boolean[mesh.endpoints()];
        generation = begin(new Ways(grid, faults(0), around));
    }

    @Override
    public String name() {
        return "mesh slice 0";
    }

    void add(MeshPorts more) {
        ports.add(more);
        for (int endpoint = more.first(); endpoint < more.first() + more.count(); endpoint++) {
            if (portsOf[endpoint] != null) {
                throw new IllegalStateException("the port of endpoint " + endpoint + " is opened twice");
            }
            portsOf[endpoint] = more;
        }
    }

    List<MeshPorts> ports() {
        return ports;
    }

    /** What breaks; before the first cycle. */
    void suffer(List<FaultEvent> newEvents, Set<Integer> withTiles) {
        events = List.copyOf(newEvents);
        tiles = Set.copyOf(withTiles);
    }

    void observe(NetworkObserver newObserver) {
        observer = newObserver;
        generation.observe(newObserver);
    }

    // ---- what breaks -------------------------------------------------------------------------------------------

    private void strike(long cycle) {
        while (struck < events.size() && events.get(struck).cycle() <= cycle) {
            FaultEvent event = events.get(struck++);
            breakDown(event);
            if (event.kind() == FaultEvent.Kind.ROUTER && tiles.contains(event.place())) {
                for (int i = 0; i < mesh.endpointsPerRouter(); i++) {
                    deadEndpoint[event.place() * mesh.endpointsPerRouter() + i] = true;
                }
            }
        }
    }

    private void breakDown(FaultEvent event) {
        if (event.kind() == FaultEvent.Kind.LINK) {
            generation.cut(event.place() / Direction.COUNT, event.place() % Direction.COUNT);
            return;
        }
        deadRouter[event.place()] = true;
        for (int direction = 0; direction < Direction.COUNT; direction++) {
            generation.cut(event.place(), direction);
        }
    }

    private Faults faults(int count) {
        Set<Integer> routers = new TreeSet<>();
        Set<Integer> links = new TreeSet<>();
        for (FaultEvent event : events.subList(0, count)) {
            (event.kind() == FaultEvent.Kind.ROUTER ? routers : links).add(event.place());
        }
        return Faults.of(grid, routers, links);
    }

    private Generation begin(Ways ways) {
        return new Generation(
                block,
                ways,
                errors,
                Mix.combine(seed, counts.reconfigurations),
                linkCounts,
                codec,
                this,
                observer,
                this::spoil,
                slots);
    }

    /** From now on the network goes round what broke so many cycles ago; what was under way is gone, and goes out again. */
    private void reconfigure(long cycle) {
        Ways before = generation.ways;
        endGeneration(cycle);
        while (known < struck && events.get(known).cycle() + detectionCycles <= cycle) {
            known++;
        }
        counts.reconfigurations++;
        Ways after = new Ways(grid, faults(known), around);
        slots.rerouted(cycle, after);
        generation = begin(after);
        events.subList(0, struck).forEach(this::breakDown);
        for (int lane = 0; lane < lanes.length; lane++) {
            renew(cycle, lane);
        }
        tellAll(cycle, before);
    }

    private void endGeneration(long cycle) {
        for (int endpoint = 0; endpoint < mesh.endpoints(); endpoint++) {
            for (Plane plane : generation.planes) {
                EntityDigests digests = plane.interfaces.digests();
                history.add(endpoint, cycle, EVENT_GENERATION, digests.high(endpoint) ^ digests.low(endpoint));
            }
        }
        for (Plane plane : generation.planes) {
            counts.packetsEntered += plane.interfaces.sources().packetsEntered();
            counts.bytes += plane.interfaces.sources().bytes();
            counts.hops += plane.interfaces.sources().hops();
            counts.flits += plane.interfaces.sources().flits();
            counts.latency.add(plane.interfaces.reassembly().latency());
            for (int output = 0; output < counts.portFlits.length; output++) {
                counts.portFlits[output] += plane.routers.portFlits(output / block.ports(), output % block.ports());
            }
        }
    }

    private void renew(long cycle, int index) {
        SourceLane lane = lanes[index];
        int source = index / NETWORKS / domains;
        if (deadEndpoint[source]) {
            counts.lost += lane.undelivered();
            lane.clear();
            return;
        }
        List<Copy> hopeless = new ArrayList<>();
        for (Copy copy : lane.kept()) {
            if (copy.doneWith(cycle) || !reaches(source, copy.packet.destination())) {
                hopeless.add(copy);
            }
        }
        lane.kept().removeAll(hopeless);
        for (Copy copy : hopeless) {
            if (!copy.delivered) {
                giveBack(cycle, copy);
            }
        }
        counts.again += lane.kept().stream().filter(copy -> copy.departed).count();
        lane.again();
        if (lane.waits()) {
            feeding.add(index);
        }
    }

    private boolean reaches(int source, int destination) {
        return generation.ways.talk(mesh.routerOf(source), mesh.routerOf(destination));
    }

    /** A packet goes back to who handed it over. */
    private void giveBack(long cycle, Copy copy) {
        Packet packet = copy.packet;
        if (!copy.departed) {
            portsOf[packet.source()].departed(cycle, packet);
        }
        counts.returned++;
        history.add(packet.source(), cycle, EVENT_RETURNED, packet.id());
        notify(
                cycle,
                packet.source(),
                packet.destination(),
                packet.network(),
                packet.domain(),
                notices.returned(packet, isKnownDead(packet.destination())));
    }

    private boolean isKnownDead(int endpoint) {
        int router = mesh.routerOf(endpoint);
        return endpoint < mesh.tileEndpoints()
                && tiles.contains(router)
                && !generation.ways.known().lives(router);
    }

    /** Everybody who lives hears who is gone since the last time. */
    private void tellAll(long cycle, Ways before) {
        for (int endpoint = 0; endpoint < mesh.endpoints(); endpoint++) {
            if (portsOf[endpoint] == null || deadEndpoint[endpoint]) {
                continue;
            }
            List<Integer> dead = new ArrayList<>();
            List<Integer> cut = new ArrayList<>();
            int here = mesh.routerOf(endpoint);
            for (int other = 0; other < mesh.endpoints(); other++) {
                int there = mesh.routerOf(other);
                if (isKnownDead(other)) {
                    if (before.known().lives(there)) {
                        dead.add(other);
                    }
                } else if (other != endpoint && before.talk(here, there) && !generation.ways.talk(here, there)) {
                    cut.add(other);
                }
            }
            if (!dead.isEmpty() || !cut.isEmpty()) {
                notify(cycle, endpoint, endpoint, VirtualNetwork.REPLY, 0, notices.gone(ints(dead), ints(cut)));
            }
        }
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private void notify(long cycle, int endpoint, int about, VirtualNetwork network, int domain, Object body) {
        portsOf[endpoint].deliver(cycle, new Packet(0, about, endpoint, network, domain, 1, body));
    }

    // ---- what goes on ------------------------------------------------------------------------------------------

    @Override
    public long tick(long cycle) {
        now = cycle;
        strike(cycle);
        if (known < struck && events.get(known).cycle() + detectionCycles <= cycle) {
            reconfigure(cycle);
        }
        if (slots.due() <= cycle) {
            slots.renew(cycle, generation);
        }
        for (int i = 0; i < ports.size(); i++) {
            MeshPorts from = ports.get(i);
            for (Packet packet = from.take(cycle); packet != null; packet = from.take(cycle)) {
                take(cycle, packet);
            }
        }
        feed();
        generation.step(cycle);
        long next = feeding.isEmpty() ? generation.nextCycle(cycle) : cycle + 1;
        next = Math.min(next, slots.due());
        if (struck < events.size()) {
            next = Math.min(next, events.get(struck).cycle());
        }
        if (known < struck) {
            next = Math.min(next, events.get(known).cycle() + detectionCycles);
        }
        return next;
    }

    private void take(long cycle, Packet packet) {
        if (deadEndpoint[packet.source()]) {
            counts.lost++;
            return;
        }
        Copy copy = new Copy(packet, cycle);
        if (!reaches(packet.source(), packet.destination())) {
            giveBack(cycle, copy);
            return;
        }
        int index = lane(packet);
        lanes[index].add(copy);
        feeding.add(index);
    }

    private int lane(Packet packet) {
        return (packet.source() * domains + packet.domain()) * NETWORKS
                + packet.network().ordinal();
    }

    private void feed() {
        if (feeding.isEmpty()) {
            return;
        }
        feeding.removeIf(index -> {
            SourceLane lane = lanes[index];
            for (Copy copy = lane.feed(places); copy != null; copy = lane.feed(places)) {
                generation.accept(copy.takenCycle, copy.packet);
            }
            return !lane.waits();
        });
    }

    private void spoil(Packet packet) {
        Copy copy = lanes[lane(packet)].find(packet);
        if (copy != null) {
            copy.spoilt = true;
        }
    }

    // ---- between interfaces and ports --------------------------------------------------------------------------

    @Override
    public int first() {
        return 0;
    }

    @Override
    public int count() {
        return mesh.endpoints();
    }

    @Override
    public void departed(long cycle, Packet packet) {
        Copy copy = lanes[lane(packet)].departed();
        if (!copy.departed) {
            copy.departed = true;
            portsOf[packet.source()].departed(cycle, packet);
        }
    }

    @Override
    public void deliver(long cycle, Packet packet) {
        int to = packet.destination();
        if (deadEndpoint[to] || deadRouter[mesh.routerOf(to)]) {
            counts.lost++;
            return;
        }
        SourceLane lane = lanes[lane(packet)];
        Copy copy = lane.find(packet);
        if (copy == null) { // it came before, and the source knows by now
            counts.duplicates++;
            return;
        }
        if (copy.delivered) {
            counts.duplicates++;
        } else {
            copy.delivered = true;
            history.add(to, cycle, EVENT_DELIVERED, packet.id());
            if (portsOf[to] == null) {
                throw new IllegalStateException("cycle " + cycle + ": " + packet
                        + " arrived, and nobody has opened the port of its destination");
            }
            portsOf[to].deliver(cycle, copy.spoilt ? spoilt(packet) : packet);
        }
        long back = mesh.zeroLoadLatencyCycles(to, packet.source(), 1);
        copy.acknowledgedCycle = Math.min(copy.acknowledgedCycle, cycle + mesh.ejectionCycles() + back);
        lane.prune(cycle);
    }

    private Packet spoilt(Packet packet) {
        Object body = notices.spoilt(packet, Mix.mix(packet.id() ^ now));
        return new Packet(
                packet.id(),
                packet.source(),
                packet.destination(),
                packet.network(),
                packet.domain(),
                packet.bytes(),
                body);
    }

    // ---- for the network ---------------------------------------------------------------------------------------

    RouterBlock block() {
        return block;
    }

    Generation generation() {
        return generation;
    }

    SurvivalCounts counts() {
        return counts;
    }

    RepeatingLinks.Counts linkCounts() {
        return linkCounts;
    }

    EntityDigests history() {
        return history;
    }

    long portFlits(int router, int port) {
        return counts.portFlits[router * block.ports() + port]
                + generation.sum(plane -> plane.routers.portFlits(router, port));
    }

    /** Packets taken in and not delivered, and those on the wires of ports. */
    long underWay() {
        long count = 0;
        for (MeshPorts each : ports) {
            count += each.underWay();
        }
        for (SourceLane lane : lanes) {
            count += lane.undelivered();
        }
        return count;
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        out.section(name());
        out.writeInt(struck);
        out.writeInt(known);
        counts.save(out);
        saveLinkCounts(out);
        for (MeshPorts each : ports) {
            each.save(out);
        }
        for (SourceLane lane : lanes) {
            lane.save(out, codec);
        }
        history.save(out);
        slots.save(out);
        generation.save(out);
    }

    private void saveLinkCounts(StateWriter out) {
        out.writeLong(linkCounts.sent);
        out.writeLong(linkCounts.spoilt);
        out.writeLong(linkCounts.unnoticed);
        out.writeLong(linkCounts.vanished);
        out.writeLong(linkCounts.repeated);
        out.writeLong(linkCounts.lost);
    }

    @Override
    public void load(StateReader in) {
        in.section(name());
        struck = 0;
        int before = in.readInt();
        known = in.readInt();
        counts.load(in);
        long[] links = new long[6];
        for (int i = 0; i < links.length; i++) {
            links[i] = in.readLong();
        }
        for (MeshPorts each : ports) {
            each.load(in);
        }
        feeding.clear();
        for (int index = 0; index < lanes.length; index++) {
            lanes[index].load(in, codec);
            if (lanes[index].waits()) {
                feeding.add(index);
            }
        }
        history.load(in);
        slots.load(in);
        deadRouter = new boolean[deadRouter.length];
        deadEndpoint = new boolean[deadEndpoint.length];
        generation = begin(new Ways(grid, faults(known), around));
        slots.resume(generation);
        strike(before == 0 ? -1 : events.get(before - 1).cycle());
        generation.load(in);
        linkCounts.sent = links[0];
        linkCounts.spoilt = links[1];
        linkCounts.unnoticed = links[2];
        linkCounts.vanished = links[3];
        linkCounts.repeated = links[4];
        linkCounts.lost = links[5];
    }
}
