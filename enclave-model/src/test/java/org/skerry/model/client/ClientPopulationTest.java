package org.skerry.model.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;
import org.skerry.model.client.RetrySpec.Jitter;
import org.skerry.model.client.RetrySpec.Policy;
import org.skerry.model.edge.ArrivalClock;
import org.skerry.model.edge.Arrivals;
import org.skerry.model.edge.Arrivals.Plan;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.ClientFigures;
import org.skerry.sim.stats.ClientFigures.Counts;
import org.skerry.sim.stats.GoodputSeries.Interval;

/** Clients before a service that the test plays: what each of them does, and what is counted. */
class ClientPopulationTest {
    private static final RetrySpec IMMEDIATE = retry(Policy.IMMEDIATE, 3, 0, 0, Jitter.NONE, 1_000_000, 1000);

    private static RetrySpec retry(
            Policy policy, int most, long wait, long mostWait, Jitter jitter, int permille, int burst) {
        return new RetrySpec(policy, most, wait, mostWait, jitter, permille, burst);
    }

    private static ClientSpec patient() {
        return ClientSpec.DEFAULT;
    }

    private static ClientPopulation clients(ClientSpec spec, Plan plan) {
        RandomStreams random = new RandomStreams(9);
        return new ClientPopulation(spec, new ArrivalClock(plan, random.stream("arrivals", 0)), random, 0, 1000);
    }

    /** Puts on the way what waits; the capability of an attempt is its place in the order of sending, from 1. */
    private static int sendAll(ClientPopulation clients, long now, int sent) {
        clients.advance(now);
        int count = sent;
        for (int slot = clients.takeWaiting(); slot != Attempts.NONE; slot = clients.takeWaiting()) {
            count++;
            clients.sent(slot, count, -count);
        }
        return count;
    }

    private static boolean answer(ClientPopulation clients, long capability, long outside) {
        clients.advance(outside);
        int slot = clients.attempts().answeredThrough(capability);
        return slot != Attempts.NONE && clients.answered(slot, outside);
    }

    @Test
    void latencyBeginsWhenTheRequestWasMeantToCome() {
        ClientPopulation clients = clients(patient(), Plan.at(100));
        sendAll(clients, 700, 0); // the way in was busy until 700
        assertTrue(answer(clients, 1, 1000));
        ClientFigures figures = clients.figures("d");
        assertEquals(900, figures.latency(ClientFigures.INTENDED).largest());
        assertEquals(300, figures.latency(ClientFigures.SENT).largest());
    }

    @Test
    void aTesterWhoWaitsForEachAnswerSeesAStallOnce() {
        long[] times = new long[1000];
        for (int i = 0; i < times.length; i++) {
            times[i] = 100L * i;
        }
        ClientPopulation clients = clients(patient(), Plan.at(times));
        int sent = 0;
        for (int i = 0; i < times.length; i++) {
            sent = sendAll(clients, times[i], sent);
            if (i < 500 || i > 600) {
                assertTrue(answer(clients, i + 1, times[i] + 10));
            } else if (i == 600) {
                for (int stalled = 501; stalled <= 601; stalled++) {
                    answer(clients, stalled, times[600] + 10); // all that came in 10 us are answered now
                }
            }
        }
        ClientFigures figures = clients.figures("d");
        assertTrue(figures.latency(ClientFigures.INTENDED).percentile(950_000) > 4000);
        assertEquals(10, figures.latency(ClientFigures.CLOSED_LOOP).percentile(990_000));
        assertEquals(900, figures.latency(ClientFigures.CLOSED_LOOP).count());
    }

    @Test
    void anAnswerAtTheDeadlineIsInTimeAndOneAfterItIsLate() {
        ClientSpec spec = patient().withRetry(1000, RetrySpec.NONE);
        ClientPopulation clients = clients(spec, Plan.at(0, 0));
        sendAll(clients, 0, 0);
        clients.advance(900);
        assertTrue(clients.answered(clients.attempts().answeredThrough(1), 1000));
        assertTrue(clients.answered(clients.attempts().answeredThrough(2), 1001)); // leaves before, is outside after
        clients.advance(2000);
        Counts counts = clients.counts();
        assertEquals(1, counts.good());
        assertEquals(1, counts.late());
        assertEquals(1, counts.timedOut());
        assertEquals(1, counts.givenUp());
        assertEquals(0, counts.duplicates());
        assertTrue(clients.done());
        assertEquals(0, clients.attempts().used());
    }

    @Test
    void aRequestIsRepeatedAtOnceAndItsFirstAnswerIsADuplicate() {
        ClientPopulation clients = clients(patient().withRetry(1000, IMMEDIATE), Plan.at(0));
        assertEquals(1, sendAll(clients, 0, 0));
        assertEquals(2, sendAll(clients, 1000, 1));
        assertTrue(answer(clients, 1, 1500)); // of the attempt that is given up
        assertTrue(answer(clients, 2, 1800));
        Counts counts = clients.counts();
        assertEquals(2, counts.attempts());
        assertEquals(1, counts.retried());
        assertEquals(1, counts.late());
        assertEquals(1, counts.duplicates());
        assertEquals(1, counts.good());
        assertEquals(2.0, counts.amplification());
        assertEquals(1800, clients.figures("d").latency(ClientFigures.INTENDED).largest());
        assertEquals(800, clients.figures("d").latency(ClientFigures.SENT).largest());
    }

