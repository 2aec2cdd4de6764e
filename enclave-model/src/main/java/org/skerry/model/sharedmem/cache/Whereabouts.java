package org.skerry.model.sharedmem.cache;

import java.util.Arrays;

/** What {@link Endpoints} says, worked out once, since every packet asks: same answers, and no divisions where numbers are powers of two. */
final class Whereabouts {
    private final int cores;
    private final int channels;
    private final int coreBits; // if the number of cores is a power of two, else -1
    private final int[] coreEndpoints; // that of devices last
    private final int[] sliceEndpoints;
    private final int[] channelEndpoints;
    private final int[] coresAt; // by endpoint
    private final int port;

    Whereabouts(Endpoints endpoints) {
        cores = endpoints.cores();
        channels = endpoints.channels();
        coreBits = Integer.bitCount(cores) == 1 ? Integer.numberOfTrailingZeros(cores) : -1;
        coreEndpoints = new int[cores + 1];
        Arrays.setAll(coreEndpoints, endpoints::core);
        sliceEndpoints = new int[cores];
        Arrays.setAll(sliceEndpoints, endpoints::slice);
        channelEndpoints = new int[channels];
        Arrays.setAll(channelEndpoints, endpoints::channel);
        coresAt = new int[endpoints.mesh().endpoints()];
        Arrays.setAll(coresAt, endpoints::coreAt);
        port = endpoints.port();
    }

    /** As {@link Endpoints#core}. */
    int core(int core) {
        return coreEndpoints[core];
    }

    /** As {@link Endpoints#coreAt}. */
    int coreAt(int endpoint) {
        return coresAt[endpoint];
    }

    /** As {@link Endpoints#slice}. */
    int slice(int slice) {
        return sliceEndpoints[slice];
    }

    /** As {@link Endpoints#channel}. */
    int channel(int channel) {
        return channelEndpoints[channel];
    }

    /** As {@link Endpoints#sliceOf}. */
    int sliceOf(long line) {
        return coreBits < 0 ? (int) (line % cores) : (int) line & cores - 1;
    }

    /** As {@link Endpoints#channelOf}. */
    int channelOf(long line) {
        long ofSlice = coreBits < 0 ? line / cores : line >>> coreBits;
        return channels == 1 ? 0 : (int) (ofSlice % channels);
    }

    /** As {@link Endpoints#port}. */
    int port() {
        return port;
    }
}
