package org.skerry.sim.machine;

import java.util.ArrayDeque;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Admission;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.device.Device;
import org.skerry.sim.kernel.GuestCall;
import org.skerry.sim.kernel.Hold;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** One actor of the machine without time: its messages, its turn, and the guest if it is held. */
final class ImmediateActor implements GuestCall, Stateful {
    private final ImmediateMachine machine;
    final String name;
    final long id;
    Capability[] born; // handles it came to life with
    long image;
    LinearMemory memory;
    ActorInstance instance;
    Turn turn;
    final Admission admission = new Admission();
    final ArrayDeque<Message> inbox = new ArrayDeque<>();
    final Device device; // or null
    int children;
    Oversight fate; // it is to end or to be restarted when its step is over

    private Hold hold;
    private boolean mayResume;
    private Step step;

    ImmediateActor(
            ImmediateMachine machine,
            String name,
            long image,
            long id,
            LinearMemory memory,
            ActorInstance instance,
            Turn turn) {
        this.machine = machine;
        this.name = name;
        this.image = image;
        this.id = id;
        this.memory = memory;
        this.instance = instance;
        this.turn = turn;
        this.born = turn.table().capabilities();
        this.device = instance instanceof Device edge ? edge : null;
    }

    /** Another program takes its place; the one before may be held, and will never go on. */
    void become(long newImage, LinearMemory newMemory, ActorInstance newInstance, Turn newTurn) {
        image = newImage;
        memory = newMemory;
        instance = newInstance;
        turn = newTurn;
    }

    /** Gives up a guest that is held. */
    void abandon() {
        if (hold != null) {
            hold.abandon();
            hold = null;
        }
        mayResume = false;
    }

    boolean held() {
        return hold != null;
    }

    /** Whether there is something to run: a held guest that was answered, or a message for an idle actor. */
    boolean ready() {
        return held() ? mayResume : !inbox.isEmpty() || acts();
    }

    /** Whether it is a device that is about to do something of itself, which on a machine without time is due unless it acts last. */
    boolean acts() {
        return device != null && !device.actsLast() && device.nextNanoseconds() != Device.NEVER;
    }

    /** Lets a held guest go on at the actor's next place in the queue. */
    void answered() {
        mayResume = true;
    }

    /** Prepares the next step; the machine then offers this actor as the call to run. */
    void begin() {
        if (!held()) {
            turn.begin(inbox.isEmpty() ? ActorBirth.own(id) : inbox.remove());
        }
        mayResume = false;
    }

    @Override
    public Hold resumes() {
        return hold;
    }

    @Override
    public void run() {
        if (device == null) {
            step = instance.step(turn);
        } else {
            machine.serve(this);
            step = Step.DONE;
        }
    }

    @Override
    public void finished() {
        hold = null;
        machine.stepped(this, step);
    }

    @Override
    public void held(Hold newHold) {
        hold = newHold;
        machine.stepped(this, new Step.Awaiting(turn.syncPoint()));
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(children);
        out.writeInt(born.length);
        for (Capability capability : born) {
            out.writeBoolean(capability != null);
            if (capability != null) {
                capability.write(out);
            }
        }
        memory.save(out);
        instance.save(out);
        turn.save(out);
        admission.save(out);
        out.writeInt(inbox.size());
        inbox.forEach(message -> message.write(out));
    }

    @Override
    public void load(StateReader in) {
        children = in.readInt();
        born = new Capability[in.readCount(1)];
        for (int i = 0; i < born.length; i++) {
            born[i] = in.readBoolean() ? Capability.read(in) : null;
        }
        memory.load(in);
        instance.load(in);
        turn.load(in);
        admission.load(in);
        inbox.clear();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            inbox.add(Message.read(in));
        }
    }
}
