package org.skerry.model.enclave;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.skerry.model.protocol.Parcel;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Program;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.event.EventQueue;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.kernel.GuestCall;
import org.skerry.sim.machine.ActorFault;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.RunObserver;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * Consecutive enclaves of one partition. They share an event queue, counters and the lists of what they said, never modelled state.
 *
 * <p>Within a cycle: first what arrived, then room in the network, then events, then guests. Only the order of things that concern
 * one enclave matters, and that does not depend on which others are in its slice.
 */
final class EnclaveSlice implements Component {
    private static final long BORN = 0;
    private static final long CORE = 1;

    /** A line, or the death, of the actor with a rank: the order of actors within a cycle. */
    record Ranked<T>(int rank, T what) {}

    private final ChipPlan plan;
    private final int partition;
    private final int first;
    private final Enclave[] enclaves;
    private final NetworkPorts ports;
    private final EventQueue events = new EventQueue();
    private final ArrayDeque<Enclave> callers = new ArrayDeque<>(); // enclaves whose guest is to run now
    private final EntityDigests digests;
    private final ChipCounters counters = new ChipCounters();
    private final List<Ranked<LogLine>> log = new ArrayList<>();
    private final List<Ranked<ActorFault>> faults = new ArrayList<>();
    private RunObserver observer;
    private long now;

    EnclaveSlice(ChipPlan plan, Network network, int partition, int first, int count) {
        this.plan = plan;
        this.partition = partition;
        this.first = first;
        ports = network.open(this, first, count);
        digests = new EntityDigests(count);
        enclaves = new Enclave[count];
        for (int i = 0; i < count; i++) {
            enclaves[i] = new Enclave(this, first + i, ports);
        }
    }

    @Override
    public String name() {
        return "enclaves from " + first;
    }

    int partition() {
        return partition;
    }

    @Override
    public long tick(long cycle) {
        now = cycle;
        for (Packet packet = ports.poll(cycle); packet != null; packet = ports.poll(cycle)) {
            enclaves[packet.destination() - first].arrive(cycle, packet.source(), (Parcel) packet.body());
        }
        for (int endpoint = ports.pollSpace(cycle); endpoint >= 0; endpoint = ports.pollSpace(cycle)) {
            enclaves[endpoint - first].pump(cycle);
        }
        while (events.poll(cycle)) {
            Enclave enclave = enclaves[events.polledSource()];
            if (events.polledPayload() == CORE) {
                enclave.coreDue(cycle);
            } else {
                enclave.bornByDeployment(cycle);
            }
        }
        return events.nextCycle();
    }

    @Override
    public GuestCall guestCall() {
        Enclave caller = callers.poll();
        return caller == null ? null : caller.core();
    }

    @Override
    public long nextWake() {
        return events.nextCycle();
    }

    // ---- for enclaves ------------------------------------------------------------------------------------------

    void offer(Enclave enclave) {
        callers.add(enclave);
    }

    void wakeCoreAt(long cycle, int enclave) {
        events.add(cycle, enclave - first, CORE);
    }

    /** The actor of deployment in an enclave is born at cycle 0. */
    void bearAtStart(int enclave) {
        events.add(0, enclave - first, BORN);
    }

    Message deployedStart(int rank) {
        return plan.births().start(rank);
    }

    Program program(long image) {
        return plan.program(image);
    }

    ChipSpec spec() {
        return plan.spec();
    }

    RandomStreams streams() {
        return plan.streams();
    }

    int largestMessageBytes() {
        return plan.largestMessageBytes();
    }

    ChipCounters counters() {
        return counters;
    }

    EntityDigests digests() {
        return digests;
    }

    int local(int enclave) {
        return enclave - first;
    }

    RunObserver observer() {
        return observer;
    }

    void observe(RunObserver newObserver) {
        observer = newObserver;
    }

    long now() {
        return now;
    }

    void log(int rank, LogLine line) {
        log.add(new Ranked<>(rank, line));
    }

    void fault(int rank, ActorFault fault) {
        faults.add(new Ranked<>(rank, fault));
    }

    // ---- for the chip ------------------------------------------------------------------------------------------

    Enclave enclave(int number) {
        return enclaves[number - first];
    }

    Enclave[] enclaves() {
        return enclaves;
    }

    List<Ranked<LogLine>> log() {
        return log;
    }

    List<Ranked<ActorFault>> faults() {
        return faults;
    }

    /** Bytes of host memory held for actors. */
    long hostBytes() {
        long bytes = 0;
        for (Enclave enclave : enclaves) {
            bytes += enclave.resident() == null ? 0 : enclave.resident().memory.hostBytes();
        }
        return bytes;
    }

    @Override
    public void save(StateWriter out) {
        events.save(out);
        digests.save(out);
        counters.save(out);
        out.writeInt(log.size());
        log.forEach(line -> out.writeInt(line.rank));
        LogLine.writeAll(log.stream().map(Ranked::what).toList(), out);
        out.writeInt(faults.size());
        faults.forEach(fault -> out.writeInt(fault.rank));
        ActorFault.writeAll(faults.stream().map(Ranked::what).toList(), out);
        for (Enclave enclave : enclaves) {
            enclave.save(out);
        }
    }

    @Override
    public void load(StateReader in) {
        events.load(in);
        digests.load(in);
        counters.load(in);
        List<LogLine> lines = new ArrayList<>();
        int[] ranks = readRanks(in);
        LogLine.readAll(lines, in);
        log.clear();
        for (int i = 0; i < ranks.length; i++) {
            log(ranks[i], lines.get(i));
        }
        List<ActorFault> deaths = new ArrayList<>();
        ranks = readRanks(in);
        ActorFault.readAll(deaths, in);
        faults.clear();
        for (int i = 0; i < ranks.length; i++) {
            fault(ranks[i], deaths.get(i));
        }
        for (Enclave enclave : enclaves) {
            enclave.load(in);
        }
    }

    private static int[] readRanks(StateReader in) {
        int[] ranks = new int[in.readCount(Integer.BYTES)];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = in.readInt();
        }
        return ranks;
    }
}
