package org.skerry.model.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.model.count.CycleAccount;
import org.skerry.model.count.CyclePart;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.kernel.ClockDomain;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

class TurnReplayTest {
    private final CoreSpec core = new CoreSpec(new ClockDomain("core", 1, 1), 1000, 1000, 0, 0, 10, 7);
    private final Ledger ledger = new Ledger();
    private final TurnReplay replay = new TurnReplay(core);

    @Test
    void eachEntryHappensWhenItsInstructionDoes() {
        ledger.begin();
        ledger.charge(100, 5, 0);
        ledger.add(Ledger.Kind.LOG, 0, new byte[0]);
        ledger.charge(200, 5, 0);
        ledger.add(Ledger.Kind.SEND, 0, null);
        ledger.add(Ledger.Kind.SEND, 0, null);
        ledger.charge(250, 5, 0);
        replay.begin(ledger, 1000);
        assertEquals(1000 + 10 + 100 + 5, replay.cycle());
        replay.step();
        assertEquals(1000 + 10 + 200 + 5 + 7, replay.cycle(), "a send costs software before it happens");
        replay.step();
        assertEquals(1000 + 10 + 200 + 5 + 14, replay.cycle());
        replay.step();
        assertTrue(replay.atEnd());
        assertEquals(1000 + 10 + 250 + 5 + 14, replay.cycle());
    }

    @Test
    void aStallMovesEverythingAfterItAndNothingBefore() {
        ledger.begin();
        ledger.charge(10, 0, 0);
        ledger.add(Ledger.Kind.SEND, 0, null);
        ledger.charge(30, 0, 0);
        replay.begin(ledger, 0);
        assertEquals(27, replay.cycle());
        replay.stallUntil(127);
        assertEquals(127, replay.cycle());
        replay.step();
        assertEquals(147, replay.cycle());
        assertEquals(100, replay.stallCycles());
        replay.stallUntil(20);
        assertEquals(147, replay.cycle(), "what is over cannot stall");
    }

    @Test
    void aSegmentGoesOnWhereTheLastOneStopped() {
        ledger.begin();
        ledger.charge(10, 0, 0);
        ledger.add(Ledger.Kind.SEND, 0, null);
        replay.begin(ledger, 0);
        replay.step();
        assertEquals(27, replay.cycle());
        replay.stallUntil(50);
        replay.nextSegment();
        ledger.charge(15, 0, 0);
        ledger.add(Ledger.Kind.LOG, 0, new byte[0]);
        ledger.charge(20, 0, 0);
        assertFalse(replay.atEnd());
        assertEquals(55, replay.cycle());
        replay.step();
        assertEquals(60, replay.cycle());
    }

    @Test
    void theWayOfEnclavesAccountsForTheSameAsTheGeneralOne() {
        for (long seed = 1; seed <= 200; seed++) {
            RandomStream random = new RandomStreams(seed).stream("replay", seed);
            CoreSpec someCore = new CoreSpec(
                    new ClockDomain("core", 1 + random.nextInt(9), 1 + random.nextInt(9)),
                    1 + random.nextInt(2000),
                    1000 + random.nextInt(3000),
                    random.nextInt(3000),
                    random.nextInt(3),
                    random.nextInt(50),
                    random.nextInt(50));
            TurnReplay quick = new TurnReplay(someCore);
            TurnReplay general = new TurnReplay(someCore);
            CycleAccount quickAccount = new CycleAccount();
            CycleAccount generalAccount = new CycleAccount();
            record(random, seed % 3 == 0 ? 1 << 27 : 40);
            long wakeUp = random.nextInt(5);
            quick.begin(ledger, 100);
            quick.addSoftware(wakeUp);
            general.begin(ledger, 100);
            general.addSoftware(wakeUp);
            long cycle = 100 - wakeUp;
            for (int steps = 0; steps <= ledger.size(); steps++) {
                long fetched = random.nextInt(3) == 0 ? random.nextInt(20) : 0;
                quick.fetched(fetched);
                general.delay(fetched);
                if (general.cycle() > cycle) {
                    general.execute(cycle, 0, 0, fetched, generalAccount);
                }
                String why = "seed " + seed + ", entry " + steps;
                assertEquals(general.cycle(), quick.executeUntilNext(cycle, quickAccount), why);
                cycle = general.cycle();
                for (CyclePart part : CyclePart.values()) {
                    assertEquals(
                            generalAccount.cycles(part, cycle), quickAccount.cycles(part, cycle), why + ", " + part);
                }
                if (steps < ledger.size()) {
                    quick.step();
                    general.step();
                }
            }
        }
    }

    /** A turn with some entries, at most so many instructions, loads and stores apart. */
    private void record(RandomStream random, int apart) {
        ledger.begin();
        long instructions = 0;
        long loads = 0;
        long stores = 0;
        for (int left = random.nextInt(6); left >= 0; left--) {
            instructions += random.nextInt(apart);
            loads += random.nextInt(apart);
            stores += random.nextInt(apart);
            ledger.charge(instructions, loads, stores);
            if (left > 0) {
                ledger.add(random.nextInt(2) == 0 ? Ledger.Kind.SEND : Ledger.Kind.LOG, 0, null);
            }
        }
    }

    @Test
    void aLoadedCursorStandsWhereTheSavedOneStood() {
        ledger.begin();
        ledger.charge(10, 0, 0);
        ledger.add(Ledger.Kind.LOG, 0, new byte[0]);
        ledger.charge(20, 0, 0);
        ledger.add(Ledger.Kind.LOG, 0, new byte[0]);
        replay.begin(ledger, 5);
        replay.step();
        replay.stallUntil(100);
        StateWriter out = new StateWriter();
        replay.save(out);
        TurnReplay loaded = new TurnReplay(core);
        loaded.load(new StateReader(out.toByteArray()));
        loaded.attach(ledger);
        assertEquals(replay.cursor(), loaded.cursor());
        assertEquals(replay.cycle(), loaded.cycle());
        assertEquals(replay.stallCycles(), loaded.stallCycles());
    }
}
