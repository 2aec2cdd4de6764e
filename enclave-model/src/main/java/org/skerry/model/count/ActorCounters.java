package org.skerry.model.count;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.LatencyHistogram;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/**
 * What a machine, or a slice of one, counts about its actors. Plain fields, counted up where things happen and read between cycles;
 * what each means is said where it is registered.
 */
public final class ActorCounters implements Stateful {
    public long turns;
    public long instructions;
    public long loads;
    public long stores;
    public long busyCycles;
    public long sendStallCycles;
    public long sent;
    public long delivered;
    public long refused;
    public long bytes;
    public long started;
    public long ended;
    public long faulted;
    public long revocations;
    public long holds;
    public final LatencyHistogram messageLatency = new LatencyHistogram();
    public final LatencyHistogram turnLatency = new LatencyHistogram();

    /** A turn with these counts has ended. */
    public void turnEnded(Ledger ledger, long cyclesAtWork) {
        turns++;
        instructions += ledger.instructions();
        loads += ledger.loads();
        stores += ledger.stores();
        busyCycles += cyclesAtWork;
    }

    /** Adds the metrics of a machine whose parts count in {@code all}; they are summed when they are read. */
    public static void register(StatsRegistry registry, List<ActorCounters> all) {
        Registration each = new Registration(registry, all);
        each.count("turns.count", Unit.TURNS, "turns that ended", c -> c.turns);
        each.count("turns.instructions", Unit.INSTRUCTIONS, "instructions of turns that ended", c -> c.instructions);
        each.count("turns.loads", Unit.COUNT, "loads of turns that ended", c -> c.loads);
        each.count("turns.stores", Unit.COUNT, "stores of turns that ended", c -> c.stores);
        each.count(
                "turns.busyCycles",
                Unit.CYCLES,
                "cycles of turns that ended, from the message to the end, less those in which the core stood still",
                c -> c.busyCycles);
        each.count("messages.sent", Unit.MESSAGES, "messages sent by actors", c -> c.sent);
        each.count(
                "messages.delivered", Unit.MESSAGES, "messages that reached a mailbox or a caller", c -> c.delivered);
        each.count("messages.refused", Unit.MESSAGES, "messages that could not be delivered", c -> c.refused);
        each.count("messages.bytes", Unit.BYTES, "bytes of messages sent, headers included", c -> c.bytes);
        each.histogram(
                "messages.latency",
                "from sending a message to its being in the mailbox, waiting for room or credits included",
                c -> c.messageLatency);
        each.histogram(
                "turns.latency", "from sending a message to the end of the turn that handled it", c -> c.turnLatency);
        each.count(
                "core.stallCycles.send",
                Unit.CYCLES,
                "cycles in which a turn waited for room for a message: in its send queue, or in the target's mailbox",
                c -> c.sendStallCycles);
        each.count("actors.started", Unit.COUNT, "actors that came to life", c -> c.started);
        each.count("actors.ended", Unit.COUNT, "actors that ended, by themselves or by a fault", c -> c.ended);
        each.count("actors.faulted", Unit.COUNT, "actors that died of a fault", c -> c.faulted);
        each.count("capability.revocations", Unit.COUNT, "capabilities revoked", c -> c.revocations);
        each.count("holds.count", Unit.COUNT, "times a guest was held in mid-turn", c -> c.holds);
    }

    private record Registration(StatsRegistry registry, List<ActorCounters> all) {
        void count(String name, Unit unit, String text, ToLongFunction<ActorCounters> reading) {
            registry.counter(
                    name, unit, text, () -> all.stream().mapToLong(reading).sum());
        }

        void histogram(String name, String text, Function<ActorCounters, LatencyHistogram> reading) {
            registry.histogram(name, Unit.CYCLES, text, () -> {
                LatencyHistogram sum = new LatencyHistogram();
                all.forEach(each -> sum.add(reading.apply(each)));
                return sum;
            });
        }
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(new long[] {
            turns,
            instructions,
            loads,
            stores,
            busyCycles,
            sendStallCycles,
            sent,
            delivered,
            refused,
            bytes,
            started,
            ended,
            faulted,
            revocations,
            holds
        });
        messageLatency.save(out);
        turnLatency.save(out);
    }

    @Override
    public void load(StateReader in) {
        long[] saved = new long[15];
        in.readLongs(saved);
        turns = saved[0];
        instructions = saved[1];
        loads = saved[2];
        stores = saved[3];
        busyCycles = saved[4];
        sendStallCycles = saved[5];
        sent = saved[6];
        delivered = saved[7];
        refused = saved[8];
        bytes = saved[9];
        started = saved[10];
        ended = saved[11];
        faulted = saved[12];
        revocations = saved[13];
        holds = saved[14];
        messageLatency.load(in);
        turnLatency.load(in);
    }
}
