package org.skerry.model.sharedmem.dma;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skerry.model.memory.Access;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.Check;
import org.skerry.model.memory.CheckChain;
import org.skerry.model.sharedmem.runtime.Purpose;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Translates addresses of devices: remembers some translations (the IOTLB), walks the tables in memory for others, and writes down what
 * led nowhere. What it remembers it believes, whatever the tables say by now, until it is told to forget.
 */
final class Iommu implements Stateful {
    /** Faults that it writes down in memory before it begins again at the first one. */
    static final int FAULT_RECORDS = 64;

    private static final int RECORD_BYTES = 16;
    private static final int NONE = -1;

    /** What it needs to read memory and to tell. */
    interface Outlet {
        /** Reads the line of an address for a walk. */
        void readForWalk(long cycle, long address, int walk);

        /** An access knows where it goes, {@code word} being that of its page; 0 if it goes nowhere. */
        void translated(long cycle, int access, long word);
    }

    private final IommuSpec spec;
    private final IoTable table;
    private final RuntimeMemory memory;
    private final Outlet outlet;
    private final long lazyCycles;
    private final CheckChain chain;
    private final Check translation = named("translation");
    private final Check invalidation = named("invalidation");

    // translations it remembers, by use: the first is the most recent
    private final int[] agents;
    private final long[] pages;
    private final long[] words;
    private int known;

    private final List<Walk> walks = new ArrayList<>(); // by number; null where none
    private int lazy; // unmapped pages that wait to be forgotten
    private long lazySince;
    private long records; // address of the written faults

    private long hits;
    private long misses;
    private long reads;
    private long faults;
    private long unmapped;
    private long forgotten;
    private long stale; // accesses to pages that were unmapped

    private static final class Walk {
        int agent;
        long page;
        int read; // words read
        long address; // of the word being read
        int[] waiting = {};
    }

    /**
     * A unit that remembers nothing yet.
     *
     * @param bugs of which those of the layer "iommu" matter: "translation" lets addresses through as they are, "invalidation" forgets to
     *             make it forget
     */
    Iommu(IommuSpec spec, RuntimeMemory memory, long lazyCycles, List<BugObject> bugs, Outlet outlet) {
        this.spec = spec;
        this.memory = memory;
        this.lazyCycles = lazyCycles;
        this.outlet = outlet;
        table = new IoTable(memory, spec.levels());
        agents = new int[spec.entries()];
        pages = new long[spec.entries()];
        words = new long[spec.entries()];
        chain = new CheckChain(List.of(translation, invalidation), bugs);
    }

