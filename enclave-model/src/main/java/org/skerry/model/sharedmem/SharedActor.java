package org.skerry.model.sharedmem;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.skerry.model.attack.Marks;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.core.TurnReplay;
import org.skerry.model.edge.DeviceServer;
import org.skerry.model.memory.MappedMemory;
import org.skerry.model.sharedmem.cache.GuestCache;
import org.skerry.model.sharedmem.containment.Cell;
import org.skerry.model.sharedmem.containment.Party;
import org.skerry.model.sharedmem.dma.DeviceQueues;
import org.skerry.model.sharedmem.runtime.Answer;
import org.skerry.model.sharedmem.runtime.ControlBlock;
import org.skerry.model.sharedmem.runtime.Mailbox;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Admission;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.kernel.GuestCall;
import org.skerry.sim.kernel.Hold;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** One actor as the runtime's scheduler sees it, and its guest. What lies in memory (mailbox, handles, limit) is not repeated here. */
final class SharedActor implements GuestCall, Party {
    /** What the scheduler does with it. */
    enum State {
        /** No message waits. */
        IDLE,
        /** In the run queue. */
        READY,
        /** On a core. */
        RUNNING,
        /** Held in mid-turn until a reply is there. */
        AWAITS_REPLY,
        /** Its turn stands at a message that finds no room in a mailbox. */
        AWAITS_ROOM,
        /** Gone. */
        ENDED
    }

    /** A program that is to take the actor's place, by the order with this number; {@code wish} is null unless a holder of CONTROL asked. */
    record Successor(long image, int order, Oversight wish) {
        Message start(long actor) {
            return wish == null ? ActorBirth.restart(actor, order) : wish.start();
        }
    }

    final String name;
    final long id;
    final int rank;
    final int pinnedTo; // core, or -1
    final ControlBlock control;
    final GuestCache cache;
    final Mailbox mailbox;
    final Answer answer;
    final TurnReplay replay;
    final Admission admission = new Admission();
    final Marks marks = new Marks();
    final MessageTimes times = new MessageTimes();

    long image;
    MappedMemory memory;
    String domain; // trust domain
    Cell cell; // what keeps it in
    long containment; // address of the state of its checks, or 0
    ActorInstance instance;
    Turn turn;
    boolean stopped; // it may not begin a turn
    Successor successor; // takes its place as soon as its core can let go
    boolean stopping; // it ends as soon as its core can let go
    EndReason stopReason = EndReason.STOPPED; // why
    Capability[] born; // handles it came to life with
    State state = State.IDLE;
    Core core; // it runs on, or null
    int lastCore;
    int children;
    int turnsSinceDispatch;

    Message message; // of the present turn
    long sentCycle; // of that message
    long turnStart;
    Step step; // how far the guest came in the present turn
    boolean answered; // the reply it waits for is there
    boolean sending; // the entry under the cursor was sent, and has not found room yet
    long sendCycle; // when it was sent
    long waitBegin; // since when it waits for room
    boolean movedOn; // it has let go of its core in mid-segment: misses to come are those of the core it is on then
    boolean preempted; // the clock has interrupted it in mid-turn
    boolean woken; // it was told that there may be room now
    SharedActor waitsFor; // whose mailbox is full
    final ArrayDeque<SharedActor> waiters = new ArrayDeque<>(); // senders that wait for room here
    GuestFault doom; // it must end as soon as its core can let go

    DeviceServer device; // it is one, or null
    int deviceNumber;
    DeviceQueues queues; // of a device that reads and writes memory, or null

    private Hold hold;

