package org.skerry.model.sharedmem.cache;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.agrona.collections.Long2ObjectHashMap;
import org.skerry.model.memory.SetAssociativeCache;
import org.skerry.model.sharedmem.cache.LineMessage.Kind;
import org.skerry.noc.Packet;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/**
 * The shared cache in slices over the mesh, with memory channels behind it. Every slice takes one request for a line at a time:
 *
 * <pre>
 *   core         slice                      channel
 *    |--READ----->| hitCycles
 *    |            |--MEMORY_READ------------>|      only if neither the slice nor another core has the data
 *    |            |<------------MEMORY_DATA--| dramLatencyCycles
 *    |            |--PROBE--> other cores that hold it; they answer ACK after l1.hitCycles
 *    |<----DATA---|                                 when all have answered
 * </pre>
 *
 * <p>A write invalidates every other copy, a read takes a sole copy's privilege. Who holds a copy is read from the first-level
 * caches themselves, as if each slice had a perfect directory. Further requests for a busy line wait in order of arrival.
 */
public final class SharedCache implements MemorySystem {
    private static final int EVENT_REQUEST = 1;
    private static final int EVENT_ANSWER = 2;
    private static final int EVENT_MEMORY = 3;

    private final MemorySpec spec;
    private final Endpoints endpoints;
    private final int cores;
    private final SetAssociativeCache[] l1s;
    private final SetAssociativeCache[] slices;
    private final Surroundings around;
    private final Long2ObjectHashMap<Service> services = new Long2ObjectHashMap<>();
    private final long[] channelFree;
    private final EntityDigests digests;

    private int outstanding;
    private long dramReads;
    private long dramWrites;
    private long probes;
    private long forwarded;

    /** One line being served, and the requests that wait for it. */
    private static final class Service {
        LineMessage request;
        int pendingAcks;
        final ArrayDeque<LineMessage> waiting = new ArrayDeque<>();
    }

    /** Empty slices in front of idle channels; {@code l1s} are the first-level caches by core. */
    public SharedCache(MemorySpec spec, Endpoints endpoints, SetAssociativeCache[] l1s, Surroundings around) {
        this.spec = spec;
        this.endpoints = endpoints;
        this.cores = endpoints.cores();
        this.l1s = l1s.clone();
        this.around = around;
        slices = new SetAssociativeCache[cores];
        Arrays.setAll(slices, slice -> new SetAssociativeCache(spec.slice(), cores));
        channelFree = new long[endpoints.channels()];
        digests = new EntityDigests(cores + endpoints.channels());
    }

    // ---- units of events: slices, then first-level caches answering probes, then channels ----------------------

    @Override
    public int units() {
        return 2 * cores + endpoints.channels();
    }

    @Override
    public void due(long cycle, int unit, long payload) {
        if (unit < cores) {
            lookUp(cycle, unit, payload);
        } else if (unit < 2 * cores) {
            answerProbe(cycle, unit - cores, payload >>> 1, (payload & 1) != 0);
        } else {
            toSlice(cycle, endpoints.channel(unit - 2 * cores), new LineMessage(Kind.MEMORY_DATA, payload, -1));
        }
    }

    // ---- at the core -------------------------------------------------------------------------------------------

    @Override
    public void request(long cycle, int core, long wish) {
        outstanding++;
        Kind kind = !LineWish.toWrite(wish) ? Kind.READ : LineWish.hasCopy(wish) ? Kind.UPGRADE : Kind.OWN;
        toSlice(cycle, endpoints.core(core), new LineMessage(kind, LineWish.line(wish), core));
    }

    @Override
    public void writeBack(long cycle, int core, long line) {
        toSlice(cycle, endpoints.core(core), new LineMessage(Kind.WRITE_BACK, line, core));
    }

    private void answerProbe(long cycle, int core, long line, boolean invalidate) {
        boolean written = invalidate ? l1s[core].invalidate(line) : l1s[core].share(line);
        toSlice(cycle, endpoints.core(core), new LineMessage(written ? Kind.ACK_DATA : Kind.ACK, line, core));
    }

    // ---- at the slice ------------------------------------------------------------------------------------------

