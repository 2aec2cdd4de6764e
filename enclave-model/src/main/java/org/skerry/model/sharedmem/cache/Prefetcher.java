package org.skerry.model.sharedmem.cache;

import java.util.Arrays;
import org.agrona.collections.LongHashSet;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The prefetcher of one core: what it has asked for and nobody has used yet. A line that was asked for is in the tags of the second level
 * at once; whoever uses it first looks whether it has come in simulated time, too, and waits for what is left of its way.
 */
final class Prefetcher implements Stateful {
    final int ahead;
    private final StrideDetector detector;
    private final LongHashSet unused = new LongHashSet();
    private long asked;
    private long used;

    Prefetcher(PrefetchSpec spec, int lineBytes) {
        ahead = spec.ahead();
        detector = new StrideDetector(spec, lineBytes);
    }

    /** A line has left the first level: returns the stride to ask ahead by, or 0. */
    long train(long line) {
        return detector.train(line);
    }

    /** Whether a line is still on the page of another. */
    boolean reaches(long from, long line) {
        return detector.samePage(from, line);
    }

    /** A line is asked for. */
    void ask(long line) {
        asked++;
        unused.add(line);
    }

    /** A line of the second level is used; returns whether it was asked for and this is the first time. */
    boolean use(long line) {
        boolean first = unused.remove(line);
        used += first ? 1 : 0;
        return first;
    }

    /** A line has left the second level, or is asked for by the core itself. */
    void forget(long line) {
        unused.remove(line);
    }

    /** Lines asked for. */
    long asked() {
        return asked;
    }

    /** Of these, those that the core came to use before they left. */
    long used() {
        return used;
    }

    @Override
    public void save(StateWriter out) {
        detector.save(out);
        long[] lines = new long[unused.size()];
        int count = 0;
        for (LongHashSet.LongIterator each = unused.iterator(); each.hasNext(); ) {
            lines[count++] = each.nextValue();
        }
        Arrays.sort(lines);
        out.writeLongs(lines);
        out.writeLong(asked);
        out.writeLong(used);
    }

    @Override
    public void load(StateReader in) {
        detector.load(in);
        unused.clear();
        for (long line : in.readLongs()) {
            unused.add(line);
        }
        asked = in.readLong();
        used = in.readLong();
    }
}
