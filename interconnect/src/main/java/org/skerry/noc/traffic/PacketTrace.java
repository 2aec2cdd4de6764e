package org.skerry.noc.traffic;

import java.util.Arrays;
import org.skerry.sim.config.Check;

/** Packets in the order of time, each with its cycle, source, destination, length and class. Immutable. */
public final class PacketTrace {
    /** Most flits of a packet. */
    public static final int MOST_FLITS = 4096;

    /** Classes there may be. */
    public static final int CLASSES = 16;

    /** Most packets of a trace: some 2 GiB of columns. */
    public static final int MOST_PACKETS = 64_000_000;

    private final long[] cycles;
    private final int[] sources;
    private final int[] destinations;
    private final short[] flits;
    private final byte[] classes;

    private PacketTrace(Builder built) {
        cycles = Arrays.copyOf(built.cycles, built.size);
        sources = Arrays.copyOf(built.sources, built.size);
        destinations = Arrays.copyOf(built.destinations, built.size);
        flits = Arrays.copyOf(built.flits, built.size);
        classes = Arrays.copyOf(built.classes, built.size);
    }

    /** Takes packets in, in the order of time. */
    public static final class Builder {
        private long[] cycles = new long[64];
        private int[] sources = new int[64];
        private int[] destinations = new int[64];
        private short[] flits = new short[64];
        private byte[] classes = new byte[64];
        private int size;

        /** Adds a packet. Whoever reads a file has checked its figures; here a broken one is a defect of the caller. */
        public Builder add(long cycle, int source, int destination, int flitCount, int classNumber) {
            if (cycle < lastCycle()
                    || flitCount < 1
                    || flitCount > MOST_FLITS
                    || classNumber < 0
                    || classNumber >= CLASSES) {
                throw new IllegalArgumentException(
                        "packet " + size + ": cycle " + cycle + ", " + flitCount + " flits, class " + classNumber);
            }
            if (size == cycles.length) {
                Check.isTrue(
                        size < MOST_PACKETS,
                        "the trace has more than " + MOST_PACKETS + " packets. Give a part of it.");
                int more = 2 * size;
                cycles = Arrays.copyOf(cycles, more);
                sources = Arrays.copyOf(sources, more);
                destinations = Arrays.copyOf(destinations, more);
                flits = Arrays.copyOf(flits, more);
                classes = Arrays.copyOf(classes, more);
            }
            cycles[size] = cycle;
            sources[size] = source;
            destinations[size] = destination;
            flits[size] = (short) flitCount;
            classes[size++] = (byte) classNumber;
            return this;
        }

        /** Cycle of the last packet, or 0. */
        public long lastCycle() {
            return size == 0 ? 0 : cycles[size - 1];
        }

        /** The trace. */
        public PacketTrace build() {
            return new PacketTrace(this);
        }
    }

    /** Number of packets. */
    public int size() {
        return cycles.length;
    }

    /** Cycle in which a packet is made. */
    public long cycle(int packet) {
        return cycles[packet];
    }

    /** Endpoint that sends it. */
    public int source(int packet) {
        return sources[packet];
    }

    /** Endpoint that it goes to. */
    public int destination(int packet) {
        return destinations[packet];
    }

    /** Its length. */
    public int flits(int packet) {
        return flits[packet];
    }

    /** Its class, a number for the reader of the results: classes share all virtual channels. */
    public int classOf(int packet) {
        return classes[packet];
    }

    /** Flits of all packets. */
    public long totalFlits() {
        long sum = 0;
        for (short each : flits) {
            sum += each;
        }
        return sum;
    }

    int mostFlits() {
        int most = 1;
        for (short each : flits) {
            most = Math.max(most, each);
        }
        return most;
    }

    /** Refuses endpoints that a network does not have. */
    public void checkFits(int endpoints) {
        for (int packet = 0; packet < sources.length; packet++) {
            int worst = Math.max(sources[packet], destinations[packet]);
            Check.isTrue(
                    worst < endpoints && Math.min(sources[packet], destinations[packet]) >= 0,
                    "packet " + (packet + 1) + " of the trace goes from endpoint " + sources[packet] + " to endpoint "
                            + destinations[packet] + " and the network has endpoints 0 to " + (endpoints - 1)
                            + ". Give a larger network, or another trace.");
        }
    }
}
