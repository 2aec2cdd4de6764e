package org.skerry.model.sharedmem.dma;

import org.skerry.model.memory.AddressSpace;
import org.skerry.model.sharedmem.runtime.Purpose;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;
import org.skerry.model.sharedmem.runtime.RuntimePanic;

/**
 * The tables of the IOMMU, as bytes in memory: one word for each agent that says where the table of its domain is, and for each domain a
 * tree of tables with 512 words each, after the second-level tables of Intel VT-d.
 *
 * <pre>
 *   word:   | 63 .. 12 address of the next table, or of the page | 11 .. 2 zero | 1 may be written | 0 may be read |
 *   word of an agent:  | 63 .. 12 address of the root          | 11 .. 1 zero                    | 0 there is one |
 * </pre>
 *
 * <p>A page is mapped where it is: an address of a device is the address in memory, or nothing.
 */
final class IoTable {
    static final int READ = 1;
    static final int WRITE = 2;
    private static final int WORDS = 512;
    private static final int BITS = 9;
    private static final int PAGE_BITS = 12;
    private static final long ADDRESS = -1L << PAGE_BITS;

    private final RuntimeMemory memory;
    private final AddressSpace space;
    private final int levels;
    private long agents; // where the words of agents are; the unit's own register

    IoTable(RuntimeMemory memory, int levels) {
        this.memory = memory;
        this.space = memory.space();
        this.levels = levels;
    }

    /** Makes room for the words of agents. */
    void begin() {
        agents = page("agents");
    }

    /** Number of reads that a walk takes: the word of the agent, then one of each level. */
    int reads() {
        return 1 + levels;
    }

    /** Gives an agent a domain in which nothing is mapped. */
    void addDomain(int agent, String name) {
        space.store(ofAgent(agent), Long.BYTES, page(name) | 1);
    }

    /** Address of the word of an agent: the first that a walk reads. */
    long ofAgent(int agent) {
        return agents + (long) agent * Long.BYTES;
    }

    /** Address of the word that a walk reads at a level, from what it read before; level 0 is the last. */
    long entry(long before, int level, long page) {
        return (before & ADDRESS) + (page >>> BITS * level & WORDS - 1) * Long.BYTES;
    }

    /** Whether a word that a walk read leads on. */
    static boolean leads(long word) {
        return (word & (READ | WRITE)) != 0;
    }

    /** The page that the last word of a walk names. */
    static long page(long word) {
        return word >>> PAGE_BITS;
    }

    /** Reads a word of a table, wherever that is; 0 if there is no memory. */
    long word(long address) {
        return space.decodes(address, Long.BYTES) ? space.load(address, Long.BYTES) : 0;
    }

    /** Maps a page of memory in a domain. */
    void map(int agent, String name, long page, int rights) {
        long word = word(ofAgent(agent));
        for (int level = levels - 1; level > 0; level--) {
            long at = entry(word, level, page);
            word = word(at);
            if (!leads(word)) {
                word = page(name) | READ | WRITE;
                space.store(at, Long.BYTES, word);
            }
        }
        space.store(entry(word, 0, page), Long.BYTES, page << PAGE_BITS | rights);
    }

    /** Unmaps a page of memory in a domain; nothing happens if it is not mapped. */
    void unmap(int agent, long page) {
        long word = word(ofAgent(agent));
        for (int level = levels - 1; level > 0 && leads(word); level--) {
            word = word(entry(word, level, page));
        }
        if (leads(word)) {
            space.store(entry(word, 0, page), Long.BYTES, 0);
        }
    }

    private long page(String name) {
        long block = memory.allocate(Purpose.IO_TABLE, name, 2L * IommuSpec.PAGE_BYTES, null);
        if (block == 0) {
            throw RuntimePanic.exhausted("tables of the IOMMU", 2L * IommuSpec.PAGE_BYTES);
        }
        return block + IommuSpec.PAGE_BYTES - 1 & -IommuSpec.PAGE_BYTES;
    }

    long agents() {
        return agents;
    }

    void agents(long address) {
        agents = address;
    }
}
