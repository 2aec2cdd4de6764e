package org.skerry.model.sharedmem.cache;

import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/** What is counted in private caches, slices with their directories, and memory channels: sums over all of them, read when they are asked for. */
record MemoryCounters(PrivateSide[] sides, HomeSide[] homes, DramChannel[] channels) {
    /** Adds them to {@code registry}; what a core has not got is not counted. */
    void register(StatsRegistry registry) {
        levels(registry);
        if (sides[0].tags.code != null) {
            code(registry);
        }
        if (sides[0].prefetcher != null) {
            prefetches(registry);
        }
        if (sides[0].translation != null) {
            translation(registry);
        }
        shared(registry);
        coherence(registry);
        dram(registry);
    }

    private void levels(StatsRegistry r) {
        r.counter(
                "memory.l1.hits",
                Unit.COUNT,
                "accesses that hit the first level of their core",
                () -> ofSides(side -> side.tags.l1.hits()));
        r.counter(
                "memory.l1.misses",
                Unit.COUNT,
                "accesses that did not, or lacked the right to write",
                () -> ofSides(side -> side.tags.l1.misses()));
        r.counter(
                "memory.l1.reads",
                Unit.COUNT,
                "times a first level was read: loads, and written lines that left it",
                () -> ofSides(side -> side.tags.l1.reads() + side.tags.l1Victims));
        r.counter(
                "memory.l1.writes",
                Unit.COUNT,
                "times a first level was written: stores, and lines that came in",
                () -> ofSides(side -> side.tags.l1.writes() + side.tags.l1Fills));
        r.counter(
                "memory.l2.hits",
                Unit.COUNT,
                "accesses that missed the first level and hit the second",
                () -> ofSides(side -> side.tags.l2.hits()));
        r.counter(
                "memory.l2.misses",
                Unit.COUNT,
                "accesses that did not, or lacked the right to write",
                () -> ofSides(side -> side.tags.l2.misses()));
        r.counter(
                "memory.l2.reads",
                Unit.COUNT,
                "times a second level was read: lines for the first, for other cores, and written lines that left it",
                () -> ofSides(side -> side.tags.l2.hits() + side.tags.l2Victims + side.dataAnswers));
        r.counter(
                "memory.l2.writes",
                Unit.COUNT,
                "times a second level was written: lines that came in, and written lines of the first",
                () -> ofSides(side -> side.tags.l2Fills + side.tags.l1Victims));
    }

    private void code(StatsRegistry r) {
        r.counter(
                "memory.code.hits",
                Unit.COUNT,
                "times that code went on in another line, which the first-level cache of instructions had",
                () -> ofSides(side -> side.tags.code.hits()));
        r.counter(
                "memory.code.misses",
                Unit.COUNT,
                "times that it did not",
                () -> ofSides(side -> side.tags.code.misses()));
    }

    private void translation(StatsRegistry r) {
        r.counter(
                "memory.translation.misses",
                Unit.COUNT,
                "changes of page that the first look-aside buffer of the core did not know",
                () -> ofSides(side -> side.translation.firstMisses()));
        r.counter(
                "memory.translation.walks",
                Unit.COUNT,
                "of these, that the second did not know either",
                () -> ofSides(side -> side.translation.walks()));
        r.counter(
                "memory.translation.entries",
                Unit.COUNT,
                "entries of the table of pages that walks read",
                () -> ofSides(side -> side.translation.walkLines()));
    }

    private void prefetches(StatsRegistry r) {
        r.counter(
                "memory.prefetch.lines",
                Unit.LINES,
                "lines that prefetchers asked for",
                () -> ofSides(side -> side.prefetcher.asked()));
        r.counter(
                "memory.prefetch.used",
                Unit.LINES,
                "of these, lines that their core used before they left its second level",
                () -> ofSides(side -> side.prefetcher.used()));
    }

    private void shared(StatsRegistry r) {
        r.counter(
                "memory.shared.hits",
                Unit.LINES,
                "requests that found their line in the shared cache",
                () -> ofHomes(home -> home.tags().hits()));
        r.counter(
                "memory.shared.misses",
                Unit.LINES,
                "requests that fetched it from memory",
                () -> ofHomes(home -> home.tags().misses()));
        r.counter(
                "memory.shared.forwarded",
                Unit.LINES,
                "requests that were passed on to another core, or that wanted no data but the right to write",
                () -> ofHomes(home -> home.quick));
        r.counter(
                "memory.shared.reads",
                Unit.COUNT,
                "times a slice was read: hits, and written lines that left it",
                () -> ofHomes(home -> home.tags().hits() + home.victims));
        r.counter(
                "memory.shared.writes",
                Unit.COUNT,
                "times a slice was written: lines from memory and from cores",
                () -> ofHomes(home -> home.stored));
    }

    private void coherence(StatsRegistry r) {
        r.counter(
                "memory.directory.lookups",
                Unit.COUNT,
                "requests for which a directory was looked up",
                () -> ofHomes(home -> home.lookUps));
        r.counter(
                "memory.directory.recalls",
                Unit.COUNT,
                "lines that cores had to give up because a directory needed the room",
                () -> ofHomes(home -> home.recalls));
        r.counter(
                "memory.probes",
                Unit.COUNT,
                "times a core was asked about a line for another core or for a directory",
                () -> ofHomes(home -> home.invalidations + home.forwardedReads + home.forwardedOwns));
        r.counter(
                "memory.probes.invalidate",
                Unit.COUNT,
                "of these, to give it up",
                () -> ofHomes(home -> home.invalidations));
        r.counter(
                "memory.probes.read",
                Unit.COUNT,
                "of these, to let another core read",
                () -> ofHomes(home -> home.forwardedReads));
        r.counter(
                "memory.probes.own",
                Unit.COUNT,
                "of these, to let another core have it",
                () -> ofHomes(home -> home.forwardedOwns));
        r.counter(
                "memory.cacheToCache",
                Unit.LINES,
                "lines that went from one core to another",
                () -> ofSides(side -> side.peerAnswers));
        r.counter(
                "memory.writeBacks",
                Unit.LINES,
                "written lines that left a core for lack of room",
                () -> ofSides(side -> side.puts));
    }

    private void dram(StatsRegistry r) {
        r.counter("memory.dram.reads", Unit.LINES, "lines read from memory", () -> ofChannels(each -> each.reads));
        r.counter("memory.dram.writes", Unit.LINES, "lines written to memory", () -> ofChannels(each -> each.writes));
        r.counter("memory.dram.activations", Unit.COUNT, "rows opened", () -> ofChannels(each -> each.activations));
        r.counter(
                "memory.dram.rowHits", Unit.LINES, "lines whose row was open", () -> ofChannels(each -> each.rowHits));
        r.counter(
                "memory.dram.rowConflicts",
                Unit.LINES,
                "lines for which another row had to be closed first",
                () -> ofChannels(each -> each.rowConflicts));
    }

    private long ofSides(ToLongFunction<PrivateSide> counter) {
        return Arrays.stream(sides).mapToLong(counter).sum();
    }

    private long ofHomes(ToLongFunction<HomeSide> counter) {
        return Arrays.stream(homes).mapToLong(counter).sum();
    }

    private long ofChannels(ToLongFunction<DramChannel> counter) {
        return Arrays.stream(channels).mapToLong(counter).sum();
    }
}
