package org.skerry.model.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skerry.model.edge.NetworkSpec;
import org.skerry.sim.actor.ActorId;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.device.Device;
import org.skerry.sim.device.Service;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.ClientFigures;
import org.skerry.sim.stats.LatencyHistogram;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/**
 * The way to an external network with a population of clients behind it. An attempt becomes a message to the grant that has its key, with
 * a handle to answer through, as at {@code NetworkDevice}: nobody who does not hold that handle, or one made from it, can answer.
 */
final class ClientDevice implements Device {
    private static final int[] NO_HANDLES = {};

    private final String name;
    private final NetworkSpec spec;
    private final ClientPopulation clients;
    private final List<Integer> targets;
    private final boolean closes;
    private final EntityDigests left = new EntityDigests(1);
    private final LatencyHistogram latency = new LatencyHistogram();
    private final List<long[]> rows = new ArrayList<>(); // request, attempt, key, intended, sent, answered
    private boolean started;
    private int closed; // targets that got their last message
    private long others;
    private long bytesIn;
    private long bytesOut;

    ClientDevice(String name, NetworkSpec spec, ClientPopulation clients, List<Integer> targets, boolean closes) {
        this.name = name;
        this.spec = spec;
        this.clients = clients;
        this.targets = targets;
        this.closes = closes;
    }

    @Override
    public int queueDepth() {
        return spec.queueDepth();
    }

    /** Clients are outside of time that does not pass: there they act when nobody inside has anything left to do. */
    @Override
    public boolean actsLast() {
        return true;
    }

    @Override
    public long nextNanoseconds() {
        if (!started) {
            return NEVER;
        }
        return closing() ? clients.now() : clients.next();
    }

    private boolean closing() {
        return closes && closed < targets.size() && clients.done();
    }

    @Override
    public Service act(Turn turn, long nanoseconds) {
        clients.advance(nanoseconds);
        int slot = clients.takeWaiting();
        if (slot == Attempts.NONE) {
            return closing() ? close(turn) : Service.NONE;
        }
        Attempts attempts = clients.attempts();
        byte[] payload = RequestFormat.request(
                attempts.number[slot],
                attempts.key[slot],
                attempts.client[slot],
                attempts.attempt[slot],
                attempts.writes[slot],
                attempts.valueBytes[slot]);
        bytesIn += payload.length;
        int answer = turn.attenuate(0, Rights.SEND | Rights.GRANT, attempts.number[slot] + 1);
        long capability = turn.table().get(answer).id();
        int place = clients.inTurn()
                ? (int) (attempts.number[slot] % targets.size())
                : RequestFormat.target(attempts.key[slot], targets.size());
        int target = targets.get(place);
        int status = turn.send(target, payload, new int[] {answer});
        turn.drop(answer);
        if (status < 0) {
            clients.sent(slot, capability, capability);
            clients.refused(slot);
            return Service.NONE;
        }
        clients.sent(slot, capability, refusalOf(turn.ledger()));
        return spec.passage(payload.length);
    }

    /** The message that would say that what was sent last was refused. */
    private static long refusalOf(Ledger ledger) {
        return ActorId.of(((Message) ledger.entry(ledger.size() - 1).object()).id(), 1);
    }

    private Service close(Turn turn) {
        byte[] payload = RequestFormat.close(clients.offered());
        turn.send(targets.get(closed++), payload, NO_HANDLES);
        return spec.passage(payload.length);
    }

