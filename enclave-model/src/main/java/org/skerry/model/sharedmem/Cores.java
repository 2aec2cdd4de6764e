package org.skerry.model.sharedmem;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.count.CycleAccount;
import org.skerry.model.sharedmem.cache.CoherentMemory;
import org.skerry.model.sharedmem.cache.Endpoints;
import org.skerry.model.sharedmem.cache.LineMessage;
import org.skerry.model.sharedmem.cache.MemorySystem;
import org.skerry.model.sharedmem.cache.Server;
import org.skerry.model.sharedmem.containment.Containment;
import org.skerry.model.sharedmem.containment.ContainmentWiring;
import org.skerry.model.sharedmem.containment.Machinery;
import org.skerry.model.sharedmem.dma.DmaUnit;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;
import org.skerry.model.sharedmem.runtime.RuntimePanic;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.event.EventQueue;
import org.skerry.sim.kernel.GuestCall;
import org.skerry.sim.kernel.GuestComponent;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * All cores, caches and memory channels, as one component: they share bytes, so their guests run one after another. Everything
 * between private caches, slices and channels travels as packets over the network.
 */
final class Cores implements GuestComponent, MemorySystem.Surroundings {
    private static final int NETWORKS = VirtualNetwork.values().length;
    private static final long ASK = 1;

    private final SharedMemorySpec spec;
    private final Endpoints endpoints;
    private final RuntimeMemory bytes;
    private final MemorySystem memory;
    private final DmaUnit dma; // null: devices come to messages without reading or writing memory
    private final Core[] cores;
    private final boolean[] idle;
    private final ReadyQueue queue;
    private final CoreCounters counters = new CoreCounters();
    private final EntityDigests digests;
    private final Population population;
    private final ActorRuntime runtime;
    private final PrivilegedLayer layer;
    private final EventQueue events = new EventQueue(); // sources: cores, then units of the memory system
    private final ArrayDeque<SharedActor> wanted = new ArrayDeque<>();
    private final List<ArrayDeque<Packet>> egress =
            new ArrayList<>(); // by endpoint and virtual network: what there was no room for
    private final long[] packetsSent;
    private NetworkPorts[] ports; // by partition of the network
    private NetworkPorts[] portsOf; // by endpoint
    private long cycle;
    private HostileAgent agent = new HostileAgent(List.of());
    private SharedFaults faults; // null where nothing breaks

    Cores(SharedMemorySpec spec, long seed) {
        this.spec = spec;
        endpoints = spec.endpoints();
        bytes = new RuntimeMemory(
                ContainmentWiring.softwareBytes(spec.containment(), spec.memoryBytes()),
                ContainmentWiring.blockBytes(spec.containment(), spec.memory().translation()));
        CoherentMemory coherent = new CoherentMemory(spec.memory(), new RandomStreams(seed), endpoints, this);
        memory = coherent;
        dma = spec.devices().dma() ? dma(coherent) : null;
        digests = new EntityDigests(spec.cores() + 1);
        Machinery machinery =
                new Machinery(spec.cores(), spec.memory().translation(), memory.caches()::translation, spec.kernel());
        Containment containment = ContainmentWiring.of(spec.containment(), bytes, spec.bugs(), machinery);
        population = new Population(spec, seed, bytes, memory.caches(), containment);
        queue = containment.queues() == null
                ? new RunQueue(spec.cores())
                : new TaskQueue(containment.queues(), spec.cores(), population::find);
        runtime = new ActorRuntime(spec, bytes, population, queue, digests, spec.cores());
        runtime.devices().moveBy(dma);
        layer = new PrivilegedLayer(bytes, population, runtime, digests, spec.cores(), dma);
        cores = new Core[spec.cores()];
        Arrays.setAll(
                cores,
                core -> new Core(
                        core,
                        this,
                        spec,
                        runtime,
                        counters,
                        new LineWalk(core, memory, spec.core(), spec.memory(), spec.memoryBytes())));
        idle = new boolean[spec.cores()];
        packetsSent = new long[spec.mesh().endpoints()];
        for (int i = 0; i < packetsSent.length * NETWORKS; i++) {
            egress.add(new ArrayDeque<>());
        }
    }

    private DmaUnit dma(CoherentMemory coherent) {
        DmaUnit unit = new DmaUnit(
                spec.devices(),
                bytes,
                spec.memory().lineBytes(),
                spec.femtosecondsPerCycle(),
                spec.cycleAt(spec.devices().iommu().lazyNanoseconds()),
                spec.bugs());
        unit.connect(coherent.openPort(spec.devices().directToCache(), unit.atPort()));
        return unit;
    }

    /** What moves the bytes of devices, or null. */
    DmaUnit dma() {
        return dma;
    }

