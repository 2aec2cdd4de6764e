package org.skerry.model.sharedmem.dma;

/**
 * What a transfer between a device and memory should take, in closed form, from a line's latency. Lines leave in order, at least a gap
 * apart, and at most so many are under way:
 *
 * <pre>
 *   leaves(i)  = max(leaves(i - 1) + gap, leaves(i - W) + L)          leaves(0) = 0
 *
 *   time(N)    = (N - 1) * gap + L                                    if W * gap is at least L: the link is the limit
 *              = floor((N - 1) / W) * L + ((N - 1) mod W) * gap + L   else: the lines under way are
 *
 *   bandwidth  = lineBytes * min(1 / gap, W / L)                      for long transfers (Little's law)
 * </pre>
 *
 * <p>L holds for a line whose way is free: what other traffic adds is what a measurement shows beyond this.
 */
public final class TransferLaw {
    private TransferLaw() {}

    /**
     * Time of a transfer.
     *
     * @param lines       of it; at least 1
     * @param latency     of one line, from its leaving the device to its being done there
     * @param outstanding lines under way at a time; at least 1
     * @param gap         between two lines that leave, in the unit of the latency
     */
    public static long time(long lines, long latency, long outstanding, long gap) {
        long others = lines - 1;
        if (outstanding * gap >= latency) {
            return others * gap + latency;
        }
        return others / outstanding * latency + others % outstanding * gap + latency;
    }

    /**
     * Core cycles of drivers: each message that a core gives to a device, or takes from one, costs the core that does so as much.
     *
     * @param messages     either way
     * @param driverCycles of one
     */
    public static long driver(long messages, int driverCycles) {
        return messages * driverCycles;
    }

    /**
     * Gap between two lines: what the device's link takes for one, or the one port of the mesh for its flits, whichever is longer.
     *
     * @param link          time of a line on the link
     * @param flits         of the message with the line
     * @param timeOfOneFlit in the unit of {@code link}
     */
    public static long gap(long link, int flits, long timeOfOneFlit) {
        return Math.max(link, flits * timeOfOneFlit);
    }

    /**
     * Latency of one line that the home of the line has: there and back over the device's link, through the IOMMU, over the mesh.
     *
     * @param linkCycles  of the device's link, one way
     * @param iommuCycles of the IOMMU, 0 if there is none or of the walk if it does not know the page
     * @param meshCycles  of the request and the answer in the mesh, without others
     * @param homeCycles  that pass in the home of the line, and memory's if the line comes from there
     */
    public static long latency(long linkCycles, long iommuCycles, long meshCycles, long homeCycles) {
        return 2 * linkCycles + iommuCycles + meshCycles + homeCycles;
    }
}
