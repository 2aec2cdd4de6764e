package org.skerry.model.sharedmem.dma;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skerry.model.attack.Order;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.ReachLog;
import org.skerry.model.sharedmem.cache.DevicePort;
import org.skerry.model.sharedmem.dma.DevicesSpec.Management;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;
import org.skerry.sim.event.EventQueue;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.LatencyHistogram;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/**
 * The agents of a machine that read and write memory by themselves, the port through which they do, and the IOMMU before it if there is
 * one.
 *
 * <pre>
 *   agent --link--> [IOMMU: known page, or walk] --> port --mesh--> home of the line
 *         <--link--                                       <--mesh--
 * </pre>
 *
 * <p>Bytes move when the answer of the home is at the port. Whose they are follows from what the address decodes to; those that are not
 * the agent's own are written down.
 */
public final class DmaUnit implements Stateful, DevicePort.Listener, Iommu.Outlet {
    /** Name of the management controller; no actor can have it. */
    public static final String MANAGEMENT = Order.Transfer.MANAGEMENT;

    private static final int AT_PORT = 0;
    private static final int KNOWN = 1;
    private static final int AT_AGENT = 2;
    private static final int ASKED_FOR = 3;
    private static final int KIND_BITS = 2;

    private final DevicesSpec spec;
    private final RuntimeMemory memory;
    private final AddressSpace space;
    private final int lineBytes;
    private final long femtosecondsPerCycle;
    private final ReachLog reach = new ReachLog();
    private final EventQueue events = new EventQueue(); // sources: agents
    private final List<Agent> agents = new ArrayList<>();
    private final List<long[]> linkFreeAt = new ArrayList<>(); // femtoseconds, by agent
    private final Iommu iommu; // null: none
    private DevicePort port;
    private final Bmc management;
    private Sweep.Ended listener; // hears what came of orders

    private final List<Access> accesses = new ArrayList<>(); // by number; unused ones are in free
    private int[] free = new int[16];
    private int freed;

    private final LatencyHistogram readLatency = new LatencyHistogram();
    private final LatencyHistogram writeLatency = new LatencyHistogram();
    private long bytesRead;
    private long bytesWritten;
    private long nowhere;

    /** One line, or part of one, on its way. */
    private static final class Access {
        int agent;
        int channel;
        int piece;
        long address; // of memory, once it is known
        long left; // cycle
        boolean ok;
    }

    /**
     * A unit without agents.
     *
     * @param lineBytes            of a line
     * @param femtosecondsPerCycle of the base clock
     * @param lazyCycles           that {@link IommuSpec#lazyNanoseconds} are
     */
    public DmaUnit(
            DevicesSpec spec,
            RuntimeMemory memory,
            int lineBytes,
            long femtosecondsPerCycle,
            long lazyCycles,
            List<BugObject> bugs) {
        this.spec = spec;
        this.memory = memory;
        this.space = memory.space();
        this.lineBytes = lineBytes;
        this.femtosecondsPerCycle = femtosecondsPerCycle;
        iommu = spec.iommu().on() ? new Iommu(spec.iommu(), memory, lazyCycles, bugs, this) : null;
        management = new Bmc(this, 0);
        enter(management);
    }

    /** The way to the homes of lines. */
    public void connect(DevicePort newPort) {
        port = newPort;
    }

    /** The machine is being loaded: tables of the IOMMU take their room. */
    public void begin() {
        if (iommu != null) {
            iommu.begin();
            iommu.addDomain(management.number(), management.name());
        }
    }

    /** One more device, whose messages come and go by rings of descriptors. */
    public DeviceQueues add(String name, DeviceQueues.Host host) {
        DeviceQueues queues = new DeviceQueues(this, agents.size(), name, host);
        enter(queues);
        if (iommu != null) {
            iommu.addDomain(queues.number(), name);
        }
        queues.begin();
        return queues;
    }

    private void enter(Agent agent) {
        agents.add(agent);
        linkFreeAt.add(new long[1]);
    }