    /** Opens the ports of all endpoints; one set of ports for each run of endpoints in one partition. */
    void connect(Network network) {
        portsOf = new NetworkPorts[network.endpoints()];
        List<NetworkPorts> opened = new ArrayList<>();
        for (int first = 0; first < portsOf.length; ) {
            int end = first + 1;
            while (end < portsOf.length && network.partitionOf(end) == network.partitionOf(first)) {
                end++;
            }
            NetworkPorts run = network.open(this, first, end - first);
            Arrays.fill(portsOf, first, end, run);
            opened.add(run);
            first = end;
        }
        ports = opened.toArray(new NetworkPorts[0]);
    }

    @Override
    public String name() {
        return "cores and caches";
    }

    // ---- time --------------------------------------------------------------------------------------------------

    @Override
    public long tick(long now) {
        cycle = now;
        try {
            if (faults != null) {
                faults.strike(now);
            }
            boolean gone = false;
            for (NetworkPorts each : ports) {
                gone |= takePackets(now, each);
            }
            if (gone && !runtime.panicked()) {
                throw RuntimePanic.machineCheck("a core, a slice with its directory or a channel is gone");
            }
            while (events.poll(now)) {
                int source = events.polledSource();
                if (source < cores.length) {
                    if (events.polledPayload() == ASK) {
                        cores[source].ask(now);
                    } else {
                        cores[source].wake(now);
                    }
                } else if (!isStopped()) {
                    memory.due(now, source - cores.length, events.polledPayload());
                }
            }
            if (dma != null && !runtime.panicked()) {
                dma.tick(now);
            }
            runtime.devices().tick(now);
            runtime.timers().tick(now);
            agent.act(now, layer);
            dispatch();
        } catch (RuntimePanic panic) {
            panic(panic);
            for (NetworkPorts each : ports) {
                takePackets(now, each); // a machine check comes before they are taken
            }
            return wanted.isEmpty()
                    ? Math.max(now + 1, nextWake()) // what was due in this cycle too comes to nothing in the next
                    : GUESTS;
        }
        return wanted.isEmpty() ? nextWake() : GUESTS;
    }

    /** These things break, or nothing if it is null. Before deployment. */
    void suffer(SharedFaults newFaults) {
        faults = newFaults;
    }

    /** A core stands still from now on. Returns what came of it. */
    String hang(long now, int core) {
        cores[core].hang(now);
        SharedActor victim = cores[core].victim();
        return victim == null ? " stands still" : " stands still with '" + victim.name + "'";
    }

    /** The core that runs an actor now, or -1. */
    int coreOf(String actor) {
        for (int i = 0; i < cores.length; i++) {
            if (cores[i].runs(actor)) {
                return i;
            }
        }
        return -1;
    }

    /** The actor of the deployment with this name, or null. */
    SharedActor named(String actor) {
        for (SharedActor each : population.all()) {
            if (each.name.equals(actor)) {
                return each;
            }
        }
        return null;
    }

    /** Actors that stand still with their cores. */
    List<String> hanging() {
        List<String> names = new ArrayList<>();
        for (Core core : cores) {
            if (core.victim() != null) {
                names.add(core.victim().name);
            }
        }
        return names;
    }

    /** Somebody takes over the layer below the runtime. */
    void takeOver(HostileAgent newAgent) {
        agent = newAgent;
        if (dma != null) {
            dma.tell(newAgent::ended);
        }
    }

    /** Whether a machine check, or what a fault did to the runtime, has stopped everything: caches and directories with it. */
    private boolean isStopped() {
        return faults != null && runtime.panicked();
    }

    /** Takes all that has arrived; returns whether the network says that part of the machine is gone. */
    private boolean takePackets(long now, NetworkPorts each) {
        boolean gone = false;
        for (Packet packet = each.poll(now); packet != null; packet = each.poll(now)) {
            if (packet.body() == MachineCheck.GONE) {
                gone = true;
                continue;
            }
            if (!isStopped()) {
                memory.arrived(now, packet);
            }
        }
        for (int endpoint = each.pollSpace(now); endpoint >= 0; endpoint = each.pollSpace(now)) {
            for (int network = 0; network < NETWORKS; network++) {
                ArrayDeque<Packet> waiting = egress.get(endpoint * NETWORKS + network);
                while (!waiting.isEmpty() && each.inject(now, waiting.peek())) {
                    waiting.remove();
                }
            }
        }
        return gone;
    }

    /** Gives ready actors to idle cores. */
    private void dispatch() {
        while (!queue.isEmpty()) {
            for (int i = 0; i < idle.length; i++) {
                idle[i] = cores[i].idle();
            }
            int core = -1;
            SharedActor actor = queue.firstFor(idle);
            if (actor != null) {
                core = actor.pinnedTo >= 0 ? actor.pinnedTo : idleCoreFor(actor);
            }
            if (core < 0) {
                return;
            }
            queue.remove(actor);
            if (!actor.ended()) {
                cores[core].assign(cycle, actor);
            }
        }
    }

