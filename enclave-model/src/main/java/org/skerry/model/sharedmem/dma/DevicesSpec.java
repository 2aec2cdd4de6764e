package org.skerry.model.sharedmem.dma;

import org.skerry.model.sharedmem.runtime.MessageRecord;
import org.skerry.sim.config.Check;

/**
 * How devices of the shared-memory machine come to messages and leave them: by hands that nobody pays, or by reading and writing memory
 * over a link and the mesh.
 *
 * @param dma              whether devices read and write memory by themselves; all else has a meaning only then
 * @param tile             tile at whose router they do
 * @param linkCycles       from a device to the port at the mesh, and back, in cycles of the base clock; 0 to 100 000
 * @param bytesPerSecond   of a device's own link, either way; at least 1
 * @param outstandingLines of one message, or of an order, that a device has under way at a time; 1 to 1024
 * @param messages         that it moves at a time, each way; 1 to 64
 * @param descriptors      of each ring; 4 to 4096
 * @param buffers          that a driver keeps posted for what comes in, at most so many descriptors; enough for the largest message
 * @param bufferBytes      of each; whole pages
 * @param bufferKind       where buffers come from
 * @param driverCycles     software of a core for each message that it gives to a device or has of one; 0 to 1 000 000
 * @param directToCache    whether what devices write stays in the shared cache (data direct I/O), or goes to memory
 * @param management       how the management controller reaches memory
 * @param iommu            what translates their addresses
 */
public record DevicesSpec(
        boolean dma,
        int tile,
        int linkCycles,
        long bytesPerSecond,
        int outstandingLines,
        int messages,
        int descriptors,
        int buffers,
        int bufferBytes,
        BufferKind bufferKind,
        int driverCycles,
        boolean directToCache,
        Management management,
        IommuSpec iommu) {
    /** Where the buffers of a driver come from. */
    public enum BufferKind {
        /** They are the driver's for good, and mapped for good (Linux' page_pool, DPDK). */
        POOL,
        /** Each is taken from the heap and mapped when it is posted, and unmapped and freed when its message was taken out. */
        HEAP
    }

    /** How a management controller reaches memory. */
    public enum Management {
        /** Past the IOMMU, by a way of its own: Intel's Management Engine and BMCs on the processor's own bus. */
        DIRECT,
        /** Behind the IOMMU, in a domain of its own in which nothing is mapped. */
        TRANSLATED
    }

    /** With the mesh and the home of a line 520 ns for a read of 64 bytes, within 500 to 560 of pcie-bench (SIGCOMM 2018, recalled); fitted. */
    public static final int DEFAULT_LINK_CYCLES = 240;

    /** PCI Express 4.0, 16 lanes: 16 GT/s each, 128 of 130 bits data. */
    public static final long DEFAULT_BYTES_PER_SECOND = 31_507_692_307L;

    /** A device that uses the 5-bit tags every one must have (PCI Express Base Specification) has as many requests under way. */
    public static final int DEFAULT_OUTSTANDING_LINES = 32;

    /** Assumption. */
    public static final int DEFAULT_MESSAGES = 16;

    /** Linux' ixgbe and e1000e drivers have 256 to 512. Assumption. */
    public static final int DEFAULT_DESCRIPTORS = 256;

    /** Assumption. */
    public static final int DEFAULT_BUFFERS = 64;

    /** A page a buffer, as drivers with page_pool do. */
    public static final int DEFAULT_BUFFER_BYTES = 4096;

    /** Assumption: a descriptor, a doorbell, a share of an interrupt; sweep it. */
    public static final int DEFAULT_DRIVER_CYCLES = 300;

    /** Devices need no port. */
    public static final DevicesSpec NONE = usual(false);

    /** Devices that read and write memory, with nothing in front of it. */
    public static final DevicesSpec DMA = usual(true);

    /** Checks ranges. */
    public DevicesSpec {
        Check.inRange(tile, 0, 1 << 24, "devices.tile");
        Check.inRange(linkCycles, 0, 100_000, "devices.linkCycles");
        Check.inRange(bytesPerSecond, 1, 1L << 50, "devices.bytesPerSecond");
        Check.inRange(outstandingLines, 1, 1024, "devices.outstandingLines");
        Check.inRange(messages, 1, 64, "devices.messages");
        Check.inRange(descriptors, 4, 4096, "devices.descriptors");
        Check.inRange(buffers, 1, descriptors, "devices.buffers");
        Check.inRange(bufferBytes, IommuSpec.PAGE_BYTES, 1 << 20, "devices.bufferBytes");
        Check.multipleOf(bufferBytes, IommuSpec.PAGE_BYTES, "devices.bufferBytes");
        Check.isTrue(
                (long) buffers * bufferBytes >= MessageRecord.MAX_BYTES,
                "devices.buffers=" + buffers + " of devices.bufferBytes=" + bufferBytes + " hold "
                        + (long) buffers * bufferBytes + " bytes, and the largest message has "
                        + MessageRecord.MAX_BYTES
                        + ". Give more or larger buffers.");
        Check.inRange(driverCycles, 0, 1_000_000, "devices.driverCycles");
        Check.notNull(bufferKind, "devices.bufferKind");
        Check.notNull(management, "devices.management");
        Check.notNull(iommu, "devices.iommu");
    }

    private static DevicesSpec usual(boolean dma) {
        return new DevicesSpec(
                dma,
                0,
                DEFAULT_LINK_CYCLES,
                DEFAULT_BYTES_PER_SECOND,
                DEFAULT_OUTSTANDING_LINES,
                DEFAULT_MESSAGES,
                DEFAULT_DESCRIPTORS,
                DEFAULT_BUFFERS,
                DEFAULT_BUFFER_BYTES,
                BufferKind.POOL,
                DEFAULT_DRIVER_CYCLES,
                true, // on every Intel server since 2012 (Intel Data Direct I/O Technology, primer)
                Management.TRANSLATED,
                IommuSpec.OFF);
    }

    /** Femtoseconds of the link for so many bytes, rounded up. */
    public long linkFemtoseconds(int bytes) {
        return (bytes * 1_000_000_000_000_000L + bytesPerSecond - 1) / bytesPerSecond;
    }

    /** This one behind another IOMMU. */
    public DevicesSpec withIommu(IommuSpec other) {
        return with(linkCycles, outstandingLines, bufferKind, management, other);
    }

    /** This one with a link of so many cycles, and so many lines of a message under way. */
    public DevicesSpec withLink(int cycles, int lines) {
        return with(cycles, lines, bufferKind, management, iommu);
    }

    /** This one with buffers from elsewhere. */
    public DevicesSpec withBuffers(BufferKind kind) {
        return with(linkCycles, outstandingLines, kind, management, iommu);
    }

    /** This one with another way of its management controller to memory. */
    public DevicesSpec withManagement(Management other) {
        return with(linkCycles, outstandingLines, bufferKind, other, iommu);
    }

    private DevicesSpec with(int cycles, int lines, BufferKind kind, Management way, IommuSpec unit) {
        return new DevicesSpec(
                dma,
                tile,
                cycles,
                bytesPerSecond,
                lines,
                messages,
                descriptors,
                buffers,
                bufferBytes,
                kind,
                driverCycles,
                directToCache,
                way,
                unit);
    }
}
