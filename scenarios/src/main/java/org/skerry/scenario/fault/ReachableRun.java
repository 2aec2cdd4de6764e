package org.skerry.scenario.fault;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.fault.FaultEvent;
import org.skerry.noc.link.LinkErrors;
import org.skerry.noc.routing.Direction;
import org.skerry.noc.survive.Notices;
import org.skerry.noc.survive.SurvivingNetwork;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.kernel.Carriers;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.Kernel;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * The mesh of a machine some routers or links of which die at cycle 1: who can still talk, by the routing tables that it then uses, and by packets
 * from everybody to everybody that are sent over it. Used once.
 */
public final class ReachableRun {
    private static final long DETECTION = 20;
    private static final long FIRST = 100; // cycle of the first packets

    private final MeshSpec mesh;
    private final boolean around;
    private final List<FaultEvent> events;
    private final Set<Integer> dead;

    private ReachableRun(MeshSpec mesh, boolean around, List<FaultEvent> events, Set<Integer> dead) {
        this.mesh = mesh;
        this.around = around;
        this.events = events;
        this.dead = dead;
    }

    /** A mesh of {@code k} by {@code k} tiles, so many of whose routers die, drawn at random. */
    public static ReachableRun routers(int k, int count, boolean around, RandomStream random) {
        Set<Integer> dead = new TreeSet<>();
        while (dead.size() < count) {
            dead.add(random.nextInt(k * k));
        }
        List<FaultEvent> events = new ArrayList<>();
        dead.forEach(router -> events.add(new FaultEvent(1, FaultEvent.Kind.ROUTER, router)));
        return new ReachableRun(MeshSpec.of(k, k, 1, 0), around, events, dead);
    }

    /** The same with dead links. */
    public static ReachableRun links(int k, int count, boolean around, RandomStream random) {
        Set<Integer> links = new TreeSet<>();
        while (links.size() < count) {
            int router = random.nextInt(k * k);
            int direction = random.nextInt(2) == 0 ? Direction.EAST : Direction.SOUTH;
            if (direction == Direction.EAST ? router % k + 1 < k : router / k + 1 < k) {
                links.add(router * Direction.COUNT + direction);
            }
        }
        List<FaultEvent> events = new ArrayList<>();
        links.forEach(link -> events.add(new FaultEvent(1, FaultEvent.Kind.LINK, link)));
        return new ReachableRun(MeshSpec.of(k, k, 1, 0), around, events, Set.of());
    }

    /** Share of ordered pairs of different live tiles between which the tables lead that the mesh uses once it knows. */
    public double byTables() {
        Set<Integer> links = new TreeSet<>();
        for (FaultEvent event : events) {
            if (event.kind() == FaultEvent.Kind.LINK) {
                links.add(event.place());
            }
        }
        return SurvivingNetwork.reachable(mesh, around, dead, links);
    }

    /**
     * The same for packets from some tiles to all: sends one for each pair that talks in both directions and counts those that arrive.
     *
     * @return pairs for which packets and tables differ; none if the tables are what the mesh does
     */
    public long differences(int sources) {
        try (Carriers carriers = new Carriers(0)) {
            SurvivingNetwork network = network();
            List<Packet> packets = new ArrayList<>();
            int tiles = mesh.routers();
            int step = Math.max(1, tiles / sources);
            for (int from = 0; from < tiles; from += step) {
                for (int to = 0; to < tiles; to++) {
                    if (from != to && !dead.contains(from) && !dead.contains(to)) {
                        long id = (long) from * tiles + to;
                        packets.add(new Packet(id, from, to, VirtualNetwork.REQUEST, 32, id));
                    }
                }
            }
            Sender sender = new Sender(network, packets);
            kernel(network, sender, carriers).run(Long.MAX_VALUE - 1);
            long differences = network.reachable() == byTables() ? 0 : 1;
            for (Packet packet : packets) {
                boolean reached = network.reaches(packet.source(), packet.destination());
                boolean arrived = sender.arrived.get((int) packet.id());
                boolean returned = sender.returned.get((int) packet.id());
                differences += arrived == reached && returned == !reached ? 0 : 1;
            }
            return differences;
        }
    }

    private SurvivingNetwork network() {
        SurvivingNetwork network =
                new SurvivingNetwork(mesh, NUMBERS, LinkErrors.NONE, around, (int) DETECTION, 1, new Bounces());
        network.suffer(events, dead);
        return network;
    }

    private static Kernel kernel(SurvivingNetwork network, Sender sender, Carriers carriers) {
        Kernel.Builder builder = new Kernel.Builder().partitions(1);
        builder.component(sender, 0);
        network.install(builder);
        return builder.build(carriers);
    }

    /** Packets that come back say so by a number below 0; who is gone is of no interest. */
    private static final class Bounces implements Notices {
        @Override
        public Object returned(Packet packet, boolean dead) {
            return -1 - packet.id();
        }

        @Override
        public Object gone(int[] dead, int[] cut) {
            return Long.MIN_VALUE;
        }

        @Override
        public Object spoilt(Packet packet, long draw) {
            return packet.body();
        }
    }

    private static final Codec<Object> NUMBERS = new Codec<>() {
        @Override
        public void write(Object body, StateWriter out) {
            out.writeLong((Long) body);
        }

        @Override
        public Object read(StateReader in) {
            return in.readLong();
        }
    };

    /** Sends one packet after another from each endpoint, and notes what becomes of them. */
    private static final class Sender implements Component {
        private final NetworkPorts ports;
        private final List<Packet> packets;
        private final BitSet arrived = new BitSet();
        private final BitSet returned = new BitSet();
        private final BitSet sent = new BitSet();

        Sender(SurvivingNetwork network, List<Packet> packets) {
            ports = network.open(this, 0, network.endpoints());
            this.packets = packets;
        }

        @Override
        public String name() {
            return "senders";
        }

        @Override
        public long tick(long cycle) {
            for (Packet packet = ports.poll(cycle); packet != null; packet = ports.poll(cycle)) {
                long body = (Long) packet.body();
                if (body >= 0) {
                    arrived.set((int) body);
                } else if (body != Long.MIN_VALUE) {
                    returned.set((int) (-1 - body));
                }
            }
            while (ports.pollSpace(cycle) >= 0) {
                // looked at below
            }
            if (packets.isEmpty()) {
                return IDLE;
            }
            if (cycle < FIRST) {
                return FIRST;
            }
            for (int at = sent.nextClearBit(0); at < packets.size(); at = sent.nextClearBit(at + 1)) {
                if (ports.inject(cycle, packets.get(at))) {
                    sent.set(at);
                }
            }
            return sent.cardinality() < packets.size() ? cycle + 20 : IDLE;
        }

        @Override
        public void save(StateWriter out) {
            throw new IllegalStateException("this run is never saved");
        }

        @Override
        public void load(StateReader in) {
            throw new IllegalStateException("this run is never loaded");
        }
    }
}
