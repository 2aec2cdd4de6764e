package org.skerry.noc.link;

import java.util.Arrays;
import java.util.stream.Stream;
import org.skerry.noc.router.ActiveSet;
import org.skerry.noc.router.DelayLine;
import org.skerry.noc.router.Geometry;
import org.skerry.noc.router.LinkTiming;
import org.skerry.noc.router.Links;
import org.skerry.noc.router.Pipeline;
import org.skerry.noc.router.Routers;
import org.skerry.noc.router.VcAddress;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Links that can die, get stuck, and spoil flits. The sending side numbers flits and keeps each until the other side has it; that takes
 * only flits without a fault and in order. At the first spoilt one it asks, by a wire of its own beside the credits that takes a link's
 * time and a cycle, for all from that number on, and throws away what comes before (go-back-N; Dally, Towles, Principles and Practices of
 * Interconnection Networks, 2004, section 21.3). A link is the input port that it leads to. The copies that are kept never exceed the
 * buffers behind the link, since each has a credit there.
 *
 * <pre>
 *   switch --passage--> queue: [kept ... | to be sent ...] --link--> check --> router
 *                              ^------- again, from n on ---------------'
 * </pre>
 *
 * A flit that is lost altogether leaves a gap in the numbers. The receiving side tells what it has, with the credits; what the sending side has
 * heard nothing of for the time of a link there and back and two cycles it sends again, with all that followed.
 *
 * <p>Without faults flits arrive in the same cycles as over {@link PlainLinks}. Under time division each domain has such ends of links to
 * itself, numbers, copies and all, and what it sends, again or not, waits for a slot of its own. It asks in the slots of its flits.
 */
public final class RepeatingLinks implements LinkLayer, Stateful {
    private static final int SEQUENCE_MASK = (1 << 24) - 1;
    private static final long SPOILT = 1L << 62;
    private static final int LINK_SHIFT = 24;

    /** What happened on all links so far, in flits. */
    public static final class Counts {
        /** Flits that were sent, each time counted. */
        public long sent;
        /** Of these, spoilt on the way. */
        public long spoilt;
        /** Of these, not noticed by the check. */
        public long unnoticed;
        /** Of these, lost on the way. */
        public long vanished;
        /** Sent once more. */
        public long repeated;
        /** Lost in dead links and routers. */
        public long lost;
    }

    private final Geometry geometry;
    private final Routers routers;
    private final int ports;
    private final int capacity; // of a link's queue, a power of two
    private final LinkTiming[] timings; // plain, between chiplets
    private final DelayLine passing; // in the switch: address of the input, flit
    private final DelayLine[] flying; // by kind: link, number, whether spoilt
    private final DelayLine[] asking; // by kind: link, number from which on to repeat
    private final DelayLine[] credits; // by kind: address of the output
    private final long[] queue; // by link, number: address and flit
    private final int[] taken; // by link: number of the next flit that the router takes; what is before is not kept
    private final int[] next; // to be sent
    private final int[] end; // to come
    private final long[] free; // by link: cycle from which on it can take a flit
    private final boolean[] dead;
    private final boolean[] stuck;
    private final ActiveSet waiting; // links with flits to send
    private final RandomStream[] random; // by link
    private final DelayLine[] silence; // by kind: link, number of a flit that was lost
    private final DelayLine[] lines; // all of these, and what is on its way through the routers
    private final long threshold;
    private final long lossThreshold;
    private final int crcBits;
    private final Counts counts;
    private final SpoiltFlits spoiltFlits;
    private final LinkSlots slots; // null without time division
    private long now;

    /** Told of flits that arrive spoilt and unnoticed. */
    @FunctionalInterface
    public interface SpoiltFlits {
        /** A flit was spoilt and nobody noticed. */
        void onSpoilt(int flit);
    }

    /**
     * The links of routers that were made with {@code geometry}.
     *
     * @param counts counted on
     */
    public RepeatingLinks(
            OpenGeometry geometry,
            Pipeline pipeline,
            Routers routers,
            LinkErrors errors,
            long seed,
            Counts counts,
            SpoiltFlits spoiltFlits) {
        this(geometry, pipeline, routers, errors, seed, counts, spoiltFlits, null);
    }

