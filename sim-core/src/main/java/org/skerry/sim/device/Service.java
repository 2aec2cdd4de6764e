package org.skerry.sim.device;

/**
 * What a request asks of a device in simulated time. Requests occupy the device one after another; latencies of several overlap.
 *
 * <pre>
 *   begins --occupied--> the next request can begin --latency--> the answer leaves
 * </pre>
 *
 * @param occupiedNanoseconds how long it keeps the device from others; 0 or more
 * @param latencyNanoseconds  how long what it sends takes after that; 0 or more
 */
public record Service(long occupiedNanoseconds, long latencyNanoseconds) {
    /** Takes no time. */
    public static final Service NONE = new Service(0, 0);

    private static final long NANOSECONDS_PER_SECOND = 1_000_000_000L;

    /** Refuses time that runs backwards. */
    public Service {
        if (occupiedNanoseconds < 0 || latencyNanoseconds < 0) {
            throw new IllegalArgumentException(
                    "a service of " + occupiedNanoseconds + " ns and a latency of " + latencyNanoseconds + " ns");
        }
    }

    /** Nanoseconds that {@code bytes} take at {@code bytesPerSecond}, rounded up. */
    public static long transferNanoseconds(long bytes, long bytesPerSecond) {
        long product = Math.multiplyExact(bytes, NANOSECONDS_PER_SECOND);
        return (product + bytesPerSecond - 1) / bytesPerSecond;
    }
}
