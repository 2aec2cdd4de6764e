package org.skerry.model.count;

import java.util.Collection;
import java.util.List;
import org.skerry.sim.actor.Message;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.LatencyHistogram;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/**
 * What messages between actors cost on a machine, or in a slice of one: a sum for each {@link MessagePart} over all messages that have
 * come to their handlers, and how all of their parts together are distributed. What was refused, lost or still waits is in none of them.
 *
 * <p>Whoever has a message that comes to its handler sets the parts that its messages have, each once, and then calls {@link #handled}. That is
 * some twenty additions for each message, and allocates nothing. Whoever keeps sums of his own, from which the parts follow, says only what
 * all parts of a message together are, and adds the parts when somebody looks ({@link #settleBy}).
 */
public final class MessageCosts implements Stateful {
    private static final MessagePart[] PARTS = MessagePart.values();

    private final long[] sums = new long[PARTS.length];
    private long sum; // of the parts of one message, between two calls of handled
    private final LatencyHistogram all = new LatencyHistogram();
    private final long[] told = new long[PARTS.length]; // what the sums were when the listener last heard of a message
    private final long[] parts = new long[PARTS.length]; // what he hears
    private Listener listener;
    private Runnable settlement; // adds to the sums what has not been added yet, or null

    /** Hears of each message. */
    @FunctionalInterface
    public interface Listener {
        /** {@code message} comes to its handler at {@code cycle}; {@code parts}, by ordinal, are valid during the call. */
        void onHandled(long cycle, Message message, long[] parts);
    }

    /** Whom to tell of each message, or null. */
    public void listen(Listener newListener) {
        listener = newListener;
        System.arraycopy(settled(), 0, told, 0, sums.length);
    }

    /** So many cycles of a message were spent on a part. */
    public void set(MessagePart part, long cycles) {
        sums[part.ordinal()] += cycles;
        sum += cycles;
    }

    /** So many cycles of several messages were spent on a part, of which {@link #handled(long, Message, long)} has heard. */
    public void add(MessagePart part, long cycles) {
        sums[part.ordinal()] += cycles;
    }

    /** Whoever keeps sums of his own is asked to {@link #add} them before anybody looks. */
    public void settleBy(Runnable newSettlement) {
        settlement = newSettlement;
    }

    private long[] settled() {
        if (settlement != null) {
            settlement.run();
        }
        return sums;
    }

    /** The message whose parts were set comes to its handler at {@code cycle}. */
    public void handled(long cycle, Message message) {
        handled(cycle, message, sum);
        sum = 0;
    }

    /** The same for a message whose parts are added later, and together are {@code total}. */
    public void handled(long cycle, Message message, long total) {
        all.record(total);
        if (listener != null) {
            tell(cycle, message);
        }
    }

    private void tell(long cycle, Message message) {
        settled();
        for (int i = 0; i < parts.length; i++) {
            parts[i] = sums[i] - told[i];
            told[i] = sums[i];
        }
        listener.onHandled(cycle, message, parts);
    }

    /** Adds the metrics {@code message.*} of a machine whose parts count in {@code counts}, with those parts that its messages have. */
    public static void register(StatsRegistry registry, List<MessageCosts> counts, Collection<MessagePart> known) {
        registry.histogram(
                "message.cycles",
                Unit.CYCLES,
                "from a sender's software to the handler of its message; the other metrics message.* are what this was spent on",
                () -> {
                    LatencyHistogram sum = new LatencyHistogram();
                    counts.forEach(each -> sum.add(each.all));
                    return sum;
                });
        for (MessagePart part : known) {
            registry.counter(
                    part.metric(),
                    Unit.CYCLES,
                    "cycles of all messages " + part.text(),
                    () -> counts.stream()
                            .mapToLong(each -> each.settled()[part.ordinal()])
                            .sum());
        }
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(settled());
        all.save(out);
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(settled());
        System.arraycopy(sums, 0, told, 0, sums.length);
        all.load(in);
    }
}
