package org.skerry.noc.packet;

import java.util.Arrays;
import org.skerry.noc.router.Destination;
import org.skerry.noc.router.Geometry;
import org.skerry.noc.router.Links;
import org.skerry.noc.router.Pipeline;
import org.skerry.noc.routing.Direction;
import org.skerry.sim.config.Check;
import org.skerry.sim.event.EventWheel;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Ways of packets through a mesh, each settled when the packet sets out: router by router it takes the first cycles of the link, of its input's
 * way through the switch and of the virtual channel behind that nobody has taken before, and so it is known at once when it arrives. No
 * router has an event. Who sets out first is served first; who sets out later may still pass before, where there is time for all of it.
 *
 * <pre>
 *   a head may ask for the switch         flight + wait after it did so in the router before
 *   its flits leave                       in the first free cycles of link and input from then on, in order
 *   a virtual channel takes a packet      when the tail of the one before has been sent, and as its places come back
 *   a packet leaves a virtual channel     after all that were sent there before it
 * </pre>
 *
 * <p>What lies more than {@link LinkTimes#WINDOW} cycles ahead cannot be taken: there a packet waits, in the router that it has come to, and goes
 * on with an event. A packet of more than {@link #MOST_FLITS} flits is several parts, each settled when it sets out; other packets may pass between
 * two of them, also in their virtual channel, which flits would not let them do.
 */
final class Journeys implements LinkWatch.Traffic, Stateful {
    /** Share of a link's cycles up to which ways that are settled early are accurate, per mille: fitted, see {@code PacketNetworkTest}. */
    static final int INSIDE_PER_MILLE = 220;

    /** Most flits that are settled together: those of other virtual channels take cycles between them. An assumption, as in {@link PacketRouters}. */
    static final int MOST_FLITS = 8;

    /** That a packet cannot set out. */
    static final int REFUSED = -1;

    /** So long before its head may go on a packet is looked at again that could not look so far ahead; an assumption. */
    private static final int LEAD_CYCLES = 16;

    /** When a packet is looked at again that waits for one whose way is not settled; an assumption. */
    private static final int RETRY_CYCLES = 2;

    private static final long MOST_LONGS = 1L << 26;

    private static final int NONE = -1;
    private static final int NO_CREDITS = -(1 << 20); // long before

    // What is kept of a packet that waits.
    private static final int WAITING = 6; // longs
    private static final int SENT = 0; // into the channel in which it waits
    private static final int MASK = 1; // cycles from then on in which its flits were sent, as bits
    private static final int LEGS = 2;
    private static final int FLAGS = 3; // flits, part
    private static final int CHANNEL = 4; // its input, and where it lies from there
    private static final int SLOT = 5; // of its packet; of a free place the next free one

    private static final int FLITS_BITS = 8;

    /** What a part of a packet has, as bits: its head. */
    static final int HEAD = 1;

    /** Its tail. */
    static final int TAIL = 2;

    /** A packet, or a part of one, has a settled arrival. */
    interface Sink {
        /** The last flit leaves the last router at {@code cycle}, which is after {@code now}. */
        void leaves(long now, int slot, long cycle, boolean tail);
    }

    private final Sink sink;
    // By input port and router, a record that fills a line of the host's memory: of the link that leads there, and of
    // its virtual channels.
    private final long[] words;
    private final LinkTimes links;
    private final ChannelTimes channels;
    private final RecordLayout layout;
    private final LoneWay heads; // of packets, or parts of them, that have a head
    private final LoneWay bodies; // of the others
    private final long aloneBefore; // first cycle at which ways are settled by the general rules only
    private final boolean[] connected; // by output port
    private final int ports;
    private final int headWaitCycles;
    private final int vcWaitCycles;
    private final int passageCycles;
    private final int flightCycles;
    private final int creditCycles;
    private final int injectionCreditCycles;
    private final EventWheel events = new EventWheel();
    private long[] waiting = new long[16 * WAITING];
    private int places;
    private int free = NONE;
    private long passages; // parts times routers
    private long flitsMoved;

    // What fit finds.
    private long first;
    private long mask;
    private long retry;

    /** Ways through the routers of a mesh, row by row, that nothing has passed. */
    Journeys(Geometry geometry, int width, Pipeline pipeline, Sink sink) {
        this(geometry, width, pipeline, sink, true);
    }

    /** The same, with {@link LoneWay} for those that meet nobody, or without: for tests, as it makes no difference. */
    Journeys(Geometry geometry, int width, Pipeline pipeline, Sink sink, boolean shortcut) {
        this.sink = sink;
        vcWaitCycles = pipeline.vcAllocationCycles();
        headWaitCycles = pipeline.routingCycles() + vcWaitCycles;
        passageCycles = pipeline.passageCycles();
        flightCycles = passageCycles + pipeline.link().arrivalCycles();
        creditCycles = pipeline.link().creditCycles();
        injectionCreditCycles = pipeline.injectionCreditCycles();
        ports = geometry.ports();
        layout = new RecordLayout(geometry, width);
        Check.isTrue(
                ChannelTimes.longs(layout.longs(), geometry.vcs()) <= MOST_LONGS,
                "network: " + geometry.routers() + " routers of " + ports + " ports and " + geometry.vcs()
                        + " virtual channels are more than the packet-level model has room for. Give fewer of one of them.");
        connected = new boolean[geometry.routers() * ports];
        for (int at = 0; at < connected.length; at++) {
            connected[at] = geometry.kind(at / ports, at % ports) != Links.NONE;
        }
        words = new long[(int) ChannelTimes.longs(layout.longs(), geometry.vcs())];
        links = new LinkTimes(words);
        channels = new ChannelTimes(words, (int) layout.longs(), pipeline, headWaitCycles);
        heads = new LoneWay(words, layout, links, channels, flightCycles + headWaitCycles, pipeline.turnCycles());
        bodies = new LoneWay(words, layout, links, channels, flightCycles, 0);
        aloneBefore = shortcut ? ChannelTimes.LATEST : 0;
    }

    /**
     * Where packets of an endpoint set out, in a long: the place of its router in the upper half.
     *
     * @param destination the same endpoint, as a {@link Destination}
     */
    long origin(int router, int destination) {
        return (long) layout.place(router) << Integer.SIZE | destination;
    }

    @Override
    public long flits(int router, int port) {
        return connected[router * ports + port] ? links.flits(layout.place(router) + layout.beyond(port)) : 0;
    }

    @Override
    public long trainsMoved() {
        return passages;
    }

    @Override
    public long flitsMoved() {
        return flitsMoved;
    }

    @Override
    public int restCycles() {
        return headWaitCycles;
    }

    /**
     * A packet, or a part of one, sets out: its flits enter a virtual channel of an endpoint's port from {@code now} on, one a cycle. Returns
     * how many links between routers it goes by; or {@link #REFUSED}, and nothing has happened, if there is not yet room for them.
     *
     * @param origin what {@link #origin} says of the endpoint
     * @param to     where it goes, as a {@link Destination}
     * @param part   {@link #HEAD} and {@link #TAIL} as far as it has them
     */
    int setOut(long now, int slot, long origin, int to, int vc, int flits, int part) {
        int place = (int) (origin >> Integer.SIZE);
        int input = layout.input(place, Destination.port((int) origin));
        int dx = Destination.x(to) - Destination.x((int) origin);
        int dy = Destination.y(to) - Destination.y((int) origin);
        int exit = Destination.port(to);
        int channel = channels.channel(vc);
        long sent = now - flightCycles;
        boolean lone = channels.isFree(input + channel, now);
        if (!lone && !hasRoom(input + channel, now, flits)) {
            return REFUSED;
        }
        int hops = Math.abs(dx) + Math.abs(dy);
        if (lone && now < aloneBefore) {
            LoneWay alone = alone(part);
            int stays = alone.straight() - flightCycles;
            long leaves = alone.go(now, place, input, channel, stays, flits, 0, dx, dy, exit);
            if (leaves == LoneWay.HINDERED) {
                goOnHindered(alone, now, slot, place, input, channel, sent, flits, part, 0, dx, dy, exit);
            } else {
                arrive(now, slot, leaves, hops + 1, flits, part);
            }
        } else {
            long way = Legs.of(dx, dy, true, exit, 0);
            goOn(now, slot, place, input, channel, sent, (1L << flits) - 1, flits, part, way, false);
        }
        return hops;
    }

    /** Whether an endpoint may send so many flits from {@code now} on into a channel that others have used. */
    private boolean hasRoom(int channel, long now, int flits) {
        long sent = now - flightCycles;
        return channels.hasPlace(channel, now)
                && channels.room(channel, now, sent, flits - 1, flits, 0, injectionCreditCycles - flightCycles) <= sent;
    }

    /** A packet whose flits follow each other leaves the last of so many routers, which it has gone through alone. */
    private void arrive(long now, int slot, long leaves, int routers, int flits, int part) {
        moved(routers, flits);
        sink.leaves(now, slot, leaves + flits - 1 + passageCycles, (part & TAIL) != 0);
    }

    /** Settles the rest of a way from where it is hindered. */
    private void goOnHindered(
            LoneWay alone,
            long now,
            int slot,
            int place,
            int input,
            int vc,
            long sent,
            int flits,
            int part,
            int turns,
            int dx,
            int dy,
            int exit) {
        alone.stop(now, place, input, vc, sent, flits, turns, dx, dy, exit);
        moved(alone.routers, flits);
        goOn(now, slot, alone.place, alone.input, vc, alone.sent, (1L << flits) - 1, flits, part, alone.legs, false);
    }

    private void moved(int routers, int flits) {
        passages += routers;
        flitsMoved += (long) routers * flits;
    }

    /** Settles the way of a packet from a channel that it was sent into, as far as possible. */
    private void goOn(
            long now,
            int slot,
            int at,
            int from,
            int vc,
            long sentFirst,
            long sentMask,
            int flits,
            int part,
            long way,
            boolean waited) {
        int in = from;
        int place = at;
        long sent = sentFirst;
        long flying = sentMask;
        long legs = way;
        boolean open = waited; // whether the channel remembers that it waits there
        boolean head = (part & HEAD) != 0;
        LoneWay alone = alone(part);
        links.lookAt(in, now);
        boolean lone = channels.isFree(in + vc, now);
        for (; ; ) {
            int stay = alone.straight() + alone.turning() * (int) Legs.beginsWithTurn(legs);
            long start = Math.max(now, sent + stay);
            int cameSpan = highest(flying);
            if ((flying & flying + 1) != 0) {
                flying = closedUp(flying, start - sent - flightCycles);
            }
            int port = (int) Legs.port(legs);
            int output = place + layout.beyond(port);
            int behind = output + vc;
            links.lookAt(output, now);
            boolean nextLone = channels.isFree(behind, now);
            long given = links.leaving(output) | links.passing(in);
            if (!lone) {
                start = channels.behindOthers(in + vc, now, sent, stay - flightCycles, start);
            }
            if (!fit(now, start, flying, flits, given, behind, head, port >= Direction.COUNT)) {
                if (!open) {
                    channels.add(in + vc, now, sent, cameSpan, flits, ChannelTimes.OPEN);
                }
                await(retry, slot, in, vc, sent, flying, legs, flits, part);
                return;
            }
            long shift = first - now;
            links.giveLink(output, mask << shift, flits);
            links.giveSwitch(in, mask << shift);
            passages++;
            flitsMoved += flits;
            int spread = highest(mask);
            long last = first + spread;
            if (open) {
                channels.close(in + vc, now, sent, last);
                open = false;
            } else {
                channels.add(in + vc, now, sent, cameSpan, flits, last);
            }
            if (port >= Direction.COUNT) {
                channels.add(behind, now, first, spread, flits, last);
                sink.leaves(now, slot, last + passageCycles, (part & TAIL) != 0);
                return;
            }
            in = output;
            place += layout.step(port);
            lone = nextLone;
            sent = first;
            flying = mask;
            legs = Legs.next(legs);
            if (lone && spread == flits - 1 && now < aloneBefore) {
                goOnAlone(alone, now, slot, place, in, vc, sent, flits, part, legs);
                return;
            }
        }
    }

    /** Does the same for a packet whose flits follow each other, that no other packet in its channel matters to. */
    private void goOnAlone(
            LoneWay alone, long now, int slot, int place, int in, int vc, long sent, int flits, int part, long legs) {
        int turns = (int) Legs.beginsWithTurn(legs);
        int dx = Legs.dx(legs);
        int dy = Legs.dy(legs);
        int exit = Legs.exit(legs);
        int turn = alone.turning() * turns;
        int stays = (int) (sent - now) + alone.straight() + turn;
        long leaves = alone.go(now, place, in, vc, stays, flits, turn, dx, dy, exit);
        if (leaves == LoneWay.HINDERED) {
            goOnHindered(alone, now, slot, place, in, vc, sent, flits, part, turns, dx, dy, exit);
        } else {
            arrive(now, slot, leaves, Math.abs(dx) + Math.abs(dy) + 1, flits, part);
        }
    }

    private LoneWay alone(int part) {
        return (part & HEAD) != 0 ? heads : bodies;
    }

    /**
     * Finds {@link #first} and {@link #mask} of a packet in a router from {@code earliest} on, or when to {@link #retry}.
     *
     * @param given cycles from {@code now} on that others have
     */
    private boolean fit(
            long now, long earliest, long flying, int flits, long given, int behind, boolean head, boolean leaves) {
        retry = now + RETRY_CYCLES;
        if (!channels.hasPlace(behind, now)) {
            return false;
        }
        long start = earliest;
        mask = flying;
        for (; ; ) {
            if (start >= ChannelTimes.OPEN) {
                return false;
            }
            if (channels.until(behind) > start) {
                // An endpoint always has room.
                long room = channels.room(
                        behind,
                        now,
                        start,
                        highest(mask),
                        flits,
                        head ? vcWaitCycles : 0,
                        leaves ? NO_CREDITS : creditCycles);
                if (room > start) {
                    start = room;
                    mask = closedUp(flying, start - earliest);
                    continue;
                }
            }
            long shift = start - now;
            if (shift + highest(mask) >= LinkTimes.WINDOW) {
                retry = Math.max(now + 1, start - LEAD_CYCLES);
                return false;
            }
            if ((given >>> shift & mask) == 0) {
                first = start;
                return true;
            }
            long slots = SlotSharing.firstFree(mask, given >>> shift);
            if (slots == 0) {
                return false;
            }
            int offset = Long.numberOfTrailingZeros(slots);
            start += offset;
            mask = slots >>> offset;
        }
    }

    /** Flits that have come with gaps, if the first one has waited for so long: those behind have come up with it as far as that goes. */
    private static long closedUp(long flying, long waited) {
        long closed = 1;
        int last = 0;
        for (long left = flying & flying - 1; left != 0; left &= left - 1) {
            last = (int) Math.max(last + 1, Long.numberOfTrailingZeros(left) - waited);
            closed |= 1L << last;
        }
        return closed;
    }

    private static int highest(long bits) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
    }

    // ---- packets that wait in a router -----------------------------------------------------------------------------

    private void await(long cycle, int slot, int in, int vc, long sent, long flying, long legs, int flits, int part) {
        int place = free;
        if (place == NONE) {
            place = places++;
            if (place * WAITING == waiting.length) {
                waiting = Arrays.copyOf(waiting, 2 * waiting.length);
            }
        } else {
            free = (int) waiting[place * WAITING + SLOT];
        }
        int at = place * WAITING;
        waiting[at + SENT] = sent;
        waiting[at + MASK] = flying;
        waiting[at + LEGS] = legs;
        waiting[at + FLAGS] = (long) part << FLITS_BITS | flits;
        waiting[at + CHANNEL] = (long) in << Integer.SIZE | vc;
        waiting[at + SLOT] = slot;
        events.add(cycle, place, 0);
    }

    /** Lets those go on whose cycle has come. */
    void step(long now) {
        while (events.nextCycle() <= now && events.poll(now)) {
            int place = events.polledSource();
            int at = place * WAITING;
            int slot = (int) waiting[at + SLOT];
            waiting[at + SLOT] = free;
            free = place;
            long channel = waiting[at + CHANNEL];
            int flags = (int) waiting[at + FLAGS];
            int part = flags >> FLITS_BITS;
            goOn(
                    now,
                    slot,
                    layout.placeOf((int) (channel >> Integer.SIZE)),
                    (int) (channel >> Integer.SIZE),
                    (int) channel,
                    waiting[at + SENT],
                    waiting[at + MASK],
                    flags & (1 << FLITS_BITS) - 1,
                    part,
                    waiting[at + LEGS],
                    true);
        }
    }

    /** The next cycle at which {@link #step} has something to do, or {@code Long.MAX_VALUE}. */
    long nextCycle() {
        return events.nextCycle();
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(words);
        channels.save(out);
        events.save(out);
        out.writeInt(places);
        out.writeInt(free);
        out.writeLongs(waiting, 0, places * WAITING);
        out.writeLong(passages);
        out.writeLong(flitsMoved);
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(words);
        channels.load(in);
        events.load(in);
        places = in.readInt();
        free = in.readInt();
        long[] saved = in.readLongs();
        waiting = Arrays.copyOf(saved, Math.max(16, 2 * places) * WAITING);
        passages = in.readLong();
        flitsMoved = in.readLong();
    }
}
