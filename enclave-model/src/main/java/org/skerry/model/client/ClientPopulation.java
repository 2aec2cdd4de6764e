package org.skerry.model.client;

import java.util.List;
import org.skerry.model.edge.ArrivalClock;
import org.skerry.sim.device.Device;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.ClientFigures;
import org.skerry.sim.stats.ClientFigures.Counts;

/**
 * The clients: which requests are meant to come when, whose time is out, who tries again. Knows nothing of messages; the device asks it
 * what is to be put on the way, and tells it what came back.
 *
 * <pre>
 *   arrivals --offered--> WAITING outside --way in--> SENT --answer outside by its deadline--> good
 *                 |no room                     |
 *                 v                            v
 *              dropped ---- time is out, or refused ----> again, after a wait; or given up
 * </pre>
 *
 * <p>Events of clients are carried out in the order of their times, up to the present, before anything else is: deadlines, then
 * retries, then arrivals of one time. What a client has put on the way stays on the way when its time is out, as a packet would: it
 * takes the place of others outside and the time of the service. That is what a retry storm feeds on.
 *
 * <p>Beside what clients waited it keeps what a tester would have written down who makes the mistake of coordinated omission: of all
 * requests he makes only those that come while he waits for none, and measures from when he puts one on the way. One stall is one
 * value to him, however many requests were meant to come during it.
 */
final class ClientPopulation implements Stateful {
    private static final long NOTHING = -1;

    private final ClientSpec spec;
    private final ArrivalClock arrivals;
    private final RequestMix mix;
    private final Retries retries;
    private final Attempts attempts;
    private final SlotQueue waiting = new SlotQueue();
    private final RetryQueue paused = new RetryQueue();
    private final LatencyRecord intended = new LatencyRecord();
    private final LatencyRecord sent = new LatencyRecord();
    private final LatencyRecord closed = new LatencyRecord();
    private final GoodputRecord goodput;
    private long now;
    private long asked = NOTHING; // the request that the closed-loop tester waits for
    private long askedUntil; // when its last one was answered
    private long offered;
    private long begun;
    private long good;
    private long timedOut;
    private long refused;
    private long retried;
    private long forgone;
    private long givenUp;
    private long late;
    private long duplicates;
    private long dropped;

    /**
     * A population that has not begun.
     *
     * @param random              where draws come from
     * @param index               of its streams there
     * @param expectedNanoseconds in how long a time its requests come
     */
    ClientPopulation(
            ClientSpec spec, ArrivalClock arrivals, RandomStreams random, long index, long expectedNanoseconds) {
        this.spec = spec;
        this.arrivals = arrivals;
        this.mix = new RequestMix(spec, random, index);
        this.retries = new Retries(spec.retry(), random.stream("clients.retry", index));
        this.attempts = new Attempts(spec.openAttempts());
        this.goodput = new GoodputRecord(spec.interval(expectedNanoseconds));
    }

    /** Whether each target takes requests for any key, in turn. */
    boolean inTurn() {
        return spec.inTurn();
    }

    /** When something happens next of itself; the past if something waits to be put on the way. */
    long next() {
        if (waiting.size() > 0) {
            return now;
        }
        return Math.min(arrivals.next(), Math.min(paused.next(), nextDeadline()));
    }

    private long nextDeadline() {
        int first = attempts.firstDue();
        return first == Attempts.NONE ? Device.NEVER : attempts.deadline[first];
    }

    /** Carries out everything that happens up to a time, that time included. */
    void advance(long nanoseconds) {
        while (true) {
            long deadline = nextDeadline();
            long retry = paused.next();
            long arrival = arrivals.next();
            long next = Math.min(arrival, Math.min(retry, deadline));
            if (next > nanoseconds || next == Device.NEVER) {
                now = Math.max(now, nanoseconds);
                return;
            }
            now = Math.max(now, next);
            if (deadline == next) {
                timeOut(attempts.firstDue(), next);
            } else if (retry == next) {
                begin(paused.remove(), next);
            } else {
                arrive(next);
            }
        }
    }

    private void arrive(long time) {
        offered++;
        goodput.count(GoodputRecord.OFFERED, time);
        retries.earn();
        mix.draw();
        long number = arrivals.number();
        arrivals.advance();
        if (asked == NOTHING && time >= askedUntil) {
            asked = number;
        }
        int slot = attempts.take();
        if (slot == Attempts.NONE) {
            begun++;
            goodput.count(GoodputRecord.ATTEMPTS, time);
            drop(time);
            giveUp(number, time);
            return;
        }
        attempts.number[slot] = number;
        attempts.intended[slot] = time;
        attempts.attempt[slot] = 0;
        mix.fill(attempts, slot);
        begin(slot, time);
    }

    /** An attempt of a client begins. */
    private void begin(int slot, long time) {
        if (attempts.attempt[slot] > 0) {
            retried++;
            goodput.count(GoodputRecord.RETRIED, time);
        }
        begun++;
        goodput.count(GoodputRecord.ATTEMPTS, time);
        boolean room = waiting.size() < spec.waitingAttempts();
        attempts.state[slot] = room ? Attempts.WAITING : Attempts.DROPPED;
        if (room) {
            waiting.add(slot);
        } else {
            drop(time);
        }
        if (spec.timeoutNanoseconds() > 0) {
            attempts.await(slot, spec.deadline(time));
        } else if (!room) {
            giveUp(attempts.number[slot], time); // its client would wait for ever
            attempts.release(slot);
        }
    }

