package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.protocol.Parcel;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.actor.Message;
import org.skerry.sim.config.ConfigException;

class ChipSpecTest {
    @Test
    void standingCreditsNeverTakeMoreThanHalfOfAMailbox() {
        for (int tiles = 1; tiles <= 6; tiles++) {
            for (int mailbox = 512; mailbox <= 8192; mailbox *= 2) {
                for (int eager = 0; eager <= mailbox / 2; eager = 2 * eager + 16) {
                    ChipSpec spec = ChipPlans.withMailbox(ChipSpec.of(tiles, tiles, 2), mailbox, eager);
                    for (int receiver = 0; receiver < spec.enclaves(); receiver++) {
                        int to = receiver;
                        long holders = IntStream.range(0, spec.enclaves())
                                .filter(sender -> spec.standingCredits().has(sender, to))
                                .count();
                        assertEquals(spec.standingCredits().peers(), holders, spec.toString());
                        assertTrue(holders * eager <= mailbox / 2, spec.toString());
                    }
                }
            }
        }
    }

    @Test
    void everybodyHasAStandingCreditAtEverybodyOnAChipOfTwoHundredEnclaves() {
        ChipSpec spec = ChipSpec.of(10, 10, 2);
        assertEquals(200, spec.standingCredits().peers());
    }

    @Test
    void onAChipThatIsTooLargeTheNearestTilesHaveOne() {
        ChipSpec spec = ChipSpec.of(4, 4, 1)
                .withEnclave(EnclaveSpec.DEFAULT.withMailbox(1024, 100).withStandingMessages(1));
        assertEquals(5, spec.standingCredits().peers());
        assertTrue(IntStream.of(5, 4, 6, 1, 9)
                .allMatch(to -> spec.standingCredits().has(5, to)));
        assertTrue(
                IntStream.of(0, 1, 3, 4, 12)
                        .allMatch(to -> spec.standingCredits().has(0, to)),
                "around");
        assertTrue(!spec.standingCredits().has(0, 2) && !spec.standingCredits().has(2, 0));
    }

    @Test
    void onAHundredThousandEnclavesThoseOfAllTilesWithinTwoLinksHaveSome() {
        ChipSpec spec = ChipSpec.of(160, 160, 4);
        assertEquals(4 * 13, spec.standingCredits().peers());
        assertTrue(spec.standingCredits().has(4 * 160 * 80, 4 * 160 * 82 + 3));
        assertTrue(!spec.standingCredits().has(4 * 160 * 80, 4 * 160 * 82 + 4));
    }

    @Test
    void aMailboxOfDefaultSizeTakesTheLargestMessageOfAnyChip() {
        // Payload, header, lineage of the capability used, eight capabilities and a reply capability of the deepest
        // derivation.
        int largest = 32 + Message.MAX_BYTES + 8 * 8 + (Message.MAX_HANDLES + 1) * (32 + 8 * 8);
        assertTrue(ChipSpec.of(64, 64, 4).standingCredits().grantableBytes() >= largest);
        assertTrue(MemoryLayout.REPLY_BYTES >= largest);
        assertTrue(largest > Parcel.HEADER_BYTES);
    }

    @Test
    void whatCannotBeAnEnclaveIsRefusedByName() {
        assertRefused("enclave.mailboxBytes=2097152", () -> EnclaveSpec.DEFAULT.withMailbox(2 << 20, 512));
        assertRefused("enclave.eagerBytes=600", () -> EnclaveSpec.DEFAULT.withMailbox(1024, 600));
        assertRefused("enclave.sendQueueMessages=0", () -> EnclaveSpec.DEFAULT.withSendQueue(0));
        ChipSpec spec = ChipSpec.of(2, 2, 1);
        assertRefused("network.edgeEndpoints=0", () -> spec.withMesh(MeshSpec.of(2, 2, 1, 0)));
    }

    private static void assertRefused(String what, Runnable make) {
        String message = assertThrows(ConfigException.class, make::run).getMessage();
        assertTrue(message.contains(what), message);
    }

    @Test
    void aLoadTakesAsLongAsTheSizeOfThePrivateMemorySaysUnlessTheCoreSaysItself() {
        ChipSpec chip = ChipSpec.of(2, 2, 1);
        assertEquals(8000, chip.complete().core().milliCyclesPerLoad(), "2 MiB: 9 cycles with the instruction");
        EnclaveSpec small = new EnclaveSpec(256 << 10, 64 << 10, 512, 4, 16, 256);
        assertEquals(3000, chip.withEnclave(small).complete().core().milliCyclesPerLoad());
        CoreSpec stated = chip.core().withMemory(1234, 0);
        assertEquals(
                1234, chip.withCore(stated).withEnclave(small).complete().core().milliCyclesPerLoad());
    }
}
