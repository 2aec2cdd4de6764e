package org.skerry.scenario.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.scenario.fault.FlipCampaign;
import org.skerry.scenario.fault.FlipCount;

/** A slice of what {@code skerry validate faults} does in full. */
class FaultSuiteTest {
    private static FlipCount count(String subject, int trials) {
        return FaultSuite.flips().stream()
                .filter(each -> each.subject().equals(subject))
                .findFirst()
                .orElseThrow()
                .count(trials);
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