    /** Somebody who programs the agent of this name has it read or write memory; false if there is none. */
    public boolean order(long cycle, String name, Sweep sweep) {
        for (Agent agent : agents) {
            if (agent.name().equals(name)) {
                ((Orders.Holder) agent).orders().give(cycle, sweep);
                return true;
            }
        }
        return false;
    }

    /** The driver of a device names a wrong address with its next buffer; false if there is no such device. */
    public boolean mislead(String name, long address) {
        for (Agent agent : agents) {
            if (agent instanceof DeviceQueues queues && queues.name().equals(name)) {
                queues.mislead(address);
                return true;
            }
        }
        return false;
    }

    /** Somebody wants to hear what came of orders. */
    public void tell(Sweep.Ended newListener) {
        listener = newListener;
    }

    void ended(long cycle, int order, long found) {
        if (listener != null) {
            listener.ended(cycle, order, found);
        }
    }

    DevicesSpec spec() {
        return spec;
    }

    RuntimeMemory memory() {
        return memory;
    }

    int lineBytes() {
        return lineBytes;
    }

    /** The IOMMU, or null. */
    Iommu iommu() {
        return iommu;
    }

    /** Whose bytes agents have reached that are not theirs. */
    public ReachLog reach() {
        return reach;
    }

    // ---- time --------------------------------------------------------------------------------------------------

    /** Does what is due. */
    public void tick(long cycle) {
        while (events.poll(cycle)) {
            int agent = events.polledSource();
            int number = (int) (events.polledPayload() >> KIND_BITS);
            switch ((int) events.polledPayload() & (1 << KIND_BITS) - 1) {
                case AT_PORT -> atPort(cycle, number);
                case KNOWN -> go(cycle, number);
                case AT_AGENT -> atAgent(cycle, number);
                default -> agents.get(agent).due(cycle, number);
            }
        }
    }

    /** The next cycle at which something is due. */
    public long nextWake() {
        return events.nextCycle();
    }

    /** Asks for {@link Agent#due}. */
    void wakeAt(long cycle, Agent agent, int what) {
        events.add(cycle, agent.number(), (long) what << KIND_BITS | ASKED_FOR);
    }

    /** Lets pieces of a transfer leave, as far as its channel may. */
    void pump(long cycle, Agent agent, int channel) {
        Transfer transfer = agent.transfer(channel);
        if (transfer.over()) {
            agent.over(cycle, channel);
            return;
        }
        for (int piece = transfer.leave(spec.outstandingLines());
                piece >= 0;
                piece = transfer.leave(spec.outstandingLines())) {
            long[] link = linkFreeAt.get(agent.number());
            long from = Math.max(link[0], cycle * femtosecondsPerCycle);
            link[0] = from + spec.linkFemtoseconds(transfer.to(piece) - transfer.from(piece));
            long leaves = (from + femtosecondsPerCycle - 1) / femtosecondsPerCycle;
            int number = take();
            Access access = accesses.get(number);
            access.agent = agent.number();
            access.channel = channel;
            access.piece = piece;
            access.address = transfer.addressOf(piece);
            access.left = leaves;
            access.ok = true;
            events.add(
                    Math.max(cycle + 1, leaves + spec.linkCycles()),
                    access.agent,
                    (long) number << KIND_BITS | AT_PORT);
        }
    }

    private void atPort(long cycle, int number) {
        Access access = accesses.get(number);
        boolean translated =
                iommu != null && (access.agent != management.number() || spec.management() == Management.TRANSLATED);
        if (!translated) {
            go(cycle, number);
            return;
        }
        Agent agent = agents.get(access.agent);
        Transfer transfer = transferOf(access);
        int bytes = transfer.to(access.piece) - transfer.from(access.piece);
        if (iommu.lookUp(cycle, number, access.agent, agent.name(), access.address, bytes, transfer.write)) {
            allow(access, iommu.word());
            events.add(cycle + spec.iommu().hitCycles(), access.agent, (long) number << KIND_BITS | KNOWN);
        }
    }

