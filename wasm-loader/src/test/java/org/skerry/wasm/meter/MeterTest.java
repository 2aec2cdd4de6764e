package org.skerry.wasm.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.wasm.load.Policy;

class MeterTest {
    @Test
    void whatIsLeftOfTheBudgetDoesNotDependOnTheDepth() {
        RandomStream random = new RandomStreams(1).stream("fuel", 1);
        for (int i = 0; i < 100_000; i++) {
            long sixteenths = (random.nextLong() >>> 27) - (1L << 36);
            int depth = random.nextInt(1 << 16) - (1 << 15);
            long fuel = (sixteenths << Meter.UNIT_SHIFT) + depth;
            assertEquals(sixteenths >> 4, Meter.instructionsLeft(fuel), sixteenths + " sixteenths, depth " + depth);
        }
    }

    @Test
    void eachTurnHasTheWholeBudget() {
        Meter meter = new Meter() {};
        Ledger ledger = new Ledger();
        meter.limit(Policy.MAX_TURN_BUDGET, Policy.MAX_CALL_DEPTH);
        for (int turn = 0; turn < 3; turn++) {
            meter.beginTurn();
            ledger.begin();
            meter.addWork(Policy.MAX_TURN_BUDGET - turn);
            meter.charge(ledger);
            assertEquals(Policy.MAX_TURN_BUDGET - turn, ledger.instructions());
            meter.addWork(turn + 1);
            assertTrue(meter.exhausted());
        }
    }
}
