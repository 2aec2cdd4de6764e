package org.skerry.model.sharedmem.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;
import org.skerry.sim.digest.EntityDigests;

/** A memory channel by itself, with a core and a channel so that lines are those of the channel. */
final class DramChannelTest {
    private static final DramSpec SPEC = DramSpec.DEFAULT;
    private static final int LINES_OF_ROW = SPEC.rowBytes() / 64;

    private static final class Rig implements DramChannel.Outlet {
        private record Event(long at, long order, long payload) {}

        private final PriorityQueue<Event> events =
                new PriorityQueue<>((a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.order, b.order));
        private final DramChannel channel;
        private final List<Long> times = new ArrayList<>();
        private final List<Long> lines = new ArrayList<>();
        private long order;
        private long now;

        Rig() {
            this(SPEC);
        }

        Rig(DramSpec spec) {
            channel = new DramChannel(0, spec, 64, 1, 1, this, new EntityDigests(1));
        }

        @Override
        public void schedule(long cycle, int number, long payload) {
            events.add(new Event(cycle, order++, payload));
        }

        @Override
        public void read(long cycle, int number, long line) {
            times.add(cycle);
            lines.add(line);
        }

        void drain() {
            while (!events.isEmpty()) {
                Event next = events.remove();
                now = next.at;
                channel.due(now, next.payload);
            }
        }

        /** Cycles of one read by itself, at a cycle. */
        long readAt(long cycle, long line) {
            drain();
            channel.request(cycle, line, false);
            drain();
            return times.get(times.size() - 1) - cycle;
        }

        /** Cycles of one read by itself, long after everything before it. */
        long read(long line) {
            drain();
            now += 1000;
            long begin = now;
            channel.request(now, line, false);
            drain();
            return times.get(times.size() - 1) - begin;
        }
    }

    /** A line of another row of the bank that line 0 is in. */
    private static long sameBank() {
        long row = 1;
        while (((row ^ row / SPEC.banks()) & SPEC.banks() - 1) != 0) {
            row++;
        }
        return row * LINES_OF_ROW;
    }

    @Test
    void aReadCostsWhatItsRowCosts() {
        Rig rig = new Rig();
        assertEquals(5 + 14 + 14 + 3, rig.read(0)); // closed
        assertEquals(5 + 14 + 3, rig.read(1)); // open
        assertEquals(5 + 14 + 14 + 14 + 3, rig.read(sameBank())); // another one is open
        assertEquals(SPEC.rowConflictCycles(), rig.read(0));
        assertEquals(1, rig.channel.rowHits);
        assertEquals(2, rig.channel.rowConflicts);
        assertEquals(3, rig.channel.activations);
    }

    @Test
    void aRowStaysOpenForItsLeastTime() {
        Rig rig = new Rig();
        rig.channel.request(0, 0, false);
        rig.channel.request(0, sameBank(), false);
        rig.drain();
        assertEquals(SPEC.rasCycles() + SPEC.rowConflictCycles(), rig.times.get(1));
    }

    @Test
    void aStreamOfOneRowComesAtTheBandwidthOfTheWires() {
        Rig rig = new Rig();
        for (int line = 0; line < 100; line++) {
            rig.channel.request(0, line, false);
        }
        rig.drain();
        long first = rig.times.get(0);
        assertEquals(100, rig.times.size());
        assertEquals((99 * SPEC.lineMilliCycles() + 999) / 1000, rig.times.get(99) - first, 1);
    }

    @Test
    void banksOpenTheirRowsAtTheSameTime() {
        Rig rig = new Rig();
        for (int bank = 0; bank < 8; bank++) {
            rig.channel.request(0, (long) bank * LINES_OF_ROW, false);
        }
        rig.drain();
        assertTrue(rig.times.get(7) <= SPEC.rowClosedCycles() + 7 * 3, "last at " + rig.times.get(7));
    }

    @Test
    void whatGoesToTheOpenRowGoesFirstButNotForEver() {
        Rig rig = new Rig();
        rig.channel.request(0, 0, false);
        rig.channel.request(0, sameBank(), false);
        for (int line = 1; line < 60; line++) {
            rig.channel.request(0, line, false);
        }
        rig.drain();
        assertEquals(61, rig.lines.size());
        int place = rig.lines.indexOf(sameBank());
        assertTrue(place > 10 && place < 20, "the other row came as number " + place);
    }

    @Test
    void writesLetReadsGoFirst() {
        Rig rig = new Rig();
        rig.channel.request(0, 0, false);
        rig.channel.request(0, sameBank(), true);
        rig.channel.request(0, 1, false);
        rig.drain();
        assertTrue(rig.times.get(1) < SPEC.rowConflictCycles());
        assertEquals(1, rig.channel.writes);
        assertEquals(1, rig.channel.rowConflicts);
    }

    @Test
    void aRefreshClosesRowsAndKeepsTheBanksBusy() {
        DramSpec spec = SPEC.withRefresh(DramSpec.REFRESH_INTERVAL_NANOSECONDS, DramSpec.REFRESH_NANOSECONDS);
        Rig rig = new Rig(spec);
        assertEquals(SPEC.rowClosedCycles(), rig.readAt(7600, 0));
        assertEquals(SPEC.rowHitCycles(), rig.readAt(7799, 1)); // begun before the refresh
        assertEquals(350 + SPEC.rowClosedCycles(), rig.readAt(7800, 2));
        assertEquals(SPEC.rowHitCycles(), rig.readAt(9000, 3));
        assertEquals(1 + SPEC.rowClosedCycles(), rig.readAt(2 * 7800 + 349, 4));
        assertEquals(SPEC.rowClosedCycles(), rig.readAt(3 * 7800 + 350, 5));
    }

    @Test
    void aLoneReadAtAnyTimeWaitsForARefreshAsLongAsItsShareOfTimeSays() {
        DramSpec spec = SPEC.withRefresh(7800, 350);
        long sum = 0;
        for (long phase = 0; phase < 7800; phase++) {
            Rig rig = new Rig(spec);
            sum += rig.readAt(7800 + phase, 0) - SPEC.rowClosedCycles();
        }
        assertEquals(350 * 351 / 2, sum); // each cycle of the refresh waits for what is left of it
    }
}
