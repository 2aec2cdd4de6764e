package org.skerry.model.sharedmem;

import java.util.ArrayDeque;
import java.util.List;
import org.skerry.model.count.MessageCosts;
import org.skerry.model.count.MessagePart;
import org.skerry.sim.actor.Message;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * When what happened to the message that an actor sends, and to those that wait for it. Nothing that is simulated reads it; it becomes the
 * parts of what a message costs.
 *
 * <pre>
 *   sender    |software|lines, software|full: stands still|lines, software|--put
 *   receiver  put--|busy with others|ready|switch|lines, software|--handler
 * </pre>
 */
final class MessageTimes {
    /** What a message can spend cycles on here. */
    static final List<MessagePart> PARTS = List.of(
            MessagePart.SEND_SOFTWARE,
            MessagePart.SEND_LINES,
            MessagePart.SEND_STALL,
            MessagePart.MAILBOX,
            MessagePart.DISPATCH,
            MessagePart.WAKE_UP,
            MessagePart.RECEIVE_LINES,
            MessagePart.RECEIVE_SOFTWARE);

    /** A message that has come and what it cost its sender. */
    private record Arrival(long id, long software, long lines, long stall, long cycle) {
        void write(StateWriter out) {
            out.writeLongs(new long[] {id, software, lines, stall, cycle});
        }

        static Arrival read(StateReader in) {
            long[] fields = new long[5];
            in.readLongs(fields);
            return new Arrival(fields[0], fields[1], fields[2], fields[3], fields[4]);
        }
    }

    private final ArrayDeque<Arrival> waiting = new ArrayDeque<>();
    private Arrival answer; // to its call
    private long began; // when its software turned to the message that it sends
    private long software; // of that message, so far
    private long stall; // likewise
    private long left; // when it last left a core
    private long assigned; // when a core last took it
    private long resumed; // when a core last began to receive for it
    private boolean first; // that was the first thing the core did

    // ---- as a sender -------------------------------------------------------------------------------------------

    /** At {@code cycle} the core has spent so many cycles of software on a message, and goes on with it in the runtime. */
    void sends(long cycle, long softwareCycles) {
        began = cycle - softwareCycles;
        software = softwareCycles;
        stall = 0;
    }

    /** The runtime's software tries to put it into the mailbox. */
    void tries(long softwareCycles) {
        software += softwareCycles;
    }

    /** There was no room, and it stood still. */
    void stood(long cycles) {
        stall += cycles;
    }

    // ---- as a receiver -----------------------------------------------------------------------------------------

    /** What {@code sender} has sent is here. */
    void arrived(long cycle, Message message, MessageTimes sender, boolean answersCall) {
        Arrival arrival = new Arrival(
                message.id(),
                sender.software,
                cycle - sender.began - sender.software - sender.stall,
                sender.stall,
                cycle);
        if (answersCall) {
            answer = arrival;
        } else {
            waiting.add(arrival);
        }
    }

    /** A core takes the actor. */
    void assigned(long cycle) {
        assigned = cycle;
        first = true;
    }

    /** The core begins to receive for it. */
    void resumed(long cycle) {
        resumed = cycle;
    }

    /** The core has done something else for it. */
    void wentOn() {
        first = false;
    }

    /** The core lets go of it. */
    void left(long cycle) {
        left = cycle;
    }

    /**
     * The core has taken a message out of the mailbox.
     *
     * @param runtime cycles of the runtime's software before
     * @param core    cycles of the core's software from now on until the handler runs
     */
    void taken(long cycle, Message message, long runtime, long core, MessageCosts costs) {
        boolean fresh = first;
        first = false;
        if (message.sender() == 0) {
            return; // the machine itself speaks
        }
        Arrival arrival = waiting.poll();
        while (arrival != null && arrival.id != message.id()) {
            arrival = waiting.poll(); // one that was lost with a program before this one
        }
        count(cycle, message, arrival, fresh, runtime, core, costs);
    }

    /** The core has taken the answer to the actor's call. */
    void answered(long cycle, Message message, long runtime, MessageCosts costs) {
        boolean fresh = first;
        first = false;
        Arrival arrival = answer;
        answer = null;
        count(cycle, message, arrival, fresh, runtime, 0, costs);
    }

    private void count(
            long cycle, Message message, Arrival arrival, boolean fresh, long runtime, long core, MessageCosts costs) {
        if (arrival == null || arrival.id != message.id()) {
            return;
        }
        long here = arrival.cycle;
        long start = Math.max(resumed, here);
        long ready = fresh ? Math.min(start, Math.max(here, left)) : start;
        long taken = fresh ? Math.min(start, Math.max(ready, assigned)) : start;
        long receive = Math.min(runtime, cycle - start);
        costs.set(MessagePart.SEND_SOFTWARE, arrival.software);
        costs.set(MessagePart.SEND_LINES, arrival.lines);
        costs.set(MessagePart.SEND_STALL, arrival.stall);
        costs.set(MessagePart.MAILBOX, ready - here);
        costs.set(MessagePart.DISPATCH, taken - ready);
        costs.set(MessagePart.WAKE_UP, start - taken);
        costs.set(MessagePart.RECEIVE_LINES, cycle - start - receive);
        costs.set(MessagePart.RECEIVE_SOFTWARE, receive + core);
        costs.handled(cycle + core, message);
    }

    void save(StateWriter out) {
        out.writeInt(waiting.size());
        waiting.forEach(each -> each.write(out));
        out.writeBoolean(answer != null);
        if (answer != null) {
            answer.write(out);
        }
        out.writeLongs(new long[] {began, software, stall, left, assigned, resumed});
        out.writeBoolean(first);
    }

    void load(StateReader in) {
        waiting.clear();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            waiting.add(Arrival.read(in));
        }
        answer = in.readBoolean() ? Arrival.read(in) : null;
        long[] fields = new long[6];
        in.readLongs(fields);
        began = fields[0];
        software = fields[1];
        stall = fields[2];
        left = fields[3];
        assigned = fields[4];
        resumed = fields[5];
        first = in.readBoolean();
    }
}
