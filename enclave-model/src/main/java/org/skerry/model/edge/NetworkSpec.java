package org.skerry.model.edge;

import org.skerry.sim.config.Check;
import org.skerry.sim.device.Service;

/**
 * The way to an external network: a line in either direction. What passes occupies its direction for bytes / bandwidth and is on the
 * other side one latency later.
 *
 * @param latencyNanoseconds from the line to the mesh, and back; 0 to 1 s
 * @param bytesPerSecond     bandwidth of either direction; at least 1
 * @param queueDepth         messages that may be under way to the mesh before what comes from outside waits there; 1 to 65 536
 * @param recordedRequests   requests of which a run keeps when they came and were answered, the first ones; 0 to 2^20
 */
public record NetworkSpec(long latencyNanoseconds, long bytesPerSecond, int queueDepth, int recordedRequests) {
    /** A network card, its queues and the bus. Assumption. */
    public static final long DEFAULT_LATENCY_NANOSECONDS = 1000;

    /** 100 Gbit/s (IEEE 802.3ba). */
    public static final long DEFAULT_BYTES_PER_SECOND = 12_500_000_000L;

    /** Assumption. */
    public static final int DEFAULT_QUEUE_DEPTH = 64;

    /** Assumption: enough for a chart, small as a file. */
    public static final int DEFAULT_RECORDED_REQUESTS = 10_000;

    /** The defaults. */
    public static final NetworkSpec DEFAULT = new NetworkSpec(
            DEFAULT_LATENCY_NANOSECONDS, DEFAULT_BYTES_PER_SECOND, DEFAULT_QUEUE_DEPTH, DEFAULT_RECORDED_REQUESTS);

    /** Checks ranges. */
    public NetworkSpec {
        Check.inRange(latencyNanoseconds, 0, 1_000_000_000L, "network.latencyNanoseconds");
        Check.inRange(bytesPerSecond, 1, 1L << 50, "network.bytesPerSecond");
        Check.inRange(queueDepth, 1, 1 << 16, "network.queueDepth");
        Check.inRange(recordedRequests, 0, 1 << 20, "network.recordedRequests");
    }

    /** What the passage of so many bytes takes. */
    public Service passage(long bytes) {
        return new Service(Service.transferNanoseconds(bytes, bytesPerSecond), latencyNanoseconds);
    }
}
