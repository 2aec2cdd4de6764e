package org.skerry.model.edge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.device.Device;
import org.skerry.sim.device.Service;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.LatencyHistogram;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/**
 * Serves a device in simulated time: requests in the order of their arrival, each on a channel of the device that is free, latencies
 * overlapped.
 *
 * <pre>
 *   mailbox --when the device is free, and fewer than its depth wait to leave--> service --occupied + latency--> leaves
 * </pre>
 *
 * <p>What the device does of itself has a way of its own and never waits for requests. What cannot leave for want of room holds back
 * what is due after it.
 */
public final class DeviceServer implements Stateful {
    private final Device device;
    private final Turn turn;
    private final Host host;
    private final ArrayDeque<Long> arrivals = new ArrayDeque<>(); // cycles of the messages that wait
    private final PriorityQueue<Leaving> leaving =
            new PriorityQueue<>(Comparator.comparingLong(Leaving::due).thenComparingLong(Leaving::sequence));
    private final LatencyHistogram waits = new LatencyHistogram();
    private final LatencyHistogram services = new LatencyHistogram();
    private final long[] freeAt; // for requests, by channel
    private long ownFreeAt; // for what it does of itself
    private long sequence;
    private long wakeAt = -1;
    private boolean blocked;
    private boolean proceeding;
    private long requests;
    private long own;
    private long busyCycles;

    /** A message that is to leave. */
    private record Leaving(long due, long sequence, Message message) {}

    /** What stands around a device on a machine. */
    public interface Host {
        /** Whether a message waits. */
        boolean hasMessage();

        /** Takes the message that has waited longest. */
        Message take(long cycle);

        /** Sends a message of the device; false if there is no room, and then {@link #proceed} is called when there may be. */
        boolean send(long cycle, Message message);

        /** Calls {@link #proceed} at a later cycle. */
        void wakeAt(long cycle);

        /** Nanoseconds of simulated time at a cycle. */
        long nanoseconds(long cycle);

        /** Cycles that cover so many nanoseconds; also the first cycle at which so many have passed. */
        long cycles(long nanoseconds);
    }

    /** A server of {@code device}, whose handles {@code turn} has. */
    public DeviceServer(Device device, Turn turn, Host host) {
        this.device = device;
        this.turn = turn;
        this.host = host;
        this.freeAt = new long[device.channels()];
    }

    /** A message has arrived for the device, and is looked at now. */
    public void arrived(long cycle) {
        expect(cycle);
        proceed(cycle);
    }

    /** A message has arrived for the device; somebody calls {@link #proceed} soon. */
    public void expect(long cycle) {
        arrivals.add(cycle);
    }

    /** Whether a message of the device waits for room elsewhere. */
    public boolean blocked() {
        return blocked;
    }

    /** The message that waits for room, or null. */
    public Message blockedMessage() {
        return blocked ? leaving.peek().message : null;
    }

    /** Does everything whose cycle has come. */
    public void proceed(long cycle) {
        if (proceeding) {
            return; // whatever came of a send is looked at before this ends
        }
        proceeding = true;
        boolean more = true;
        while (more) {
            more = release(cycle) | serveNext(cycle) | actNext(cycle);
        }
        proceeding = false;
        schedule(cycle);
    }

    private boolean release(long cycle) {
        boolean any = false;
        while (!leaving.isEmpty() && leaving.peek().due <= cycle) {
            if (!host.send(cycle, leaving.peek().message)) {
                blocked = true;
                return any;
            }
            leaving.remove();
            any = true;
        }
        blocked = false;
        return any;
    }

    private boolean hasDepth() {
        return leaving.size() < device.queueDepth();
    }

    private boolean serveNext(long cycle) {
        int channel = firstFree();
        if (freeAt[channel] > cycle || !hasDepth() || !host.hasMessage()) {
            return false;
        }
        Message message = host.take(cycle);
        long arrived = arrivals.remove();
        turn.begin(message);
        Service service = device.serve(turn, host.nanoseconds(cycle));
        freeAt[channel] = cycle + host.cycles(service.occupiedNanoseconds());
        if (message.kind() == MessageKind.USER) {
            requests++;
            busyCycles += freeAt[channel] - cycle;
            waits.record(cycle - arrived);
            services.record(collect(cycle, service) - arrived);
        } else {
            collect(cycle, service);
        }
        return true;
    }

