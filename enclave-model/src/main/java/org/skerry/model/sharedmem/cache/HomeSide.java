package org.skerry.model.sharedmem.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;
import org.skerry.model.memory.SetAssociativeCache;
import org.skerry.model.sharedmem.cache.LineMessage.Kind;
import org.skerry.model.sharedmem.coherence.DeviceTable;
import org.skerry.model.sharedmem.coherence.HomeAction;
import org.skerry.model.sharedmem.coherence.HomeEvent;
import org.skerry.model.sharedmem.coherence.HomeState;
import org.skerry.model.sharedmem.coherence.TransitionTable;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * One slice: its part of the shared cache, the directory of its lines, and the home side of the protocol, carried out.
 *
 * <p>As a rule the slice neither includes what the private caches hold nor excludes it: lines come in from memory and when a core gives
 * back what it wrote. The directory stands beside it, with a bit a core, as the snoop filter of a mesh machine does (Skylake-SP,
 * CMN-600). It follows messages only, and since clean lines leave private caches silently it knows of too many copies, never of too few.
 * An entry that must make room is recalled: whoever may have the line is told to give it up.
 *
 * <p>A line being served has no entry, which it takes again when it is done; so an entry can always be found, and recalls wait for
 * nothing.
 *
 * <p>An inclusive slice has whatever private caches hold, and no directory beside it: each of its lines has an entry. What must make room
 * is recalled, and lies <em>aside</em>, in a buffer, until it is. A line being served that must make room lies aside likewise, and takes
 * a place again when it is done.
 */
final class HomeSide implements Stateful {
    private static final HomeEvent[] EVENTS_OF_KIND = new HomeEvent[Kind.values().length];

    static {
        for (Kind kind : Kind.values()) {
            for (HomeEvent event : HomeEvent.values()) {
                if (event.name().equals(kind.name())) {
                    EVENTS_OF_KIND[kind.ordinal()] = event;
                }
            }
        }
        EVENTS_OF_KIND[Kind.MEMORY_DATA.ordinal()] = HomeEvent.LINE;
    }

    /** What it needs to tell others. */
    interface Outlet {
        /** To a core. {@code about} is the core that a forwarded line is for, or the core itself. */
        void toCore(long cycle, int slice, int core, Kind kind, long line, int about, Server server);

        /** To the memory channel of a line. */
        void toMemory(long cycle, int slice, Kind kind, long line);

        /** Asks for {@link HomeSide#lookedUp}. */
        void lookUp(long cycle, int slice, long line);
    }

    private final int slice;
    private final int cores;
    private final int lookUpCycles;
    private final Outlet outlet;
    private final EntityDigests digests;
    private final SetAssociativeCache tags;
    private final boolean inclusive;
    private TransitionTable<HomeState, HomeEvent, HomeAction> table;
    private final Long2ObjectHashMap<HomeLine> lines =
            new Long2ObjectHashMap<>(); // busy; all that are cached somewhere, if there is no directory
    private final Directory directory; // of the others; null in an inclusive slice
    private HomeLine[] pool = new HomeLine[16];
    private int pooled;
    private LineMessage arriving;

    long stored; // lines written into the slice
    long victims; // written lines that left it
    long lookUps;
    long quick; // requests that needed neither the slice nor memory
    long invalidations;
    long forwardedReads;
    long forwardedOwns;
    long recalls;
    long deviceWrites; // lines that devices have written

    private boolean deviceWritesStay;

    HomeSide(
            int slice,
            MemorySpec spec,
            int cores,
            RandomStreams streams,
            Outlet outlet,
            EntityDigests digests,
            TransitionTable<HomeState, HomeEvent, HomeAction> table) {
        this.slice = slice;
        this.cores = cores;
        this.outlet = outlet;
        this.digests = digests;
        lookUpCycles = Math.max(1, spec.slice().hitCycles());
        tags = new SetAssociativeCache(spec.slice(), cores, streams.stream("slice", slice));
        inclusive = spec.llc().isInclusive();
        this.table = table;
        directory = inclusive ? null : new Directory(spec.directory(), cores);
    }

    /** Devices read and write lines, too. What they write stays in the slice, or goes past it to memory. */
    void serveDevices(boolean writesStay) {
        table = DeviceTable.with(table);
        deviceWritesStay = writesStay;
    }

