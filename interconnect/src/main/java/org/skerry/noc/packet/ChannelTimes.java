package org.skerry.noc.packet;

import org.skerry.noc.router.Pipeline;

/**
 * When packets pass input virtual channels, as far as that still matters to others: when they are sent into a channel and when they leave it.
 * Of each there are four longs, the first cycle from which on nothing in it matters, and three passages:
 *
 * <pre>
 *   63 cycle at which the first flit was sent, in 32 bits 32 | 31 cycles from there to the last flit's leaving the channel 16
 *      | 15 cycles from the first flit sent to the last 8 | 7 flits 0
 * </pre>
 */
final class ChannelTimes {
    /** A time that is not known yet. */
    static final long OPEN = Long.MAX_VALUE >> 2;

    static final int LONGS = 4;

    private static final int PASSAGES = 3;
    private static final int STAY_SHIFT = 16;
    private static final int STAY_OPEN = 0xffff;
    private static final int SPAN_SHIFT = 8;
    private static final int BYTE = 0xff;
    private static final long FLITS_MASK = BYTE;
    private static final long LOW = (1L << Integer.SIZE) - 1;

    private final long[] words;
    private final int depth;
    private final int rest;

    /** Channels that nothing has passed; those longs of one lie in {@code words} from wherever it is said to be. */
    ChannelTimes(long[] words, Pipeline pipeline, int headWaitCycles) {
        this.words = words;
        depth = pipeline.vcDepthFlits();
        rest = 1
                + Math.max(
                        headWaitCycles + pipeline.turnCycles(),
                        Math.max(pipeline.link().creditCycles(), pipeline.injectionCreditCycles()));
    }

    /** Cycles after the last flit has left a channel until nobody can tell. */
    int rest() {
        return rest;
    }

    /** The first cycle from which on nobody can tell that anything has passed a channel. */
    long until(int channel) {
        return words[channel];
    }

    /** Whether one more passage of a channel can be remembered at {@code now}. */
    boolean hasPlace(int channel, long now) {
        return until(channel) <= now || place(channel, now) >= 0;
    }

    private int place(int channel, long now) {
        int at = channel + 1;
        for (int i = at; i < at + PASSAGES; i++) {
            if (words[i] == 0 || left(words[i], now) + rest <= now) {
                words[i] = 0;
                return i;
            }
        }
        return -1;
    }

    /** Remembers a passage; {@code left} is the cycle at which the last flit leaves the channel, or {@link #OPEN}. There is a place. */
    void add(int channel, long now, long sent, int span, int flits, long left) {
        int at = channel;
        boolean open = left >= sent + STAY_OPEN;
        long passage = passage(sent, open ? STAY_OPEN : (int) (left - sent), span, flits);
        long end = open ? OPEN : left + rest;
        if (words[at] <= now) {
            set(words, at, end, passage);
            return;
        }
        words[at] = Math.max(words[at], end);
        if (open || !addBehind(at, now, sent, span, flits, left)) {
            words[place(channel, now)] = passage;
        }
    }

    /** There is one passage of a channel, which is the only one until {@code end}: all that is kept of the channel. */
    static void set(long[] words, int at, long end, long passage) {
        words[at] = end;
        words[at + 1] = passage;
        words[at + 2] = 0;
        words[at + 3] = 0;
    }

    /** A passage whose last flit leaves the channel {@code stay} cycles after the first was sent. */
    static long passage(long sent, int stay, int span, int flits) {
        return sent << Integer.SIZE | (long) stay << STAY_SHIFT | (long) span << SPAN_SHIFT | flits;
    }

    /** What to add to a passage for one that is so much later. */
    static long later(int cycles) {
        return (long) cycles << Integer.SIZE;
    }

    /** What to add to a passage for one that stays so much longer. */
    static long longer(int cycles) {
        return (long) cycles << STAY_SHIFT;
    }

    /** Makes one passage of two that follow each other, as parts of a packet do, so that there are places left for others. */
    private boolean addBehind(int at, long now, long sent, int span, int flits, long left) {
        for (int i = at + 1; i <= at + PASSAGES; i++) {
            long before = words[i];
            int allFlits = (int) (before & FLITS_MASK) + flits;
            long stay = left - sent(before, now);
            if (before != 0
                    && sent(before, now) + span(before) + 1 == sent
                    && stay(before) != STAY_OPEN
                    && allFlits <= BYTE
                    && span(before) + 1 + span <= BYTE
                    && stay < STAY_OPEN) {
                words[i] =
                        before & ~LOW | stay << STAY_SHIFT | (long) (span(before) + 1 + span) << SPAN_SHIFT | allFlits;
                return true;
            }
        }
        return false;
    }

    /** The last flit of a packet that was sent into a channel at {@code sent}, and waited there, leaves it at {@code left}. */
    void close(int channel, long now, long sent, long left) {
        int at = channel;
        long end = 0;
        for (int i = at + 1; i <= at + PASSAGES; i++) {
            long passage = words[i];
            if (passage == 0) {
                continue;
            }
            if ((int) (passage >>> Integer.SIZE) == (int) sent && stay(passage) == STAY_OPEN) {
                passage = passage & ~((long) STAY_OPEN << STAY_SHIFT) | left - sent << STAY_SHIFT;
                words[i] = passage;
            }
            end = Math.max(end, stay(passage) == STAY_OPEN ? OPEN : left(passage, now) + rest);
        }
        words[at] = end;
    }

    /** The first cycle from {@code start} on at which a head may leave a channel that it was sent into at {@code sent}: after all that were sent before. */
    long behindOthers(int channel, long now, long sent, int wait, long start) {
        long first = start;
        int at = channel + 1;
        for (int i = at; i < at + PASSAGES; i++) {
            long passage = words[i];
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
        int at = channel + 1;
        for (boolean again = true; again; ) {
            again = false;
            for (int i = at; i < at + PASSAGES; i++) {
                long passage = words[i];
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
            if (words[i] != 0 && sent(words[i], now) > sent && sent(words[i], now) < first) {
                behind += (int) (words[i] & FLITS_MASK);
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
}
