package org.skerry.model.sharedmem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.model.edge.DeviceServer;
import org.skerry.model.sharedmem.runtime.MailboxCorrupted;
import org.skerry.sim.actor.Message;
import org.skerry.sim.device.Device;
import org.skerry.sim.event.EventQueue;
import org.skerry.sim.kernel.ClockDomain;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.StatsRegistry;

/**
 * The devices of the machine. They read their mailboxes and write those of others by themselves: no core spends time on it, and the
 * lines of it pass no cache. Who sends to a device pays what any message costs.
 */
final class Devices {
    private final SharedMemorySpec spec;
    private final ActorRuntime runtime;
    private final List<Port> ports = new ArrayList<>(); // in the order of the deployment
    private final EventQueue events = new EventQueue(); // sources: devices in that order
    private long now;

    Devices(SharedMemorySpec spec, ActorRuntime runtime) {
        this.spec = spec;
        this.runtime = runtime;
    }

    /** An actor of the deployment is a device. */
    void add(SharedActor actor, StatsRegistry registry) {
        Port port = new Port(ports.size(), actor);
        ports.add(port);
        actor.device = port.server;
        actor.deviceNumber = port.number;
        actor.lastCore = spec.cores() + port.number; // a place of its own, for who watches
        port.server.register(registry, "edge." + actor.name);
    }

    int size() {
        return ports.size();
    }

    Map<String, Device> byName() {
        Map<String, Device> devices = new LinkedHashMap<>();
        ports.forEach(port -> devices.put(port.actor.name, (Device) port.actor.instance));
        return devices;
    }

    /** A message waits for a device, or there may be room for what it sends: it looks in the next cycle. */
    void wake(SharedActor device) {
        events.add(now + 1, device.deviceNumber, 0);
    }

    /** Does what is due. */
    void tick(long cycle) {
        now = cycle;
        while (events.poll(cycle)) {
            ports.get(events.polledSource()).server.proceed(cycle);
        }
    }

    long nextWake() {
        return events.nextCycle();
    }

    void save(StateWriter out) {
        out.writeLong(now);
        events.save(out);
        ports.forEach(port -> port.server.save(out));
    }

    void load(StateReader in) {
        now = in.readLong();
        events.load(in);
        ports.forEach(port -> port.server.load(in));
    }

    /** One device and its mailbox in memory. */
    private final class Port implements DeviceServer.Host {
        private final int number;
        private final SharedActor actor;
        private final DeviceServer server;

        Port(int number, SharedActor actor) {
            this.number = number;
            this.actor = actor;
            this.server = new DeviceServer((Device) actor.instance, actor.turn, this);
        }

        @Override
        public boolean hasMessage() {
            try {
                return !actor.ended() && !actor.mailbox.isEmpty();
            } catch (MailboxCorrupted corrupted) {
                return false; // what its bytes no longer say cannot be served
            }
        }

        @Override
        public Message take(long cycle) {
            Message message = actor.mailbox.take().message();
            actor.times.resumed(cycle);
            actor.times.taken(cycle, message, 0, 0, runtime.costs());
            runtime.wakeNextWaiter(actor);
            return message;
        }

        @Override
        public boolean send(long cycle, Message message) {
            return runtime.deliverFromDevice(cycle, actor, message);
        }

        @Override
        public void wakeAt(long cycle) {
            events.add(cycle, number, 0);
        }

        @Override
        public long nanoseconds(long cycle) {
            return spec.nanoseconds(cycle);
        }

        @Override
        public long cycles(long nanoseconds) {
            return ClockDomain.cycles(nanoseconds, spec.femtosecondsPerCycle());
        }
    }
}
