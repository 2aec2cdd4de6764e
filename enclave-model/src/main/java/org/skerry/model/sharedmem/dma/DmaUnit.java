package org.skerry.model.sharedmem.dma;

import java.util.List;
import org.skerry.model.attack.Order;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.ReachLog;
import org.skerry.model.sharedmem.cache.DevicePort;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;
import org.skerry.sim.event.EventQueue;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.StatsRegistry;

/**
 * The agents of a machine that read and write memory by themselves, the port through which they do, and the IOMMU before it if there is
 * one: {@link AccessPath} is the way between them.
 */
public final class DmaUnit implements Stateful {
    /** Name of the management controller; no actor can have it. */
    public static final String MANAGEMENT = Order.Transfer.MANAGEMENT;

    private final DevicesSpec spec;
    private final RuntimeMemory memory;
    private final int lineBytes;
    private final EventQueue events = new EventQueue(); // sources: agents
    private final Agents agents;
    private final AccessPath path;
    private Sweep.Ended listener; // hears what came of orders

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
        this.lineBytes = lineBytes;
        agents = new Agents(spec, femtosecondsPerCycle);
        path = new AccessPath(spec, memory, lineBytes, events, agents, lazyCycles, bugs);
        agents.add(new Bmc(this));
    }

    /** Who hears of the port to the homes of lines what is done. */
    public DevicePort.Listener atPort() {
        return path;
    }

    /** The way to the homes of lines. */
    public void connect(DevicePort port) {
        path.connect(port);
    }

    /** The machine is being loaded: tables of the IOMMU take their room. */
    public void begin() {
        if (iommu() != null) {
            iommu().begin();
            iommu().addDomain(Bmc.NUMBER, MANAGEMENT);
        }
    }

    /** One more device, whose messages come and go by rings of descriptors. */
    public DeviceQueues add(String name, DeviceQueues.Host host) {
        DeviceQueues queues = new DeviceQueues(this, agents.count(), name, host);
        agents.add(queues);
        if (iommu() != null) {
            iommu().addDomain(queues.number(), name);
        }
        queues.begin();
        return queues;
    }

    // ---- who has been taken over -------------------------------------------------------------------------------

    /** Somebody who programs the agent of this name has it read or write memory; false if there is none. */
    public boolean order(long cycle, String name, Sweep sweep) {
        Agent agent = agents.named(name);
        if (agent == null) {
            return false;
        }
        ((Orders.Holder) agent).orders().give(cycle, sweep);
        return true;
    }

    /** The driver of a device names a wrong address with its next buffer; false if there is no such device. */
    public boolean mislead(String name, long address) {
        if (agents.named(name) instanceof DeviceQueues queues) {
            queues.mislead(address);
            return true;
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

    /** Whose bytes agents have reached that are not theirs. */
    public ReachLog reach() {
        return path.reach();
    }

    // ---- for agents --------------------------------------------------------------------------------------------

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
        return path.iommu();
    }

    /** Lets pieces of a transfer leave, as far as its channel may. */
    void pump(long cycle, Agent agent, int channel) {
        path.pump(cycle, agent, channel);
    }

    /** Asks for {@link Agent#due}. */
    void wakeAt(long cycle, Agent agent, int what) {
        events.add(cycle, agent.number(), (long) what << AccessPath.KIND_BITS | AccessPath.ASKED_FOR);
    }

    // ---- time --------------------------------------------------------------------------------------------------

    /** Does what is due. */
    public void tick(long cycle) {
        while (events.poll(cycle)) {
            int number = (int) (events.polledPayload() >> AccessPath.KIND_BITS);
            int kind = (int) events.polledPayload() & (1 << AccessPath.KIND_BITS) - 1;
            if (kind == AccessPath.ASKED_FOR) {
                agents.get(events.polledSource()).due(cycle, number);
            } else {
                path.due(cycle, kind, number);
            }
        }
    }

    /** The next cycle at which something is due. */
    public long nextWake() {
        return events.nextCycle();
    }

    // ---- what it counts, and state -----------------------------------------------------------------------------

    /** Adds the metrics {@code dma.*} and {@code iommu.*}. */
    public void register(StatsRegistry registry) {
        path.register(registry);
    }

    @Override
    public void save(StateWriter out) {
        events.save(out);
        agents.save(out);
        path.save(out);
    }

    @Override
    public void load(StateReader in) {
        events.load(in);
        agents.load(in);
        path.load(in);
    }
}
