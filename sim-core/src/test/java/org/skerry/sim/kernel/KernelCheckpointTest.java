package org.skerry.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateException;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

class KernelCheckpointTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void runSavedAndLoadedAtRandomCyclesReachesTheDigestOfTheWholeRun(long seed) {
        String whole = ToyNetwork.digestOf(new ToyNetwork.Setup(seed));
        RandomStream random = new RandomStreams(seed).stream("checkpoints", 0);
        ToyNetwork network = new ToyNetwork.Setup(seed).build();
        int checkpoints = 0;
        while (network.kernel.run(network.kernel.cycle() + 1 + random.nextInt(200)) instanceof RunEnd.ReachedCycle) {
            runUntilNoGuestIsHeld(network);
            byte[] saved = save(network.kernel);
            network.close();
            network =
                    new ToyNetwork.Setup(seed).partitions(1 + random.nextInt(4)).build();
            StateReader in = new StateReader(saved);
            network.kernel.load(in);
            in.end();
            checkpoints++;
        }
        assertEquals(whole, network.digest());
        assertTrue(checkpoints > 5, checkpoints + " checkpoints");
        network.close();
    }

    @Test
    void loadedKernelSavesTheSameBytes() {
        try (ToyNetwork network = new ToyNetwork.Setup(3).build();
                ToyNetwork other = new ToyNetwork.Setup(4).partitions(4).build()) {
            network.kernel.run(333);
            runUntilNoGuestIsHeld(network);
            byte[] saved = save(network.kernel);
            other.kernel.load(new StateReader(saved));
            assertEquals(
                    new String(saved, StandardCharsets.ISO_8859_1),
                    new String(save(other.kernel), StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void loadedKernelDoesNothingEarlierThanTheSavedOne() {
        try (ToyNetwork network = new ToyNetwork.Setup(3).build();
                ToyNetwork other = new ToyNetwork.Setup(3).build()) {
            network.kernel.run(333);
            runUntilNoGuestIsHeld(network);
            other.kernel.load(new StateReader(save(network.kernel)));
            assertEquals(network.kernel.cycle(), other.kernel.cycle());
            assertEquals(network.kernel.nextCycle(), other.kernel.nextCycle());
        }
    }

    @Test
    void heldGuestForbidsSaving() {
        try (ToyNetwork network = new ToyNetwork.Setup(1).build()) {
            while (network.carriers.held() == 0) {
                network.kernel.run(network.kernel.cycle() + 1);
            }
            IllegalStateException refusal =
                    assertThrows(IllegalStateException.class, () -> network.kernel.save(new StateWriter()));
            assertTrue(refusal.getMessage().contains("held in mid-turn"), refusal.getMessage());
        }
    }

    @Test
    void stateOfAnotherNetworkIsRefused() {
        try (ToyNetwork network = new ToyNetwork.Setup(1).build()) {
            Kernel other = new Kernel.Builder()
                    .component(new ToyNode(0, new RandomStreams(1).stream("x", 0), 1, false))
                    .build(network.carriers);
            StateException refusal =
                    assertThrows(StateException.class, () -> other.load(new StateReader(save(network.kernel))));
            assertTrue(refusal.getMessage().contains("expected 1 components"), refusal.getMessage());
        }
    }

    private static void runUntilNoGuestIsHeld(ToyNetwork network) {
        while (network.carriers.held() > 0) {
            network.kernel.run(network.kernel.nextCycle() + 1);
        }
    }

    private static byte[] save(Kernel kernel) {
        StateWriter out = new StateWriter();
        kernel.save(out);
        return out.toByteArray();
    }
}
