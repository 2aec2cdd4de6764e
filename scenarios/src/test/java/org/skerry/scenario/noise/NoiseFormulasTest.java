package org.skerry.scenario.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NoiseFormulasTest {
    @Test
    void jainsIndexIsOneForEqualSharesAndOneNthForOneWhoHasAll() {
        assertEquals(1, NoiseFormulas.jain(List.of(0.3, 0.3, 0.3)), 1e-12);
        assertEquals(0.25, NoiseFormulas.jain(List.of(1.0, 0.0, 0.0, 0.0)), 1e-12);
        assertEquals(1, NoiseFormulas.jain(List.of(0.0, 0.0)));
    }

    @Test
    void aFairLossLeavesNoIsolationAndNoLossLeavesAll() {
        double fair = NoiseFormulas.fairLoss(2, 2);
        assertEquals(0.5, fair);
        assertEquals(1, NoiseFormulas.isolationIndex(NoiseFormulas.loss(10, 10), fair));
        assertEquals(0, NoiseFormulas.isolationIndex(NoiseFormulas.loss(5, 10), fair));
        assertEquals(-1, NoiseFormulas.isolationIndex(NoiseFormulas.loss(0, 10), fair));
        assertEquals(0, NoiseFormulas.loss(11, 10));
    }

    @Test
    void aClientThatAsksForLittleIsEntitledToThat() {
        assertEquals(5, NoiseFormulas.fairShare(5, 100, 4, 1));
        assertEquals(20, NoiseFormulas.fairShare(50, 100, 4, 1));
    }

    @Test
    void aFlowWaitsForOnePacketOfEveryFlowOnEachLinkOfTheOthersWay() {
        // Four routers in a row and four below; the flow 1 -> 6 passes 1-2, 2-6 and the link into the endpoint of 6.
        LinkFlows flows = new LinkFlows(4).add(1, 6, 10);
        assertEquals(3 * 10, flows.longestWait(0, 3));
        assertEquals(0, flows.longestWait(3, 0), "the other way");
        assertEquals(0, flows.longestWait(4, 5), "the row below, before they meet");
        flows.add(1, 2, 10); // shares 1-2: both flows are met, 2 + 1 + 1 and 2 + 1 links of packets
        assertEquals((2 + 1 + 1) * 10 + (2 + 1) * 10, flows.longestWait(0, 3));
    }
}
