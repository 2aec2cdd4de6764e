package org.skerry.noc.packet;

import java.util.Arrays;
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

    /** So long before its head may go on a packet is looked at again that could not look so far ahead; an assumption. */
    private static final int LEAD_CYCLES = 16;

    /** When a packet is looked at again that waits for one whose way is not settled; an assumption. */
    private static final int RETRY_CYCLES = 2;

    private static final int NONE = -1;
    private static final int NO_CREDITS = -(1 << 20); // long before

    // What is kept of a packet that waits.
    private static final int WAITING = 6; // longs
    private static final int SENT = 0; // into the channel in which it waits
    private static final int MASK = 1; // cycles from then on in which its flits were sent, as bits
    private static final int LEGS = 2;
    private static final int FLAGS = 3; // turn, flits, part
    private static final int CHANNEL = 4;
    private static final int SLOT = 5; // of its packet; of a free place the next free one

    private static final int FLITS_BITS = 8;
    private static final int PART_BITS = 2;

    // What a part of a packet has.
    private static final int HEAD = 1;
    private static final int TAIL = 2;

    /** A packet, or a part of one, has a settled arrival. */
    interface Sink {
        /** The last flit leaves the last router at {@code cycle}, which is after {@code now}. */
        void leaves(long now, int slot, long cycle, boolean tail);
    }

    private final Sink sink;
    private final LinkTimes links;
    private final ChannelTimes channels;
    private final int[]
            beyond; // by output port, of any router: how much larger the number of the input port behind it is than the
    // router's first
    private final boolean[] connected; // by output port
    private final int portBits;
    private final int vcBits;
    private final int headWaitCycles;
    private final int turnCycles;
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
        this.sink = sink;
        vcWaitCycles = pipeline.vcAllocationCycles();
        headWaitCycles = pipeline.routingCycles() + vcWaitCycles;
        turnCycles = pipeline.turnCycles();
        passageCycles = pipeline.passageCycles();
        flightCycles = passageCycles + pipeline.link().arrivalCycles();
        creditCycles = pipeline.link().creditCycles();
        injectionCreditCycles = pipeline.injectionCreditCycles();
        int endpointPorts = geometry.ports() - Direction.COUNT;
        portBits = bits(geometry.ports() + endpointPorts);
        vcBits = bits(geometry.vcs());
        Check.isTrue(
                (long) geometry.routers() << portBits + vcBits <= 1L << 28,
                "network: " + geometry.routers() + " routers of " + geometry.ports() + " ports and " + geometry.vcs()
                        + " virtual channels are more than the packet-level model has room for. Give fewer of one of them.");
        int routerCount = geometry.routers();
        beyond = new int[geometry.ports()];
        for (int port = 0; port < beyond.length; port++) {
            beyond[port] = port < Direction.COUNT
                    ? (Direction.dx(port) + Direction.dy(port) * width << portBits) + Direction.opposite(port)
                    : port + endpointPorts;
        }
        connected = new boolean[routerCount << portBits];
        for (int router = 0; router < routerCount; router++) {
            for (int port = 0; port < geometry.ports(); port++) {
                connected[router << portBits | port] = geometry.kind(router, port) != Links.NONE;
            }
        }
        links = new LinkTimes(connected.length);
        channels = new ChannelTimes(connected.length << vcBits, pipeline, headWaitCycles);
    }

    private static int bits(int count) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
    }

    /** Number of an input virtual channel. */
    int channel(int router, int port, int vc) {
        return (router << portBits | port) << vcBits | vc;
    }

    @Override
    public long flits(int router, int port) {
        return connected[router << portBits | port] ? links.flits((router << portBits) + beyond[port]) : 0;
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
     * A packet, or a part of one, sets out from an endpoint: its flits enter an input virtual channel from {@code now} on, one a cycle. Returns false,
     * and nothing has happened, if there is not yet room for them.
     *
     * @param head whether it has its packet's head, as {@code tail}
     * @param legs its way, without the class of virtual channels
     */
    boolean setOut(long now, int slot, int channel, int flits, boolean head, boolean tail, long legs) {
        if (channels.until(channel) > now
                && (!channels.hasPlace(channel, now)
                        || channels.room(
                                        channel,
                                        now,
                                        now - flightCycles,
                                        flits - 1,
                                        flits,
                                        0,
                                        injectionCreditCycles - flightCycles)
                                > now - flightCycles)) {
            return false;
        }
        int part = (head ? HEAD : 0) | (tail ? TAIL : 0);
        if (channels.until(channel) <= now) {
            goAlone(now, slot, channel, flits, part, Legs.here(legs));
        } else {
            long here = Legs.here(legs);
            goOn(now, slot, channel, now - flightCycles, (1L << flits) - 1, flits, part, here, 0, false);
        }
        return true;
    }

    /**
     * Settles the way of a packet that sets out as long as it meets nobody, which is nearly always all of it: no flit before it in its channels, its
     * cycles free. From the first router on where that is not so it goes on as any other.
     */
    private void goAlone(long now, int slot, int from, int flits, int part, long way) {
        long together = (1L << flits) - 1;
        int span = flits - 1;
        int straight = flightCycles + ((part & HEAD) != 0 ? headWaitCycles : 0);
        int vc = from & (1 << vcBits) - 1;
        int routerMask = -1 << portBits;
        int in = from >> vcBits;
        long sent = now - flightCycles;
        int stay = straight;
        int met = 0; // routers
        links.lookAt(in, now);
        for (long legs = way; ; legs = Legs.nextPart(legs)) {
            int port = (int) Legs.port(legs);
            int step = beyond[port];
            int count = Legs.links(legs);
            for (int gone = 0; gone < count; gone++) {
                int output = (in & routerMask) + step;
                long start = sent + stay;
                long shift = start - now;
                long cycles = together << shift;
                links.lookAt(output, now);
                if (shift + flits > LinkTimes.WINDOW
                        || ((links.leaving(output) | links.passing(in)) & cycles) != 0
                        || channels.until(output << vcBits | vc) > now) {
                    passages += met;
                    flitsMoved += (long) met * flits;
                    long turn = stay == straight ? 0 : 1;
                    goOn(now, slot, in << vcBits | vc, sent, together, flits, part, Legs.rest(legs, gone), turn, false);
                    return;
                }
                links.giveLink(output, cycles, flits);
                links.giveSwitch(in, cycles);
                channels.addAlone(
                        in << vcBits | vc, sent, ChannelTimes.passage(stay + span, span, flits), start + span);
                met++;
                in = output;
                sent = start;
                stay = straight;
            }
            if (port >= Direction.COUNT) {
                break;
            }
            stay += (part & HEAD) != 0 ? turnCycles * (int) Legs.beginsWithTurn(Legs.nextPart(legs)) : 0;
        }
        passages += met;
        flitsMoved += (long) met * flits;
        channels.addAlone(in << vcBits | vc, sent, ChannelTimes.passage(span, span, flits), sent + span);
        sink.leaves(now, slot, sent + span + passageCycles, (part & TAIL) != 0);
    }

    /** Settles the way of a packet from a channel that it was sent into, as far as possible. */
    private void goOn(
            long now,
            int slot,
            int fromChannel,
            long sentFirst,
            long sentMask,
            int flits,
            int part,
            long way,
            long firstTurn,
            boolean waited) {
        int channel = fromChannel;
        long sent = sentFirst;
        long flying = sentMask;
        long here = way;
        long turn = firstTurn;
        boolean open = waited; // whether the channel remembers that it waits there
        boolean head = (part & HEAD) != 0;
        int straight = flightCycles + (head ? headWaitCycles : 0);
        int turning = head ? turnCycles : 0;
        int vc = channel & (1 << vcBits) - 1;
        boolean alone = channels.until(channel) <= now;
        for (; ; ) {
            long start = Math.max(now, sent + straight + turning * turn);
            int cameSpan = highest(flying);
            if ((flying & flying + 1) != 0) {
                flying = closedUp(flying, start - sent - flightCycles);
            }
            int port = (int) Legs.port(here);
            int in = channel >> vcBits;
            int output = (in & -1 << portBits) + beyond[port];
            int behind = output << vcBits | vc;
            int span = highest(flying);
            long shift = start - now;
            boolean nextAlone = channels.until(behind) <= now;
            links.lookAt(output, now);
            links.lookAt(in, now);
            long given = links.leaving(output) | links.passing(in);
            if (alone & nextAlone & shift + span < LinkTimes.WINDOW && (given >>> shift & flying) == 0) {
                first = start;
                mask = flying;
            } else {
                if (!alone) {
                    start = channels.behindOthers(
                            channel, now, sent, straight - flightCycles + turning * (int) turn, start);
                }
                if (!fit(now, start, flying, flits, given, behind, head, port >= Direction.COUNT)) {
                    if (!open) {
                        channels.add(channel, now, sent, cameSpan, flits, ChannelTimes.OPEN);
                    }
                    await(retry, slot, channel, sent, flying, here, turn, flits, part);
                    return;
                }
                shift = first - now;
            }
            links.giveLink(output, mask << shift, flits);
            links.giveSwitch(in, mask << shift);
            passages++;
            flitsMoved += flits;
            int spread = highest(mask);
            long last = first + spread;
            if (open) {
                channels.close(channel, now, sent, last);
                open = false;
            } else {
                channels.add(channel, now, sent, cameSpan, flits, last);
            }
            if (port >= Direction.COUNT) {
                channels.add(behind, now, first, spread, flits, last);
                sink.leaves(now, slot, last + passageCycles, (part & TAIL) != 0);
                return;
            }
            channel = behind;
            alone = nextAlone;
            sent = first;
            flying = mask;
            long rest = Legs.rest(here, 1);
            here = Legs.here(rest);
            turn = Legs.turns(rest, here);
        }
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

    private void await(
            long cycle, int slot, int channel, long sent, long flying, long here, long turn, int flits, int part) {
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
        waiting[at + LEGS] = here;
        waiting[at + FLAGS] = (turn << PART_BITS | part) << FLITS_BITS | flits;
        waiting[at + CHANNEL] = channel;
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
            int flags = (int) waiting[at + FLAGS];
            int part = flags >> FLITS_BITS;
            goOn(
                    now,
                    slot,
                    (int) waiting[at + CHANNEL],
                    waiting[at + SENT],
                    waiting[at + MASK],
                    flags & (1 << FLITS_BITS) - 1,
                    part & (1 << PART_BITS) - 1,
                    waiting[at + LEGS],
                    part >> PART_BITS,
                    true);
        }
    }

    /** The next cycle at which {@link #step} has something to do, or {@code Long.MAX_VALUE}. */
    long nextCycle() {
        return events.nextCycle();
    }

    @Override
    public void save(StateWriter out) {
        links.save(out);
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
        links.load(in);
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
