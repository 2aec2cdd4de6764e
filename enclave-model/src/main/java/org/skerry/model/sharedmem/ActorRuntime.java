package org.skerry.model.sharedmem;

import java.util.ArrayList;
import java.util.List;
import org.skerry.model.count.ActorCounters;
import org.skerry.model.count.MessageCosts;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.sharedmem.runtime.Mailbox;
import org.skerry.model.sharedmem.runtime.MailboxCorrupted;
import org.skerry.model.sharedmem.runtime.MessageRecord;
import org.skerry.model.sharedmem.runtime.Purpose;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;
import org.skerry.model.sharedmem.runtime.RuntimePanic;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.SpawnRequest;
import org.skerry.sim.actor.Status;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.ActorFault;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.RunObserver;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * What the software does with messages and actors: delivers, refuses, creates, revokes, ends. It is called when the core that runs it
 * has spent the time; everything here takes effect at once.
 */
final class ActorRuntime {
    private static final int EVENT_DELIVERED = 16;
    private static final int EVENT_REFUSED = 17;
    private static final int EVENT_ENDED = 18;
    private static final int EVENT_STARTED = 19;
    private static final int EVENT_REVOKED = 20;
    private static final int EVENT_OVERSEEN = 22;

    private final SharedMemorySpec spec;
    private final RuntimeMemory memory;
    private final Population population;
    private final ReadyQueue queue;
    private final ActorCounters counters = new ActorCounters();
    private final MessageCosts costs = new MessageCosts();
    private final EntityDigests digests;
    private final int entity; // the runtime's own
    private final List<RankedLine> log = new ArrayList<>();
    private final List<ActorFault> faults = new ArrayList<>();
    private final Devices devices;
    private final RuntimeTimers timers;
    private final Lives lives;
    private RunObserver observer;
    private boolean panicked;

    /** A line of the log and the rank of its actor. */
    record RankedLine(int rank, LogLine line) {}

    ActorRuntime(
            SharedMemorySpec spec,
            RuntimeMemory memory,
            Population population,
            ReadyQueue queue,
            EntityDigests digests,
            int entity) {
        this.spec = spec;
        this.memory = memory;
        this.population = population;
        this.queue = queue;
        this.digests = digests;
        this.entity = entity;
        this.devices = new Devices(spec, this);
        this.timers = new RuntimeTimers(spec, memory, this);
        this.lives = new Lives(this, queue, spec);
    }

    /** How actors end and begin anew. */
    Lives lives() {
        return lives;
    }

    RuntimeTimers timers() {
        return timers;
    }

    Devices devices() {
        return devices;
    }

    void observe(RunObserver newObserver) {
        observer = newObserver;
    }

    RunObserver observer() {
        return observer;
    }

    /** The decoder of the one memory. */
    AddressSpace space() {
        return memory.space();
    }

    RuntimeMemory memory() {
        return memory;
    }

    /** What messages have cost. */
    MessageCosts costs() {
        return costs;
    }

    ActorCounters counters() {
        return counters;
    }

    List<ActorFault> faults() {
        return faults;
    }

    List<RankedLine> log() {
        return log;
    }

    Population population() {
        return population;
    }

    // ---- messages ----------------------------------------------------------------------------------------------

    /**
     * Puts a message of an actor where it belongs, or refuses it.
     *
     * @return false if the mailbox has no room: nothing has happened then, and the sender must wait
     */
    boolean deliver(long cycle, SharedActor sender, Message message) {
        SharedActor target = population.find(message.target());
        Status status = target == null ? Status.TARGET_DEAD : target.admission.admit(message);
        boolean answersCall = message.callId() != 0 && message.replyTo() == null;
        if (status == Status.OK && answersCall && !awaits(target, message)) {
            status = Status.TARGET_DEAD;
        }
        if (status == Status.OK && !answersCall) {
            try {
                if (!hasRoomFor(target, sender, message)) {
                    return false;
                }
                put(cycle, target, message, sender.sendCycle);
                target.times.arrived(cycle, message, sender.times, false);
                wakeNextWaiter(target);
                return true;
            } catch (MailboxCorrupted corrupted) {
                doom(cycle, target, corrupted);
                status = Status.TARGET_DEAD;
            }
        }
        if (status != Status.OK) {
            refuse(cycle, message, status);
        } else {
            answer(cycle, target, message, sender.sendCycle);
            target.times.arrived(cycle, message, sender.times, true);
        }
        return true;
    }

