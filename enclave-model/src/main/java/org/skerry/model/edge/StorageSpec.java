package org.skerry.model.edge;

import org.skerry.sim.config.Check;
import org.skerry.sim.device.Service;

/**
 * An external store: how much it holds and how fast it is. A request that moves {@code n} bytes of an object occupies the store for
 *
 * <pre>
 *   max(commandNanoseconds, n / bytes per second)
 * </pre>
 *
 * and its answer leaves one access latency later, during which the store serves others. A store of several channels serves as many
 * requests at once, each on one of them, in the order in which they came.
 *
 * @param capacityBytes       bytes of names and contents that one compartment holds; 1 to 2^40
 * @param compartments        labels under which objects can be kept; 1 to 65 536
 * @param objects             objects of one compartment; 1 to 2^20
 * @param readNanoseconds     access latency of a read, and of a request that only looks; 0 to 1 s
 * @param writeNanoseconds    access latency of a write or a deletion; 0 to 1 s
 * @param commandNanoseconds  shortest time between two requests; 0 to 1 s
 * @param readBytesPerSecond  bandwidth of reads; at least 1
 * @param writeBytesPerSecond bandwidth of writes; at least 1
 * @param queueDepth          answers that may be outstanding before the store begins nothing more; 1 to 65 536
 * @param channels            requests that occupy the store at once; commands and bandwidths are those of one; 1 to 64
 */
public record StorageSpec(
        long capacityBytes,
        int compartments,
        int objects,
        long readNanoseconds,
        long writeNanoseconds,
        long commandNanoseconds,
        long readBytesPerSecond,
        long writeBytesPerSecond,
        int queueDepth,
        int channels) {
    /** Assumption; costs host memory only where it is written. */
    public static final long DEFAULT_CAPACITY_BYTES = 64L << 20;

    /** A random read of 4 KiB from a flash drive with nothing else under way, 77.9 us on average (Intel P3700, AnandTech 11209). */
    public static final long DEFAULT_READ_NANOSECONDS = 78_000;

    /** A drive answers a write when it is in its own protected buffer. Assumption. */
    public static final long DEFAULT_WRITE_NANOSECONDS = 15_000;

    /** 900 000 random reads a second (Samsung PM9A3, heise.de/-4720224), rounded up to whole nanoseconds. */
    public static final long DEFAULT_COMMAND_NANOSECONDS = 1112;

    /** 6.5 GB/s (Samsung PM9A3, heise.de/-4720224). */
    public static final long DEFAULT_READ_BYTES_PER_SECOND = 6_500_000_000L;

    /** 3.5 GB/s (Samsung PM9A3, heise.de/-4720224). */
    public static final long DEFAULT_WRITE_BYTES_PER_SECOND = 3_500_000_000L;

    /** As many as a drive of this class needs to reach its rate: 900 000 a second times 78 us. */
    public static final int DEFAULT_QUEUE_DEPTH = 71;

    /** A flash drive at an NVMe interface. */
    public static final StorageSpec DEFAULT = new StorageSpec(
            DEFAULT_CAPACITY_BYTES,
            1024,
            65_536,
            DEFAULT_READ_NANOSECONDS,
            DEFAULT_WRITE_NANOSECONDS,
            DEFAULT_COMMAND_NANOSECONDS,
            DEFAULT_READ_BYTES_PER_SECOND,
            DEFAULT_WRITE_BYTES_PER_SECOND,
            DEFAULT_QUEUE_DEPTH,
            1);

    private static final long SECOND = 1_000_000_000L;

    /** Checks ranges. */
    public StorageSpec {
        Check.inRange(capacityBytes, 1, 1L << 40, "storage.capacityBytes");
        Check.inRange(compartments, 1, 1 << 16, "storage.compartments");
        Check.inRange(objects, 1, 1 << 20, "storage.objects");
        Check.inRange(readNanoseconds, 0, SECOND, "storage.readNanoseconds");
        Check.inRange(writeNanoseconds, 0, SECOND, "storage.writeNanoseconds");
        Check.inRange(commandNanoseconds, 0, SECOND, "storage.commandNanoseconds");
        Check.inRange(readBytesPerSecond, 1, 1L << 50, "storage.readBytesPerSecond");
        Check.inRange(writeBytesPerSecond, 1, 1L << 50, "storage.writeBytesPerSecond");
        Check.inRange(queueDepth, 1, 1 << 16, "storage.queueDepth");
        Check.inRange(channels, 1, 64, "storage.channels");
    }

    /** A store of one channel. */
    public StorageSpec(
            long capacityBytes,
            int compartments,
            int objects,
            long readNanoseconds,
            long writeNanoseconds,
            long commandNanoseconds,
            long readBytesPerSecond,
            long writeBytesPerSecond,
            int queueDepth) {
        this(
                capacityBytes,
                compartments,
                objects,
                readNanoseconds,
                writeNanoseconds,
                commandNanoseconds,
                readBytesPerSecond,
                writeBytesPerSecond,
                queueDepth,
                1);
    }

    /** This store with other room. */
    public StorageSpec withCapacity(long bytes, int newCompartments, int newObjects) {
        return new StorageSpec(
                bytes,
                newCompartments,
                newObjects,
                readNanoseconds,
                writeNanoseconds,
                commandNanoseconds,
                readBytesPerSecond,
                writeBytesPerSecond,
                queueDepth,
                channels);
    }

    /** This store with several channels. */
    public StorageSpec withChannels(int newChannels) {
        return new StorageSpec(
                capacityBytes,
                compartments,
                objects,
                readNanoseconds,
                writeNanoseconds,
                commandNanoseconds,
                readBytesPerSecond,
                writeBytesPerSecond,
                queueDepth,
                newChannels);
    }

    /** What a request that moves so many bytes out of the store takes. */
    public Service read(long bytes) {
        return new Service(
                Math.max(commandNanoseconds, Service.transferNanoseconds(bytes, readBytesPerSecond)), readNanoseconds);
    }

    /** What a request that moves so many bytes into the store takes. */
    public Service write(long bytes) {
        return new Service(
                Math.max(commandNanoseconds, Service.transferNanoseconds(bytes, writeBytesPerSecond)),
                writeNanoseconds);
    }
}