    /** The core it ran on last if that is idle, else the first idle one, else -1. */
    private int idleCoreFor(SharedActor actor) {
        if (idle[actor.lastCore]) {
            return actor.lastCore;
        }
        for (int i = 0; i < idle.length; i++) {
            if (idle[i]) {
                return i;
            }
        }
        return -1;
    }

    private void panic(RuntimePanic why) {
        runtime.panic(cycle, why);
        wanted.clear();
        for (Core core : cores) {
            core.stop(cycle);
        }
    }

    long cycle() {
        return cycle;
    }

    // ---- guests ------------------------------------------------------------------------------------------------

    /** A core wants its actor to go on at this cycle. */
    void want(SharedActor actor) {
        wanted.add(actor);
    }

    @Override
    public GuestCall guestCall() {
        return wanted.poll();
    }

    /** A guest has gone as far as it could; called by its core's actor. */
    void stepped(Core core) {
        try {
            core.stepped();
            dispatch();
        } catch (RuntimePanic panic) {
            panic(panic);
        }
    }

    @Override
    public long nextWake() {
        long outside = Math.min(runtime.devices().nextWake(), agent.nextCycle());
        outside = faults == null ? outside : Math.min(outside, faults.nextCycle());
        outside = dma == null || runtime.panicked() ? outside : Math.min(outside, dma.nextWake());
        return Math.min(outside, Math.min(events.nextCycle(), runtime.timers().nextDue()));
    }

    // ---- for cores and the memory system -----------------------------------------------------------------------

    MemorySystem memory() {
        return memory;
    }

    boolean haveCode() {
        return spec.memory().code().isOn();
    }

    boolean haveWindows() {
        return spec.core().window().isOn();
    }

    void wakeCore(long at, int core) {
        events.add(at, core, 0);
    }

    /** The core asks for lines of its window then. */
    void askCore(long at, int core) {
        events.add(at, core, ASK);
    }

    void digest(int core, long at, int event, long payload) {
        digests.add(core, at, event, payload);
    }

    @Override
    public void send(long now, int source, int destination, LineMessage message) {
        long id = (long) source << 40 | packetsSent[source]++;
        VirtualNetwork vnet = message.kind().network();
        int size = message.bytes(spec.memory().lineBytes());
        Packet packet = new Packet(id, source, destination, vnet, size, message);
        ArrayDeque<Packet> waiting = egress.get(source * NETWORKS + vnet.ordinal());
        if (!waiting.isEmpty() || !portsOf[source].inject(now, packet)) {
            waiting.add(packet);
        }
    }

    @Override
    public void schedule(long at, int unit, long payload) {
        events.add(at, cores.length + unit, payload);
    }

    @Override
    public void served(long now, int core, long line, Server server) {
        cores[core].served(now, line, server);
    }

    // ---- for the machine ---------------------------------------------------------------------------------------

    /** Whether an actor waits that a core may run. */
    boolean othersWaitFor(int core) {
        return queue.hasFor(core);
    }

    RuntimeMemory bytes() {
        return bytes;
    }

    Population population() {
        return population;
    }

    List<CycleAccount> accounts() {
        return Arrays.stream(cores).map(Core::account).toList();
    }

    ActorRuntime runtime() {
        return runtime;
    }

    CoreCounters counters() {
        return counters;
    }

    EntityDigests digests() {
        return digests;
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        out.writeLong(cycle);
        agent.save(out);
        population.save(out);
        runtime.save(out);
        queue.save(out);
        for (Core core : cores) {
            core.save(out);
        }
        memory.save(out);
        counters.save(out);
        digests.save(out);
        events.save(out);
        if (dma != null) {
            dma.save(out);
        }
        runtime.devices().save(out);
        out.writeLongs(packetsSent);
        for (ArrayDeque<Packet> waiting : egress) {
            out.writeInt(waiting.size());
            waiting.forEach(packet -> Packet.codec(LineMessage.CODEC).write(packet, out));
        }
        if (faults != null) {
            faults.save(out);
        }
    }

    @Override
    public void load(StateReader in) {
        cycle = in.readLong();
        agent.load(in);
        population.load(in);
        runtime.load(in);
        queue.load(in, population::find);
        for (Core core : cores) {
            core.load(in);
        }
        memory.load(in);
        counters.load(in);
        digests.load(in);
        events.load(in);
        if (dma != null) {
            dma.load(in);
        }
        runtime.devices().load(in);
        in.readLongs(packetsSent);
        for (ArrayDeque<Packet> waiting : egress) {
            waiting.clear();
            for (int left = in.readCount(Integer.BYTES); left > 0; left--) {
                waiting.add(Packet.codec(LineMessage.CODEC).read(in));
            }
        }
        if (faults != null) {
            faults.load(in);
        }
    }
}
