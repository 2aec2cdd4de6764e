package org.skerry.sim.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class AccessFilterTest {
    private static boolean passes(long[] entries, long address) {
        return entries[(int) (address >>> AccessFilter.LINE_BITS) & entries.length - 1] == address;
    }

    @Test
    void ofAPageThatIsStoppedNoLinePassesAndAllOthersDo() {
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            AccessFilter filter = new AccessFilter(1 << random.nextInt(8));
            long firstLine = random.nextInt(1000); // pages need not begin where the guest's memory does
            filter.begin(firstLine);
            for (int i = 0; i < 100; i++) {
                filter.pass(firstLine + random.nextInt(1 << 12), random.nextBoolean());
            }
            long[] readable = filter.readable().clone();
            long[] writable = filter.writable().clone();
            long lines = 1L << random.nextInt(11);
            long page = random.nextInt(1 << 13) / lines * lines;
            filter.stopPage(page, lines);
            for (long line = firstLine; line < firstLine + (1 << 12); line++) {
                long address = line - firstLine << AccessFilter.LINE_BITS;
                boolean stays = line < page || line >= page + lines;
                String where = "seed " + seed + ", line " + line;
                assertEquals(stays && passes(readable, address), passes(filter.readable(), address), where);
                assertEquals(stays && passes(writable, address), passes(filter.writable(), address), where);
            }
        }
    }
}
