package org.skerry.model.sharedmem.explore;

import static org.skerry.model.sharedmem.explore.CacheWord.*;

import org.skerry.model.sharedmem.coherence.HomeState;
import org.skerry.model.sharedmem.coherence.PrivateState;

/** What must hold of a line in every state, and of every delivery. */
final class Laws {
    private Laws() {}

    /** One writer or many readers, no lost write, no stale copy, the home knows of every copy, nobody stuck. */
    static void check(LineModel line, boolean inclusive) {
        HomeLine home = line.home;
        int owners = 0;
        int holders = 0;
        boolean somewhere = home.dataFresh();
        boolean underWay = home.memoryAsked;
        boolean settled = home.state.stable();
        for (int cache = 0; cache < line.caches.length; cache++) {
            long word = line.caches[cache];
            PrivateState state = state(word);
            boolean owns = state == PrivateState.EXCLUSIVE || state == PrivateState.MODIFIED;
            boolean holds = owns || state == PrivateState.SHARED || state == PrivateState.UPGRADING;
            owners += owns ? 1 : 0;
            holders += holds ? 1 : 0;
            somewhere |= anyFresh(word);
            underWay |= underWay(word);
            settled &= settled(word);
            if (holds && !has(word, FRESH)) {
                throw line.flaw("cache " + cache + " holds what is no longer true");
            }
            if (holds && home.state.stable()) {
                boolean known = home.state == HomeState.OWNED && has(word, OWNER)
                        || home.state == HomeState.SHARED && has(word, SHARER);
                if (!known) {
                    throw line.flaw("the home does not know of cache " + cache);
                }
                if (inclusive && !home.present) {
                    throw line.flaw("the slice lacks what cache " + cache + " has");
                }
            }
        }
        if (owners > 1 || owners == 1 && holders > 1) {
            throw line.flaw("a writer beside others");
        }
        if (!somewhere) {
            throw line.flaw("what was written is lost");
        }
        if (!underWay && !settled) {
            throw line.flaw("stuck");
        }
    }

    /** Somebody wants something while no message can arrive: what waits for something about the other line is among it. */
    static void checkQuiet(LineModel[] lines) {
        for (LineModel line : lines) {
            boolean quiet = line.home.state.stable();
            for (long word : line.caches) {
                quiet &= settled(word) && two(word, PENDING) == NOTHING && !underWay(word);
            }
            if (!quiet) {
                throw line.flaw("stuck");
            }
        }
    }

    /** Whether a cache wants nothing of the line and has asked for nothing. */
    private static boolean settled(long word) {
        return state(word).stable()
                && two(word, WAITS) == NOTHING
                && two(word, DEFERRED) == NOTHING
                && three(word, REQUEST) == 0;
    }

    /**
     * What is left to do about a line. Every delivery of a message makes it less: so deliveries come to an end when caches want nothing
     * more, and then, as nothing is stuck, everybody has been served.
     */
    static int leftToDo(LineModel line) {
        int left =
                (line.home.state.stable() ? 0 : 20) + (line.home.acksAwaited ? 5 : 0) + (line.home.memoryAsked ? 5 : 0);
        for (long word : line.caches) {
            left += has(word, DEFERRED_PUT) ? 400 : 0;
            left += two(word, DEFERRED) != NOTHING ? 400 : 0;
            left += two(word, PENDING) != NOTHING ? 400 : 0;
            left += three(word, REQUEST) == 0 ? 0 : three(word, PLACE) == 0 ? 101 : 100;
            for (int i = 0; i < 3 && queued(word, i) != null; i++) {
                left += switch (queued(word, i)) {
                    case INVALIDATE -> 6;
                    case FORWARD_READ, FORWARD_OWN -> 30;
                    default -> 2;
                };
            }
            left += switch (three(word, ANSWER)) {
                case 0 -> 0;
                case 3, 4 -> 5; // copies
                case 5 -> 15; // no copy
                default -> 1;
            };
            left += two(word, PEER) != 0 ? 10 : 0;
            left += has(word, CONFIRM) ? 3 : 0;
        }
        return left;
    }
}