    private void timeOut(int slot, long time) {
        timedOut++;
        goodput.count(GoodputRecord.TIMED_OUT, time);
        byte state = attempts.state[slot];
        attempts.repeated[slot] = again(slot, time);
        attempts.expire(slot);
        if (state == Attempts.LATE) {
            duplicates += attempts.repeated[slot] ? 1 : 0;
        }
        if (state == Attempts.LATE || state == Attempts.DROPPED) {
            attempts.release(slot);
        }
    }

    /** An attempt has failed: its request is repeated, or given up. Says which. */
    private boolean again(int slot, long time) {
        int retry = attempts.attempt[slot] + 1;
        if (!retries.wants(retry)) {
            giveUp(attempts.number[slot], time);
            return false;
        }
        int another = retries.pay() ? attempts.take() : Attempts.NONE;
        if (another == Attempts.NONE) {
            forgone++;
            giveUp(attempts.number[slot], time);
            return false;
        }
        attempts.copy(slot, another);
        attempts.attempt[another] = retry;
        long wait = retries.waitNanoseconds(retry);
        if (wait == 0) {
            begin(another, time);
        } else {
            attempts.state[another] = Attempts.PAUSED;
            paused.add(time + wait, another);
        }
        return true;
    }

    private void giveUp(long number, long time) {
        givenUp++;
        asked = asked == number ? NOTHING : asked;
        goodput.count(GoodputRecord.GIVEN_UP, time);
    }

    private void drop(long time) {
        dropped++;
        goodput.count(GoodputRecord.DROPPED, time);
    }

    // ---- what the device asks and tells --------------------------------------------------------------------------

    /** Takes the attempt that has waited longest outside, or {@link Attempts#NONE}. */
    int takeWaiting() {
        return waiting.size() == 0 ? Attempts.NONE : waiting.remove();
    }

    /** An attempt was put on the way now. */
    void sent(int slot, long capability, long refusal) {
        attempts.send(slot, now, capability, refusal);
    }

    /** Nobody was there to whom an attempt could go; its client learns it now. */
    void refused(int slot) {
        refused++;
        if (!attempts.expired[slot]) {
            again(slot, now);
        }
        attempts.release(slot);
    }

    /** An answer to an attempt is outside at a time, which may be later than now. False if there was one before. */
    boolean answered(int slot, long outside) {
        if (attempts.state[slot] == Attempts.LATE) {
            return false;
        }
        if (attempts.expired[slot]) {
            duplicates += attempts.repeated[slot] ? 1 : 0;
            beLate(outside);
            attempts.release(slot);
        } else if (spec.timeoutNanoseconds() > 0 && outside > attempts.deadline[slot]) {
            beLate(outside);
            attempts.state[slot] = Attempts.LATE;
        } else {
            good++;
            long latency = outside - attempts.intended[slot];
            goodput.good(outside, latency);
            if (attempts.intended[slot] >= spec.warmupNanoseconds()) {
                intended.record(latency);
                sent.record(outside - attempts.sent[slot]);
                if (asked == attempts.number[slot]) {
                    closed.record(outside - attempts.sent[slot]);
                }
            }
            if (asked == attempts.number[slot]) {
                asked = NOTHING;
                askedUntil = outside;
            }
            attempts.release(slot);
        }
        return true;
    }

    private void beLate(long time) {
        late++;
        goodput.count(GoodputRecord.LATE, time);
    }

    Attempts attempts() {
        return attempts;
    }

    /** Whether every request is answered or given up, and nothing waits to be put on the way. */
    boolean done() {
        return arrivals.next() == Device.NEVER && open() == 0 && waiting.size() == 0;
    }

    /** The time up to which everything has happened. */
    long now() {
        return now;
    }

    long offered() {
        return offered;
    }

    /** Requests that were answered in time. */
    long good() {
        return good;
    }

    /** Requests that are neither answered nor given up. */
    long open() {
        return offered - good - givenUp;
    }

    /** Attempts that wait outside. */
    int waiting() {
        return waiting.size();
    }

    Counts counts() {
        return new Counts(
                offered, begun, good, timedOut, refused, retried, forgone, givenUp, late, duplicates, dropped, open());
    }

    LatencyRecord intended() {
        return intended;
    }

    LatencyRecord sent() {
        return sent;
    }

    LatencyRecord closed() {
        return closed;
    }

    ClientFigures figures(String device) {
        return new ClientFigures(
                device,
                spec.population(),
                counts(),
                List.of(
                        intended.figures(ClientFigures.INTENDED),
                        sent.figures(ClientFigures.SENT),
                        closed.figures(ClientFigures.CLOSED_LOOP)),
                goodput.series());
    }

    @Override
    public void save(StateWriter out) {
        arrivals.save(out);
        mix.save(out);
        retries.save(out);
        attempts.save(out);
        waiting.save(out);
        paused.save(out);
        intended.save(out);
        sent.save(out);
        closed.save(out);
        goodput.save(out);
        out.writeLongs(new long[] {
            now,
            asked,
            askedUntil,
            offered,
            begun,
            good,
            timedOut,
            refused,
            retried,
            forgone,
            givenUp,
            late,
            duplicates,
            dropped
        });
    }

    @Override
    public void load(StateReader in) {
        arrivals.load(in);
        mix.load(in);
        retries.load(in);
        attempts.load(in);
        waiting.load(in);
        paused.load(in);
        intended.load(in);
        sent.load(in);
        closed.load(in);
        goodput.load(in);
        long[] saved = new long[14];
        in.readLongs(saved);
        now = saved[0];
        asked = saved[1];
        askedUntil = saved[2];
        offered = saved[3];
        begun = saved[4];
        good = saved[5];
        timedOut = saved[6];
        refused = saved[7];
        retried = saved[8];
        forgone = saved[9];
        givenUp = saved[10];
        late = saved[11];
        duplicates = saved[12];
        dropped = saved[13];
    }
}
