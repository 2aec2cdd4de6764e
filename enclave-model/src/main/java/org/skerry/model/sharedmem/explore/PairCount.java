package org.skerry.model.sharedmem.explore;

import static org.skerry.model.sharedmem.explore.CacheWord.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * In how many states two lines can be, if what there is to do about one has nothing to do with the other but that a cache has a bounded
 * number of things under way. Then all pairs of states of one line can be come to that keep to the bound, and of pairs that differ in which
 * cache is which, or which line, one counts: by the lemma of Burnside
 *
 * <pre>
 *   1 / (2 n!)  sum over permutations p of n caches of   pairs (a, b) with p a = a and p b = b
 *                                                      + states a    with p p a = a           (then b = p a)
 * </pre>
 *
 * of those that keep to the bound.
 */
final class PairCount {
    private final int caches;
    private final List<int[]> permutations;
    private final long[][] fixed; // by permutation and by which caches are busy: states that it leaves as they are

    /** Of the states that one line has come to. */
    PairCount(int caches, Exploration line) {
        this.caches = caches;
        permutations = permutations(caches);
        fixed = new long[permutations.size()][1 << caches];
        long[] words = new long[caches];
        for (int state = 0; state < line.states(); state++) {
            long[] sorted = line.comeTo(state).caches;
            for (int at = 0; at < permutations.size(); at++) {
                int[] to = permutations.get(at);
                for (int cache = 0; cache < caches; cache++) {
                    words[to[cache]] = sorted[cache];
                }
                if (isFirst(sorted, to)) {
                    count(words);
                }
            }
        }
    }

    /** Of permutations that lead to the same, one counts: the one that keeps equal words in their order. */
    private static boolean isFirst(long[] sorted, int[] to) {
        for (int a = 0; a < sorted.length; a++) {
            for (int b = a + 1; b < sorted.length; b++) {
                if (sorted[a] == sorted[b] && to[a] > to[b]) {
                    return false;
                }
            }
        }
        return true;
    }

    private void count(long[] words) {
        int busy = 0;
        for (int cache = 0; cache < caches; cache++) {
            busy |= state(words[cache]).stable() ? 0 : 1 << cache;
        }
        for (int at = 0; at < permutations.size(); at++) {
            int[] to = permutations.get(at);
            boolean same = true;
            for (int cache = 0; same && cache < caches; cache++) {
                same = words[to[cache]] == words[cache];
            }
            fixed[at][busy] += same ? 1 : 0;
        }
    }

    /** States of two lines, if a cache, and all together, may have so many requests under way. */
    long states(int perCache, int inAll) {
        long states = 0;
        for (int at = 0; at < permutations.size(); at++) {
            int[] to = permutations.get(at);
            int[] twice = new int[caches];
            Arrays.setAll(twice, cache -> to[to[cache]]);
            long[] ofTwice = fixed[indexOf(twice)];
            for (int a = 0; a < 1 << caches; a++) {
                for (int b = 0; b < 1 << caches; b++) {
                    states += may(a, b, perCache, inAll) ? fixed[at][a] * fixed[at][b] : 0;
                }
                states += may(a, moved(a, to), perCache, inAll) ? ofTwice[a] : 0;
            }
        }
        return states / (2L * permutations.size());
    }

    private static boolean may(int a, int b, int perCache, int inAll) {
        return ((a & b) == 0 || perCache > 1) && Integer.bitCount(a) + Integer.bitCount(b) <= inAll;
    }

    private int moved(int busy, int[] to) {
        int moved = 0;
        for (int cache = 0; cache < caches; cache++) {
            moved |= (busy >> cache & 1) << to[cache];
        }
        return moved;
    }

    private int indexOf(int[] permutation) {
        for (int i = 0; i < permutations.size(); i++) {
            if (Arrays.equals(permutations.get(i), permutation)) {
                return i;
            }
        }
        throw new IllegalStateException("no permutation of " + caches + " caches: " + Arrays.toString(permutation));
    }

    private static List<int[]> permutations(int count) {
        List<int[]> permutations = List.of(new int[0]);
        for (int item = 0; item < count; item++) {
            List<int[]> longer = new ArrayList<>();
            for (int[] each : permutations) {
                for (int at = 0; at <= item; at++) {
                    int[] order = new int[item + 1];
                    System.arraycopy(each, 0, order, 0, at);
                    order[at] = item;
                    System.arraycopy(each, at, order, at + 1, item - at);
                    longer.add(order);
                }
            }
            permutations = longer;
        }
        return permutations;
    }
}