    SharedActor(
            String name,
            long image,
            long id,
            int rank,
            int pinnedTo,
            ControlBlock control,
            MappedMemory memory,
            GuestCache cache,
            Mailbox mailbox,
            Answer answer,
            ActorInstance instance,
            Turn turn,
            CoreSpec coreSpec) {
        this.name = name;
        this.image = image;
        this.id = id;
        this.rank = rank;
        this.pinnedTo = pinnedTo;
        this.control = control;
        this.memory = memory;
        this.cache = cache;
        this.mailbox = mailbox;
        this.answer = answer;
        this.instance = instance;
        this.turn = turn;
        this.born = turn.table().capabilities();
        this.replay = new TurnReplay(
                coreSpec.window().isOn() ? coreSpec.withMemory(0, coreSpec.milliCyclesPerStore()) : coreSpec);
        this.lastCore = Math.max(0, pinnedTo);
        cache.attach(turn);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public ControlBlock control() {
        return control;
    }

    @Override
    public Cell cell() {
        return cell;
    }

    @Override
    public long state() {
        return containment;
    }

    @Override
    public int pinnedTo() {
        return pinnedTo;
    }

    @Override
    public boolean sleeps() {
        return state == State.IDLE || state == State.AWAITS_REPLY;
    }

    /** Another program takes its place. */
    void become(long newImage, MappedMemory newMemory, ActorInstance newInstance, Turn newTurn) {
        image = newImage;
        memory = newMemory;
        instance = newInstance;
        turn = newTurn;
        cache.attach(newTurn);
    }

    boolean held() {
        return hold != null;
    }

    boolean ended() {
        return state == State.ENDED;
    }

    /** Whether its blocks are its own still: it lives, or may be restarted. */
    boolean hasMemory() {
        return !ended() || admission.isKept();
    }

    /** Whether it has begun a turn that is not over. */
    boolean inTurn() {
        return sending || preempted || held() || message != null;
    }

    /** The turn it was in is over where it stands, as if it had never begun. */
    void forgetTurn() {
        abandonGuest();
        message = null;
        step = null;
        answered = false;
        sending = false;
        preempted = false;
        woken = false;
        doom = null;
        if (answer.address() != 0) {
            answer.drop();
        }
    }

    /** The message that has been sent and finds no room. */
    Message messageWithoutRoom() {
        if (queues != null) {
            return queues.waitsForRoom();
        }
        return device != null
                ? device.blockedMessage()
                : (Message) replay.next().object();
    }

    /** Gives up a guest that is held; it will never go on. */
    void abandonGuest() {
        if (hold != null) {
            hold.abandon();
            hold = null;
        }
    }

    @Override
    public Hold resumes() {
        return hold;
    }

    @Override
    public void run() {
        step = instance.step(turn);
    }

    @Override
    public void finished() {
        hold = null;
        cache.countUnseen();
        core.guestStepped();
    }

    @Override
    public void held(Hold newHold) {
        hold = newHold;
        step = new Step.Awaiting(turn.syncPoint());
        cache.countUnseen();
        core.guestStepped();
    }

    // ---- state: between steps only, so that no guest is held ---------------------------------------------------

    void save(StateWriter out) {
        out.writeInt(state.ordinal());
        out.writeInt(lastCore);
        out.writeInt(children);
        out.writeInt(turnsSinceDispatch);
        out.writeBoolean(message != null);
        if (message != null) {
            message.write(out);
        }
        out.writeLong(sentCycle);
        out.writeLong(turnStart);
        saveStep(out);
        out.writeBoolean(answered);
        out.writeBoolean(sending);
        out.writeLong(sendCycle);
        out.writeLong(waitBegin);
        out.writeBoolean(movedOn);
        out.writeBoolean(preempted);
        out.writeBoolean(woken);
        out.writeLong(waitsFor == null ? 0 : waitsFor.id);
        out.writeBoolean(stopped);
        out.writeBoolean(successor != null);
        if (successor != null) {
            out.writeLong(successor.image);
            out.writeInt(successor.order);
            out.writeBoolean(successor.wish != null);
            if (successor.wish != null) {
                successor.wish.write(out);
            }
        }
        out.writeBoolean(stopping);
        out.writeInt(stopReason.ordinal());
        out.writeInt(born.length);
        for (Capability capability : born) {
            out.writeBoolean(capability != null);
            if (capability != null) {
                capability.write(out);
            }
        }
        marks.save(out);
        times.save(out);
        out.writeLongs(waiters.stream().mapToLong(waiter -> waiter.id).toArray());
        memory.save(out);
        instance.save(out);
        turn.save(out);
        turn.ledger().save(out);
        replay.save(out);
        cache.save(out);
        admission.save(out);
    }

    /** Reads what {@link #save} wrote, all but the references to other actors, which it returns: whom it waits for, then who waits. */
    List<Long> load(StateReader in) {
        state = State.values()[in.readIndex(State.values().length, "states")];
        lastCore = in.readInt();
        children = in.readInt();
        turnsSinceDispatch = in.readInt();
        message = in.readBoolean() ? Message.read(in) : null;
        sentCycle = in.readLong();
        turnStart = in.readLong();
        loadStep(in);
        answered = in.readBoolean();
        sending = in.readBoolean();
        sendCycle = in.readLong();
        waitBegin = in.readLong();
        movedOn = in.readBoolean();
        preempted = in.readBoolean();
        woken = in.readBoolean();
        List<Long> others = new ArrayList<>();
        others.add(in.readLong());
        stopped = in.readBoolean();
        successor = in.readBoolean()
                ? new Successor(in.readLong(), in.readInt(), in.readBoolean() ? Oversight.read(in) : null)
                : null;
        stopping = in.readBoolean();
        stopReason = EndReason.values()[in.readIndex(EndReason.values().length, "reasons")];
        born = new Capability[in.readCount(1)];
        for (int i = 0; i < born.length; i++) {
            born[i] = in.readBoolean() ? Capability.read(in) : null;
        }
        marks.load(in);
        times.load(in);
        for (long waiter : in.readLongs()) {
            others.add(waiter);
        }
        memory.load(in);
        instance.load(in);
        turn.load(in);
        turn.ledger().load(in);
        replay.load(in);
        cache.load(in);
        replay.attach(turn.ledger());
        admission.load(in);
        return others;
    }

    private void saveStep(StateWriter out) {
        if (step instanceof Step.Exited exited) {
            out.writeInt(2);
            out.writeInt(exited.code());
        } else if (step instanceof Step.Trapped trapped) {
            out.writeInt(3);
            trapped.fault().write(out);
        } else {
            out.writeInt(step == null ? 0 : 1);
        }
    }

    private void loadStep(StateReader in) {
        switch (in.readInt()) {
            case 1 -> step = Step.DONE;
            case 2 -> step = new Step.Exited(in.readInt());
            case 3 -> step = new Step.Trapped(GuestFault.read(in));
            default -> step = null;
        }
    }
}