    @Test
    void waitsDoubleUpToTheirBoundAndStopAtTheMost() {
        RetrySpec doubling = retry(Policy.EXPONENTIAL, 4, 100, 300, Jitter.NONE, 1_000_000, 1000);
        ClientPopulation clients = clients(patient().withRetry(1000, doubling), Plan.at(0));
        long[] begins = new long[5];
        int sent = 0;
        for (long now = 0; now < 10_000; now++) {
            int before = sent;
            sent = sendAll(clients, now, sent);
            if (sent > before) {
                begins[sent - 1] = now;
            }
        }
        assertArrayEquals(new long[] {0, 1100, 2300, 3600, 4900}, begins);
        assertEquals(1, clients.counts().givenUp());
        assertEquals(5, clients.counts().timedOut());
        assertTrue(clients.done());
    }

    @Test
    void jitterStaysInItsRange() {
        RetrySpec full = retry(Policy.FIXED, 1, 1000, 0, Jitter.FULL, 1_000_000, 1000);
        RetrySpec equal = retry(Policy.FIXED, 1, 1000, 0, Jitter.EQUAL, 1_000_000, 1000);
        RandomStream random = new RandomStreams(2).stream("retry", 0);
        long sum = 0;
        for (int i = 0; i < 10_000; i++) {
            long wait = new Retries(full, random).waitNanoseconds(1);
            assertTrue(wait >= 0 && wait <= 1000, "" + wait);
            sum += wait;
            long half = new Retries(equal, random).waitNanoseconds(1);
            assertTrue(half >= 500 && half <= 1000, "" + half);
        }
        assertEquals(500, sum / 10_000.0, 15);
    }

    @Test
    void aBudgetRepeatsNoMoreThanItsShare() {
        RetrySpec tight = retry(Policy.IMMEDIATE, 3, 0, 0, Jitter.NONE, 100, 5);
        Plan plan = new Plan(Arrivals.Process.FIXED, 1000, 0, 100, new long[0]);
        ClientPopulation clients = clients(patient().withRetry(50, tight), plan);
        int sent = 0;
        for (long now = 0; now < 110_000; now += 10) {
            sent = sendAll(clients, now, sent); // and nobody ever answers
        }
        Counts counts = clients.counts();
        assertEquals(105, counts.retried(), 1); // a tenth of 1000, and what was saved up
        assertEquals(1000, counts.givenUp());
        assertTrue(counts.forgone() > 960, "" + counts); // the others were repeated three times
        assertEquals(counts.offered() + counts.retried(), counts.attempts());
    }

    @Test
    void whatFindsNoRoomOutsideIsDroppedAndTimesOut() {
        ClientSpec spec = patient().withRetry(1000, RetrySpec.NONE).withRoom(64, 2);
        ClientPopulation clients = clients(spec, Plan.at(0, 0, 0, 0));
        clients.advance(0);
        assertEquals(2, clients.counts().dropped());
        assertEquals(2, sendAll(clients, 0, 0));
        clients.advance(1000);
        assertEquals(4, clients.counts().timedOut());
    }

    @Test
    void memoryEndsWhereItWasToldToAndTheOldestIsForgotten() {
        ClientSpec spec = patient().withRetry(1000, RetrySpec.NONE).withRoom(16, 16);
        ClientPopulation clients = clients(spec, new Plan(Arrivals.Process.FIXED, 1000, 0, 500, new long[0]));
        int sent = 0;
        for (long now = 0; now < 600_000; now += 100) {
            sent = sendAll(clients, now, sent);
        }
        assertEquals(1000, sent);
        assertEquals(16, clients.attempts().used());
        assertEquals(Attempts.NONE, clients.attempts().answeredThrough(1));
        assertTrue(answer(clients, 1000, 600_000));
        assertEquals(1000, clients.counts().givenUp());
    }

    @Test
    void aRefusalIsAFailureAtOnce() {
        ClientPopulation clients = clients(patient().withRetry(1000, IMMEDIATE), Plan.at(0));
        sendAll(clients, 0, 0);
        clients.advance(10);
        clients.refused(clients.attempts().refusedBy(-1));
        assertEquals(2, sendAll(clients, 10, 1));
        assertEquals(1, clients.counts().refused());
        assertEquals(0, clients.counts().timedOut());
        assertTrue(answer(clients, 2, 500));
    }

    @Test
    void retriesWithoutATimeOutAreRefused() {
        ClientSpec spec = patient().withRetry(0, IMMEDIATE);
        assertThrows(ConfigException.class, spec::check);
    }

