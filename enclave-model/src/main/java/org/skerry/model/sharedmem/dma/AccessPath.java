package org.skerry.model.sharedmem.dma;

import java.util.List;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.ReachLog;
import org.skerry.model.sharedmem.cache.DevicePort;
import org.skerry.model.sharedmem.dma.AccessPool.LineAccess;
import org.skerry.model.sharedmem.dma.DevicesSpec.Management;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;
import org.skerry.sim.event.EventQueue;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.StatsRegistry;

/**
 * The way of a line from its agent to memory and back.
 *
 * <pre>
 *   agent --link--> [IOMMU: known page, or walk] --> port --mesh--> home of the line
 *         <--link--                                       <--mesh--
 * </pre>
 *
 * <p>Bytes move when the answer of the home is at the port. Whose they are follows from what the address decodes to; those that are not
 * the agent's own are written down.
 */
final class AccessPath implements Stateful, DevicePort.Listener, Iommu.Outlet {
    /** Lowest bits of the payload of an event: what is due; above them the number of the access. */
    static final int KIND_BITS = 2;

    private static final int AT_PORT = 0;
    private static final int KNOWN = 1;
    private static final int AT_AGENT = 2;

    /** The kind of events that agents asked for, and not an access; their number is what it is about. */
    static final int ASKED_FOR = 3;

    private final DevicesSpec spec;
    private final AddressSpace space;
    private final int lineBytes;
    private final EventQueue events; // sources: agents
    private final Agents agents;
    private final Iommu iommu; // null: none
    private final AccessPool accesses = new AccessPool();
    private final DmaCounters counters = new DmaCounters();
    private final ReachLog reach = new ReachLog();
    private DevicePort port;

    AccessPath(
            DevicesSpec spec,
            RuntimeMemory memory,
            int lineBytes,
            EventQueue events,
            Agents agents,
            long lazyCycles,
            List<BugObject> bugs) {
        this.spec = spec;
        this.lineBytes = lineBytes;
        this.events = events;
        this.agents = agents;
        space = memory.space();
        iommu = spec.iommu().on() ? new Iommu(spec.iommu(), memory, lazyCycles, bugs, this) : null;
    }

    /** The way to the homes of lines. */
    void connect(DevicePort newPort) {
        port = newPort;
    }

    /** The IOMMU, or null. */
    Iommu iommu() {
        return iommu;
    }

    /** Whose bytes agents have reached that are not theirs. */
    ReachLog reach() {
        return reach;
    }

    /** Does what is due of an access. */
    void due(long cycle, int what, int number) {
        switch (what) {
            case AT_PORT -> atPort(cycle, number);
            case KNOWN -> go(cycle, number);
            default -> atAgent(cycle, number);
        }
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
            long leaves = agents.leave(cycle, agent.number(), transfer.to(piece) - transfer.from(piece));
            int number = accesses.take();
            LineAccess access = accesses.get(number);
            access.agent = agent.number();
            access.channel = channel;
            access.piece = piece;
            access.address = transfer.addressOf(piece);
            access.left = leaves;
            access.ok = true;
            then(Math.max(cycle + 1, leaves + spec.linkCycles()), number, AT_PORT);
        }
    }

    private void then(long cycle, int number, int what) {
        events.add(cycle, accesses.get(number).agent, (long) number << KIND_BITS | what);
    }

    private void atPort(long cycle, int number) {
        LineAccess access = accesses.get(number);
        boolean translated =
                iommu != null && (access.agent != Bmc.NUMBER || spec.management() == Management.TRANSLATED);
        if (!translated) {
            go(cycle, number);
            return;
        }
        Agent agent = agents.get(access.agent);
        Transfer transfer = transferOf(access);
        int bytes = transfer.to(access.piece) - transfer.from(access.piece);
        if (iommu.lookUp(cycle, number, access.agent, agent.name(), access.address, bytes, transfer.write)) {
            allow(access, iommu.word());
            then(cycle + spec.iommu().hitCycles(), number, KNOWN);
        }
    }

    @Override
    public void translated(long cycle, int number, long word) {
        allow(accesses.get(number), word);
        go(cycle, number);
    }

    private void allow(LineAccess access, long word) {
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
        LineAccess access = accesses.get(number);
        Transfer transfer = transferOf(access);
        int bytes = transfer.to(access.piece) - transfer.from(access.piece);
        if (access.ok && !space.decodes(access.address, bytes)) {
            access.ok = false;
            reach.stopped(agents.get(access.agent).name(), "decoder of " + space.name(), transfer.write);
        }
        if (!access.ok) {
            counters.ledNowhere();
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
        LineAccess access = accesses.get((int) tag);
        Transfer transfer = transferOf(access);
        int from = transfer.from(access.piece);
        int bytes = transfer.to(access.piece) - from;
        String name = agents.get(access.agent).name();
        for (int i = 0; i < bytes; i += Long.BYTES) {
            move(name, transfer, from + i, access.address + i, Math.min(Long.BYTES, bytes - i));
        }
        counters.moved(bytes, transfer.write);
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
        then(cycle + Math.max(1, spec.linkCycles()), number, AT_AGENT);
    }

    private void atAgent(long cycle, int number) {
        LineAccess access = accesses.get(number);
        Agent agent = agents.get(access.agent);
        Transfer transfer = agent.transfer(access.channel);
        if (access.ok) {
            counters.back(cycle - access.left, transfer.write);
        }
        transfer.arrived(access.ok);
        accesses.giveBack(number);
        pump(cycle, agent, access.channel);
    }

    private Transfer transferOf(LineAccess access) {
        return agents.get(access.agent).transfer(access.channel);
    }

    /** Adds the metrics {@code dma.*} and {@code iommu.*}. */
    void register(StatsRegistry registry) {
        counters.register(registry, port, agents::lost);
        if (iommu != null) {
            DmaCounters.register(registry, iommu);
        }
    }

    @Override
    public void save(StateWriter out) {
        reach.save(out);
        if (iommu != null) {
            iommu.save(out);
        }
        accesses.save(out);
        counters.save(out);
    }

    @Override
    public void load(StateReader in) {
        reach.load(in);
        if (iommu != null) {
            iommu.load(in);
        }
        accesses.load(in);
        counters.load(in);
    }
}
