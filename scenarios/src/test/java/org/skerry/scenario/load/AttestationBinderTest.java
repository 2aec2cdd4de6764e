package org.skerry.scenario.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.skerry.model.attest.AttestationPlan;
import org.skerry.sim.config.ConfigException;

/** What can be written under {@code attestation}. */
class AttestationBinderTest {
    private static AttestationPlan attestation(String... overrides) {
        return ScenarioLoader.load("hostile-control", List.of(overrides), OptionalLong.empty())
                .spec()
                .attestation();
    }

    private static void assertRefused(String what, String... overrides) {
        String message = assertThrows(ConfigException.class, () -> attestation(overrides))
                .getMessage();
        assertTrue(message.contains(what), message);
    }

    @Test
    void aGroupStandsForItsMembersAndANameForOne() {
        assertEquals(
                List.of("vault1", "depositor0", "depositor1", "depositor2"),
                attestation("attestation.of=[vault1, depositor]").of());
    }

    @Test
    void anImageHasTheSecurityVersionThatItIsGiven() {
        LoadedScenario loaded =
                ScenarioLoader.load("hostile-control", List.of("images.vault.securityVersion=3"), OptionalLong.empty());
        Images images = Images.load(loaded);
        assertEquals(3, images.programs().get("vault").securityVersion());
        assertEquals(0, images.programs().get("impostor").securityVersion());
    }

    @Test
    void whatCannotBeAskedIsRefusedByName() {
        assertRefused("'nobody', which is not in this scenario", "attestation.of=[nobody]");
        assertRefused("attestation.of names nobody", "attestation.of=[]");
        assertRefused("attestation.times=0", "attestation.times=0");
        assertRefused("attestation.every=0", "attestation.every=0");
        assertRefused("attestation.often", "attestation.often=1");
    }
}