    @Override
    public void arrived(long cycle, Packet packet) {
        LineMessage message = (LineMessage) packet.body();
        switch (message.kind()) {
            case READ, OWN, UPGRADE -> enter(cycle, message);
            case DATA, GRANTED -> {
                outstanding--;
                around.served(cycle, message.core());
            }
            case PROBE_SHARE -> scheduleProbe(cycle, message, 0);
            case PROBE_INVALIDATE -> scheduleProbe(cycle, message, 1);
            case ACK -> acknowledged(cycle, message, false);
            case ACK_DATA -> acknowledged(cycle, message, true);
            case WRITE_BACK -> keep(cycle, message.line(), SetAssociativeCache.MODIFIED);
            case MEMORY_READ -> readMemory(cycle, message.line());
            case MEMORY_DATA -> {
                keep(cycle, message.line(), SetAssociativeCache.SHARED);
                probe(cycle, services.get(message.line()));
            }
            case MEMORY_WRITE -> occupyChannel(cycle, message.line());
        }
    }

    private void scheduleProbe(long cycle, LineMessage message, int invalidate) {
        around.schedule(
                cycle + Math.max(1, spec.l1().hitCycles()), cores + message.core(), message.line() << 1 | invalidate);
    }

    private void enter(long cycle, LineMessage request) {
        Service service = services.get(request.line());
        if (service != null) {
            service.waiting.add(request);
            return;
        }
        service = new Service();
        services.put(request.line(), service);
        begin(cycle, service, request);
    }

    private void begin(long cycle, Service service, LineMessage request) {
        service.request = request;
        int slice = endpoints.sliceOf(request.line());
        digests.add(
                slice,
                cycle,
                EVENT_REQUEST,
                Mix.combine(request.line(), request.core() * 4L + request.kind().ordinal()));
        around.schedule(cycle + Math.max(1, spec.slice().hitCycles()), slice, request.line());
    }

    private void lookUp(long cycle, int slice, long line) {
        Service service = services.get(line);
        boolean needsNoData = service.request.kind() == Kind.UPGRADE || isWrittenElsewhere(service.request);
        if (needsNoData) {
            forwarded++;
            probe(cycle, service);
        } else if (slices[slice].read(line)) {
            probe(cycle, service);
        } else {
            around.send(
                    cycle,
                    endpoints.slice(slice),
                    endpoints.channel(endpoints.channelOf(line)),
                    new LineMessage(Kind.MEMORY_READ, line, -1));
        }
    }

    /** Whether the data will come from another first-level cache. */
    private boolean isWrittenElsewhere(LineMessage request) {
        for (int core = 0; core < cores; core++) {
            if (core != request.core() && l1s[core].isModified(request.line())) {
                return true;
            }
        }
        return false;
    }

    /** Asks every other first-level cache whose copy stands in the way. */
    private void probe(long cycle, Service service) {
        LineMessage request = service.request;
        long line = request.line();
        boolean invalidate = request.kind() != Kind.READ;
        for (int core = 0; core < cores; core++) {
            if (core != request.core() && (invalidate ? l1s[core].holds(line) : l1s[core].owns(line))) {
                service.pendingAcks++;
                probes++;
                Kind kind = invalidate ? Kind.PROBE_INVALIDATE : Kind.PROBE_SHARE;
                int home = endpoints.slice(endpoints.sliceOf(line));
                around.send(cycle, home, endpoints.core(core), new LineMessage(kind, line, core));
            }
        }
        if (service.pendingAcks == 0) {
            answer(cycle, service);
        }
    }

    private void acknowledged(long cycle, LineMessage ack, boolean withData) {
        if (withData) {
            keep(cycle, ack.line(), SetAssociativeCache.MODIFIED);
        }
        Service service = services.get(ack.line());
        if (--service.pendingAcks == 0) {
            answer(cycle, service);
        }
    }

    private void answer(long cycle, Service service) {
        LineMessage request = service.request;
        int slice = endpoints.sliceOf(request.line());
        Kind kind = request.kind() == Kind.UPGRADE ? Kind.GRANTED : Kind.DATA;
        digests.add(slice, cycle, EVENT_ANSWER, Mix.combine(request.line(), request.core()));
        around.send(
                cycle,
                endpoints.slice(slice),
                endpoints.core(request.core()),
                new LineMessage(kind, request.line(), request.core()));
        LineMessage next = service.waiting.poll();
        if (next == null) {
            services.remove(request.line());
        } else {
            begin(cycle, service, next);
        }
    }

