package org.skerry.model.sharedmem.dma;

import java.util.function.LongSupplier;
import org.skerry.model.sharedmem.cache.DevicePort;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.LatencyHistogram;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/** What is counted of accesses of devices, and the metrics {@code dma.*} and {@code iommu.*}. */
final class DmaCounters implements Stateful {
    private final LatencyHistogram readLatency = new LatencyHistogram();
    private final LatencyHistogram writeLatency = new LatencyHistogram();
    private long bytesRead;
    private long bytesWritten;
    private long nowhere;

    /** So many bytes have moved. */
    void moved(int bytes, boolean write) {
        if (write) {
            bytesWritten += bytes;
        } else {
            bytesRead += bytes;
        }
    }

    /** An access led nowhere. */
    void ledNowhere() {
        nowhere++;
    }

    /** A line that went somewhere is back at its agent. */
    void back(long cycles, boolean write) {
        (write ? writeLatency : readLatency).record(cycles);
    }

    /** Adds the metrics {@code dma.*}. */
    void register(StatsRegistry registry, DevicePort port, LongSupplier lost) {
        registry.counter("dma.reads", Unit.LINES, "lines that devices and walks read", port::reads);
        registry.counter("dma.writes", Unit.LINES, "lines that devices wrote, in whole or in part", port::writes);
        registry.counter("dma.parts", Unit.LINES, "of these, lines written in part", port::parts);
        registry.counter("dma.bytesRead", Unit.BYTES, "bytes that devices read", () -> bytesRead);
        registry.counter("dma.bytesWritten", Unit.BYTES, "bytes that devices wrote", () -> bytesWritten);
        registry.counter("dma.nowhere", Unit.COUNT, "accesses of devices that led nowhere", () -> nowhere);
        registry.counter("dma.lost", Unit.MESSAGES, "messages that made no sense where they were read", lost);
        registry.histogram(
                "dma.readLatency", Unit.CYCLES, "from a line's leaving a device to its being read there", readLatency);
        registry.histogram(
                "dma.writeLatency",
                Unit.CYCLES,
                "from a line's leaving a device to the device's knowing that it is written",
                writeLatency);
    }

    /** Adds the metrics {@code iommu.*}. */
    static void register(StatsRegistry registry, Iommu iommu) {
        registry.counter("iommu.hits", Unit.COUNT, "accesses whose page the IOMMU remembered", iommu::hits);
        registry.counter("iommu.misses", Unit.COUNT, "accesses whose page it did not remember", iommu::misses);
        registry.counter("iommu.reads", Unit.LINES, "words of its tables that walks read", iommu::reads);
        registry.counter("iommu.faults", Unit.COUNT, "accesses that were stopped, and written down", iommu::faults);
        registry.counter("iommu.unmapped", Unit.COUNT, "pages that drivers unmapped", iommu::unmapped);
        registry.counter("iommu.forgotten", Unit.COUNT, "times it was told to forget a page, or all", iommu::forgotten);
        registry.counter(
                "iommu.stale",
                Unit.COUNT,
                "accesses it let through to a page that had been unmapped, since it remembered it",
                iommu::stale);
    }

    @Override
    public void save(StateWriter out) {
        readLatency.save(out);
        writeLatency.save(out);
        out.writeLongs(new long[] {bytesRead, bytesWritten, nowhere});
    }

    @Override
    public void load(StateReader in) {
        readLatency.load(in);
        writeLatency.load(in);
        long[] saved = new long[3];
        in.readLongs(saved);
        bytesRead = saved[0];
        bytesWritten = saved[1];
        nowhere = saved[2];
    }
}
