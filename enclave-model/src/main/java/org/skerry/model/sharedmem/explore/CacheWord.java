package org.skerry.model.sharedmem.explore;

import org.skerry.model.sharedmem.cache.LineMessage.Kind;
import org.skerry.model.sharedmem.coherence.PrivateState;

/**
 * All that one cache has to do with one line, in a long: what it has of it, what is under way to it and from it, and what the home of the
 * line knows about it. Nothing in it names another cache, so that caches that are exchanged exchange their words.
 *
 * <pre>
 *   bits   0..3   state                          25..27  request: none, READ, OWN, UPGRADE, PUT, READ_ONCE, ...
 *          4      its data is what was written last  28  and its data
 *          5..6   waits for: nothing, load, store    29..31  place in the home's queue; 0: under way
 *          7..8   deferred: nothing, load, store     32..34  answer to a probe: none, ACK, ACK_DATA, COPY_CLEAN, COPY_DIRTY, NO_COPY
 *          9      a put is deferred                  35      and its data
 *         10..24  from the home: three messages      36      a confirmation under way
 *                 of four bits and their data,       37..38  from another cache: none, PEER_SHARED, PEER_OWNED
 *                 the first to arrive lowest         39      and its data
 *                                                    40..42  for the home: the owner, a sharer, the one that is served
 *                                                    43..44  waits for its frame to be empty, to: nothing, load, store
 *                                                    45      what a device writes has been written
 * </pre>
 *
 * <p>A device has such a word, too. It keeps nothing, so its state stays INVALID; it waits for: nothing, READ_ONCE, WRITE_LINE, WRITE_PART.
 */
final class CacheWord {
    static final int NOTHING = 0;
    static final int LOAD = 1;
    static final int STORE = 2;

    static final int STATE = 0;
    static final int FRESH = 4;
    static final int WAITS = 5;
    static final int DEFERRED = 7;
    static final int DEFERRED_PUT = 9;
    static final int REQUEST = 25;
    static final int REQUEST_FRESH = 28;
    static final int PLACE = 29;
    static final int ANSWER = 32;
    static final int ANSWER_FRESH = 35;
    static final int CONFIRM = 36;
    static final int PEER = 37;
    static final int PEER_FRESH = 39;
    static final int OWNER = 40;
    static final int SHARER = 41;
    static final int SERVED = 42;
    static final int PENDING = 43;
    static final int WRITTEN = 45;

    private static final int QUEUE = 10;
    private static final int QUEUED_BITS = 5;
    private static final int QUEUED = 3;
    private static final long QUEUE_MASK = (1L << QUEUE + QUEUED * QUEUED_BITS) - (1L << QUEUE);

    private static final long STALE = ~(1L << FRESH
            | 1L << REQUEST_FRESH
            | 1L << ANSWER_FRESH
            | 1L << PEER_FRESH
            | 1L << QUEUE + 4
            | 1L << QUEUE + 9
            | 1L << QUEUE + 14);

    private static final Kind[] REQUESTS = {
        null, Kind.READ, Kind.OWN, Kind.UPGRADE, Kind.PUT, Kind.READ_ONCE, Kind.WRITE_LINE, Kind.WRITE_PART
    };
    private static final Kind[] ANSWERS = {null, Kind.ACK, Kind.ACK_DATA, Kind.COPY_CLEAN, Kind.COPY_DIRTY, Kind.NO_COPY
    };
    private static final Kind[] PEERS = {null, Kind.PEER_SHARED, Kind.PEER_OWNED};
    private static final Kind[] FROM_HOME = {
        null,
        Kind.DATA_SHARED,
        Kind.DATA_SOLE,
        Kind.DATA_OWNED,
        Kind.GRANTED,
        Kind.PUT_DONE,
        Kind.INVALIDATE,
        Kind.FORWARD_READ,
        Kind.FORWARD_OWN
    };
    private static final PrivateState[] STATES = PrivateState.values();

    private CacheWord() {}

    static PrivateState state(long word) {
        return STATES[(int) word & 15];
    }

    static long withState(long word, PrivateState state) {
        return word & ~15L | state.ordinal();
    }

    static boolean has(long word, int bit) {
        return (word >>> bit & 1) != 0;
    }

    static long with(long word, int bit, boolean value) {
        return value ? word | 1L << bit : word & ~(1L << bit);
    }

