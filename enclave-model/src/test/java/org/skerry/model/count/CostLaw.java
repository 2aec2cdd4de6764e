package org.skerry.model.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunObserver;
import org.skerry.sim.stats.StatsSnapshot;

/** Watches a run and holds the parts of each message to when it was sent, delivered and handled. */
public final class CostLaw implements RunObserver, MessageCosts.Listener {
    private static final int ACTORS = 12;
    private static final int[] NO_HANDLES = {};

    /** What one message cost. */
    public record Bill(long cycle, Message message, long[] parts) {
        /** Cycles of a part. */
        public long of(MessagePart part) {
            return parts[part.ordinal()];
        }

        long sum() {
            long sum = 0;
            for (long each : parts) {
                sum += each;
            }
            return sum;
        }
    }

    private final String where;
    private final Map<Long, Long> sent = new HashMap<>();
    private final Map<Long, Long> delivered = new HashMap<>();
    private final Map<Long, Long> started = new HashMap<>();
    private final List<Bill> bills = new ArrayList<>();

    /** A law whose failures say {@code where}. */
    public CostLaw(String where) {
        this.where = where;
    }

    /** What messages cost, in order of their handling. */
    public List<Bill> bills() {
        return bills;
    }

    /** Actors that send others messages and calls of all sizes for some rounds; upwards only, so that nobody waits in a circle. */
    public static PlanBuilder chatter(int seed) {
        PlanBuilder builder = new PlanBuilder();
        GrantPlan[] everybody = new GrantPlan[ACTORS];
        for (int i = 0; i < ACTORS; i++) {
            everybody[i] = to("actor" + i);
        }
        for (int i = 0; i < ACTORS; i++) {
            int own = i;
            builder.actor(
                    "actor" + i,
                    (turn, memory) -> {
                        if (turn.message().replyTo() != null) {
                            turn.reply(new byte[turn.message().payload().length], NO_HANDLES);
                            return;
                        }
                        long rounds = memory.load(0, 8);
                        memory.store(0, 8, rounds + 1);
                        if (rounds > 8 || own + 1 == ACTORS) {
                            return;
                        }
                        Random random = new Random(seed * 1000L + own * 50 + rounds);
                        turn.charge(turn.ledger().instructions() + random.nextInt(500), 1, 1);
                        for (int n = random.nextInt(4); n >= 0; n--) {
                            int other = own + 1 + random.nextInt(ACTORS - own - 1);
                            int bytes = random.nextInt(random.nextBoolean() ? 40 : 380);
                            turn.send(turn.granted("actor" + other), new byte[bytes], NO_HANDLES);
                        }
                        if (random.nextInt(3) == 0) {
                            turn.call(turn.granted("actor" + (own + 1)), new byte[random.nextInt(300)], NO_HANDLES);
                        }
                    },
                    everybody);
        }
        return builder;
    }

    /**
     * Every part is there once, none is negative, and what an observer saw of each message agrees with them.
     *
     * @param before       software that the sender has spent when the observer hears of a message
     * @param chip   whether it has also stood still before that
     * @param wakeUp cycles behind the beginning of a turn until its core is awake, if it was asleep
     * @param after        software of the receiver behind the cycle at which the observer says a turn begins
     */
    public void check(
            StatsSnapshot statistics,
            Collection<MessagePart> known,
            long before,
            boolean chip,
            long wakeUp,
            long after) {
        assertTrue(bills.size() > 50, where + ": " + bills.size() + " messages");
        // A mailbox may be too small for some.
        long refused = statistics.value("messages.refused");
        assertEquals(sent.size() - refused, bills.size(), where + ": messages handled");
        long[] sums = new long[MessagePart.values().length];
        long all = 0;
        for (Bill bill : bills) {
            String which = where + ", message " + bill.message();
            for (MessagePart part : MessagePart.values()) {
                assertTrue(bill.of(part) >= 0, which + ": " + part + " " + bill.of(part));
                assertTrue(known.contains(part) || bill.of(part) == 0, which + ": " + part);
                sums[part.ordinal()] += bill.of(part);
            }
            checkTimes(which, bill, before, chip, wakeUp, after);
            all += bill.sum();
        }
        assertEquals(bills.size(), statistics.histogram("message.cycles").count(), where);
        long registered = 0;
        for (MessagePart part : known) {
            assertEquals(sums[part.ordinal()], statistics.value(part.metric()), where + ": " + part);
            registered += statistics.value(part.metric());
        }
        assertEquals(all, registered, where);
        if (refused == 0) {
            assertEquals(statistics.value("core.stallCycles.send"), sums[MessagePart.SEND_STALL.ordinal()], where);
        }
    }

    private void checkTimes(String which, Bill bill, long before, boolean chip, long wakeUp, long after) {
        long id = bill.message().id();
        long stall = chip ? bill.of(MessagePart.SEND_STALL) : 0;
        assertEquals(bill.cycle() - (sent.get(id) - before - stall), bill.sum(), which);
        long since = bill.of(MessagePart.MAILBOX)
                + bill.of(MessagePart.DISPATCH)
                + bill.of(MessagePart.WAKE_UP)
                + bill.of(MessagePart.RECEIVE_LINES)
                + bill.of(MessagePart.RECEIVE_SOFTWARE);
        assertEquals(bill.cycle() - delivered.get(id), since, which);
        if (bill.message().kind() != MessageKind.REPLY) {
            // A core that gets its power back begins its turn then.
            long awake = Math.min(wakeUp, bill.of(MessagePart.WAKE_UP));
            assertEquals(started.get(id) + awake + after, bill.cycle(), which);
        }
    }

    @Override
    public void onHandled(long cycle, Message message, long[] parts) {
        bills.add(new Bill(cycle, message, parts.clone()));
    }

    @Override
    public void onMessageSent(long cycle, int place, Message message) {
        sent.put(message.id(), cycle);
    }

    @Override
    public void onMessageDelivered(long cycle, int place, Message message) {
        delivered.put(message.id(), cycle);
    }

    @Override
    public void onTurn(long startCycle, long endCycle, long actor, int place, Message message, long instructions) {
        started.put(message.id(), startCycle);
    }
}