    /** Puts a line into its slice; a victim that was written goes to memory. */
    private void keep(long cycle, long line, byte state) {
        int slice = endpoints.sliceOf(line);
        SetAssociativeCache tags = slices[slice];
        boolean wasWritten = tags.isModified(line);
        tags.fill(line, wasWritten ? SetAssociativeCache.MODIFIED : state);
        if (tags.evictedModified()) {
            long victim = tags.evicted();
            around.send(
                    cycle,
                    endpoints.slice(slice),
                    endpoints.channel(endpoints.channelOf(victim)),
                    new LineMessage(Kind.MEMORY_WRITE, victim, -1));
        }
    }

    // ---- at the memory channel ---------------------------------------------------------------------------------

    private void readMemory(long cycle, long line) {
        dramReads++;
        int channel = endpoints.channelOf(line);
        long begin = occupy(cycle, channel, line);
        around.schedule(begin + spec.dramLatencyCycles(), 2 * cores + channel, line);
    }

    private void occupyChannel(long cycle, long line) {
        dramWrites++;
        occupy(cycle, endpoints.channelOf(line), line);
    }

    private long occupy(long cycle, int channel, long line) {
        long begin = Math.max(cycle, channelFree[channel]);
        channelFree[channel] = begin + spec.dramLineCycles();
        digests.add(cores + channel, begin, EVENT_MEMORY, line);
        return begin;
    }

    private void toSlice(long cycle, int source, LineMessage message) {
        around.send(cycle, source, endpoints.slice(endpoints.sliceOf(message.line())), message);
    }

    // ---- for the machine ---------------------------------------------------------------------------------------

    @Override
    public int outstanding() {
        return outstanding;
    }

    /** Lines read from memory so far. */
    long dramReads() {
        return dramReads;
    }

    @Override
    public void register(StatsRegistry registry) {
        registry.counter(
                "memory.shared.hits",
                Unit.LINES,
                "requests that found their line in the shared cache",
                () -> Arrays.stream(slices).mapToLong(SetAssociativeCache::hits).sum());
        registry.counter(
                "memory.shared.misses",
                Unit.LINES,
                "requests that fetched it from memory",
                () -> Arrays.stream(slices)
                        .mapToLong(SetAssociativeCache::misses)
                        .sum());
        registry.counter(
                "memory.shared.forwarded",
                Unit.LINES,
                "requests that another core's copy answered, or that wanted no data but the right to write",
                () -> forwarded);
        registry.counter("memory.dram.reads", Unit.LINES, "lines read from memory", () -> dramReads);
        registry.counter("memory.dram.writes", Unit.LINES, "lines written to memory", () -> dramWrites);
        registry.counter(
                "memory.probes", Unit.COUNT, "times a core had to give up a copy for another core", () -> probes);
    }

    @Override
    public void digest(DigestCombiner digest, long firstEntity) {
        for (int i = 0; i < digests.entities(); i++) {
            digest.add(firstEntity + i, digests.high(i), digests.low(i));
        }
    }

    @Override
    public void save(StateWriter out) {
        for (SetAssociativeCache slice : slices) {
            slice.save(out);
        }
        long[] lines = new long[services.size()];
        int count = 0;
        for (Long2ObjectHashMap<Service>.KeyIterator each = services.keySet().iterator(); each.hasNext(); ) {
            lines[count++] = each.nextLong();
        }
        Arrays.sort(lines);
        out.writeInt(lines.length);
        for (long line : lines) {
            Service service = services.get(line);
            LineMessage.CODEC.write(service.request, out);
            out.writeInt(service.pendingAcks);
            out.writeInt(service.waiting.size());
            service.waiting.forEach(message -> LineMessage.CODEC.write(message, out));
        }
        out.writeLongs(channelFree);
        digests.save(out);
        out.writeInt(outstanding);
        out.writeLong(dramReads);
        out.writeLong(dramWrites);
        out.writeLong(probes);
        out.writeLong(forwarded);
    }

    @Override
    public void load(StateReader in) {
        for (SetAssociativeCache slice : slices) {
            slice.load(in);
        }
        services.clear();
        for (int left = in.readCount(Integer.BYTES); left > 0; left--) {
            Service service = new Service();
            service.request = (LineMessage) LineMessage.CODEC.read(in);
            service.pendingAcks = in.readInt();
            for (int waiting = in.readCount(Integer.BYTES); waiting > 0; waiting--) {
                service.waiting.add((LineMessage) LineMessage.CODEC.read(in));
            }
            services.put(service.request.line(), service);
        }
        in.readLongs(channelFree);
        digests.load(in);
        outstanding = in.readInt();
        dramReads = in.readLong();
        dramWrites = in.readLong();
        probes = in.readLong();
        forwarded = in.readLong();
    }
}
