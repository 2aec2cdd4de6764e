package org.skerry.model.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.kernel.ClockDomain;
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