    @Override
    public void translated(long cycle, int number, long word) {
        allow(accesses.get(number), word);
        go(cycle, number);
    }

    private void allow(Access access, long word) {
        boolean write = transferOf(access).write;
        access.ok = (word & (write ? IoTable.WRITE : IoTable.READ)) != 0;
        if (access.ok) {
            access.address = IoTable.page(word) * IommuSpec.PAGE_BYTES + access.address % IommuSpec.PAGE_BYTES;
        } else {
            iommu.fault(access.agent, access.address, write);
            reach.stopped(agents.get(access.agent).name(), "IOMMU", write);
        }
    }

    @Override
    public void readForWalk(long cycle, long address, int walk) {
        if (space.decodes(address, Long.BYTES)) {
            port.read(cycle, address / lineBytes, -1L - walk);
        } else {
            iommu.walked(cycle, walk); // reads as nothing
        }
    }

    /** An access knows where it goes, or that it goes nowhere. */
    private void go(long cycle, int number) {
        Access access = accesses.get(number);
        Transfer transfer = transferOf(access);
        int bytes = transfer.to(access.piece) - transfer.from(access.piece);
        if (access.ok && !space.decodes(access.address, bytes)) {
            access.ok = false;
            reach.stopped(agents.get(access.agent).name(), "decoder of " + space.name(), transfer.write);
        }
        if (!access.ok) {
            nowhere++;
            back(cycle, number);
        } else if (transfer.write) {
            port.write(cycle, access.address / lineBytes, bytes == lineBytes, number);
        } else {
            port.read(cycle, access.address / lineBytes, number);
        }
    }

    @Override
    public void served(long cycle, long tag) {
        if (tag < 0) {
            iommu.walked(cycle, (int) (-1 - tag));
            return;
        }
        Access access = accesses.get((int) tag);
        Transfer transfer = transferOf(access);
        int from = transfer.from(access.piece);
        int bytes = transfer.to(access.piece) - from;
        String name = agents.get(access.agent).name();
        for (int i = 0; i < bytes; i += Long.BYTES) {
            move(name, transfer, from + i, access.address + i, Math.min(Long.BYTES, bytes - i));
        }
        if (transfer.write) {
            bytesWritten += bytes;
        } else {
            bytesRead += bytes;
        }
        back(cycle, (int) tag);
    }

    private void move(String name, Transfer transfer, int from, long address, int bytes) {
        if (!space.actor(address).equals(name)) {
            reach.landed(name, space, address, bytes, transfer.write);
        }
        if (transfer.write) {
            long word = 0;
            for (int i = bytes - 1; i >= 0; i--) {
                word = word << 8 | transfer.data[from + i] & 0xff;
            }
            space.store(address, bytes, word);
        } else {
            long word = space.load(address, bytes);
            for (int i = 0; i < bytes; i++) {
                transfer.data[from + i] = (byte) (word >>> 8 * i);
            }
        }
    }

    private void back(long cycle, int number) {
        events.add(
                cycle + Math.max(1, spec.linkCycles()),
                accesses.get(number).agent,
                (long) number << KIND_BITS | AT_AGENT);
    }

    private void atAgent(long cycle, int number) {
        Access access = accesses.get(number);
        Agent agent = agents.get(access.agent);
        Transfer transfer = agent.transfer(access.channel);
        if (access.ok) {
            (transfer.write ? writeLatency : readLatency).record(cycle - access.left);
        }
        transfer.arrived(access.ok);
        if (freed == free.length) {
            free = Arrays.copyOf(free, 2 * freed);
        }
        free[freed++] = number;
        pump(cycle, agent, access.channel);
    }

    private Transfer transferOf(Access access) {
        return agents.get(access.agent).transfer(access.channel);
    }

    private int take() {
        if (freed > 0) {
            return free[--freed];
        }
        accesses.add(new Access());
        return accesses.size() - 1;
    }

    // ---- what it counts ----------------------------------------------------------------------------------------