    /** The channel that is free first, of several the lowest. */
    private int firstFree() {
        int first = 0;
        for (int channel = 1; channel < freeAt.length; channel++) {
            first = freeAt[channel] < freeAt[first] ? channel : first;
        }
        return first;
    }

    private boolean actNext(long cycle) {
        if (ownFreeAt > cycle || !hasDepth() || !isDue(cycle)) {
            return false;
        }
        turn.begin(ActorBirth.own(turn.actor()));
        Service service = device.act(turn, host.nanoseconds(cycle));
        ownFreeAt = cycle + host.cycles(service.occupiedNanoseconds());
        own++;
        collect(cycle, service);
        return true;
    }

    private boolean isDue(long cycle) {
        long next = device.nextNanoseconds();
        return next != Device.NEVER && host.cycles(next) <= cycle;
    }

    /** What the device sent is to leave; returns when. */
    private long collect(long cycle, Service service) {
        long due = cycle + host.cycles(service.occupiedNanoseconds() + service.latencyNanoseconds());
        Ledger ledger = turn.ledger();
        for (int i = 0; i < ledger.size(); i++) {
            Ledger.Entry entry = ledger.entry(i);
            if (entry.kind() != Ledger.Kind.SEND) {
                throw new IllegalStateException("a device did what a device cannot do: " + entry.kind());
            }
            leaving.add(new Leaving(due, sequence++, (Message) entry.object()));
        }
        ledger.clearEntries();
        return due;
    }

    private void schedule(long cycle) {
        long next = blocked || leaving.isEmpty() ? Long.MAX_VALUE : leaving.peek().due;
        if (hasDepth()) {
            if (host.hasMessage()) {
                next = Math.min(next, freeAt[firstFree()]);
            }
            if (device.nextNanoseconds() != Device.NEVER) {
                next = Math.min(next, Math.max(ownFreeAt, host.cycles(device.nextNanoseconds())));
            }
        }
        if (next != Long.MAX_VALUE && (wakeAt <= cycle || next < wakeAt)) {
            wakeAt = next;
            host.wakeAt(next);
        }
    }

    /** Adds what is counted about the device; names begin with {@code prefix}. */
    public void register(StatsRegistry registry, String prefix) {
        registry.counter(prefix + ".requests", Unit.MESSAGES, "messages that the device served", () -> requests);
        registry.counter(prefix + ".own", Unit.COUNT, "times the device did something of itself", () -> own);
        registry.counter(
                prefix + ".busyCycles",
                Unit.CYCLES,
                "cycles in which requests occupied the device, of each channel",
                () -> busyCycles);
        registry.histogram(
                prefix + ".wait",
                Unit.CYCLES,
                "from a request's being in the mailbox to the begin of its service",
                waits);
        registry.histogram(
                prefix + ".service",
                Unit.CYCLES,
                "from a request's being in the mailbox to its answer's leaving",
                services);
        device.register(registry, prefix);
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(arrivals.stream().mapToLong(Long::longValue).toArray());
        List<Leaving> ordered = new ArrayList<>(leaving);
        ordered.sort(leaving.comparator());
        out.writeInt(ordered.size());
        for (Leaving each : ordered) {
            out.writeLong(each.due);
            out.writeLong(each.sequence);
            each.message.write(out);
        }
        waits.save(out);
        services.save(out);
        out.writeLongs(new long[] {freeAt[0], ownFreeAt, sequence, wakeAt, requests, own, busyCycles});
        out.writeBoolean(blocked);
        for (int channel = 1; channel < freeAt.length; channel++) {
            out.writeLong(freeAt[channel]);
        }
    }

    @Override
    public void load(StateReader in) {
        arrivals.clear();
        for (long arrival : in.readLongs()) {
            arrivals.add(arrival);
        }
        leaving.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            leaving.add(new Leaving(in.readLong(), in.readLong(), Message.read(in)));
        }
        waits.load(in);
        services.load(in);
        long[] saved = new long[7];
        in.readLongs(saved);
        freeAt[0] = saved[0];
        ownFreeAt = saved[1];
        sequence = saved[2];
        wakeAt = saved[3];
        requests = saved[4];
        own = saved[5];
        busyCycles = saved[6];
        blocked = in.readBoolean();
        for (int channel = 1; channel < freeAt.length; channel++) {
            freeAt[channel] = in.readLong();
        }
    }
}
