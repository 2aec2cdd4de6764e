package org.skerry.sim.kernel;

import java.math.BigInteger;
import org.skerry.sim.config.Check;

/**
 * A clock whose cycles stand in an integer ratio to the cycles of the mesh: {@code p} cycles of this domain take exactly as
 * long as {@code q} mesh cycles. A core at 3 GHz over a mesh at 2 GHz is p/q = 3/2. Both begin with cycle 0 at time 0.
 *
 * <p>Work that ends between two mesh cycles is seen at the later one: durations round up, so nothing is ever early. Counts of
 * elapsed cycles round down. Results must fit a long; beyond, {@link ArithmeticException}.
 *
 * @param name what is clocked, such as "core"
 * @param p cycles of this domain, 1 to a million
 * @param q mesh cycles, 1 to a million
 */
public record ClockDomain(String name, long p, long q) {
    private static final long MAX_TERM = 1_000_000;
    private static final long FEMTOSECONDS_PER_NANOSECOND = 1_000_000;

    /** Reduces the ratio to lowest terms. */
    public ClockDomain {
        Check.notBlank(name, "clock.name");
        Check.inRange(p, 1, MAX_TERM, "clock." + name + ".p");
        Check.inRange(q, 1, MAX_TERM, "clock." + name + ".q");
        long divisor = BigInteger.valueOf(p).gcd(BigInteger.valueOf(q)).longValueExact();
        p /= divisor;
        q /= divisor;
    }

    /** The clock of the mesh itself. */
    public static ClockDomain mesh() {
        return new ClockDomain("mesh", 1, 1);
    }

    /** The domain of a clock of {@code hertz} beside a mesh clock of {@code meshHertz}. */
    public static ClockDomain of(String name, long hertz, long meshHertz) {
        long divisor =
                BigInteger.valueOf(hertz).gcd(BigInteger.valueOf(meshHertz)).longValueExact();
        long p = hertz / Math.max(1, divisor);
        long q = meshHertz / Math.max(1, divisor);
        Check.isTrue(
                p >= 1 && q >= 1 && p <= MAX_TERM && q <= MAX_TERM,
                "clock." + name + "=" + hertz + " Hz and network.clock=" + meshHertz + " Hz have the ratio " + p + "/"
                        + q + ", whose terms must lie in 1.." + MAX_TERM + ". Give frequencies in a simpler ratio.");
        return new ClockDomain(name, p, q);
    }

    /** Mesh cycles that cover {@code cycles} of this domain, rounded up: cycles * q / p. */
    public long toMesh(long cycles) {
        return ceilDiv(Math.multiplyExact(cycles, q), p);
    }

    /** Whole cycles of this domain that fit into {@code meshCycles}, rounded down: meshCycles * p / q. */
    public long fromMesh(long meshCycles) {
        return Math.floorDiv(Math.multiplyExact(meshCycles, p), q);
    }

    /** First mesh cycle, {@code meshCycle} or later, at which an edge of this clock is seen. */
    public long edgeAtOrAfter(long meshCycle) {
        // Edge k is seen at ceil(k * q / p), which reaches the cycle as soon as k * q / p exceeds the cycle before it.
        return toMesh(Math.max(0, Math.floorDiv(Math.multiplyExact(meshCycle - 1, p), q) + 1));
    }

    /**
     * Nanoseconds in {@code meshCycles}, rounded down.
     *
     * @param femtosecondsPerMeshCycle 1 000 000 for 1 GHz
     */
    public static long nanoseconds(long meshCycles, long femtosecondsPerMeshCycle) {
        long high = Math.multiplyHigh(meshCycles, femtosecondsPerMeshCycle);
        long low = meshCycles * femtosecondsPerMeshCycle;
        if (high == 0 && low >= 0) {
            return low / FEMTOSECONDS_PER_NANOSECOND;
        }
        return BigInteger.valueOf(meshCycles)
                .multiply(BigInteger.valueOf(femtosecondsPerMeshCycle))
                .divide(BigInteger.valueOf(FEMTOSECONDS_PER_NANOSECOND))
                .longValueExact();
    }

    /** First mesh cycle at which {@code nanoseconds} have passed: where {@link #nanoseconds} reaches them. */
    public static long cycles(long nanoseconds, long femtosecondsPerMeshCycle) {
        return BigInteger.valueOf(nanoseconds)
                .multiply(BigInteger.valueOf(FEMTOSECONDS_PER_NANOSECOND))
                .add(BigInteger.valueOf(femtosecondsPerMeshCycle - 1))
                .divide(BigInteger.valueOf(femtosecondsPerMeshCycle))
                .longValueExact();
    }

    /** The cycle {@code nanoseconds} after {@code meshCycle}; as late as can be told where that is later than can be told. */
    public static long later(long meshCycle, long nanoseconds, long femtosecondsPerMeshCycle) {
        BigInteger end = BigInteger.valueOf(Long.MAX_VALUE - 1);
        return BigInteger.valueOf(nanoseconds)
                .multiply(BigInteger.valueOf(FEMTOSECONDS_PER_NANOSECOND))
                .add(BigInteger.valueOf(femtosecondsPerMeshCycle - 1))
                .divide(BigInteger.valueOf(femtosecondsPerMeshCycle))
                .add(BigInteger.valueOf(meshCycle))
                .min(end)
                .longValueExact();
    }

    /** Femtoseconds of one cycle at {@code hertz}, rounded to the nearest; the rounding changes reported times only. */
    public static long femtosecondsPerCycle(long hertz) {
        long perSecond = 1_000_000_000_000_000L;
        return (perSecond + hertz / 2) / hertz;
    }

    private static long ceilDiv(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }
}