    /**
     * The same for one of several time-division domains.
     *
     * @param slots when it may send; null if there is only one
     */
    public RepeatingLinks(
            OpenGeometry geometry,
            Pipeline pipeline,
            Routers routers,
            LinkErrors errors,
            long seed,
            Counts counts,
            SpoiltFlits spoiltFlits,
            LinkSlots slots) {
        this.slots = slots;
        this.geometry = geometry;
        this.routers = routers;
        this.counts = counts;
        this.spoiltFlits = spoiltFlits;
        ports = geometry.ports();
        int links = geometry.routers() * ports;
        capacity = Integer.highestOneBit(geometry.vcs() * pipeline.vcDepthFlits()) * 2;
        timings = new LinkTiming[] {pipeline.link(), pipeline.seam()};
        passing = new DelayLine(pipeline.passageCycles());
        flying = new DelayLine[timings.length];
        asking = new DelayLine[timings.length];
        credits = new DelayLine[timings.length];
        silence = new DelayLine[timings.length];
        for (int kind = 0; kind < timings.length; kind++) {
            flying[kind] = new DelayLine(timings[kind].arrivalCycles());
            asking[kind] = new DelayLine(timings[kind].linkCycles() + 1);
            credits[kind] = new DelayLine(timings[kind].creditCycles());
            silence[kind] = new DelayLine(timings[kind].arrivalCycles() + timings[kind].creditCycles() + 2);
        }
        lines = Stream.of(new DelayLine[] {passing}, flying, asking, credits, silence)
                .flatMap(Arrays::stream)
                .toArray(DelayLine[]::new);
        queue = new long[links * capacity];
        taken = new int[links];
        next = new int[links];
        end = new int[links];
        free = new long[links];
        dead = new boolean[links];
        stuck = new boolean[links];
        waiting = new ActiveSet(links);
        threshold = errors.threshold();
        lossThreshold = errors.lossThreshold();
        crcBits = errors.crcBits();
        RandomStreams streams = new RandomStreams(seed);
        random = new RandomStream[threshold == 0 && lossThreshold == 0 ? 0 : links];
        Arrays.setAll(random, link -> streams.stream("noc.corruption", link));
        routers.connect(true, this);
    }

    /** The link leaving a router through {@code port} passes nothing any more, in this direction; what it holds is lost. */
    public void kill(int router, int port) {
        int link = linkFrom(router, port);
        if (link >= 0 && !dead[link]) {
            dead[link] = true;
            counts.lost += end[link] - taken[link];
            taken[link] = next[link] = end[link];
            waiting.remove(link);
        }
    }

    /** The link leaving a router through {@code port} sends nothing any more; what it holds stays there. */
    public void stick(int router, int port) {
        int link = linkFrom(router, port);
        if (link >= 0) {
            stuck[link] = true;
        }
    }

    private int linkFrom(int router, int port) {
        return geometry.kind(router, port) == Links.SOUTH ? link(geometry.far(router, port)) : -1;
    }

    @Override
    public void arrivals(long cycle) {
        now = cycle;
        while (passing.isDue(cycle)) {
            long flit = passing.take();
            int link = link((int) (flit >>> Integer.SIZE));
            if (dead[link]) {
                counts.lost++;
            } else {
                queue[link * capacity + (end[link]++ & capacity - 1)] = flit;
                waiting.add(link);
            }
        }
        for (int kind = 0; kind < timings.length; kind++) {
            while (asking[kind].isDue(cycle)) {
                repeat(asking[kind].take());
            }
            while (silence[kind].isDue(cycle)) {
                missed(silence[kind].take());
            }
        }
        for (int link = waiting.next(0); link >= 0; link = waiting.next(link + 1)) {
            send(link);
        }
        for (int kind = 0; kind < timings.length; kind++) {
            while (credits[kind].isDue(cycle)) {
                routers.credit(cycle, (int) credits[kind].take());
            }
            while (flying[kind].isDue(cycle)) {
                arrive(kind, flying[kind].take());
            }
        }
    }

    private void repeat(long request) {
        int link = (int) (request >>> LINK_SHIFT);
        int from = next[link] - ((next[link] - (int) request) & SEQUENCE_MASK);
        if (!dead[link]) {
            counts.repeated += next[link] - from;
            next[link] = from;
            waiting.add(link);
        }
    }

