package org.skerry.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.noc.grid.Faults;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridRouting;
import org.skerry.noc.router.AllocatorSpec;
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
        return new NetworkSpec(
                grid,
                GridRouting.XY,
                2,
                8,
                0,
                1,
                1,
                1,
                1,
                false,
                false,
                AllocatorSpec.ISLIP,
                AllocatorSpec.ISLIP,
                Faults.NONE,
                division);
    }

    /** Mean cycles that packets take longer than without domains, phases drawn with several seeds. */
    private static double overhead(int k, int domains, Schedule schedule) {
        NetworkSpec network = network(k, new TimeDivision(domains, schedule));
        TrafficSpec traffic = new TrafficSpec(
                PatternSpec.of(PatternSpec.Kind.UNIFORM), InjectionSpec.BERNOULLI, 1, 0.04 / domains / k);
        double sum = 0;
        long packets = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Simulation simulation = new Simulation(network, traffic, domains - 1, seed);
            simulation.advance(1_000L * domains);
            Tally tally = simulation.terminals().tally();
            sum += tally.packetLatency
                    - (double) tally.packets * network.zeroLoadCycles(0, 1)
                    - (double) (tally.hops - tally.packets) * (network.routerCycles() + 1);
            packets += tally.packets;
        }
        return sum / packets;
    }

    @Test
    void packetsThatAreAloneWaitForTheirSlotsAsTheClosedFormsSay() {
        for (int k : new int[] {4, 8}) {
            double hops = 2.0 * (k * k - 1) / (3 * k);
            double turn = (1 - 1.0 / k) * (1 - 1.0 / k);
            for (int domains : new int[] {2, 5, 8, 32}) {
                double wait = (domains - 1) / 2.0;
                assertNear(wait * (1 + hops), overhead(k, domains, Schedule.NAIVE), k + " naive " + domains);
                assertNear(wait * (1 + turn), overhead(k, domains, Schedule.WAVE), k + " wave " + domains);
            }
        }
    }

    private static void assertNear(double expected, double actual, String what) {
        assertEquals(expected, actual, 0.05 * expected, what);
    }

    @Test
    void wavesSaveWhatTheySaveInTheory() {
        double[] savings = {0.55, 0.72, 0.84};
        for (int i = 0; i < savings.length; i++) {
            int k = 4 << i;
            double saved = 1 - overhead(k, 8, Schedule.WAVE) / overhead(k, 8, Schedule.NAIVE);
            assertEquals(savings[i], saved, 0.03, k + " x " + k);
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
