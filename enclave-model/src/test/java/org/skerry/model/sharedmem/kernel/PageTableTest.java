package org.skerry.model.sharedmem.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.memory.ByteSegment;
import org.skerry.sim.memory.SparseBytes;

/** Page tables against a map, and what becomes of their frames. */
final class PageTableTest {
    private static final long WORD = 64;

    private final AddressSpace space =
            new AddressSpace("memory", 1L << 40, new ByteSegment("free", new SparseBytes(), 0));
    private long next = 1L << 20;

    private final KernelHeap heap = new KernelHeap() {
        @Override
        public long allocate(String name, long bytes) {
            long at = next;
            next += bytes;
            return at;
        }

        @Override
        public long allocateTables(long bytes) {
            return allocate("tables", bytes);
        }

        @Override
        public void free(long address) {}
    };

    private final FramePool frames = new FramePool(space, heap, WORD);

    private PageTable table() {
        return new PageTable(space, frames, 12, 4, frames.take());
    }

    @Test
    void aTableLeadsWhereItWasMadeToAndNowhereElse() {
        for (long seed = 1; seed <= 5; seed++) {
            PageTable table = table();
            Map<Long, Long> model = new HashMap<>();
            Random random = new Random(seed);
            for (int i = 0; i < 500; i++) {
                long page = (long) random.nextInt(1 << 20) * 4096 * (random.nextBoolean() ? 1 : 512);
                if (random.nextInt(3) == 0) {
                    table.unmap(page);
                    model.remove(page);
                } else {
                    long frame = (long) random.nextInt(1 << 20) * 4096;
                    assertTrue(table.map(page, frame, true));
                    model.put(page, frame);
                }
            }
            for (int i = 0; i < 2000; i++) {
                long page = (long) random.nextInt(1 << 20) * 4096;
                assertEquals(model.containsKey(page), table.leads(page), "seed " + seed);
            }
            long seedOf = seed;
            model.forEach((page, frame) ->
                    assertEquals(frame + 123, table.locate(page + 123), "seed " + seedOf + ", page " + page));
        }
    }

    @Test
    void aPageThatMayNotBeWrittenMayBeRead() {
        PageTable table = table();
        table.map(0x5000, 0x5000, false);
        assertTrue(table.allows(0x5008, false));
        assertFalse(table.allows(0x5008, true));
        assertEquals(0, table.plain(0x5000, 4096));
    }

    /** What asks a table about an access. */
    private interface Permission {
        boolean allows(PageTable table, long address, boolean write);
    }

    /** Whether somebody says of every page what its entry says, which has present, writable and user bits at random. */
    private boolean keepsToEntries(Permission permission, long seed) {
        PageTable table = table();
        Random random = new Random(seed);
        for (long page = 0; page < 64; page++) {
            long address = page << 12;
            table.map(address, address, true);
            long flags = random.nextInt(8);
            space.store(table.entry(0, page), 8, address | flags);
            boolean read = (flags & PageTable.PRESENT) != 0 && (flags & PageTable.USER) != 0;
            boolean write = read && (flags & PageTable.WRITABLE) != 0;
            if (permission.allows(table, address + 8, false) != read
                    || permission.allows(table, address + 8, true) != write) {
                return false;
            }
        }
        return true;
    }

    @Test
    void permissionsOfAnEntryAreThoseOfItsPage() {
        for (long seed = 1; seed <= 5; seed++) {
            assertTrue(keepsToEntries(PageTable::allows, seed), "seed " + seed);
        }
    }

    @Test
    void whoIgnoresAPermissionIsNoticed() {
        assertFalse(keepsToEntries((table, address, write) -> table.leads(address), 1));
        assertFalse(keepsToEntries((table, address, write) -> table.allows(address, false), 1));
        assertFalse(keepsToEntries((table, address, write) -> table.allows(address, true), 1));
    }

    @Test
    void theEntriesOfAWalkAreTheBytesThatDecide() {
        PageTable table = table();
        table.map(0x7000, 0x9000, true);
        long entry = table.entry(0, 7);
        assertEquals(0x9000 | PageTable.PRESENT | PageTable.WRITABLE | PageTable.USER, space.load(entry, 8));
        space.store(entry, 8, 0xB000 | PageTable.PRESENT | PageTable.USER);
        assertEquals(0xB010, table.locate(0x7010));
    }

    @Test
    void framesOfATableThatWentAreZeroAndServeTheNext() {
        PageTable first = table();
        for (long page = 0; page < 1L << 32; page += 1L << 26) {
            first.map(page, page, true);
        }
        long end = next;
        first.release();
        PageTable second = table();
        for (long page = 0; page < 1L << 32; page += 1L << 26) {
            assertFalse(second.leads(page));
            second.map(page, page, true);
        }
        assertEquals(end, next, "the pool asked for more memory than one table needs");
        assertNotEquals(0, second.root());
    }
}