    private static Check named(String name) {
        return new Check() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String layer() {
                return "iommu";
            }

            @Override
            public boolean passes(Access access) {
                return false;
            }
        };
    }

    /** Takes memory for its first tables. */
    void begin() {
        table.begin();
        records = memory.allocate(Purpose.IO_TABLE, "faults", (long) FAULT_RECORDS * RECORD_BYTES, null);
    }

    void addDomain(int agent, String name) {
        table.addDomain(agent, name);
    }

    // ---- accesses ----------------------------------------------------------------------------------------------

    /** Translates an access: true if that is over after {@link IommuSpec#hitCycles}, and {@link #word} tells; else it walks. */
    boolean lookUp(long cycle, int access, int agent, String name, long address, int bytes, boolean write) {
        if (chain.omitted(translation, new Access(name, address, bytes, write, faults + 1))) {
            found = address >>> 12 << 12 | IoTable.READ | IoTable.WRITE;
            return true;
        }
        at(cycle);
        long page = address >>> 12;
        int at = find(agent, page);
        if (at != NONE) {
            hits++;
            found = words[at];
            stale += IoTable.leads(tableWord(agent, page)) ? 0 : 1;
            toFront(at);
            return true;
        }
        misses++;
        for (Walk walk : walks) {
            if (walk != null && walk.agent == agent && walk.page == page) {
                walk.waiting = append(walk.waiting, access);
                return false;
            }
        }
        Walk walk = new Walk();
        walk.agent = agent;
        walk.page = page;
        walk.waiting = new int[] {access};
        walk.address = table.ofAgent(agent);
        int number = walks.indexOf(null);
        if (number < 0) {
            number = walks.size();
            walks.add(walk);
        } else {
            walks.set(number, walk);
        }
        read(cycle, number);
        return false;
    }

    private long found;

    /** What the last {@link #lookUp} found. */
    long word() {
        return found;
    }

    private static int[] append(int[] some, int one) {
        int[] more = Arrays.copyOf(some, some.length + 1);
        more[some.length] = one;
        return more;
    }

    private void read(long cycle, int number) {
        reads++;
        outlet.readForWalk(cycle, walks.get(number).address, number);
    }

    /** The line that a walk reads is there. */
    void walked(long cycle, int number) {
        Walk walk = walks.get(number);
        long word = table.word(walk.address);
        walk.read++;
        if (IoTable.leads(word) && walk.read < table.reads()) {
            walk.address = table.entry(word, table.reads() - 1 - walk.read, walk.page);
            read(cycle, number);
            return;
        }
        walks.set(number, null);
        if (IoTable.leads(word)) {
            remember(walk.agent, walk.page, word);
        }
        for (int access : walk.waiting) {
            outlet.translated(cycle, access, IoTable.leads(word) ? word : 0);
        }
    }

    /** An access led nowhere: it is written down. */
    void fault(int agent, long address, boolean write) {
        long at = records + faults % FAULT_RECORDS * RECORD_BYTES;
        memory.space().store(at, Long.BYTES, address);
        memory.space().store(at + Long.BYTES, Long.BYTES, (long) agent << 1 | (write ? 1 : 0) | 1L << 63);
        faults++;
    }

    private int find(int agent, long page) {
        for (int i = 0; i < known; i++) {
            if (pages[i] == page && agents[i] == agent) {
                return i;
            }
        }
        return NONE;
    }

    private void remember(int agent, long page, long word) {
        int at = find(agent, page);
        if (at == NONE) {
            at = known < pages.length ? known++ : known - 1;
        }
        agents[at] = agent;
        pages[at] = page;
        words[at] = word;
        toFront(at);
    }

    private void toFront(int at) {
        int agent = agents[at];
        long page = pages[at];
        long word = words[at];
        System.arraycopy(agents, 0, agents, 1, at);
        System.arraycopy(pages, 0, pages, 1, at);
        System.arraycopy(words, 0, words, 1, at);
        agents[0] = agent;
        pages[0] = page;
        words[0] = word;
    }

    private long tableWord(int agent, long page) {
        long word = table.word(table.ofAgent(agent));
        for (int level = spec.levels() - 1; level >= 0 && IoTable.leads(word); level--) {
            word = table.word(table.entry(word, level, page));
        }
        return word;
    }

    // ---- for drivers -------------------------------------------------------------------------------------------

    /** Maps whole pages that hold these bytes. */
    void map(int agent, String name, long address, long bytes, int rights) {
        for (long page = address >>> 12; page <= address + bytes - 1 >>> 12; page++) {
            table.map(agent, name, page, rights);
        }
    }

    /** Unmaps whole pages. Returns for how long the driver waits until nobody can get there any more, as far as it knows. */
    long unmap(long cycle, int agent, String name, long address, long bytes) {
        at(cycle);
        long waits = 0;
        for (long page = address >>> 12; page <= address + bytes - 1 >>> 12; page++) {
            unmapped++;
            table.unmap(agent, page);
            if (spec.mode() == IommuSpec.Mode.LAZY) {
                lazySince = lazy == 0 ? cycle : lazySince;
                lazy++;
            } else if (!chain.omitted(invalidation, new Access(name, page << 12, 1, true, unmapped))) {
                forget(agent, page);
                waits = spec.invalidateCycles();
            }
        }
        if (lazy >= spec.lazyEntries()) {
            forgetAll();
        }
        return waits;
    }

    /** Time passes: what has been collected long enough is forgotten. */
    private void at(long cycle) {
        if (lazy > 0 && cycle >= lazySince + lazyCycles) {
            forgetAll();
        }
    }

    private void forget(int agent, long page) {
        forgotten++;
        int at = find(agent, page);
        if (at != NONE) {
            System.arraycopy(agents, at + 1, agents, at, known - at - 1);
            System.arraycopy(pages, at + 1, pages, at, known - at - 1);
            System.arraycopy(words, at + 1, words, at, known - at - 1);
            known--;
        }
    }

    private void forgetAll() {
        forgotten++;
        known = 0;
        lazy = 0;
    }

    // ---- what it counts ----------------------------------------------------------------------------------------

    long hits() {
        return hits;
    }

    long misses() {
        return misses;
    }

    long reads() {
        return reads;
    }

    long faults() {
        return faults;
    }

    long unmapped() {
        return unmapped;
    }

    long forgotten() {
        return forgotten;
    }

    long stale() {
        return stale;
    }

    long records() {
        return records;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(known);
        for (int i = 0; i < known; i++) {
            out.writeInt(agents[i]);
            out.writeLong(pages[i]);
            out.writeLong(words[i]);
        }
        out.writeInt(walks.size());
        for (Walk walk : walks) {
            out.writeBoolean(walk != null);
            if (walk != null) {
                out.writeInt(walk.agent);
                out.writeLong(walk.page);
                out.writeInt(walk.read);
                out.writeLong(walk.address);
                out.writeInts(walk.waiting);
            }
        }
        out.writeLongs(new long[] {
            lazy, lazySince, records, hits, misses, reads, faults, unmapped, forgotten, stale, table.agents()
        });
    }

    @Override
    public void load(StateReader in) {
        known = in.readInt();
        for (int i = 0; i < known; i++) {
            agents[i] = in.readInt();
            pages[i] = in.readLong();
            words[i] = in.readLong();
        }
        walks.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            Walk walk = null;
            if (in.readBoolean()) {
                walk = new Walk();
                walk.agent = in.readInt();
                walk.page = in.readLong();
                walk.read = in.readInt();
                walk.address = in.readLong();
                walk.waiting = new int[in.readCount(Integer.BYTES)];
                for (int i = 0; i < walk.waiting.length; i++) {
                    walk.waiting[i] = in.readInt();
                }
            }
            walks.add(walk);
        }
        long[] saved = in.readLongs();
        lazy = (int) saved[0];
        lazySince = saved[1];
        records = saved[2];
        hits = saved[3];
        misses = saved[4];
        reads = saved[5];
        faults = saved[6];
        unmapped = saved[7];
        forgotten = saved[8];
        stale = saved[9];
        table.agents(saved[10]);
    }
}
