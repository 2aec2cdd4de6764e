package org.skerry.model.edge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.device.Device;
import org.skerry.sim.device.Service;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.LatencyHistogram;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/**
 * The way to and from an external network. A request from outside becomes a message to one of its grants, with a handle to answer
 * through whose label is the number of the request plus one: nobody who does not hold that handle can answer the request. What comes
 * back through it leaves as the answer; what comes through any other handle leaves as well and answers nothing.
 *
 * <p>Latencies run from the time at which the request came, even if it had to wait outside, to the time at which its last byte is
 * outside again.
 */
final class NetworkDevice implements Device {
    private static final int[] NO_HANDLES = {};

    private final String name;
    private final NetworkSpec spec;
    private final Traffic traffic;
    private final List<Integer> targets;
    private final Map<Long, Open> open = new TreeMap<>(); // by the capability to answer through
    private final EntityDigests sent = new EntityDigests(1);
    private final LatencyHistogram latency = new LatencyHistogram();
    private final List<long[]> rows = new ArrayList<>(); // request, came, answered, bytes
    private boolean started;
    private long arrivals;
    private long answers;
    private long others;
    private long refused;
    private long bytesIn;
    private long bytesOut;

    /** A request that is not answered: its number, and when it came. */
    private record Open(long number, long came) {}

    NetworkDevice(String name, NetworkSpec spec, Traffic traffic, List<Integer> targets) {
        this.name = name;
        this.spec = spec;
        this.traffic = traffic;
        this.targets = targets;
    }

    @Override
    public int queueDepth() {
        return spec.queueDepth();
    }

    @Override
    public long nextNanoseconds() {
        return started ? traffic.nextNanoseconds() : NEVER;
    }

    @Override
    public Service act(Turn turn, long nanoseconds) {
        byte[] payload = traffic.payload();
        long number = traffic.number();
        arrivals++;
        bytesIn += payload.length;
        int answer = turn.attenuate(0, Rights.SEND | Rights.GRANT, number + 1);
        open.put(turn.table().get(answer).id(), new Open(number, traffic.nextNanoseconds()));
        if (turn.send(targets.get(traffic.target()), payload, new int[] {answer}) < 0) {
            refused++;
        }
        turn.drop(answer);
        traffic.advance();
        return spec.passage(payload.length);
    }

    @Override
    public Service serve(Turn turn, long nanoseconds) {
        Message message = turn.message();
        if (message.kind() != MessageKind.USER) {
            started |= message.kind() == MessageKind.START;
            refused += message.kind() == MessageKind.REFUSED ? 1 : 0;
            return Service.NONE;
        }
        for (int i = 0; i < turn.receivedCount(); i++) {
            turn.drop(turn.received(i)); // handles are worth nothing outside
        }
        turn.reply(new byte[0], NO_HANDLES); // a call learns that its message is on its way out
        int bytes = message.payload().length;
        bytesOut += bytes;
        Service passage = spec.passage(bytes);
        long outside = nanoseconds + passage.occupiedNanoseconds() + passage.latencyNanoseconds();
        leave(message.to(), bytes, outside);
        sent.add(0, message.label(), 0, bytes);
        sent.addBytes(0, message.payload(), 0, bytes);
        return passage;
    }

    /** A label can be chosen by whoever holds a handle without one; what the handle was derived from cannot. */
    private void leave(Capability through, int bytes, long outside) {
        Open request = null;
        for (int i = 0; i < through.lineage().length && request == null; i++) {
            request = open.remove(through.lineage()[i]);
        }
        if (request == null) {
            others++;
            return;
        }
        answers++;
        latency.record(Math.max(0, outside - request.came));
        if (rows.size() < spec.recordedRequests()) {
            rows.add(new long[] {request.number, request.came, outside, bytes});
        }
        traffic.answered(request.number, outside);
    }

    @Override
    public void register(StatsRegistry registry, String prefix) {
        registry.counter(prefix + ".arrivals", Unit.COUNT, "requests that came from outside", () -> arrivals);
        registry.counter(prefix + ".answers", Unit.COUNT, "requests that were answered", () -> answers);
        registry.gauge(prefix + ".open", Unit.COUNT, "requests that are not answered", open::size);
        registry.counter(
                prefix + ".others", Unit.COUNT, "messages that left and answered no open request", () -> others);
        registry.counter(
                prefix + ".refused", Unit.COUNT, "messages to or from outside that were refused", () -> refused);
        registry.counter(prefix + ".bytesIn", Unit.BYTES, "bytes that came from outside", () -> bytesIn);
        registry.counter(prefix + ".bytesOut", Unit.BYTES, "bytes that left", () -> bytesOut);
        registry.histogram(
                prefix + ".latency",
                Unit.NANOSECONDS,
                "from a request's coming to its answer's being outside",
                latency);
    }

    @Override
    public Map<String, byte[]> results() {
        if (spec.recordedRequests() == 0) {
            return Map.of();
        }
        StringBuilder csv = new StringBuilder("request,came_ns,answered_ns,bytes\n");
        rows.forEach(row -> csv.append(row[0])
                .append(',')
                .append(row[1])
                .append(',')
                .append(row[2])
                .append(',')
                .append(row[3])
                .append('\n'));
        return Map.of("edge-" + name + ".csv", csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void save(StateWriter out) {
        out.writeBoolean(started);
        traffic.save(out);
        out.writeInt(open.size());
        open.forEach((capability, request) -> {
            out.writeLong(capability);
            out.writeLong(request.number);
            out.writeLong(request.came);
        });
        sent.save(out);
        latency.save(out);
        out.writeInt(rows.size());
        for (long[] row : rows) {
            for (long each : row) {
                out.writeLong(each);
            }
        }
        out.writeLongs(new long[] {arrivals, answers, others, refused, bytesIn, bytesOut});
    }

    @Override
    public void load(StateReader in) {
        started = in.readBoolean();
        traffic.load(in);
        open.clear();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            open.put(in.readLong(), new Open(in.readLong(), in.readLong()));
        }
        sent.load(in);
        latency.load(in);
        rows.clear();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            rows.add(new long[] {in.readLong(), in.readLong(), in.readLong(), in.readLong()});
        }
        long[] saved = new long[6];
        in.readLongs(saved);
        arrivals = saved[0];
        answers = saved[1];
        others = saved[2];
        refused = saved[3];
        bytesIn = saved[4];
        bytesOut = saved[5];
    }
}