    private static boolean awaits(SharedActor target, Message message) {
        return target.turn.awaitedCall() == message.callId() && !target.answered;
    }

    /** Room within the bound, and nobody has waited for it longer. */
    boolean hasRoomFor(SharedActor target, SharedActor sender, Message message) {
        int bytes = MessageRecord.bytes(message);
        return (target.waiters.isEmpty() || target.waiters.peek() == sender)
                && target.mailbox.usedBytes() + bytes <= spec.runtime().mailboxBytes()
                && target.mailbox.hasRoom(message);
    }

    /** Lets the sender that has waited longest try again, if its message has room. */
    void wakeNextWaiter(SharedActor target) {
        SharedActor head = target.waiters.peek();
        if (head == null || head.woken) {
            return;
        }
        Message message = head.messageWithoutRoom();
        if (hasRoomFor(target, head, message)) {
            wake(head);
        }
    }

    void wake(SharedActor waiter) {
        waiter.woken = true;
        makeReady(waiter);
    }

    private void put(long cycle, SharedActor target, Message message, long sentCycle) {
        target.mailbox.put(new MessageRecord(message, sentCycle));
        delivered(cycle, target, message, sentCycle);
        if (target.device != null) {
            target.device.expect(cycle);
            devices.wake(target);
        } else if (target.state == SharedActor.State.IDLE && !target.stopped) {
            makeReady(target);
        }
    }

    /** A device has sent a message; false if it finds no room, and then the device is woken when it may. */
    boolean deliverFromDevice(long cycle, SharedActor device, Message message) {
        if (!device.sending) {
            device.sending = true;
            device.sendCycle = cycle;
            sent(cycle, device, message);
        }
        return deliverSent(cycle, device, message);
    }

    /** The same for a message that it sent at an earlier cycle, and whose bytes have come to memory since then. */
    boolean deliverFromBuffers(long cycle, long sentCycle, SharedActor device, Message message) {
        if (!device.sending) {
            device.sending = true;
            device.sendCycle = sentCycle;
        }
        return deliverSent(cycle, device, message);
    }

    private boolean deliverSent(long cycle, SharedActor device, Message message) {
        device.times.sends(device.sendCycle, 0);
        device.times.stood(cycle - device.sendCycle);
        SharedActor target = population.find(message.target());
        if (!deliver(cycle, device, message)) {
            if (device.waitsFor == null) {
                device.waitsFor = target;
                target.waiters.add(device);
            }
            device.woken = false;
            device.state = SharedActor.State.AWAITS_ROOM;
            return false;
        }
        device.sending = false;
        device.woken = false;
        device.state = SharedActor.State.IDLE;
        SharedActor left = device.waitsFor;
        device.waitsFor = null;
        if (left != null && left.waiters.remove(device) && !left.ended()) {
            wakeNextWaiter(left);
        }
        return true;
    }

    /** An actor sends a message; it has not arrived. */
    void sent(long cycle, SharedActor sender, Message message) {
        counters.sent++;
        counters.bytes += message.wireBytes();
        if (observer != null) {
            observer.onMessageSent(cycle, sender.lastCore, message);
        }
        sender.marks.sent(message.target());
    }

    private void answer(long cycle, SharedActor target, Message message, long sentCycle) {
        if (!target.answer.put(new MessageRecord(message, sentCycle))) {
            throw RuntimePanic.exhausted("an answer", MessageRecord.bytes(message));
        }
        target.answered = true;
        delivered(cycle, target, message, sentCycle);
        if (target.state == SharedActor.State.AWAITS_REPLY) {
            makeReady(target);
        }
    }

