package org.skerry.model.sharedmem.cache;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Finds runs of equal strides among the lines that leave a first level, one for each page. It knows no instructions: two runs that
 * alternate within a page hide each other, as they do from prefetchers that see addresses only.
 *
 * <p>Streams are kept in the order of their use, the most recent first; the last one gives way.
 */
final class StrideDetector implements Stateful {
    private final int repeats;
    private final int pageShift;
    private final long[] pages;
    private final long[] lastLines;
    private final long[] strides;
    private final int[] seen; // equal strides in a row

    StrideDetector(PrefetchSpec spec, int lineBytes) {
        repeats = spec.repeats();
        pageShift = PrefetchSpec.PAGE_BITS - Integer.numberOfTrailingZeros(lineBytes);
        pages = new long[spec.streams()];
        Arrays.fill(pages, -1);
        lastLines = new long[pages.length];
        strides = new long[pages.length];
        seen = new int[pages.length];
    }

    /** A line has left the first level: returns the stride of the run that it belongs to, in lines, or 0 for none. */
    long train(long line) {
        long page = line >> pageShift;
        int at = 0;
        while (at < pages.length - 1 && pages[at] != page) {
            at++;
        }
        boolean known = pages[at] == page;
        long stride = known ? line - lastLines[at] : 0;
        if (known && stride == 0) {
            return 0;
        }
        int equal = known && stride == strides[at] ? Math.min(repeats, seen[at] + 1) : stride == 0 ? 0 : 1;
        toFront(at);
        pages[0] = page;
        lastLines[0] = line;
        strides[0] = stride;
        seen[0] = equal;
        return equal >= repeats ? stride : 0;
    }

    private void toFront(int at) {
        System.arraycopy(pages, 0, pages, 1, at);
        System.arraycopy(lastLines, 0, lastLines, 1, at);
        System.arraycopy(strides, 0, strides, 1, at);
        System.arraycopy(seen, 0, seen, 1, at);
    }

    /** Whether two lines lie in one page. */
    boolean samePage(long line, long other) {
        return line >> pageShift == other >> pageShift;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(pages);
        out.writeLongs(lastLines);
        out.writeLongs(strides);
        for (int each : seen) {
            out.writeInt(each);
        }
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(pages);
        in.readLongs(lastLines);
        in.readLongs(strides);
        for (int i = 0; i < seen.length; i++) {
            seen[i] = in.readInt();
        }
    }
}