    SetAssociativeCache tags() {
        return tags;
    }

    /** Whether a core other than this one may have a copy of a line, or is about to. */
    boolean knownElsewhere(int core, long line) {
        HomeLine known = lines.get(line);
        if (known == null) {
            return directory != null && directory.knownElsewhere(core, line);
        }
        return known.knownElsewhere(core);
    }

    /** What is known of a line. */
    HomeState state(long line) {
        HomeLine known = lines.get(line);
        if (known != null) {
            return known.state;
        }
        return directory == null ? HomeState.UNCACHED : directory.state(line);
    }

    /** Lines being served. */
    int busyLines() {
        int busy = 0;
        for (HomeLine each : lines.values()) {
            busy += each.busy ? 1 : 0;
        }
        return busy;
    }

    // ---- requests ----------------------------------------------------------------------------------------------

    /** A message for this slice. */
    void arrived(long cycle, LineMessage message) {
        HomeLine line = lines.get(message.line());
        switch (message.kind()) {
            case READ, OWN, UPGRADE, PUT, READ_ONCE, WRITE_LINE, WRITE_PART -> {
                if (line == null) {
                    line = fresh().of(message.line());
                    if (directory != null) {
                        directory.take(line);
                    }
                    lines.put(message.line(), line);
                }
                arriving = message;
                if (!line.busy) {
                    begin(cycle, line, message);
                } else if (line.state.stable()) {
                    line.waiting.add(message); // the one before it is still being looked up
                } else {
                    boolean upgrade = message.kind() == Kind.UPGRADE;
                    step(
                            cycle,
                            line,
                            upgrade
                                    ? HomeEvent.OWN
                                    : EVENTS_OF_KIND[message.kind().ordinal()]);
                }
            }
            default -> {
                if (message.kind() == Kind.MEMORY_DATA) {
                    keep(cycle, message.line(), SetAssociativeCache.SHARED);
                }
                handle(cycle, line, EVENTS_OF_KIND[message.kind().ordinal()]);
            }
        }
    }

    private void begin(long cycle, HomeLine line, LineMessage request) {
        line.busy = true;
        line.request = request;
        line.askedCores = false;
        line.askedMemory = false;
        outlet.lookUp(cycle + lookUpCycles, slice, line.line);
    }

    /** The slice and the directory have looked up the line that a request wants. */
    void lookedUp(long cycle, long number) {
        HomeLine line = lines.get(number);
        lookUps++;
        handle(cycle, line, eventOf(line, line.request));
    }

    private static HomeEvent eventOf(HomeLine line, LineMessage request) {
        boolean owner = line.owner == request.core();
        return switch (request.kind()) {
            case READ -> owner ? HomeEvent.READ_AGAIN : HomeEvent.READ;
            case OWN -> owner ? HomeEvent.OWN_AGAIN : HomeEvent.OWN;
            case UPGRADE -> line.shares(request.core()) ? HomeEvent.UPGRADE : HomeEvent.OWN;
            case PUT -> owner ? HomeEvent.PUT : HomeEvent.PUT_STALE;
            case READ_ONCE, WRITE_LINE, WRITE_PART ->
                EVENTS_OF_KIND[request.kind().ordinal()];
            default -> throw new IllegalStateException(request + " is no request");
        };
    }

    /** Carries out an event, and those that follow at once. */
    private void handle(long cycle, HomeLine line, HomeEvent event) {
        step(cycle, line, event);
        while (true) {
            if (line.acksAwaited && line.acksToCome == 0) {
                line.acksAwaited = false;
                step(cycle, line, HomeEvent.ACKS);
            } else if (line.lineReady) {
                line.lineReady = false;
                step(cycle, line, HomeEvent.LINE);
            } else {
                break;
            }
        }
        if (line.state.stable()) {
            done(cycle, line);
        }
    }

    private void step(long cycle, HomeLine line, HomeEvent event) {
        TransitionTable.Transition<HomeState, HomeAction> transition = table.get(line.state, event);
        digests.add(
                slice,
                cycle,
                event.ordinal(),
                Mix.combine(line.line, transition.next().ordinal()));
        line.state = transition.next();
        for (int i = 0; i < transition.actions().size(); i++) {
            act(cycle, line, transition.actions().get(i));
        }
    }