    private void delivered(long cycle, SharedActor target, Message message, long sentCycle) {
        counters.delivered++;
        counters.messageLatency.record(cycle - sentCycle);
        digests.add(entity, cycle, EVENT_DELIVERED, Mix.combine(message.id(), target.id));
        if (observer != null) {
            observer.onMessageDelivered(cycle, target.lastCore, message);
        }
    }

    void makeReady(SharedActor actor) {
        if (actor.device != null) {
            devices.wake(actor);
            return;
        }
        actor.state = SharedActor.State.READY;
        queue.add(actor);
    }

    /** What the machine itself has to say is never refused for lack of room: the mailbox grows. */
    void deliverSystem(long cycle, Message message) {
        SharedActor target = population.find(message.target());
        boolean answersCall = message.callId() != 0;
        if (target == null || target.admission.closed() || answersCall && !awaits(target, message)) {
            refuse(cycle, message, Status.TARGET_DEAD);
            return;
        }
        if (answersCall) {
            answer(cycle, target, message, cycle);
            return;
        }
        try {
            if (!target.mailbox.hasRoom(message)) {
                enlarge(target);
            }
            put(cycle, target, message, cycle);
        } catch (MailboxCorrupted corrupted) {
            doom(cycle, target, corrupted);
        }
    }

    private void enlarge(SharedActor target) {
        long old = target.mailbox.address();
        long ringBytes = 2 * target.mailbox.capacityBytes();
        long bytes = Mailbox.HEADER_BYTES + ringBytes;
        long address = memory.allocate(Purpose.MAILBOX, target.name, bytes, null);
        if (address == 0) {
            throw RuntimePanic.exhausted("a larger mailbox", bytes);
        }
        Mailbox.format(memory.space(), address, ringBytes);
        target.mailbox.moveTo(address);
        if (target.queues == null) { // descriptors may still point to where it was
            memory.free(old);
        }
    }

    void refuse(long cycle, Message message, Status why) {
        counters.refused++;
        digests.add(entity, cycle, EVENT_REFUSED, Mix.combine(message.id(), why.code()));
        if (observer != null) {
            SharedActor target = population.find(message.target());
            observer.onMessageRefused(cycle, target == null ? 0 : target.lastCore, message, why);
        }
        if (message.sender() != 0) {
            deliverSystem(cycle, message.refusal(why));
        }
    }

    void log(long cycle, SharedActor actor, byte[] line) {
        log.add(new RankedLine(actor.rank, new LogLine(cycle, actor.name, LogLine.decode(line))));
    }

    // ---- authority and life ------------------------------------------------------------------------------------

    void revoke(long cycle, SharedActor revoker, Capability capability, int handle) {
        counters.revocations++;
        digests.add(entity, cycle, EVENT_REVOKED, capability.id());
        SharedActor target = population.find(capability.target());
        if (target != null) {
            lives.revoke(cycle, target, capability);
        }
        if (observer != null) {
            observer.onRevoked(cycle, revoker.lastCore, capability.id());
        }
        deliverSystem(cycle, Message.revoked(capability, handle, revoker.id));
    }

    /** Creates the actor that a parent asked for, or tells the parent that there is no room. */
    void spawn(long cycle, SharedActor parent, SpawnRequest request) {
        SharedActor child = null;
        if (population.image(request.image()) != null && population.find(request.child()) == null) {
            String name = ActorBirth.childName(parent.name, ++parent.children);
            Population.Identity who =
                    new Population.Identity(name, request.image(), request.child(), -1, false, parent.domain);
            try {
                child = population.create(who, table -> {
                    ActorBirth.installSelf(who.id(), 0, table);
                    return Grants.NONE;
                });
            } catch (GuestException refused) {
                child = null;
            }
        }
        if (child == null) {
            deliverSystem(cycle, Message.refusal(request, Status.NO_ROOM));
            return;
        }
        started(cycle, child);
        put(cycle, child, request.start(), cycle);
    }

