package org.skerry.model.sharedmem.cache;

import org.skerry.sim.config.Check;

/**
 * A prefetcher of each core: it watches what leaves the first level and brings lines that a run of equal strides will want next into the
 * second.
 *
 * @param ahead   lines that are asked for ahead of a run; 0 to 32, 0 for no prefetcher
 * @param streams runs that are followed at a time, each within its 4 KiB of memory; 1 to 64
 * @param repeats equal strides in a row after which a run is believed; 1 to 16
 */
public record PrefetchSpec(int ahead, int streams, int repeats) {
    /** A run ends with its page, since physical addresses do not go on there (Intel optimization manual 248966, section on prefetching). */
    static final int PAGE_BITS = 12;

    /**
     * Off. A scenario that asks for lines ahead gets 32 streams, one for each page, as the streamer of Intel's second level has
     * (optimization manual 248966); two repeats are an assumption.
     */
    public static final PrefetchSpec NONE = new PrefetchSpec(0, 32, 2);

    public PrefetchSpec {
        Check.inRange(ahead, 0, 32, "machine.memory.prefetch.ahead");
        Check.inRange(streams, 1, 64, "machine.memory.prefetch.streams");
        Check.inRange(repeats, 1, 16, "machine.memory.prefetch.repeats");
    }

    /** This one with so many lines ahead; 0 switches it off. */
    public PrefetchSpec withAhead(int lines) {
        return new PrefetchSpec(lines, streams, repeats);
    }

    /** Whether there is a prefetcher. */
    public boolean isOn() {
        return ahead > 0;
    }
}
