package org.skerry.model.sharedmem;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.model.edge.DeviceServer;
import org.skerry.model.sharedmem.dma.DeviceQueues;
import org.skerry.model.sharedmem.dma.DmaUnit;
import org.skerry.model.sharedmem.runtime.Mailbox;
import org.skerry.model.sharedmem.runtime.MailboxCorrupted;
import org.skerry.model.sharedmem.runtime.MessageRecord;
import org.skerry.sim.actor.Message;
import org.skerry.sim.device.Device;
import org.skerry.sim.event.EventQueue;
import org.skerry.sim.kernel.ClockDomain;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.StatsRegistry;

/**
 * The devices of the machine. Unless they read and write memory by themselves ({@link DmaUnit}), they take messages from their mailboxes
 * and put those they send into others' in no time: no core spends time on it, and the lines of it pass no cache. Who sends to a device
 * pays what any message costs.
 */
final class Devices {
    private final SharedMemorySpec spec;
    private final ActorRuntime runtime;
    private final List<Port> ports = new ArrayList<>(); // in the order of the deployment
    private final EventQueue events = new EventQueue(); // sources: devices in that order
    private final Map<Long, long[]> copies =
            new TreeMap<>(); // by message that a core has to copy: its bytes, then buffers
    private DmaUnit dma; // null: bytes move by themselves
    private long now;

    Devices(SharedMemorySpec spec, ActorRuntime runtime) {
        this.spec = spec;
        this.runtime = runtime;
    }

    /** Bytes of devices move by this, or by themselves if it is null. */
    void moveBy(DmaUnit unit) {
        dma = unit;
    }

    /** The first actor is about to be created. */
    void begin() {
        if (dma != null) {
            dma.begin();
        }
    }

    /** An actor of the deployment is a device. */
    void add(SharedActor actor, StatsRegistry registry) {
        Port port = new Port(ports.size(), actor);
        ports.add(port);
        actor.device = port.server;
        actor.deviceNumber = port.number;
        actor.lastCore = spec.cores() + port.number; // a place of its own, for who watches
        port.server.register(registry, "edge." + actor.name);
        if (dma != null) {
            port.queues = dma.add(actor.name, port);
            actor.queues = port.queues;
        }
    }

    /** The work of a core that sends to a device: a descriptor for it, and what the driver does. */
    void addPost(SharedActor target, RuntimeWork work, LineWalk walk) {
        if (target.queues != null) {
            work.addSoftware(spec.devices().driverCycles());
            walk.addLine(target.queues.nextDescriptor(), true);
        }
    }

    /** The work of a core that takes a message which a device has sent: what the driver does, and the lines of its buffers. */
    void addCopy(long message, RuntimeWork work, LineWalk walk) {
        long[] copy = copies.isEmpty() ? null : copies.remove(message);
        if (copy != null) {
            work.addSoftware(spec.devices().driverCycles());
            int left = (int) copy[0];
            for (int i = 1; i < copy.length; i++) {
                int part = Math.min(left, spec.devices().bufferBytes());
                walk.addCopy(copy[i], part, false);
                left -= part;
            }
        }
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
            ports.get(events.polledSource()).proceed(cycle);
        }
    }

    long nextWake() {
        return events.nextCycle();
    }

    void save(StateWriter out) {
        out.writeLong(now);
        events.save(out);
        ports.forEach(port -> port.save(out));
        if (dma != null) {
            out.writeInt(copies.size());
            copies.forEach((message, copy) -> {
                out.writeLong(message);
                out.writeLongs(copy);
            });
        }
    }

    void load(StateReader in) {
        now = in.readLong();
        events.load(in);
        ports.forEach(port -> port.load(in));
        if (dma != null) {
            copies.clear();
            for (int left = in.readCount(Long.BYTES); left > 0; left--) {
                copies.put(in.readLong(), in.readLongs());
            }
        }
    }

    /** One device and its mailbox in memory. */
    private final class Port implements DeviceServer.Host, DeviceQueues.Host {
        private final int number;
        private final SharedActor actor;
        private final DeviceServer server;
        private final ArrayDeque<Message> fetched = new ArrayDeque<>(); // that it has read from memory
        private DeviceQueues queues; // null: bytes move by themselves

        Port(int number, SharedActor actor) {
            this.number = number;
            this.actor = actor;
            this.server = new DeviceServer((Device) actor.instance, actor.turn, this);
        }

        void proceed(long cycle) {
            if (queues != null && !runtime.panicked()) {
                queues.doorbell(cycle);
                queues.retry(cycle);
            }
            server.proceed(cycle);
        }

        @Override
        public boolean hasMessage() {
            if (queues != null) {
                return !fetched.isEmpty();
            }
            try {
                return !actor.ended() && !actor.mailbox.isEmpty();
            } catch (MailboxCorrupted corrupted) {
                return false; // what its bytes no longer say cannot be served
            }
        }

        @Override
        public Message take(long cycle) {
            Message message = queues == null ? actor.mailbox.take().message() : fetched.remove();
            actor.times.resumed(cycle);
            actor.times.taken(cycle, message, 0, 0, runtime.costs());
            if (queues == null) {
                runtime.wakeNextWaiter(actor);
            }
            return message;
        }

        @Override
        public boolean send(long cycle, Message message) {
            if (queues == null) {
                return runtime.deliverFromDevice(cycle, actor, message);
            }
            boolean leaves = queues.send(cycle, message, cycle);
            if (leaves) {
                runtime.sent(cycle, actor, message);
            }
            return leaves;
        }

        // ---- what the queues of a device that reads and writes memory ask --------------------------------------

        @Override
        public Mailbox mailbox() {
            return actor.mailbox;
        }

        @Override
        public void moveMailbox(long address) {
            long old = actor.mailbox.address();
            Mailbox.format(runtime.space(), address, actor.mailbox.capacityBytes());
            actor.mailbox.moveTo(address);
            runtime.memory().free(old);
        }

        @Override
        public void freeRecord(long cycle) {
            try {
                if (!actor.mailbox.isEmpty()) {
                    actor.mailbox.take();
                    runtime.wakeNextWaiter(actor);
                }
            } catch (MailboxCorrupted corrupted) {
                return; // what its bytes no longer say cannot be taken
            }
        }

        @Override
        public void fetched(long cycle, Message message) {
            fetched.add(message);
            wake(actor);
        }

        @Override
        public boolean deliver(long cycle, MessageRecord record, long[] buffers, int bytes) {
            if (!runtime.deliverFromBuffers(cycle, record.sentCycle(), actor, record.message())) {
                return false;
            }
            long[] copy = new long[1 + buffers.length];
            copy[0] = bytes;
            System.arraycopy(buffers, 0, copy, 1, buffers.length);
            copies.put(record.message().id(), copy);
            return true;
        }

        @Override
        public void mayLeave(long cycle) {
            wake(actor);
        }

        void save(StateWriter out) {
            server.save(out);
            if (queues != null) {
                out.writeInt(fetched.size());
                fetched.forEach(message -> message.write(out));
            }
        }

        void load(StateReader in) {
            server.load(in);
            if (queues != null) {
                fetched.clear();
                for (int left = in.readCount(1); left > 0; left--) {
                    fetched.add(Message.read(in));
                }
            }
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