    void started(long cycle, SharedActor actor) {
        lives.began(cycle, actor);
        counters.started++;
        digests.add(entity, cycle, EVENT_STARTED, actor.id);
        if (observer != null) {
            observer.onActorStarted(cycle, actor.id, actor.lastCore);
        }
    }

    /** The first message of an actor of the plan. */
    void deliverStart(SharedActor actor, Message start) {
        put(0, actor, start, 0);
    }

    /** An end is written down. */
    void noteEnd(long cycle, SharedActor actor, String how) {
        counters.ended++;
        digests.add(entity, cycle, EVENT_ENDED, Mix.combine(actor.id, Mix.hash(how)));
        if (observer != null) {
            observer.onActorEnded(cycle, actor.id, actor.lastCore, how);
        }
    }

    /** What somebody asks about an actor is written down. */
    void noteOverseen(long cycle, Oversight wish) {
        digests.add(entity, cycle, EVENT_OVERSEEN, wish.id());
    }

    /** The end of an actor by its own fault, or by what was done to it. */
    void fault(long cycle, SharedActor actor, GuestFault fault) {
        counters.faulted++;
        faults.add(new ActorFault(actor.name, cycle, fault));
        population.containment().faulted(actor);
        List<SharedActor> others = population.endingWith(actor);
        lives.end(cycle, actor, "fault", EndReason.TRAPPED, fault.kind().ordinal());
        others.forEach(other -> lives.stop(cycle, other, EndReason.TRAPPED));
    }

    /** Ends an actor whose mailbox makes no sense, now or as soon as its core can let go. */
    void doom(long cycle, SharedActor actor, MailboxCorrupted why) {
        GuestFault fault = new GuestFault(GuestFault.Kind.MEMORY, "?", why.getMessage(), 0);
        if (actor.core != null) {
            actor.doom = fault;
        } else {
            fault(cycle, actor, fault);
        }
    }

    /** The actor takes no further turn; one that it is in it may finish. */
    void stop(SharedActor actor) {
        actor.stopped = true;
        if (actor.state == SharedActor.State.READY && !actor.inTurn()) {
            queue.withdraw(actor);
            actor.state = SharedActor.State.IDLE;
        }
    }

    /** Ends everything: the runtime has found that it cannot trust its own memory. */
    void panic(long cycle, RuntimePanic why) {
        panicked = true;
        queue.clear();
        faults.add(new ActorFault(
                "runtime", cycle, new GuestFault(GuestFault.Kind.MEMORY, "allocator", why.getMessage(), 0)));
        for (SharedActor actor : population.all()) {
            if (!actor.ended()) {
                actor.admission.close();
                actor.state = SharedActor.State.ENDED;
                counters.ended++;
                digests.add(entity, cycle, EVENT_ENDED, actor.id);
                actor.abandonGuest();
                if (observer != null) {
                    observer.onActorEnded(cycle, actor.id, actor.lastCore, "panic of the runtime");
                }
            }
        }
    }

    boolean panicked() {
        return panicked;
    }

    // ---- state -------------------------------------------------------------------------------------------------

    void save(StateWriter out) {
        out.writeBoolean(panicked);
        counters.save(out);
        costs.save(out);
        LogLine.writeAll(log.stream().map(RankedLine::line).toList(), out);
        out.writeInts(log.stream().mapToInt(RankedLine::rank).toArray());
        ActorFault.writeAll(faults, out);
        timers.save(out);
    }

    void load(StateReader in) {
        panicked = in.readBoolean();
        counters.load(in);
        costs.load(in);
        List<LogLine> lines = new ArrayList<>();
        LogLine.readAll(lines, in);
        int[] ranks = new int[in.readCount(Integer.BYTES)];
        log.clear();
        for (int i = 0; i < ranks.length; i++) {
            log.add(new RankedLine(in.readInt(), lines.get(i)));
        }
        ActorFault.readAll(faults, in);
        timers.load(in);
    }
}
