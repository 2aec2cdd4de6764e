package org.skerry.noc.packet;

import org.skerry.noc.router.Pipeline;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * When packets pass input virtual channels, as far as that still matters to others: when they are sent into a channel and when they leave it.
 * A channel has one long, with the first cycle from which on nothing in it matters. Mostly it has been passed by one packet since the last
 * such cycle, whose flits followed each other, which the long says, too:
 *
 * <pre>
 *   63 first cycle from which on nothing matters 16 | 15 cycles from the first flit's being sent to the last one's leaving 4
 *      | 3 flits 0
 * </pre>
 *
 * <p>Without flits it stands for up to three passages, which four more longs are kept for, that cycle and the passages:
 *
 * <pre>
 *   63 cycle at which the first flit was sent, in 32 bits 32 | 31 cycles from there to the last flit's leaving the channel 16
 *      | 15 cycles from the first flit sent to the last 8 | 7 flits 0
 * </pre>
 */
final class ChannelTimes {
    /** A time that is not known yet. */
    static final long OPEN = Long.MAX_VALUE >> 2;

    /** Cycles from here on need more bits than the long of a channel has for the time until which something matters there. */
    static final long LATEST = 1L << 46;

    /** Of a channel that nothing has passed. */
    static final long UNUSED = 1;

    /** Longs of a record, those of a link and of its first channels, as a power of two: a line of the host's memory. */
    static final int RECORD_BITS = 3;

    private static final int LONE_FLITS = (1 << 4) - 1;
    private static final int LONE_STAY_SHIFT = 4;
    private static final int LONE_STAY = (1 << 12) - 1;
    private static final int UNTIL_SHIFT = 16;
    private static final long NEVER = Long.MAX_VALUE & ~LONE_FLITS; // later than all cycles that it can say

    private static final int PASSAGES = 3;
    private static final int KEPT_BITS = 2; // longs of a channel, as a power of two
    private static final int STAY_SHIFT = 16;
    private static final int STAY_OPEN = 0xffff;
    private static final int SPAN_SHIFT = 8;
    private static final int BYTE = 0xff;
    private static final long FLITS_MASK = BYTE;
    private static final long LOW = (1L << Integer.SIZE) - 1;

    private final long[] words;
    private final long[] kept; // four longs for each of words; those of a channel whose long says all are not looked at
    private final int records; // longs of all
    private final int depth;
    private final int rest;
    private final int vcWaitCycles;
    private final int creditCycles;
    private final int flightCycles;

    /** Channels that nothing has passed; {@code records} are longs of all records, each of which has those of a link. */
    ChannelTimes(long[] words, int records, Pipeline pipeline, int headWaitCycles) {
        this.words = words;
        this.records = records;
        kept = new long[words.length << KEPT_BITS];
        depth = pipeline.vcDepthFlits();
        vcWaitCycles = Math.max(1, pipeline.vcAllocationCycles());
        creditCycles = pipeline.link().creditCycles();
        flightCycles = pipeline.passageCycles() + pipeline.link().arrivalCycles();
        rest = 1
                + Math.max(
                        headWaitCycles + pipeline.turnCycles(),
                        Math.max(pipeline.link().creditCycles(), pipeline.injectionCreditCycles()));
    }

    /** Longs of links and channels whose records, with the first channels of each link, have so many. */
    static long longs(long records, int vcs) {
        return records * (area(vcs - 1) + 1);
    }

    /**
     * Where a virtual channel's long lies, from the beginning of its link's record on: the first ones there, before and behind the link's longs,
     * since where a line of the host's memory begins is not known; the others behind all records.
     */
    int channel(int vc) {
        return area(vc) * records + (LinkTimes.OUT + LinkTimes.LONGS + vc & (1 << RECORD_BITS) - 1);
    }

    private static int area(int vc) {
        return LinkTimes.LONGS + vc >> RECORD_BITS;
    }

    /** Cycles after the last flit has left a channel until nobody can tell. */
    int rest() {
        return rest;
    }

    /** The first cycle from which on nobody can tell that anything has passed a channel. */
    long until(int channel) {
        long word = words[channel];
        return word < NEVER ? until(word) : kept[channel << KEPT_BITS];
    }

    /** Whether nobody can tell at {@code now} that anything has passed a channel. */
    boolean isFree(int channel, long now) {
        return until(channel) <= now;
    }

    /** A channel is free at {@code now} whose long is less. */
    static long taken(long now) {
        return now + 1 << UNTIL_SHIFT;
    }

    /** The long of a channel that one packet has passed until {@code end}, its last flit {@code stay} cycles after its first was sent. */
    static long word(long end, int stay, int flits) {
        return end << UNTIL_SHIFT | (long) stay << LONE_STAY_SHIFT | flits;
    }