    @Override
    public Service serve(Turn turn, long nanoseconds) {
        Message message = turn.message();
        clients.advance(nanoseconds);
        if (message.kind() == MessageKind.REFUSED) {
            int slot = clients.attempts().refusedBy(message.id());
            if (slot != Attempts.NONE) {
                clients.refused(slot);
            }
            return Service.NONE;
        }
        if (message.kind() != MessageKind.USER) {
            started |= message.kind() == MessageKind.START;
            return Service.NONE;
        }
        for (int i = 0; i < turn.receivedCount(); i++) {
            turn.drop(turn.received(i)); // handles are worth nothing outside
        }
        turn.reply(new byte[0], NO_HANDLES); // a call learns that its message is on its way out
        int bytes = message.payload().length;
        bytesOut += bytes;
        Service passage = spec.passage(bytes);
        leave(message.to(), nanoseconds + passage.occupiedNanoseconds() + passage.latencyNanoseconds());
        left.add(0, message.label(), 0, bytes);
        left.addBytes(0, message.payload(), 0, bytes);
        return passage;
    }

    /** A label can be chosen by whoever holds a handle without one; what the handle was derived from cannot. */
    private void leave(Capability through, long outside) {
        Attempts attempts = clients.attempts();
        int slot = Attempts.NONE;
        for (int i = 0; i < through.lineage().length && slot == Attempts.NONE; i++) {
            slot = attempts.answeredThrough(through.lineage()[i]);
        }
        if (slot == Attempts.NONE) {
            others++;
            return;
        }
        if (rows.size() < spec.recordedRequests()) {
            rows.add(new long[] {
                attempts.number[slot],
                attempts.attempt[slot],
                attempts.key[slot],
                attempts.intended[slot],
                attempts.sent[slot],
                outside
            });
        }
        long came = attempts.intended[slot];
        long good = clients.good();
        others += clients.answered(slot, outside) ? 0 : 1;
        if (clients.good() > good) {
            latency.record(outside - came);
        }
    }

    @Override
    public Optional<ClientFigures> clients() {
        return Optional.of(clients.figures(name));
    }

    @Override
    public void register(StatsRegistry registry, String prefix) {
        registry.counter(
                prefix + ".arrivals",
                Unit.COUNT,
                "requests that clients meant to make, answered or not",
                clients::offered);
        registry.counter(prefix + ".answers", Unit.COUNT, "requests that were answered in time", clients::good);
        registry.gauge(prefix + ".open", Unit.COUNT, "requests that are neither answered nor given up", clients::open);
        registry.counter(
                prefix + ".others",
                Unit.COUNT,
                "messages that left and answered no attempt that is known",
                () -> others);
        registry.counter(prefix + ".bytesIn", Unit.BYTES, "bytes that came from outside", () -> bytesIn);
        registry.counter(prefix + ".bytesOut", Unit.BYTES, "bytes that left", () -> bytesOut);
        registry.gauge(prefix + ".waiting", Unit.COUNT, "attempts that wait outside for the way in", clients::waiting);
        ClientMetrics.register(registry, prefix, clients);
        registry.histogram(
                prefix + ".latency",
                Unit.NANOSECONDS,
                "from when a request was meant to come to its answer's being outside, of those answered in time",
                latency);
    }

    @Override
    public Map<String, byte[]> results() {
        if (spec.recordedRequests() == 0) {
            return Map.of();
        }
        StringBuilder csv = new StringBuilder("request,attempt,key,intended_ns,sent_ns,answered_ns\n");
        for (long[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                csv.append(row[i]).append(i == row.length - 1 ? '\n' : ',');
            }
        }
        return Map.of("edge-" + name + ".csv", csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void save(StateWriter out) {
        out.writeBoolean(started);
        clients.save(out);
        left.save(out);
        latency.save(out);
        out.writeInt(rows.size());
        rows.forEach(out::writeLongs);
        out.writeLongs(new long[] {closed, others, bytesIn, bytesOut});
    }

    @Override
    public void load(StateReader in) {
        started = in.readBoolean();
        clients.load(in);
        left.load(in);
        latency.load(in);
        rows.clear();
        for (int more = in.readCount(Long.BYTES); more > 0; more--) {
            rows.add(in.readLongs());
        }
        long[] saved = new long[4];
        in.readLongs(saved);
        closed = (int) saved[0];
        others = saved[1];
        bytesIn = saved[2];
        bytesOut = saved[3];
    }
}
