package org.skerry.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

class ClockDomainTest {
    private static final long MHZ = 1_000_000;

    @Test
    void coreAtThreeOverMeshAtTwoTakesTwoMeshCyclesForThree() {
        ClockDomain core = ClockDomain.of("core", 3000 * MHZ, 2000 * MHZ);
        assertEquals(new ClockDomain("core", 3, 2), core);
        assertEquals(2, core.toMesh(3));
        assertEquals(3, core.fromMesh(2));
    }

    @Test
    void durationsRoundUpAndCountsRoundDown() {
        ClockDomain core = new ClockDomain("core", 3, 2);
        assertEquals(1, core.toMesh(1));
        assertEquals(3, core.toMesh(4));
        assertEquals(1, core.fromMesh(1));
        assertEquals(0, core.toMesh(0));
    }

    @Test
    void ratioIsKeptInLowestTerms() {
        assertEquals(new ClockDomain("dram", 4, 5), new ClockDomain("dram", 800, 1000));
    }

    @Test
    void conversionsBracketTheExactValue() {
        RandomStream random = new RandomStreams(5).stream("clocks", 0);
        for (int i = 0; i < 10_000; i++) {
            ClockDomain domain = new ClockDomain("x", 1 + random.nextInt(1000), 1 + random.nextInt(1000));
            long cycles = random.nextLong(1L << 40);
            long mesh = domain.toMesh(cycles);
            BigInteger exact = BigInteger.valueOf(cycles).multiply(BigInteger.valueOf(domain.q()));
            BigInteger back = BigInteger.valueOf(mesh).multiply(BigInteger.valueOf(domain.p()));
            assertTrue(back.compareTo(exact) >= 0, domain + " is early at " + cycles);
            assertTrue(
                    back.subtract(BigInteger.valueOf(domain.p())).compareTo(exact) < 0,
                    domain + " is late at " + cycles);
            assertTrue(domain.fromMesh(mesh) >= cycles, domain + " loses cycles at " + cycles);
            long edge = domain.edgeAtOrAfter(cycles);
            assertTrue(edge >= cycles, domain + " has an edge too early at " + cycles);
            assertEquals(edge, domain.edgeAtOrAfter(edge), domain + " at " + cycles);
        }
    }

    @Test
    void overflowIsAnErrorNotAWrongTime() {
        assertThrows(ArithmeticException.class, () -> new ClockDomain("x", 1, 1000).toMesh(Long.MAX_VALUE / 10));
    }

    @Test
    void oddRatioIsRefusedWithAnInstruction() {
        ConfigException refused =
                assertThrows(ConfigException.class, () -> ClockDomain.of("core", 1_000_000_007, 2_000_000_000));
        assertTrue(refused.getMessage().endsWith("Give frequencies in a simpler ratio."), refused.getMessage());
    }

    @Test
    void nanosecondsAreExactForLongRuns() {
        assertEquals(500_000, ClockDomain.femtosecondsPerCycle(2000 * MHZ));
        assertEquals(1, ClockDomain.nanoseconds(2, 500_000));
        assertEquals(0, ClockDomain.nanoseconds(1, 500_000));
        assertEquals(5_000_000_000_000_000L, ClockDomain.nanoseconds(10_000_000_000_000_000L, 500_000));
    }
}
