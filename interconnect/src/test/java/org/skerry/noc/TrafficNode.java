package org.skerry.noc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Serves consecutive endpoints for tests: injects what a list says, keeps what is refused, writes down what arrives. */
public final class TrafficNode implements Component {
    /** A packet and the cycle at which it is handed over. */
    public record Injection(long cycle, Packet packet) {}

    /** A packet and the cycle at which it arrived. */
    public record Arrival(long cycle, Packet packet) {}

    /** Bodies are numbers. */
    public static final Codec<Object> BODIES = new Codec<>() {
        @Override
        public void write(Object body, StateWriter out) {
            out.writeLong((Long) body);
        }

        @Override
        public Object read(StateReader in) {
            return in.readLong();
        }
    };

    private static final Codec<Packet> PACKETS = Packet.codec(BODIES);

    private final int first;
    private final NetworkPorts ports;
    private final List<Injection> plan;
    private final Map<Integer, ArrayDeque<Packet>> refused = new TreeMap<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private int next;

    /** Serves {@code count} endpoints from {@code first}; injects those of {@code plan}, ordered by cycle, that are theirs. */
    public TrafficNode(Network network, int first, int count, List<Injection> plan) {
        this.first = first;
        this.ports = network.open(this, first, count);
        this.plan = plan.stream()
                .filter(injection -> injection.packet.source() >= first && injection.packet.source() < first + count)
                .toList();
    }

    @Override
    public String name() {
        return "traffic of endpoints from " + first;
    }

    @Override
    public long tick(long cycle) {
        for (Packet packet = ports.poll(cycle); packet != null; packet = ports.poll(cycle)) {
            arrivals.add(new Arrival(cycle, packet));
        }
        for (int endpoint = ports.pollSpace(cycle); endpoint >= 0; endpoint = ports.pollSpace(cycle)) {
            ArrayDeque<Packet> queue = refused.getOrDefault(endpoint, new ArrayDeque<>());
            while (!queue.isEmpty() && ports.inject(cycle, queue.peek())) {
                queue.remove();
            }
        }
        for (; next < plan.size() && plan.get(next).cycle <= cycle; next++) {
            inject(cycle, plan.get(next).packet);
        }
        return next == plan.size() ? IDLE : plan.get(next).cycle;
    }

    private void inject(long cycle, Packet packet) {
        ArrayDeque<Packet> queue = refused.computeIfAbsent(packet.source(), source -> new ArrayDeque<>());
        if (!queue.isEmpty() || !ports.inject(cycle, packet)) {
            queue.add(packet);
        }
    }

    /** What has arrived, in order. */
    public List<Arrival> arrivals() {
        return arrivals;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(next);
        for (ArrayDeque<Packet> queue : refused.values()) {
            for (Packet packet : queue) {
                out.writeBoolean(true);
                PACKETS.write(packet, out);
            }
        }
        out.writeBoolean(false);
        out.writeInt(arrivals.size());
        for (Arrival arrival : arrivals) {
            out.writeLong(arrival.cycle);
            PACKETS.write(arrival.packet, out);
        }
    }

    @Override
    public void load(StateReader in) {
        next = in.readInt();
        refused.clear();
        while (in.readBoolean()) {
            Packet packet = PACKETS.read(in);
            refused.computeIfAbsent(packet.source(), source -> new ArrayDeque<>())
                    .add(packet);
        }
        arrivals.clear();
        for (int left = in.readInt(); left > 0; left--) {
            arrivals.add(new Arrival(in.readLong(), PACKETS.read(in)));
        }
    }
}
