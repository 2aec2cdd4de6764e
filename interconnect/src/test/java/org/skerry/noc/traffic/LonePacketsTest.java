package org.skerry.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridRouting;

class LonePacketsTest {
    private static NetworkSpec network(
            Grid grid, GridRouting routing, int traversalCycles, int turnCycles, InterfaceSpec interfaces) {
        return NetworkSpec.of(grid, routing, 4, 8)
                .withStages(new RouterStages(0, traversalCycles, 1, traversalCycles, turnCycles, false, false))
                .withInterfaces(interfaces);
    }

    @Test
    void aHopTakesACycleWhereTheSwitchTakesFlitsOverTheLinkAndATurnTakesItsTime() {
        Grid grid = new Grid(5, 4, false, 1, 1, 0);
        for (int turnCycles : new int[] {0, 1, 5}) {
            LonePackets packets =
                    LonePackets.everyPair(network(grid, GridRouting.XY, 0, turnCycles, new InterfaceSpec(0, 0)), 3);
            for (int from = 0; from < grid.routers(); from++) {
                for (int to = 0; to < grid.routers(); to++) {
                    boolean turn = grid.x(from) != grid.x(to) && grid.y(from) != grid.y(to);
                    int hops = grid.routerHops(from, to);
                    assertEquals(hops, packets.hops(from, to));
                    assertEquals(hops + 1 + 2 + (turn ? turnCycles : 0), packets.latency(from, to), from + " to " + to);
                }
            }
        }
    }

    @Test
    void interfacesCostWhatTheyAreSaidToCost() {
        Grid grid = new Grid(3, 2, false, 2, 1, 1);
        for (InterfaceSpec interfaces : new InterfaceSpec[] {
            new InterfaceSpec(0, 0), new InterfaceSpec(5, 0), new InterfaceSpec(0, 7), InterfaceSpec.BOOKSIM
        }) {
            NetworkSpec network = network(grid, GridRouting.XY, 1, 0, interfaces);
            LonePackets packets = LonePackets.everyPair(network, 2);
            for (int from = 0; from < grid.endpoints(); from++) {
                for (int to = 0; to < grid.endpoints(); to++) {
                    int hops = grid.routerHops(grid.routerOf(from), grid.routerOf(to));
                    assertEquals(network.zeroLoadCycles(hops, 2), packets.latency(from, to));
                }
            }
        }
    }

    @Test
    void linksThatLeadOneWayTakePacketsEastAndSouthAlone() {
        Grid grid = new Grid(5, 4, true, 1, 1, 2);
        NetworkSpec network = network(grid, GridRouting.FORWARD_RINGS, 1, 0, InterfaceSpec.BOOKSIM);
        network.refuseDeadlock();
        LonePackets packets = LonePackets.everyPair(network, 1);
        for (int from = 0; from < grid.routers(); from++) {
            for (int to = 0; to < grid.routers(); to++) {
                int hops = Math.floorMod(grid.x(to) - grid.x(from), 5) + Math.floorMod(grid.y(to) - grid.y(from), 4);
                assertEquals(hops, packets.hops(from, to));
                assertEquals(network.zeroLoadCycles(hops, 1), packets.latency(from, to));
            }
        }
    }
}