    private void done(long cycle, HomeLine line) {
        line.busy = false;
        line.request = null;
        LineMessage next = line.waiting.poll();
        if (next != null) {
            begin(cycle, line, next);
        } else if (line.state == HomeState.UNCACHED) {
            letGo(cycle, line); // nobody has it any more
            drop(line);
        } else if (inclusive) {
            include(cycle, line);
        } else {
            enter(cycle, line);
        }
    }

    /** What private caches have gets its place in the slice again. */
    private void include(long cycle, HomeLine line) {
        if (line.aside) {
            line.aside = false;
            keep(cycle, line.line, line.asideWritten ? SetAssociativeCache.MODIFIED : SetAssociativeCache.SHARED);
        } else if (!tags.holds(line.line)) {
            throw new IllegalStateException("slice " + slice + " lacks line " + line.line + ", which is " + line.state);
        }
    }

    /** What lies aside goes to memory, if it was written. */
    private void letGo(long cycle, HomeLine line) {
        if (line.aside && line.asideWritten) {
            victims++;
            outlet.toMemory(cycle, slice, Kind.MEMORY_WRITE, line.line);
        }
        line.aside = false;
    }

    /** Gives a line an entry of the directory, if need be that of the line that was used longest ago. */
    private void enter(long cycle, HomeLine line) {
        HomeLine victim = fresh();
        boolean full = directory.put(line, victim);
        drop(line);
        if (full) {
            lines.put(victim.line, victim);
            recall(cycle, victim);
        } else {
            pool(victim);
        }
    }

    private HomeLine fresh() {
        return pooled > 0 ? pool[--pooled] : new HomeLine(cores);
    }

    private void drop(HomeLine line) {
        lines.remove(line.line);
        pool(line);
    }

    private void pool(HomeLine line) {
        if (pooled == pool.length) {
            pool = Arrays.copyOf(pool, 2 * pooled);
        }
        pool[pooled++] = line;
    }

    private void recall(long cycle, HomeLine victim) {
        victim.busy = true;
        victim.request = null;
        recalls++;
        handle(cycle, victim, HomeEvent.RECALL);
    }

    // ---- actions -----------------------------------------------------------------------------------------------

    private void act(long cycle, HomeLine line, HomeAction action) {
        switch (action) {
            case WAIT -> line.waiting.add(arriving);
            case GET_LINE -> getLine(cycle, line);
            case PROBE_SHARERS -> probeSharers(cycle, line);
            case PROBE_OWNER -> {
                invalidate(cycle, line, line.owner);
                line.acksAwaited = true;
            }
            case FORWARD_READ -> {
                forwardedReads++;
                forward(cycle, line, Kind.FORWARD_READ);
            }
            case FORWARD_OWN -> {
                forwardedOwns++;
                forward(cycle, line, Kind.FORWARD_OWN);
            }
            case SEND_SHARED -> answer(cycle, line, Kind.DATA_SHARED);
            case SEND_SOLE -> answer(cycle, line, Kind.DATA_SOLE);
            case SEND_OWNED -> answer(cycle, line, Kind.DATA_OWNED);
            case SEND_GRANT -> {
                quick++;
                answer(cycle, line, Kind.GRANTED);
            }
            case ANSWER_PUT -> answer(cycle, line, Kind.PUT_DONE);
            case STORE_DIRTY -> {
                if (line.aside) {
                    line.asideWritten = true;
                } else {
                    keep(cycle, line.line, SetAssociativeCache.MODIFIED);
                }
            }
            case COUNT_ACK -> line.acksToCome--;
            case SET_OWNER -> {
                line.clear();
                line.owner = line.request.core();
            }
            case ADD_SHARER -> line.share(line.request.core());
            case SHARE_OWNER -> {
                line.share(line.owner);
                line.share(line.request.core());
                line.owner = HomeLine.NOBODY;
            }
            case CLEAR -> line.clear();
            case LEAVE_SLICE -> letGo(cycle, line);
            case OWNER_SHARES -> {
                line.share(line.owner);
                line.owner = HomeLine.NOBODY;
            }
            case STORE_DEVICE -> keepOfDevice(cycle, line.line);
        }
    }