    /** A field of two bits. */
    static int two(long word, int at) {
        return (int) (word >>> at) & 3;
    }

    static long withTwo(long word, int at, int value) {
        return word & ~(3L << at) | (long) value << at;
    }

    /** A field of three bits. */
    static int three(long word, int at) {
        return (int) (word >>> at) & 7;
    }

    static long withThree(long word, int at, int value) {
        return word & ~(7L << at) | (long) value << at;
    }

    /** The first message from the home as an index into {@link #FROM_HOME}; 0: none. */
    static int first(long word) {
        return (int) (word >>> QUEUE) & 15;
    }

    static boolean firstIsFresh(long word) {
        return has(word, QUEUE + 4);
    }

    static long withoutFirst(long word) {
        return word & ~QUEUE_MASK | (word & QUEUE_MASK) >>> QUEUED_BITS & QUEUE_MASK;
    }

    /** One more message from the home. */
    static long append(long word, Kind kind, boolean fresh) {
        int bits = index(FROM_HOME, kind) | (fresh ? 16 : 0);
        for (int i = 0; i < QUEUED; i++) {
            int at = QUEUE + i * QUEUED_BITS;
            if ((word >>> at & 15) == 0) {
                return word | (long) bits << at;
            }
        }
        throw new Flaw("more than " + QUEUED + " messages from the home to one cache: " + text(word));
    }

    /** A message from the home to this cache, the {@code i}th from the front; null: none. */
    static Kind queued(long word, int i) {
        return FROM_HOME[(int) (word >>> QUEUE + i * QUEUED_BITS) & 15];
    }

    /** The same, with all its data overtaken by a store. */
    static long stale(long word) {
        return word & STALE;
    }

    /** Whether what was written last is in it. */
    static boolean anyFresh(long word) {
        return (word & ~STALE) != 0;
    }

    /** Whether a message is under way to or from it, other than one in the queue of the home. */
    static boolean underWay(long word) {
        return first(word) != 0
                || three(word, REQUEST) != 0 && three(word, PLACE) == 0
                || three(word, ANSWER) != 0
                || has(word, CONFIRM)
                || two(word, PEER) != 0;
    }

    /** The request that is under way or in the queue; null: none. */
    static Kind request(long word) {
        return REQUESTS[three(word, REQUEST)];
    }

    static long withRequest(long word, Kind kind) {
        return withThree(word, REQUEST, index(REQUESTS, kind));
    }

    /** The answer to a probe that is under way; null: none. */
    static Kind answer(long word) {
        return ANSWERS[three(word, ANSWER)];
    }

    static long withAnswer(long word, Kind kind) {
        return withThree(word, ANSWER, index(ANSWERS, kind));
    }

    /** What is under way from another cache; null: nothing. */
    static Kind peer(long word) {
        return PEERS[two(word, PEER)];
    }

    static long withPeer(long word, Kind kind) {
        return withTwo(word, PEER, index(PEERS, kind));
    }

    private static int index(Kind[] kinds, Kind kind) {
        for (int i = 1; i < kinds.length; i++) {
            if (kinds[i] == kind) {
                return i;
            }
        }
        throw new IllegalStateException(kind + " does not travel there");
    }

    static String text(long word) {
        StringBuilder text = new StringBuilder(state(word) + (has(word, FRESH) ? "+" : ""));
        for (int i = 0; i < QUEUED && queued(word, i) != null; i++) {
            text.append(" <").append(queued(word, i));
        }
        add(text, " >", REQUESTS[three(word, REQUEST)]);
        text.append(three(word, PLACE) == 0 ? "" : " at place " + three(word, PLACE));
        add(text, " >", ANSWERS[three(word, ANSWER)]);
        add(text, " <", PEERS[two(word, PEER)]);
        text.append(has(word, CONFIRM) ? " >CONFIRM" : "");
        text.append(two(word, WAITS) == 0 ? "" : " waits").append(two(word, DEFERRED) == 0 ? "" : " wants more");
        text.append(has(word, OWNER) ? " owner" : "").append(has(word, SHARER) ? " sharer" : "");
        text.append(has(word, SERVED) ? " served" : "");
        return text.append(two(word, PENDING) == 0 ? "" : " waits for its frame")
                .toString();
    }

    private static void add(StringBuilder text, String before, Kind kind) {
        text.append(kind == null ? "" : before + kind);
    }
}