    /** Nothing was heard of a flit in time; unless it has been sent again meanwhile and has come, it is, with all after it. */
    private void missed(long request) {
        int link = (int) (request >>> LINK_SHIFT);
        int number = taken[link] + ((int) request - taken[link] & SEQUENCE_MASK);
        if (!dead[link] && number - next[link] < 0) {
            repeat(request);
        }
    }

    private void send(int link) {
        if (stuck[link] || free[link] > now || slots != null && !slots.take(now, link)) {
            return;
        }
        int kind = kind(link);
        int number = next[link]++;
        free[link] = now + timings[kind].flitCycles();
        boolean spoilt = threshold != 0 && random[link].nextLong() >>> 2 < threshold;
        counts.sent++;
        counts.spoilt += spoilt ? 1 : 0;
        if (lossThreshold != 0 && random[link].nextLong() >>> 2 < lossThreshold) {
            counts.vanished++;
            silence[kind].add(now, (long) link << LINK_SHIFT | number & SEQUENCE_MASK);
        } else {
            flying[kind].add(now, (spoilt ? SPOILT : 0) | (long) link << LINK_SHIFT | number & SEQUENCE_MASK);
        }
        if (next[link] == end[link]) {
            waiting.remove(link);
        }
    }

    private void arrive(int kind, long flight) {
        int link = (int) ((flight & ~SPOILT) >>> LINK_SHIFT);
        int number = taken[link];
        if (dead[link] || ((int) flight & SEQUENCE_MASK) != (number & SEQUENCE_MASK)) {
            return; // lost with the link, or after a spoilt one: it comes again
        }
        boolean spoilt = (flight & SPOILT) != 0;
        if (spoilt && notices(link)) {
            asking[kind].add(now, (long) link << LINK_SHIFT | number & SEQUENCE_MASK);
            return;
        }
        taken[link]++;
        long flit = queue[link * capacity + (number & capacity - 1)];
        if (spoilt) {
            counts.unnoticed++;
            spoiltFlits.onSpoilt((int) flit);
        }
        routers.arrive(now, (int) (flit >>> Integer.SIZE), (int) flit);
    }

    private boolean notices(int link) {
        return crcBits != 0 && random[link].nextLong() >>> Long.SIZE - crcBits != 0;
    }

    @Override
    public void sendFlit(int address, int flit) {
        passing.add(now, (long) address << Integer.SIZE | flit);
    }

    @Override
    public void sendCredit(int address) {
        credits[kind(link(address))].add(now, Integer.toUnsignedLong(address));
    }

    /** The input port that an address names. */
    private int link(int address) {
        return VcAddress.router(address) * ports + VcAddress.port(address);
    }

    private int kind(int link) {
        return geometry.hasSeams() && geometry.seam(link / ports, link % ports) ? 1 : 0;
    }

    /** The next cycle, after {@code cycle}, at which a link has something to do, or {@link Long#MAX_VALUE}. */
    public long nextCycle(long cycle) {
        if (!waiting.isEmpty()) {
            return cycle + 1;
        }
        long next = Long.MAX_VALUE;
        for (DelayLine line : lines) {
            next = Math.min(next, line.nextCycle());
        }
        return next;
    }

    @Override
    public void save(StateWriter out) {
        for (DelayLine line : lines) {
            line.save(out);
        }
        out.writeInts(taken);
        out.writeInts(next);
        out.writeInts(end);
        for (int link = 0; link < taken.length; link++) {
            for (int number = taken[link]; number != end[link]; number++) {
                out.writeLong(queue[link * capacity + (number & capacity - 1)]);
            }
            out.writeLong(free[link]);
            out.writeBoolean(dead[link]);
            out.writeBoolean(stuck[link]);
        }
        for (RandomStream each : random) {
            each.save(out);
        }
    }

    @Override
    public void load(StateReader in) {
        for (DelayLine line : lines) {
            line.load(in);
        }
        in.readInts(taken);
        in.readInts(next);
        in.readInts(end);
        waiting.clear();
        for (int link = 0; link < taken.length; link++) {
            for (int number = taken[link]; number != end[link]; number++) {
                queue[link * capacity + (number & capacity - 1)] = in.readLong();
            }
            free[link] = in.readLong();
            dead[link] = in.readBoolean();
            stuck[link] = in.readBoolean();
            if (!dead[link] && next[link] != end[link]) {
                waiting.add(link);
            }
        }
        for (RandomStream each : random) {
            each.load(in);
        }
    }
}
