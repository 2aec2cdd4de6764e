package org.skerry.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridRouting;
import org.skerry.noc.router.SlotTable;
import org.skerry.noc.traffic.TimeDivision.Schedule;

/**
 * What time division costs a packet that is alone, against closed forms: (D - 1) / 2 cycles for each wait, one where it enters and one
 * at every hop or, with waves, at a turn.
 */
class TimeDivisionTest {
    private static final int SEEDS = 40;

    private static NetworkSpec network(int k, TimeDivision division) {
        Grid grid = new Grid(k, k, false, 1, 1, 1);
        return NetworkSpec.of(grid, GridRouting.XY, 2, 8).withDivision(division);
    }

    @Test
    void packetsThatAreAloneWaitForTheirSlotsAsTheClosedFormsSay() {
        for (TimeDivisionLaw law : TimeDivisionLaw.all()) {
            if (law.k() < 16) {
                double expected = law.expected();
                assertEquals(expected, law.measure(SEEDS), TimeDivisionLaw.TOLERANCE * expected, law.toString());
            }
        }
    }

    @Test
    void wavesSaveWhatTheySaveInTheory() {
        for (int k : new int[] {4, 8, 16}) {
            double naive = new TimeDivisionLaw(k, 8, Schedule.NAIVE).measure(SEEDS);
            double wave = new TimeDivisionLaw(k, 8, Schedule.WAVE).measure(SEEDS);
            assertEquals(TimeDivisionLaw.saving(k), 1 - wave / naive, TimeDivisionLaw.SAVING_TOLERANCE, k + " x " + k);
        }
    }

    @Test
    void noTwoDomainsPassAnOutputInOneCycle() {
        NetworkSpec network = network(4, TimeDivision.NONE);
        for (Schedule schedule : Schedule.values()) {
            TimeDivision division = new TimeDivision(3, schedule);
            for (int router = 0; router < 16; router++) {
                for (int direction = 0; direction < 4; direction++) {
                    for (int slot = 0; slot < 3; slot++) {
                        int open = 0;
                        for (int domain = 0; domain < 3; domain++) {
                            SlotTable slots = division.slots(network, domain, 1);
                            open += slots.isOpen(slot, router * 5 + direction) ? 1 : 0;
                        }
                        assertEquals(1, open, "router " + router + " direction " + direction + " slot " + slot);
                    }
                }
            }
        }
    }

    @Test
    void aDomainHasItsShareOfEveryLinkAndNoMore() {
        NetworkSpec network = network(4, new TimeDivision(4, Schedule.WAVE));
        TrafficSpec traffic =
                new TrafficSpec(PatternSpec.of(PatternSpec.Kind.TORNADO), InjectionSpec.BERNOULLI, 1, 0.9);
        Simulation simulation = new Simulation(network, traffic, 1, 1);
        simulation.advance(2_000);
        Tally tally = simulation.terminals().tally();
        tally.clear();
        simulation.advance(8_000);
        double accepted = Tally.sum(tally.acceptedFlits) / 8_000.0 / 16;
        // Each row and column has links that three of four packets of some source pass; a quarter of the cycles is
        // ours.
        assertTrue(accepted > 0.1 && accepted <= 0.251, "accepted " + accepted);
    }
}
