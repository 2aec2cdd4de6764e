package org.skerry.model.sharedmem.cache;

import java.util.Arrays;
import org.skerry.model.sharedmem.cache.LineMessage.Kind;
import org.skerry.model.sharedmem.coherence.HomeAction;
import org.skerry.model.sharedmem.coherence.HomeEvent;
import org.skerry.model.sharedmem.coherence.HomeState;
import org.skerry.model.sharedmem.coherence.HomeTable;
import org.skerry.model.sharedmem.coherence.PrivateAction;
import org.skerry.model.sharedmem.coherence.PrivateEvent;
import org.skerry.model.sharedmem.coherence.PrivateState;
import org.skerry.model.sharedmem.coherence.PrivateTable;
import org.skerry.model.sharedmem.coherence.TransitionTable;
import org.skerry.noc.Packet;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.StatsRegistry;

/**
 * Private caches, slices with their directories, and memory channels, with packets of the network between them:
 *
 * <pre>
 *   core          slice                        channel
 *    |--READ------>| hitCycles
 *    |  tagCycles  |--MEMORY_READ-------------->|    only if the slice has not got it
 *    |             |<--------------MEMORY_DATA--| row hit, bank closed or row conflict
 *    |<--DATA_SOLE-|
 *
 *   core          slice          other core
 *    |--READ------>|--FORWARD_READ-->|               another core may have written it
 *    |<----------------PEER_SHARED---| L2 hitCycles
 *    |--CONFIRM--->|<---COPY_DIRTY---|
 * </pre>
 */
public final class CoherentMemory implements MemorySystem, PrivateSide.Outlet, HomeSide.Outlet, DramChannel.Outlet {
    private static final Kind[] KINDS = Kind.values();
    private static final PrivateEvent[] EVENTS_OF_KIND = new PrivateEvent[KINDS.length];

    static {
        for (PrivateEvent event : PrivateEvent.values()) {
            for (Kind kind : KINDS) {
                if (kind.name().equals(event.name())) {
                    EVENTS_OF_KIND[kind.ordinal()] = event;
                }
            }
        }
    }

    private static final int KIND_BITS = 5;
    private static final int CORE_BITS = 10;
    private static final long LAST_LINE = Long.MAX_VALUE >> CORE_BITS + KIND_BITS; // that an event can name

    private final Whereabouts endpoints;
    private final int cores;
    private final Surroundings around;
    private final PrivateSide[] sides;
    private final HomeSide[] homes;
    private final DramChannel[] channels;
    private final PrivateCaches caches;
    private DevicePort port; // null: devices neither read nor write memory
    private final EntityDigests digestsOfSides;
    private final EntityDigests digestsOfHomes;
    private final EntityDigests digestsOfChannels;

    /** Empty caches in front of idle channels. */
    public CoherentMemory(MemorySpec spec, RandomStreams streams, Endpoints endpoints, Surroundings around) {
        this(
                spec,
                streams,
                endpoints,
                around,
                PrivateTable.TABLE,
                spec.llc().isInclusive() ? HomeTable.INCLUSIVE : HomeTable.TABLE);
    }

    /** The same by tables of one's own, which may have mistakes. */
    CoherentMemory(
            MemorySpec spec,
            RandomStreams streams,
            Endpoints endpoints,
            Surroundings around,
            TransitionTable<PrivateState, PrivateEvent, PrivateAction> ofCaches,
            TransitionTable<HomeState, HomeEvent, HomeAction> ofHomes) {
        this.endpoints = new Whereabouts(endpoints);
        this.cores = endpoints.cores();
        this.around = around;
        digestsOfSides = new EntityDigests(cores);
        digestsOfHomes = new EntityDigests(cores);
        digestsOfChannels = new EntityDigests(endpoints.channels());
        sides = new PrivateSide[cores];
        Arrays.setAll(sides, core -> new PrivateSide(core, spec, streams, this, digestsOfSides, ofCaches));
        homes = new HomeSide[cores];
        Arrays.setAll(homes, slice -> new HomeSide(slice, spec, cores, streams, this, digestsOfHomes, ofHomes));
        channels = new DramChannel[endpoints.channels()];
        Arrays.setAll(
                channels,
                channel -> new DramChannel(
                        channel, spec.dram(), spec.lineBytes(), cores, channels.length, this, digestsOfChannels));
        caches = new PrivateCaches(sides, spec.l1(), spec.atomics());
    }

    @Override
    public PrivateCaches caches() {
        return caches;
    }

    PrivateSide side(int core) {
        return sides[core];
    }

    /** The core whose caches an endpoint leads to, or -1. */
    int coreAt(int endpoint) {
        return endpoints.coreAt(endpoint);
    }

    HomeSide home(long line) {
        return homes[endpoints.sliceOf(line)];
    }

    /**
     * Devices read and write lines, too, at the port of {@link Endpoints#port}. Before anything else.
     *
     * @param writesStay whether what they write stays in the shared cache, or goes past it to memory
     */
    public DevicePort openPort(boolean writesStay, DevicePort.Listener listener) {
        for (HomeSide home : homes) {
            home.serveDevices(writesStay);
        }
        port = new DevicePort(listener, (cycle, kind, line) -> fromCore(cycle, kind, line, cores, cores, null));
        return port;
    }

    // ---- from the cores ----------------------------------------------------------------------------------------

    @Override
    public boolean request(long cycle, int core, long wish) {
        return sides[core].request(cycle, wish);
    }

    @Override
    public void writeBack(long cycle, int core, long line) {
        sides[core].put(cycle, line);
    }

