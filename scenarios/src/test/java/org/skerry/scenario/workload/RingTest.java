package org.skerry.scenario.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.config.ConfigException;

/** Known answers, which a program in another language computed. */
class RingTest {
    @Test
    void oneTokenOnceRound() {
        assertEquals(
                List.of(
                        "n0: node 0 hops 1",
                        "n1: node 1 hops 1",
                        "n2: node 2 hops 1",
                        "n0: token 0 hops 3 value 1a8cb504f78303f1"),
                ring(3, 3, 1, 1, 7).expected("ring"));
    }

    @Test
    void twoTokensBeginAndEndAtOppositeNodes() {
        List<String> lines = ring(4, 4, 3, 2, 1).expected("ring");
        assertEquals("n3: node 3 hops 6", lines.get(3));
        assertEquals(
                List.of("n0: token 0 hops 12 value 0cd9082cf63eff73", "n2: token 1 hops 12 value 7ca1d34a5a432968"),
                lines.subList(4, 6));
    }

    @Test
    void aRingThatIsNotClosedIsRefused() {
        assertThrows(ConfigException.class, () -> ring(3, 4, 1, 1, 1).expected("ring"));
        assertThrows(ConfigException.class, () -> new Plans().expected("ring"));
    }

    private static Plans ring(int actors, int nodes, int rounds, int tokens, long seed) {
        Plans plan = new Plans();
        for (int node = 0; node < actors; node++) {
            plan.actor("n" + node, "ring-node", seed, node, nodes, rounds, tokens);
        }
        return plan;
    }
}