    /** The long of a channel that several have passed. */
    private static long word(long end) {
        return end < LATEST ? end << UNTIL_SHIFT : NEVER;
    }

    /** What to add to the long of one packet for all of it to be so much later. */
    static long later(int cycles) {
        return (long) cycles << UNTIL_SHIFT;
    }

    /** What to add to the long of one packet that stays so much longer, all else being as late. */
    static long longer(int cycles) {
        return (long) cycles << LONE_STAY_SHIFT;
    }

    /** The cycle that the long of one packet says. */
    static long until(long word) {
        return word >> UNTIL_SHIFT;
    }

    /** Lays out passages of a channel of which somebody can tell, and returns where. */
    private int passages(int channel) {
        int at = channel << KEPT_BITS;
        long word = words[channel];
        if ((word & LONE_FLITS) != 0) {
            keep(at, until(word), lonePassage(word));
            words[channel] = word(until(word));
        }
        return at + 1;
    }

    /**
     * Whether a channel that one packet has passed is as if it were free for another one, whose flits follow each other, too.
     *
     * @param first  the long of the channel
     * @param second the long that it would have if only the second one had passed
     */
    boolean fits(long first, long second) {
        int flits = (int) second & LONE_FLITS;
        int firstFlits = (int) first & LONE_FLITS;
        long firstLeft = until(first) - rest;
        long sent = until(second) - rest - loneStay(second);
        long room = flits + firstFlits <= depth ? sent : firstLeft - depth + 1 + creditCycles;
        return firstFlits != 0
                && sent >= firstLeft - loneStay(first) + firstFlits + vcWaitCycles
                && sent > firstLeft - flightCycles
                && sent >= room;
    }

    /** A second packet, which {@linkplain #fits fits}, passes a channel. */
    void addSecond(int channel, long second) {
        long end = Math.max(until(words[channel]), until(second));
        int at = passages(channel);
        kept[at + 1] = lonePassage(second);
        keepUntil(channel, end);
    }

    /** The passage that the long of one packet tells of. */
    private long lonePassage(long word) {
        int flits = (int) word & LONE_FLITS;
        return passage(until(word) - rest - loneStay(word), loneStay(word), flits - 1, flits);
    }

    private static int loneStay(long word) {
        return (int) word >>> LONE_STAY_SHIFT & LONE_STAY;
    }

    /** The packet that has passed a channel last has not, after all: the only one there, or the {@linkplain #addSecond second one}. */
    void takeBack(int channel, long now) {
        if ((words[channel] & LONE_FLITS) != 0) {
            words[channel] = UNUSED;
            return;
        }
        int at = channel << KEPT_BITS;
        kept[at + 2] = 0;
        keepUntil(channel, left(kept[at + 1], now) + rest);
    }

    private void keep(int at, long end, long passage) {
        kept[at] = end;
        kept[at + 1] = passage;
        kept[at + 2] = 0;
        kept[at + 3] = 0;
    }

    /** Whether one more passage of a channel can be remembered at {@code now}. */
    boolean hasPlace(int channel, long now) {
        return until(channel) <= now || place(channel, now) >= 0;
    }

    private int place(int channel, long now) {
        int at = passages(channel);
        for (int i = at; i < at + PASSAGES; i++) {
            if (kept[i] == 0 || left(kept[i], now) + rest <= now) {
                kept[i] = 0;
                return i;
            }
        }
        return -1;
    }

    /** Remembers a passage; {@code left} is the cycle at which the last flit leaves the channel, or {@link #OPEN}. There is a place. */
    void add(int channel, long now, long sent, int span, int flits, long left) {
        boolean open = left >= sent + STAY_OPEN;
        long stay = open ? STAY_OPEN : left - sent;
        long end = open ? OPEN : left + rest;
        long passage = passage(sent, (int) stay, span, flits);
        if (until(channel) <= now) {
            if (span == flits - 1 && flits <= LONE_FLITS && stay <= LONE_STAY && end < LATEST) {
                words[channel] = word(end, (int) stay, flits);
            } else {
                keep(channel << KEPT_BITS, end, passage);
                words[channel] = word(end);
            }
            return;
        }
        int at = passages(channel);
        long latest = Math.max(until(channel), end);
        if (open || !addBehind(at, now, sent, span, flits, left)) {
            kept[place(channel, now)] = passage;
        }
        keepUntil(channel, latest);
    }

    private void keepUntil(int channel, long end) {
        kept[channel << KEPT_BITS] = end;
        words[channel] = word(end);
    }

    /** A passage whose last flit leaves the channel {@code stay} cycles after the first was sent. */
    static long passage(long sent, int stay, int span, int flits) {
        return sent << Integer.SIZE | (long) stay << STAY_SHIFT | (long) span << SPAN_SHIFT | flits;
    }

