package org.skerry.noc.grid;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.sim.config.ConfigException;

class GridDependenciesTest {
    private static Grid grid(GridRouting routing, int width, int height) {
        for (boolean wraps : new boolean[] {false, true}) {
            Grid grid = new Grid(width, height, wraps, 1, 1, 1);
            try {
                routing.checkFits(grid, 16);
                return grid;
            } catch (ConfigException isForTheOther) {
                continue;
            }
        }
        throw new AssertionError(routing);
    }

    @Test
    void everyRoutingIsFreeOfDeadlockWithEvenNumbersOfVirtualChannels() {
        for (GridRouting routing : GridRouting.values()) {
            if (routing == GridRouting.BOOKSIM_VALIANT) {
                continue; // which is not, as it was built
            }
            for (int vcs : new int[] {4, 6}) {
                for (int[] size : new int[][] {{4, 4}, {5, 3}, {8, 8}, {6, 1}}) {
                    Grid grid = grid(routing, size[0], size[1]);
                    assertDoesNotThrow(
                            () -> routing.refuseCycles(grid, vcs, Faults.NONE),
                            routing + " in " + grid + " with " + vcs + " VCs");
                }
            }
        }
    }

    @Test
    void packetsThatPassTheirDestinationByAnyChannelAreRefused() {
        Grid grid = new Grid(4, 4, false, 1, 1, 1);
        ConfigException refusal = assertThrows(
                ConfigException.class, () -> GridRouting.BOOKSIM_VALIANT.refuseCycles(grid, 4, Faults.NONE));
        assertTrue(refusal.getMessage().contains("for ever: router "), refusal.getMessage());
    }

    @Test
    void halvesThatOverlapAreRefusedWithTheCycle() {
        // Of three virtual channels the middle one is in both halves.
        for (GridRouting routing :
                new GridRouting[] {GridRouting.O1TURN, GridRouting.RING_ORDER, GridRouting.VALIANT}) {
            Grid grid = grid(routing, 4, 4);
            assertDoesNotThrow(() -> routing.refuseCycles(grid, 2, Faults.NONE));
            ConfigException refusal = assertThrows(
                    ConfigException.class, () -> routing.refuseCycles(grid, 3, Faults.NONE), routing.name());
            assertTrue(refusal.getMessage().contains("VC 1 -> router"), refusal.getMessage());
        }
    }
}
