package org.skerry.scenario.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.fault.FlipCampaign;
import org.skerry.scenario.fault.FlipCount;

/** A slice of what {@code skerry validate faults} does in full. */
class FaultSuiteTest {
    /** Cycles of single flips are those of this machine, which is not the scenario's. */
    private static final String BARE =
            "machines.shared={kind: shared-memory, memory: {translation: {pageBytes: 0}, dram: {refreshIntervalCycles: 0}}}";

    private static FlipCount count(String subject, int trials) {
        return flips(subject).count(trials);
    }

    private static FaultSuite.Flips flips(String subject) {
        return FaultSuite.flips().stream()
                .filter(each -> each.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    /** The flips of the campaign that have stopped the simulator: a pointer to nowhere, and a panic with more to do at its cycle. */
    @Test
    void whereMemoryIsSharedAFlipInAPointerOfOneActorEndsAllAndNotTheSimulator() {
        FlipCampaign campaign = flips("shared").campaign(List.of(BARE));
        FlipCampaign.Trial nowhere = campaign.trial(3, 10844, 1042);
        FlipCampaign.Trial panic = campaign.trial(2, 7532, 5864);
        assertEquals(FlipCampaign.Outcome.DETECTED, nowhere.outcome());
        assertEquals(FlipCampaign.Outcome.DETECTED, panic.outcome());
        assertTrue(panic.how().contains("actor 'runtime' stopped"), panic.how());
    }

    @Test
    void aFlipInAnEnclaveChangesOthersByMessagesOnly() {
        FlipCount count = count("chip", 24);
        assertEquals(0, count.byOtherWays(), () -> "" + count.otherWays());
        assertTrue(count.spread() > 0, "no flip had any effect on others: the campaign is blind");
        assertEquals(24, count.trials());
    }

    @Test
    void withSecdedEveryFlipIsMasked() {
        assertEquals(8, count("chip with SECDED", 8).of(FlipCampaign.Outcome.MASKED));
    }
}