    private void getLine(long cycle, HomeLine line) {
        if (line.aside || tags.read(line.line)) {
            line.lineReady = true;
        } else {
            line.askedMemory = true;
            outlet.toMemory(cycle, slice, Kind.MEMORY_READ, line.line);
        }
    }

    private void probeSharers(long cycle, HomeLine line) {
        line.acksAwaited = true;
        int asks = line.request == null ? HomeLine.NOBODY : line.request.core();
        for (int word = 0; word < line.sharers.length; word++) {
            for (long left = line.sharers[word]; left != 0; left &= left - 1) {
                int core = word * Long.SIZE + Long.numberOfTrailingZeros(left);
                if (core != asks) {
                    invalidate(cycle, line, core);
                }
            }
        }
    }

    private void invalidate(long cycle, HomeLine line, int core) {
        invalidations++;
        line.acksToCome++;
        line.askedCores = true;
        outlet.toCore(cycle, slice, core, Kind.INVALIDATE, line.line, core, null);
    }

    private void forward(long cycle, HomeLine line, Kind kind) {
        line.askedCores = true;
        quick++;
        outlet.toCore(cycle, slice, line.owner, kind, line.line, line.request.core(), null);
    }

    private void answer(long cycle, HomeLine line, Kind kind) {
        Server server = line.askedMemory ? Server.DRAM : line.askedCores ? Server.OTHER_CORE : Server.SHARED_CACHE;
        int core = line.request.core();
        outlet.toCore(cycle, slice, core, kind, line.line, core, server);
    }

    /** Puts a line into the slice; a victim that was written goes to memory. */
    private void keep(long cycle, long line, byte state) {
        boolean wasWritten = tags.isModified(line);
        stored++;
        tags.fill(line, wasWritten ? SetAssociativeCache.MODIFIED : state);
        boolean written = tags.evictedModified();
        HomeLine victim = inclusive && tags.evicted() != SetAssociativeCache.NONE ? lines.get(tags.evicted()) : null;
        if (victim != null) {
            victim.aside = true;
            victim.asideWritten = written;
            if (!victim.busy) {
                recall(cycle, victim);
            }
        } else if (written) {
            victims++;
            outlet.toMemory(cycle, slice, Kind.MEMORY_WRITE, tags.evicted());
        }
    }

    /** What a device wrote stays in the slice, or goes past it to memory. */
    private void keepOfDevice(long cycle, long line) {
        deviceWrites++;
        if (deviceWritesStay) {
            keep(cycle, line, SetAssociativeCache.MODIFIED);
        } else {
            tags.invalidate(line);
            outlet.toMemory(cycle, slice, Kind.MEMORY_WRITE, line);
        }
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        tags.save(out);
        List<HomeLine> all = new ArrayList<>(lines.values());
        if (directory != null) {
            directory.each(all::add);
        }
        all.sort(Comparator.comparingLong(each -> each.line));
        out.writeInt(all.size());
        all.forEach(each -> each.save(out));
        out.writeLongs(new long[] {
            directory == null ? 0 : directory.uses(),
            stored,
            victims,
            lookUps,
            quick,
            invalidations,
            forwardedReads,
            forwardedOwns,
            recalls,
            deviceWrites
        });
    }

    @Override
    public void load(StateReader in) {
        tags.load(in);
        lines.clear();
        List<HomeLine> entries = new ArrayList<>();
        for (int left = in.readCount(Integer.BYTES); left > 0; left--) {
            HomeLine line = new HomeLine(cores);
            line.load(in);
            if (line.slot >= 0) {
                entries.add(line);
            } else {
                lines.put(line.line, line);
            }
        }
        long[] saved = new long[10];
        in.readLongs(saved);
        if (directory != null) {
            directory.clear(saved[0]);
            entries.forEach(directory::restore);
        }
        stored = saved[1];
        victims = saved[2];
        lookUps = saved[3];
        quick = saved[4];
        invalidations = saved[5];
        forwardedReads = saved[6];
        forwardedOwns = saved[7];
        recalls = saved[8];
        deviceWrites = saved[9];
    }
}