    /** Adds the metrics {@code dma.*} and {@code iommu.*}. */
    public void register(StatsRegistry registry) {
        registry.counter("dma.reads", Unit.LINES, "lines that devices and walks read", () -> port.reads());
        registry.counter(
                "dma.writes", Unit.LINES, "lines that devices wrote, in whole or in part", () -> port.writes());
        registry.counter("dma.parts", Unit.LINES, "of these, lines written in part", () -> port.parts());
        registry.counter("dma.bytesRead", Unit.BYTES, "bytes that devices read", () -> bytesRead);
        registry.counter("dma.bytesWritten", Unit.BYTES, "bytes that devices wrote", () -> bytesWritten);
        registry.counter("dma.nowhere", Unit.COUNT, "accesses of devices that led nowhere", () -> nowhere);
        registry.counter("dma.lost", Unit.MESSAGES, "messages that made no sense where they were read", this::lost);
        registry.histogram(
                "dma.readLatency", Unit.CYCLES, "from a line's leaving a device to its being read there", readLatency);
        registry.histogram(
                "dma.writeLatency",
                Unit.CYCLES,
                "from a line's leaving a device to the device's knowing that it is written",
                writeLatency);
        if (iommu != null) {
            registry.counter("iommu.hits", Unit.COUNT, "accesses whose page the IOMMU remembered", iommu::hits);
            registry.counter("iommu.misses", Unit.COUNT, "accesses whose page it did not remember", iommu::misses);
            registry.counter("iommu.reads", Unit.LINES, "words of its tables that walks read", iommu::reads);
            registry.counter("iommu.faults", Unit.COUNT, "accesses that were stopped, and written down", iommu::faults);
            registry.counter("iommu.unmapped", Unit.COUNT, "pages that drivers unmapped", iommu::unmapped);
            registry.counter(
                    "iommu.forgotten", Unit.COUNT, "times it was told to forget a page, or all", iommu::forgotten);
            registry.counter(
                    "iommu.stale",
                    Unit.COUNT,
                    "accesses it let through to a page that had been unmapped, since it remembered it",
                    iommu::stale);
        }
    }

    private long lost() {
        long lost = 0;
        for (Agent agent : agents) {
            lost += agent instanceof DeviceQueues queues ? queues.lost() : 0;
        }
        return lost;
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        reach.save(out);
        events.save(out);
        for (int i = 0; i < agents.size(); i++) {
            out.writeLong(linkFreeAt.get(i)[0]);
            agents.get(i).save(out);
        }
        if (iommu != null) {
            iommu.save(out);
        }
        out.writeInt(accesses.size());
        for (Access access : accesses) {
            out.writeInt(access.agent);
            out.writeInt(access.channel);
            out.writeInt(access.piece);
            out.writeLong(access.address);
            out.writeLong(access.left);
            out.writeBoolean(access.ok);
        }
        out.writeInt(freed);
        for (int i = 0; i < freed; i++) {
            out.writeInt(free[i]);
        }
        readLatency.save(out);
        writeLatency.save(out);
        out.writeLongs(new long[] {bytesRead, bytesWritten, nowhere});
    }

    @Override
    public void load(StateReader in) {
        reach.load(in);
        events.load(in);
        for (int i = 0; i < agents.size(); i++) {
            linkFreeAt.get(i)[0] = in.readLong();
            agents.get(i).load(in);
        }
        if (iommu != null) {
            iommu.load(in);
        }
        accesses.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            Access access = new Access();
            access.agent = in.readInt();
            access.channel = in.readInt();
            access.piece = in.readInt();
            access.address = in.readLong();
            access.left = in.readLong();
            access.ok = in.readBoolean();
            accesses.add(access);
        }
        freed = in.readInt();
        free = new int[Math.max(16, freed)];
        for (int i = 0; i < freed; i++) {
            free[i] = in.readInt();
        }
        readLatency.load(in);
        writeLatency.load(in);
        long[] saved = new long[3];
        in.readLongs(saved);
        bytesRead = saved[0];
        bytesWritten = saved[1];
        nowhere = saved[2];
    }
}
