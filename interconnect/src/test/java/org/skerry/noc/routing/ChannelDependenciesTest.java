package org.skerry.noc.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.config.ConfigException;

class ChannelDependenciesTest {
    /** Half of the packets go along the row first, half along the column: each half is safe, both together are not. */
    private static final Routing MIXED = new Routing() {
        @Override
        public String name() {
            return "mixed";
        }

        @Override
        public int next(int x, int y, int toX, int toY) {
            return (toX + toY) % 2 == 0
                    ? DimensionOrder.XY.next(x, y, toX, toY)
                    : DimensionOrder.YX.next(x, y, toX, toY);
        }

        @Override
        public boolean mayTurn(int from, int to) {
            return from != Direction.opposite(to);
        }
    };

    @Test
    void dimensionOrderIsAcceptedInMeshesOfEveryShape() {
        for (int width = 1; width <= 6; width++) {
            for (int height = 1; height <= 6; height++) {
                for (DimensionOrder order : DimensionOrder.values()) {
                    ChannelDependencies.refuseCycles(order, MeshSpec.of(width, height, 1, 0));
                }
            }
        }
    }

    @Test
    void dimensionOrderIsAcceptedByItsTurnsInALargeMesh() {
        for (DimensionOrder order : DimensionOrder.values()) {
            ChannelDependencies.refuseCycles(order, MeshSpec.of(1024, 1024, 1, 0));
        }
    }

    @Test
    void turnsThatMakeACycleAreRefusedAndTheCycleIsPrinted() {
        ConfigException refusal = assertThrows(
                ConfigException.class, () -> ChannelDependencies.refuseCycles(MIXED, MeshSpec.of(3, 3, 1, 0)));
        assertEquals(
                "network.routing=mixed lets packets block each other for ever: router 5 west -> router 4 west -> "
                        + "router 3 south -> router 6 east -> router 7 east -> router 8 north -> router 5. Choose a routing that leaves out one of these "
                        + "turns, such as XY.",
                refusal.getMessage());
    }

    @Test
    void turnsThatMakeACycleAreRefusedInALargeMeshToo() {
        ConfigException refusal = assertThrows(
                ConfigException.class, () -> ChannelDependencies.refuseCycles(MIXED, MeshSpec.of(64, 64, 1, 0)));
        assertTrue(refusal.getMessage().contains(" -> "), refusal.getMessage());
    }

    @Test
    void aRouteThatNeverArrivesOrLeavesTheMeshIsRefused() {
        for (int direction = -1; direction <= Direction.HERE; direction++) {
            int always = direction;
            Routing stubborn = new Routing() {
                @Override
                public String name() {
                    return "stubborn";
                }

                @Override
                public int next(int x, int y, int toX, int toY) {
                    return always;
                }

                @Override
                public boolean mayTurn(int from, int to) {
                    return from == to;
                }
            };
            assertThrows(
                    ConfigException.class, () -> ChannelDependencies.refuseCycles(stubborn, MeshSpec.of(3, 3, 1, 0)));
        }
    }

    @Test
    void routesMakeOnlyTheTurnsThatTheRoutingSaysItMayMake() {
        for (DimensionOrder order : DimensionOrder.values()) {
            for (int pair = 0; pair < 25 * 25; pair++) {
                int x = pair % 5;
                int y = pair / 5 % 5;
                int toX = pair / 25 % 5;
                int toY = pair / 125;
                int before = Direction.HERE;
                for (int next = order.next(x, y, toX, toY); next != Direction.HERE; next = order.next(x, y, toX, toY)) {
                    assertTrue(before == Direction.HERE || order.mayTurn(before, next), order + " " + pair);
                    before = next;
                    x += Direction.dx(next);
                    y += Direction.dy(next);
                }
                assertEquals(toX, x);
                assertEquals(toY, y);
            }
            assertFalse(order.mayTurn(Direction.EAST, Direction.WEST));
        }
    }
}
