package org.skerry.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One digest for every way to run the toy network, and another one for every mutant. */
class KernelDeterminismTest {
    private static ToyNetwork.Setup setup(long seed) {
        return new ToyNetwork.Setup(seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void orderOfTicksDoesNotMatter(long seed) {
        assertEquals(
                ToyNetwork.digestOf(setup(seed)),
                ToyNetwork.digestOf(setup(seed).reversed()));
    }

    @ParameterizedTest(name = "seed {0}, {1} partitions on {2} threads")
    @CsvSource({"1,2,2", "2,4,4", "3,4,2", "4,8,4", "5,3,3", "6,4,1"})
    void numberOfPartitionsDoesNotMatter(long seed, int partitions, int threads) {
        String serial = ToyNetwork.digestOf(setup(seed));
        assertEquals(
                serial, ToyNetwork.digestOf(setup(seed).partitions(partitions).hostThreads(threads)));
        assertEquals(
                serial,
                ToyNetwork.digestOf(
                        setup(seed).partitions(partitions).hostThreads(threads).reversed()));
    }

    @Test
    void changingBetweenSerialAndParallelWindowsDoesNotMatter() {
        String serial = ToyNetwork.digestOf(setup(7));
        assertEquals(serial, ToyNetwork.digestOf(setup(7).partitions(4).parallelTicks(3)));
        assertEquals(serial, ToyNetwork.digestOf(setup(7).partitions(4).parallelTicks(Long.MAX_VALUE)));
    }

    @Test
    void anotherSeedGivesAnotherDigest() {
        assertNotEquals(ToyNetwork.digestOf(setup(1)), ToyNetwork.digestOf(setup(2)));
    }

    @Test
    void wireThatIsOneCycleShorterGivesAnotherDigest() {
        assertNotEquals(ToyNetwork.digestOf(setup(1)), ToyNetwork.digestOf(setup(1).latencyOfOneWire(2)));
    }

    @Test
    void pathWithoutLatencyIsFoundByReversedOrder() {
        assertNotEquals(
                ToyNetwork.digestOf(setup(1).zeroLatency()),
                ToyNetwork.digestOf(setup(1).zeroLatency().reversed()));
    }

    @Test
    void piecesOfARunDoNotMatter() {
        String whole = ToyNetwork.digestOf(setup(8));
        try (ToyNetwork network = setup(8).partitions(2).build()) {
            long until = 0;
            RunEnd end;
            do {
                until += 1 + until / 3;
                end = network.kernel.run(until);
            } while (end instanceof RunEnd.ReachedCycle);
            assertEquals(whole, network.digest());
        }
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 2, 4})
    void cyclesAreTheSameAtEveryBoundary(int partitions) {
        StringBuilder expected = new StringBuilder();
        StringBuilder found = new StringBuilder();
        try (ToyNetwork one = setup(9).build();
                ToyNetwork many = setup(9).partitions(partitions).build()) {
            for (int until = 50; until < 1500; until += 50) {
                expected.append(one.kernel.run(until))
                        .append(one.kernel.cycle())
                        .append(one.digest());
                found.append(many.kernel.run(until)).append(many.kernel.cycle()).append(many.digest());
            }
        }
        assertEquals(expected.toString(), found.toString());
    }

    @Test
    void toyNetworkIsWorthItsTests() {
        try (ToyNetwork network = setup(1).build()) {
            boolean held = false;
            for (int until = 1; until < 500; until++) {
                network.kernel.run(until);
                held |= network.carriers.held() > 1;
            }
            RunEnd end = network.kernel.run(Long.MAX_VALUE);
            assertTrue(held, "two guests held at one time");
            assertTrue(network.kernel.ticks() > 1000, "ticks: " + network.kernel.ticks());
            assertTrue(end instanceof RunEnd.Idle && end.cycle() > 1000, end.toString());
        }
    }
}
