package org.skerry.model.sharedmem.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The table of a private side's entries against a map of the library. */
final class LineBookTest {
    @Test
    void aLineHasTheEntryThatWasMadeForItUntilThatIsTakenOut() {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            long stride = 1L << random.nextInt(20); // strides that are powers of two are what bad tables stumble over
            LineBook book = new LineBook();
            Map<Long, LineBook.Entry> expected = new TreeMap<>();
            for (int i = 0; i < 4000; i++) {
                long line = stride * random.nextInt(300);
                LineBook.Entry entry = book.get(line);
                assertSame(expected.get(line), entry, "seed " + seed + ", line " + line);
                if (entry == null) {
                    expected.put(line, book.add(line));
                } else if (random.nextInt(3) > 0) {
                    book.remove(expected.remove(line));
                }
                assertEquals(expected.size(), book.size(), "seed " + seed);
            }
            List<Long> lines = new ArrayList<>(expected.keySet());
            long[] found = book.lines();
            Arrays.sort(found);
            assertArrayEquals(lines.stream().mapToLong(Long::longValue).toArray(), found, "seed " + seed);
            book.clear();
            assertEquals(0, book.size());
        }
    }
}