    @Override
    public void forget(long cycle, int core, long line) {
        sides[core].forget(cycle, line);
    }

    // ---- packets and events ------------------------------------------------------------------------------------

    @Override
    public void arrived(long cycle, Packet packet) {
        LineMessage message = (LineMessage) packet.body();
        PrivateEvent event = EVENTS_OF_KIND[message.kind().ordinal()];
        if (port != null && packet.destination() == endpoints.port()) {
            port.answered(cycle, message.line());
        } else if (event != null) {
            int core = endpoints.coreAt(packet.destination());
            sides[core].hear(cycle, event, message.line(), message.core(), message.server());
        } else if (message.kind() == Kind.MEMORY_READ || message.kind() == Kind.MEMORY_WRITE) {
            channels[endpoints.channelOf(message.line())].request(
                    cycle, message.line(), message.kind() == Kind.MEMORY_WRITE);
        } else {
            home(message.line()).arrived(cycle, message);
        }
    }

    /** Units that schedule events: cores, then slices, then channels. */
    @Override
    public int units() {
        return 2 * cores + channels.length;
    }

    @Override
    public void due(long cycle, int unit, long payload) {
        if (unit < cores) {
            int about = (int) (payload >> KIND_BITS) & (1 << CORE_BITS) - 1;
            Kind kind = KINDS[(int) payload & (1 << KIND_BITS) - 1];
            fromCore(cycle, kind, payload >> KIND_BITS + CORE_BITS, unit, about, serverOf(kind));
        } else if (unit < 2 * cores) {
            homes[unit - cores].lookedUp(cycle, payload);
        } else {
            channels[unit - 2 * cores].due(cycle, payload);
        }
    }

    /** Data from another core says so. */
    private static Server serverOf(Kind kind) {
        return kind == Kind.PEER_SHARED || kind == Kind.PEER_OWNED ? Server.OTHER_CORE : null;
    }

    @Override
    public void say(long cycle, int delayCycles, Kind kind, long line, int from, int about) {
        if (delayCycles == 0) {
            fromCore(cycle, kind, line, from, about, serverOf(kind));
        } else {
            if (line > LAST_LINE) {
                throw new IllegalStateException("core " + from + " speaks of line 0x" + Long.toHexString(line));
            }
            long payload = (line << CORE_BITS | about) << KIND_BITS | kind.ordinal();
            around.schedule(cycle + delayCycles, from, payload);
        }
    }

    private void fromCore(long cycle, Kind kind, long line, int from, int about, Server server) {
        boolean toPeer = server != null;
        int destination = toPeer ? endpoints.core(about) : endpoints.slice(endpoints.sliceOf(line));
        around.send(cycle, endpoints.core(from), destination, new LineMessage(kind, line, about, server));
    }

    @Override
    public void served(long cycle, int core, long line, Server server) {
        around.served(cycle, core, line, server);
    }

    @Override
    public boolean knownElsewhere(int core, long line) {
        return home(line).knownElsewhere(core, line);
    }

    @Override
    public void toCore(long cycle, int slice, int core, Kind kind, long line, int about, Server server) {
        LineMessage message = new LineMessage(kind, line, about, server);
        around.send(cycle, endpoints.slice(slice), endpoints.core(core), message);
    }

    @Override
    public void toMemory(long cycle, int slice, Kind kind, long line) {
        int channel = endpoints.channel(endpoints.channelOf(line));
        around.send(cycle, endpoints.slice(slice), channel, new LineMessage(kind, line, HomeLine.NOBODY));
    }

    @Override
    public void lookUp(long cycle, int slice, long line) {
        around.schedule(cycle, cores + slice, line);
    }

    @Override
    public void schedule(long cycle, int channel, long payload) {
        around.schedule(cycle, 2 * cores + channel, payload);
    }

    @Override
    public void read(long cycle, int channel, long line) {
        int slice = endpoints.slice(endpoints.sliceOf(line));
        LineMessage message = new LineMessage(Kind.MEMORY_DATA, line, HomeLine.NOBODY);
        around.send(cycle, endpoints.channel(channel), slice, message);
    }

    // ---- for the machine ---------------------------------------------------------------------------------------

    @Override
    public void register(StatsRegistry registry) {
        new MemoryCounters(sides, homes, channels).register(registry);
    }

    @Override
    public void digest(DigestCombiner digest, long firstEntity) {
        long entity = firstEntity;
        for (EntityDigests each : new EntityDigests[] {digestsOfSides, digestsOfHomes, digestsOfChannels}) {
            for (int i = 0; i < each.entities(); i++) {
                digest.add(entity++, each.high(i), each.low(i));
            }
        }
    }

    @Override
    public void save(StateWriter out) {
        for (PrivateSide side : sides) {
            side.save(out);
        }
        for (HomeSide home : homes) {
            home.save(out);
        }
        for (DramChannel channel : channels) {
            channel.save(out);
        }
        if (port != null) {
            port.save(out);
        }
        digestsOfSides.save(out);
        digestsOfHomes.save(out);
        digestsOfChannels.save(out);
    }

    @Override
    public void load(StateReader in) {
        for (PrivateSide side : sides) {
            side.load(in);
        }
        for (HomeSide home : homes) {
            home.load(in);
        }
        for (DramChannel channel : channels) {
            channel.load(in);
        }
        if (port != null) {
            port.load(in);
        }
        digestsOfSides.load(in);
        digestsOfHomes.load(in);
        digestsOfChannels.load(in);
    }
}
