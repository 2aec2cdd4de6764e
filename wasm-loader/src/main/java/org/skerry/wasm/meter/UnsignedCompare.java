package org.skerry.wasm.meter;

/**
 * Unsigned comparisons of 32-bit integers by way of 64 bits. Compiled guest code calls these instead of
 * {@link Integer#compareUnsigned}, which the optimising compiler of JDK 17 gets wrong in range checks (JDK-8376400). As fast.
 */
public final class UnsignedCompare {
    private static final long MASK = 0xFFFF_FFFFL;

    private UnsignedCompare() {}

    /** a &lt; b. */
    public static int lessThan(int a, int b) {
        return (a & MASK) < (b & MASK) ? 1 : 0;
    }

    /** a &lt;= b. */
    public static int atMost(int a, int b) {
        return (a & MASK) <= (b & MASK) ? 1 : 0;
    }

    /** a &gt; b. */
    public static int greaterThan(int a, int b) {
        return (a & MASK) > (b & MASK) ? 1 : 0;
    }

    /** a &gt;= b. */
    public static int atLeast(int a, int b) {
        return (a & MASK) >= (b & MASK) ? 1 : 0;
    }
}