    /** A service that takes a random time for each attempt and never answers some; every count must add up at any moment. */
    private static ClientPopulation play(long seed, long toNanoseconds, ClientPopulation from, Play state) {
        RandomStream random = state.random;
        for (long now = state.now; now < toNanoseconds; now += 50) {
            int before = state.sent;
            state.sent = sendAll(from, now, state.sent);
            for (int i = before + 1; i <= state.sent; i++) {
                if (random.nextInt(10) > 0) {
                    state.due.add(new long[] {now + random.nextInt(4000), i});
                }
            }
            final long present = now;
            state.due.removeIf(each -> {
                if (each[0] > present) {
                    return false;
                }
                int slot = from.attempts().answeredThrough(each[1]);
                if (slot != Attempts.NONE) {
                    from.answered(slot, present + 20);
                }
                return true;
            });
            Counts counts = from.counts();
            String at = "seed " + seed + " at " + now;
            assertEquals(counts.offered(), counts.good() + counts.givenUp() + counts.open(), at);
            assertEquals(counts.offered() + counts.retried(), counts.attempts(), at);
            assertTrue(counts.duplicates() <= counts.late() && counts.late() <= counts.attempts(), at);
        }
        state.now = toNanoseconds;
        return from;
    }

    private static final class Play {
        final RandomStream random;
        final ArrayDeque<long[]> due = new ArrayDeque<>();
        long now;
        int sent;

        Play(long seed) {
            random = new RandomStreams(seed).stream("service", 0);
        }
    }

    private static ClientPopulation random(long seed) {
        RetrySpec retry = retry(
                Policy.values()[(int) (seed % 4)],
                (int) (seed % 5),
                200,
                3000,
                Jitter.values()[(int) (seed % 3)],
                seed % 2 == 0 ? 300 : 1_000_000,
                20);
        ClientSpec spec = patient().withRetry(2000, retry).withRoom(seed % 3 == 0 ? 40 : 4096, 100);
        return clients(spec, new Plan(Arrivals.Process.POISSON, 500, 0, 300, new long[0]));
    }

    @Test
    void everyRequestEndsOnceWhateverTheServiceDoes() {
        for (long seed = 0; seed < 24; seed++) {
            ClientPopulation clients = play(seed, 400_000, random(seed), new Play(seed));
            assertTrue(clients.done(), "seed " + seed);
            Counts counts = clients.counts();
            assertEquals(500, counts.good() + counts.givenUp(), "seed " + seed);
            long offered = 0;
            long good = 0;
            for (Interval each : clients.figures("d").series().intervals()) {
                offered += each.offered();
                good += each.good();
            }
            assertEquals(500, offered, "seed " + seed);
            assertEquals(counts.good(), good, "seed " + seed);
        }
    }

    @Test
    void stateLoadedAtAnyTimeGoesOnAlike() {
        for (long seed = 0; seed < 12; seed++) {
            Play one = new Play(seed);
            ClientPopulation first = play(seed, 10_000 + 9_000 * seed, random(seed), one);
            StateWriter out = new StateWriter();
            first.save(out);
            ClientPopulation second = random(seed);
            second.load(new StateReader(out.toByteArray()));
            Play other = new Play(seed);
            StateWriter stream = new StateWriter();
            one.random.save(stream);
            other.random.load(new StateReader(stream.toByteArray()));
            other.due.addAll(one.due);
            other.now = one.now;
            other.sent = one.sent;
            assertEquals(
                    play(seed, 400_000, first, one).figures("d"),
                    play(seed, 400_000, second, other).figures("d"),
                    "seed " + seed);
        }
    }

    @Test
    void aRequestAllocatesNothing() {
        ClientSpec spec = patient()
                .withRetry(1000, retry(Policy.FIXED, 2, 100, 0, Jitter.FULL, 100, 10))
                .withRoom(256, 64);
        ClientPopulation clients = clients(spec, new Plan(Arrivals.Process.POISSON, 1L << 40, 0, 100, new long[0]));
        rounds(clients, 0, 100_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(id);
        rounds(clients, 100_000, 300_000);
        long bytes = threads.getThreadAllocatedBytes(id) - before;
        assertTrue(clients.offered() > 250_000);
        assertTrue(bytes < 100_000, bytes + " bytes for 200 000 requests");
    }

    /** Answers each attempt 300 ns after it was put on the way, but every eighth never. */
    private static void rounds(ClientPopulation clients, int from, int to) {
        int sent = from == 0 ? 0 : (int) clients.counts().attempts();
        int answered = sent;
        for (int i = from; i < to; i++) {
            long now = 100L * i;
            sent = sendAll(clients, now, sent);
            for (; answered < sent - 3; answered++) {
                int slot =
                        answered % 8 == 0 ? Attempts.NONE : clients.attempts().answeredThrough(answered + 1);
                if (slot != Attempts.NONE) {
                    clients.answered(slot, now + 10);
                }
            }
        }
    }
}
