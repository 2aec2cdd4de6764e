package org.skerry.model.sharedmem.explore;

import org.agrona.collections.LongHashSet;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/**
 * All steps that a line takes by itself, to hold the steps of two lines against: seen through one of them, each is a step of a line by
 * itself, or none. Then whatever holds of a line by itself in every state holds of it beside others, too.
 *
 * <p>A step is kept as a fingerprint of 64 bits that does not depend on which cache is which. A step that no line takes by itself is taken
 * for one with a probability of {@link #steps} in 2^64.
 */
public final class Projection {
    private static final float LOAD_FACTOR = 0.6f;
    private static final long NO_STEP = 0;

    private final LongHashSet fingerprints;
    private final Exploration line;
    private long checked;

    /** Of the tables, for so many caches: goes through all states of one line. */
    public Projection(int caches, Tables tables) {
        fingerprints = new LongHashSet(1 << 12, LOAD_FACTOR);
        line = new Exploration(Bounds.of(caches, 1), tables);
        line.tell((before, homeBefore, after) -> fingerprints.add(fingerprint(before, homeBefore, after)));
        line.run();
    }

    /** States of a line by itself. */
    public long states() {
        return line.states();
    }

    /** Different steps of a line by itself. */
    public long steps() {
        return fingerprints.size();
    }

    /** Steps that were found to be steps of a line by itself. */
    public long checked() {
        return checked;
    }

    /** In how many states two such lines can be that have nothing to do with each other; see {@link PairCount}. */
    public long pairs(Bounds bounds) {
        return new PairCount(bounds.caches(), line).states(bounds.requestsPerCache(), bounds.requestsInAll());
    }

    /**
     * Puts each state of one line beside a state of the other that is drawn, whether both can be come to together or not, and takes every
     * step of both: each is to be a step of a line by itself. So what a line does depends on no other line in any state of it.
     *
     * @return pairs of states
     */
    public long besideOthers(Bounds bounds, Tables tables, long seed) {
        RandomStream random = new RandomStreams(seed).stream("beside", bounds.caches());
        int caches = bounds.caches();
        long[][] words = new long[(int) line.states()][];
        int[] homes = new int[words.length];
        for (int state = 0; state < words.length; state++) {
            LineModel model = line.comeTo(state);
            words[state] = model.caches.clone();
            homes[state] = model.home.pack();
        }
        Exploration two = new Exploration(bounds, tables).heldAgainst(this);
        LineModel[] lines = two.lines();
        for (int state = 0; state < words.length; state++) {
            int beside = random.nextInt(words.length);
            System.arraycopy(words[state], 0, lines[0].caches, 0, caches);
            lines[0].home.unpack(homes[state]);
            System.arraycopy(words[beside], 0, lines[1].caches, 0, caches);
            lines[1].home.unpack(homes[beside]);
            shuffle(lines[1].caches, random);
            two.stepsFromHere();
        }
        return words.length;
    }

    private static void shuffle(long[] words, RandomStream random) {
        for (int i = words.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            long kept = words[i];
            words[i] = words[j];
            words[j] = kept;
        }
    }

    /** Throws {@link Flaw} if it is no step of a line by itself. */
    void check(long[] before, int homeBefore, LineModel after) {
        long fingerprint = fingerprint(before, homeBefore, after);
        if (fingerprint != NO_STEP && !fingerprints.contains(fingerprint)) {
            throw after.flaw("a line by itself takes no such step");
        }
        checked++;
    }

    private static long fingerprint(long[] before, int homeBefore, LineModel after) {
        int homeAfter = after.home.pack();
        long sum = mixed((long) homeBefore << HomeLine.BITS | homeAfter);
        boolean same = homeBefore == homeAfter;
        for (int cache = 0; cache < before.length; cache++) {
            long then = CacheWord.withTwo(before[cache], CacheWord.PENDING, 0);
            long now = CacheWord.withTwo(after.caches[cache], CacheWord.PENDING, 0);
            sum += mixed(mixed(then) ^ now); // in any order
            same &= then == now;
        }
        return same ? NO_STEP : sum;
    }

    private static long mixed(long word) {
        return Mix.mix(word + Mix.GOLDEN);
    }
}
