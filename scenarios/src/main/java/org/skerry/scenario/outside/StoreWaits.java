package org.skerry.scenario.outside;

import java.util.ArrayDeque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.skerry.model.edge.ArrivalClock;
import org.skerry.model.edge.Arrivals.Plan;
import org.skerry.model.edge.Arrivals.Process;
import org.skerry.model.edge.DeviceServer;
import org.skerry.model.edge.Exponential;
import org.skerry.model.edge.QueueLaw;
import org.skerry.model.edge.StorageFormat;
import org.skerry.model.edge.StorageProgram;
import org.skerry.model.edge.StorageSpec;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.RegisterSlots;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.device.Device;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/** A store before which requests come as a Poisson process, with nothing else around it; a cycle is a nanosecond. */
public final class StoreWaits implements DeviceServer.Host {
    private static final byte[] NAME = {'a'};
    private static final int OBJECT_BYTES = 60_000;
    private static final long BYTE_EACH_NANOSECOND = 1_000_000_000L;
    private static final long STORE = 1;
    private static final long CLIENT = 2;

    private final ArrayDeque<Message> inbox = new ArrayDeque<>();
    private final ArrayDeque<Double> expected = new ArrayDeque<>(); // begins of service of what waits, by the recursion
    private final PriorityQueue<Long> wakes = new PriorityQueue<>();
    private final QueueLaw.Lindley recursion = new QueueLaw.Lindley();
    private final DeviceServer server;
    private double sum;
    private double worst;
    private long served;

    /**
     * What was found.
     *
     * @param meanNanoseconds  mean wait
     * @param worstNanoseconds largest difference of one request's wait from what the recursion says; of a single channel
     */
    public record Found(double meanNanoseconds, double worstNanoseconds) {}

    /** What each request asks for. */
    public enum Load {
        /** Nothing that moves a byte: every one takes a command of 1000 ns. */
        FIXED,
        /** Nine in ten 500 bytes, the others 5500, a byte a nanosecond. */
        TWO_SIZES,
        /** Exponentially many bytes, 1000 on average. */
        EXPONENTIAL;

        /** Mean of the square of the time of service, which has a mean of 1000 ns. */
        public double serviceSquare() {
            return switch (this) {
                case FIXED -> 1e6;
                case TWO_SIZES -> 0.9 * 500 * 500 + 0.1 * 5500 * 5500;
                case EXPONENTIAL -> 2e6;
            };
        }
    }

    private StoreWaits(Load load, int channels) {
        long command = load == Load.FIXED ? 1000 : 0;
        StorageSpec spec = new StorageSpec(
                        1 << 20, 2, 8, 0, 0, command, BYTE_EACH_NANOSECOND, BYTE_EACH_NANOSECOND, 1 << 16)
                .withChannels(channels);
        StorageProgram program = new StorageProgram(
                "store", spec, List.of(new StorageProgram.StoredObject(1, "a", new byte[OBJECT_BYTES])), false);
        Device device = program.instantiate(null, Grants.NONE);
        HandleTable table = new HandleTable(new RegisterSlots(16));
        ActorBirth.installSelf(STORE, 0, table);
        Turn turn = new Turn(STORE, 0, table, Grants.NONE, new RandomStreams(1).stream("device", 0), null);
        server = new DeviceServer(device, turn, this);
    }

    /**
     * Lets requests come and says what they waited.
     *
     * @param rho load of each channel, in hundredths
     */
    public static Found run(Load load, int channels, int rho, long requests, long seed) {
        return new StoreWaits(load, channels).run(load, 100_000L / (rho * channels), requests, new RandomStreams(seed));
    }

    private Found run(Load load, long everyNanoseconds, long requests, RandomStreams random) {
        Plan plan = new Plan(Process.POISSON, requests, 0, everyNanoseconds, new long[0]);
        ArrivalClock arrivals = new ArrivalClock(plan, random.stream("arrivals", 0));
        RandomStream draws = random.stream("bytes", 0);
        Exponential bytes = new Exponential(draws);
        LongSupplier length = () -> switch (load) {
            case FIXED -> 0;
            case TWO_SIZES -> draws.nextInt(10) == 0 ? 5500 : 500;
            case EXPONENTIAL -> Math.min(OBJECT_BYTES, bytes.next(1000));
        };
        Capability to = Capability.root(CapabilityKind.ACTOR, STORE, 0, Rights.ALL, 1, 99);
        while (arrivals.next() != Device.NEVER) {
            long now = arrivals.next();
            runTo(now - 1);
            long asked = length.getAsLong();
            double wait = recursion.arrive(now, load == Load.FIXED ? 1000 : asked);
            expected.add(now + wait);
            sum -= now;
            inbox.add(request(arrivals.number(), (int) asked, to));
            server.arrived(now);
            arrivals.advance();
        }
        runTo(Long.MAX_VALUE);
        return new Found(sum / served, worst);
    }

    private static Message request(long number, int bytes, Capability to) {
        byte[] payload = new StorageFormat.Request(StorageFormat.READ, 0, NAME, 0, 0, bytes, new byte[0]).payload();
        return new Message(number + 1000, MessageKind.USER, CLIENT, 1, to, STORE, payload, Message.NO_GRANTS, null, 0);
    }

    private void runTo(long cycle) {
        while (!wakes.isEmpty() && wakes.peek() <= cycle) {
            server.proceed(wakes.remove());
        }
    }

    @Override
    public boolean hasMessage() {
        return !inbox.isEmpty();
    }

    @Override
    public Message take(long cycle) {
        sum += cycle;
        worst = Math.max(worst, Math.abs(cycle - expected.remove()));
        served++;
        return inbox.remove();
    }

    @Override
    public boolean send(long cycle, Message message) {
        return true;
    }

    @Override
    public void wakeAt(long cycle) {
        wakes.add(cycle);
    }

    @Override
    public long nanoseconds(long cycle) {
        return cycle;
    }

    @Override
    public long cycles(long nanoseconds) {
        return nanoseconds;
    }
}