    /** Makes one passage of two that follow each other, as parts of a packet do, so that there are places left for others. */
    private boolean addBehind(int at, long now, long sent, int span, int flits, long left) {
        for (int i = at; i < at + PASSAGES; i++) {
            long before = kept[i];
            int allFlits = (int) (before & FLITS_MASK) + flits;
            long stay = left - sent(before, now);
            if (before != 0
                    && sent(before, now) + span(before) + 1 == sent
                    && stay(before) != STAY_OPEN
                    && allFlits <= BYTE
                    && span(before) + 1 + span <= BYTE
                    && stay < STAY_OPEN) {
                kept[i] =
                        before & ~LOW | stay << STAY_SHIFT | (long) (span(before) + 1 + span) << SPAN_SHIFT | allFlits;
                return true;
            }
        }
        return false;
    }

    /** The last flit of a packet that was sent into a channel at {@code sent}, and waited there, leaves it at {@code left}. */
    void close(int channel, long now, long sent, long left) {
        int at = passages(channel);
        long end = 0;
        for (int i = at; i < at + PASSAGES; i++) {
            long passage = kept[i];
            if (passage == 0) {
                continue;
            }
            if ((int) (passage >>> Integer.SIZE) == (int) sent && stay(passage) == STAY_OPEN) {
                passage = passage & ~((long) STAY_OPEN << STAY_SHIFT) | left - sent << STAY_SHIFT;
                kept[i] = passage;
            }
            end = Math.max(end, stay(passage) == STAY_OPEN ? OPEN : left(passage, now) + rest);
        }
        keepUntil(channel, end);
    }

    /** The first cycle from {@code start} on at which a head may leave a channel that it was sent into at {@code sent}: after all that were sent before. */
    long behindOthers(int channel, long now, long sent, int wait, long start) {
        long first = start;
        int at = passages(channel);
        for (int i = at; i < at + PASSAGES; i++) {
            long passage = kept[i];
            if (passage != 0 && sent(passage, now) < sent) {
                long left = left(passage, now);
                first = Math.max(first, left == OPEN ? OPEN : left + 1 + wait);
            }
        }
        return first;
    }

    /**
     * The first cycle from {@code start} on at which a packet may be sent into a channel: its flits do not mix with those of others, and there
     * is room for them as they come.
     *
     * @param span   cycles from its first flit to its last
     * @param vcWait cycles from the last flit of one until the first of the next
     * @param credit cycles from a flit's leaving the channel until its place can be used again
     */
    long room(int channel, long now, long start, int span, int flits, int vcWait, int credit) {
        long first = start;
        int at = passages(channel);
        for (boolean again = true; again; ) {
            again = false;
            for (int i = at; i < at + PASSAGES; i++) {
                long passage = kept[i];
                if (passage == 0) {
                    continue;
                }
                long sent = sent(passage, now);
                long last = sent + span(passage);
                if (first <= last + vcWait && first + span + vcWait >= sent) {
                    first = last + 1 + vcWait;
                    again = true;
                }
                long room = first > sent ? room(at, passage, now, sent, first, flits, credit) : first;
                if (room == OPEN) {
                    return OPEN;
                }
                if (room > first) {
                    first = room;
                    again = true;
                }
            }
        }
        return first;
    }

    /** The same as far as one passage goes, with those that were sent after it and before {@code first}. */
    private long room(int at, long passage, long now, long sent, long first, int flits, int credit) {
        int behind = 0; // flits between it and the packet
        for (int i = at; i < at + PASSAGES; i++) {
            if (kept[i] != 0 && sent(kept[i], now) > sent && sent(kept[i], now) < first) {
                behind += (int) (kept[i] & FLITS_MASK);
            }
        }
        if (behind >= depth || flits + behind + (passage & FLITS_MASK) <= depth) {
            return first; // they are in the way, or there is room for all
        }
        long left = left(passage, now);
        return left == OPEN ? OPEN : Math.max(first, left - depth + behind + 1 + credit);
    }

    private static long sent(long passage, long now) {
        return now + ((int) (passage >>> Integer.SIZE) - (int) now);
    }

    private static int stay(long passage) {
        return (int) (passage >>> STAY_SHIFT) & STAY_OPEN;
    }

    private static int span(long passage) {
        return (int) (passage >>> SPAN_SHIFT) & BYTE;
    }

    private static long left(long passage, long now) {
        int stay = stay(passage);
        return stay == STAY_OPEN ? OPEN : sent(passage, now) + stay;
    }

    /** Writes what the longs of channels do not say. */
    void save(StateWriter out) {
        out.writeLongs(kept);
    }

    /** Reads it. */
    void load(StateReader in) {
        in.readLongs(kept);
    }
}
