package org.skerry.model.sharedmem.cache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.skerry.model.memory.CacheSpec;
import org.skerry.model.memory.Replacement;
import org.skerry.model.memory.SetAssociativeCache;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.RegisterSlots;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.memory.AccessFilter;
import org.skerry.sim.memory.UnseenAccesses;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.Metric;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.StatsSnapshot;

/**
 * Guests at random on a few cores with tiny caches, as the caches meet them: whoever runs guest code leaves out what an
 * {@link AccessFilter} lets pass, or nothing. Guests have memory in common, so that others take and share lines between any two accesses;
 * they change cores; their runtime and their windows use the same caches; slices and directories recall what finds no room.
 *
 * <p>What happens is drawn from one stream and how long packets take from another, so that two runs of a seed are the same until what was
 * left out changes something.
 */
final class FilterRig implements MemorySystem.Surroundings {
    /** Ways to run guests that leave out too much, as if a stop were missing. */
    enum Leaving {
        /** Nothing is left out. */
        NOTHING,
        /** What the filter lets pass. */
        WHAT_PASSES,
        /** Writes, too, of lines that may only be read. */
        WRITES_OF_WHAT_MAY_BE_READ,
        /** What passed after the guest's last access that was shown, whatever others did since. */
        WHAT_OTHERS_HAVE_STOPPED,
        /** What has ever passed and is still there, also if it is not the line of its set that was used last. */
        WHAT_WAS_USED_BEFORE_ANOTHER,
        /** What has ever passed since the guest came to its core, also if it went. */
        WHAT_HAS_GONE
    }

    private static final int CORES = 4;
    private static final int GUESTS = 3;
    private static final int PAGE = 4096;
    private static final int PAGES = 8;
    private static final int WINDOW = PAGE * PAGES / 2; // what lies beyond must be shown
    private static final int STEPS = 600;

    private final RandomStream draws;
    private final RandomWires wires;
    private final MemorySpec spec;
    private final CoherentMemory memory;
    private final Leaving leaving;
    private final Guest[] running = new Guest[CORES];
    private final Guest[] lastOn = new Guest[CORES]; // the filter of a core knows lines as this one does
    private final List<Guest> guests = new ArrayList<>();
    private final List<ArrayDeque<long[]>> ledgers = new ArrayList<>(); // by core: 1 if a written line leaves; what
    private final int[] waiting = new int[CORES];
    private final int pages;
    private final int linesOfPage;
    private long wishes;
    private long unseen;

    /** What a run did: everything that was counted, what the private caches hold and in which order, and every wish. */
    record Result(String numbers, long tags, long wishes) {}

    private final class Guest implements UnseenAccesses {
        private final GuestCache cache;
        private final Turn turn;
        private final long base;
        private final Set<Long> passed = new HashSet<>();
        private final Set<Long> written = new HashSet<>();
        private AccessFilter filter;
        private long[] readable = {-1};
        private long[] writable = {-1};
        private int core = -1;
        private long loads;
        private long stores;
        private long at; // where it is in its memory

        Guest(int number, long base) {
            this.base = base;
            cache = new GuestCache(memory.caches(), (long) 2 * PAGES * PAGE, base, false);
            turn = new Turn(
                    number,
                    0,
                    new HandleTable(new RegisterSlots(16)),
                    Grants.NONE,
                    new RandomStreams(1).stream("guest", number),
                    null);
            cache.attach(turn);
            cache.listen(this);
            cache.windowReplaced(this, WINDOW);
        }

        @Override
        public void filterReplaced(AccessFilter newFilter) {
            filter = newFilter;
            readable = filter.readable();
            writable = filter.writable();
            passed.clear();
            written.clear();
        }

        @Override
        public long takeUnseen() {
            long taken = loads << LOADS_SHIFT | stores;
            loads = 0;
            stores = 0;
            return taken;
        }

        void goTo(int newCore) {
            leave();
            core = newCore;
            running[core] = this;
            lastOn[core] = this;
            cache.runOn(core);
        }

        void leave() {
            if (core >= 0) {
                cache.countUnseen();
                running[core] = null;
                core = -1;
            }
        }

        void access(long address, int bytes, boolean write) {
            if (filter != null && passes(address, bytes, write)) {
                unseen++;
                loads += write ? 0 : 1;
                stores += write ? 1 : 0;
                return;
            }
            if (write) {
                cache.store(address, bytes);
            } else {
                cache.load(address, bytes);
            }
            takeEntries();
            remember();
        }

        /** As guest code asks it. */
        private boolean passes(long address, int bytes, boolean write) {
            long key = address & (-AccessFilter.LINE_BYTES | bytes - 1);
            int entry = (int) (address >>> AccessFilter.LINE_BITS) & readable.length - 1;
            SetAssociativeCache first = memory.side(core).tags.l1;
            long line = base + address >> AccessFilter.LINE_BITS;
            return switch (leaving) {
                case NOTHING -> false;
                case WHAT_PASSES, WHAT_OTHERS_HAVE_STOPPED -> (write ? writable : readable)[entry] == key;
                case WRITES_OF_WHAT_MAY_BE_READ -> readable[entry] == key;
                case WHAT_WAS_USED_BEFORE_ANOTHER ->
                    passed.contains(key) && (write ? first.isModified(line) : first.holds(line));
                case WHAT_HAS_GONE -> (write ? written : passed).contains(key);
            };
        }

        private void remember() {
            if (filter == null) {
                return;
            }
            for (int entry = 0; entry < filter.readable().length; entry++) {
                passed.add(filter.readable()[entry]);
                written.add(filter.writable()[entry]);
            }
            if (leaving == Leaving.WHAT_OTHERS_HAVE_STOPPED) {
                readable = filter.readable().clone();
                writable = filter.writable().clone();
            }
        }

        void touch(long physical, boolean write) {
            cache.touch(physical, 8, write);
            if (write && draws.nextInt(3) == 0) {
                cache.lock();
            }
            takeEntries();
        }

        private void takeEntries() {
            Ledger ledger = turn.ledger();
            for (int i = 0; i < ledger.size(); i++) {
                Ledger.Entry entry = ledger.entry(i);
                boolean leaves = entry.kind() == Ledger.Kind.WRITE_BACK;
                wishes = Mix.combine(wishes, entry.operand() << 1 | (leaves ? 1 : 0));
                if (leaves || !LineWish.isNear(entry.operand())) {
                    ledgers.get(core).add(new long[] {leaves ? 1 : 0, entry.operand()});
                }
            }
            ledger.clearEntries();
        }
    }

    private FilterRig(long seed, Leaving leaving) {
        this.leaving = leaving;
        draws = new RandomStreams(seed).stream("draws", 0);
        wires = new RandomWires(new RandomStreams(seed).stream("delays", 0), 60);
        spec = spec();
        pages = 1 + draws.nextInt(PAGES - 1);
        linesOfPage = 1 + draws.nextInt(6);
        memory = new CoherentMemory(spec, new RandomStreams(1), new Endpoints(MeshSpec.of(2, 2, 2, 1), CORES), this);
        if (leaving == Leaving.NOTHING) {
            memory.caches().showAll();
        }
        for (int core = 0; core < CORES; core++) {
            ledgers.add(new ArrayDeque<>());
        }
        for (int i = 0; i < GUESTS; i++) {
            Guest guest = new Guest(i + 1, i < 2 ? 0 : PAGE);
            guests.add(guest);
            guest.goTo(i);
        }
    }

    /** Few sets and ways, so that most lines are in each other's way. */
    private MemorySpec spec() {
        Replacement[] rules = Replacement.values();
        CacheSpec l1 = new CacheSpec(1 << draws.nextInt(4), 1 << draws.nextInt(3), 64, 4);
        boolean narrow = l1.sets() > 1 && draws.nextInt(3) == 0;
        CacheSpec l2 = new CacheSpec(
                narrow ? l1.sets() / 2 : l1.sets(), l1.ways() * (narrow ? 2 : 1 + draws.nextInt(2)), 64, 14);
        l1 = draws.nextInt(4) == 0 ? l1.withReplacement(rules[draws.nextInt(rules.length)]) : l1;
        l2 = draws.nextInt(4) == 0 ? l2.withReplacement(Replacement.RANDOM) : l2;
        MemorySpec all = MemorySpec.of(l1, l2, new CacheSpec(4, 4, 64, 12))
                .withDirectory(new DirectorySpec(1 << draws.nextInt(3), 4))
                .bare();
        if (draws.nextInt(2) == 0) {
            all = all.withLlc(new LlcSpec(LlcSpec.Inclusion.INCLUSIVE, 0));
        } else if (draws.nextInt(2) == 0) {
            all = all.withPrefetch(PrefetchSpec.NONE.withAhead(1 + draws.nextInt(3)));
        }
        if (draws.nextInt(2) == 0) {
            int sets = 1 << draws.nextInt(3);
            all = all.withTranslation(
                    new TranslationSpec(PAGE, sets, 1 + draws.nextInt(2), 2 * sets, 2, 9, 1 + draws.nextInt(3)));
        }
        return new MemorySpec(
                all.l1(),
                all.l2(),
                all.tagCycles(),
                all.slice(),
                all.directory(),
                all.dram(),
                all.overlappingMisses(),
                all.translation(),
                all.prefetch(),
                all.llc(),
                new AtomicSpec(20),
                all.code());
    }

    /** What the run of a seed did, and how much of it was left out. */
    static Result run(long seed, Leaving leaving) {
        FilterRig rig = new FilterRig(seed, leaving);
        rig.all();
        return rig.result();
    }

    /** The same, with a look at all filters after each step; returns accesses that were left out. */
    static long runWatched(long seed) {
        FilterRig rig = new FilterRig(seed, Leaving.WHAT_PASSES);
        for (int i = 0; i < STEPS; i++) {
            rig.step();
            rig.check("seed " + seed + ", step " + i + ", " + rig.spec);
        }
        return rig.unseen;
    }

    private void all() {
        for (int i = 0; i < STEPS; i++) {
            step();
        }
        while (!wires.isEmpty() || ledgers.stream().anyMatch(ledger -> !ledger.isEmpty())) {
            for (int core = 0; core < CORES; core++) {
                replay(core);
            }
            happen();
        }
        guests.forEach(Guest::leave);
    }

    private void step() {
        Guest guest = guests.get(draws.nextInt(GUESTS));
        boolean write = draws.nextInt(3) == 0;
        switch (draws.nextInt(40)) {
            case 0 -> { // to another core, or goes on here after a turn
                int core = draws.nextInt(CORES);
                if (running[core] == null || running[core] == guest) {
                    guest.goTo(core);
                }
            }
            case 1, 2 -> guest.touch((long) PAGES * PAGE + 64L * draws.nextInt(8), write); // a window
            case 3 ->
                runtime(draws.nextInt(CORES), draws.nextInt(pages) * (PAGE >> 6) + draws.nextInt(linesOfPage), write);
            case 4 -> {
                Translation translation = memory.side(guest.core).translation;
                if (translation != null && draws.nextInt(4) == 0) {
                    translation.enter(draws.nextInt(3), null, null);
                }
            }
            default -> {
                int bytes = 1 << draws.nextInt(4);
                if (draws.nextInt(3) == 0) {
                    guest.at = (long) draws.nextInt(pages) * PAGE + 64L * draws.nextInt(linesOfPage);
                } else if (draws.nextInt(3) == 0) {
                    guest.at += 64;
                }
                guest.at %= (long) PAGES * PAGE;
                int within = draws.nextInt(8) == 0 ? draws.nextInt(64) : draws.nextInt(64) & -bytes;
                for (int times = 1 + draws.nextInt(3); times > 0; times--) {
                    guest.access(guest.at + within, bytes, write);
                }
            }
        }
        for (int times = draws.nextInt(5); times > 0; times--) {
            replay(draws.nextInt(CORES));
            happen();
        }
    }

    private void happen() {
        if (!wires.isEmpty()) {
            wires.step();
        }
    }

    /** The runtime of a core uses a line of a guest. */
    private void runtime(int core, long line, boolean write) {
        long wish = memory.caches().access(core, line, write);
        if (wish != PrivateCaches.HIT && !LineWish.isNear(wish)) {
            long victim = LineWish.wasAsked(wish)
                    ? PrivateCaches.NO_LINE
                    : memory.caches().victim(core);
            if (victim >= 0) {
                memory.writeBack(wires.cycle(), core, victim);
            }
            waiting[core] += memory.request(wires.cycle(), core, wish) ? 1 : 0;
        }
    }

    private void replay(int core) {
        if (waiting[core] == 0 && !ledgers.get(core).isEmpty()) {
            long[] entry = ledgers.get(core).remove();
            if (entry[0] == 1) {
                memory.writeBack(wires.cycle(), core, entry[1]);
            } else {
                waiting[core] += memory.request(wires.cycle(), core, entry[1]) ? 1 : 0;
            }
        }
    }

    /** What passes lies in the window and is the line of its set that was used last, and what may be written was. */
    private void check(String when) {
        for (int core = 0; core < CORES; core++) {
            if (lastOn[core] != null) {
                PrivateTags tags = memory.side(core).tags;
                check(when + ", read, core " + core, core, tags.filter.readable(), false);
                check(when + ", written, core " + core, core, tags.filter.writable(), true);
            }
        }
    }

    private void check(String when, int core, long[] passing, boolean write) {
        SetAssociativeCache first = memory.side(core).tags.l1;
        for (long address : passing) {
            long line = lastOn[core].base + address >> AccessFilter.LINE_BITS;
            if (address >= 0
                    && (address >= WINDOW
                            || !first.holds(line)
                            || write && !first.isModified(line)
                            || spec.l1().replacement() == Replacement.LRU && first.mostRecent(line) != line)) {
                throw new AssertionError(when + ": line " + line + " passes");
            }
        }
    }

    private Result result() {
        StatsRegistry registry = new StatsRegistry();
        memory.register(registry);
        StatsSnapshot statistics = registry.snapshot(wires.cycle());
        StringBuilder numbers = new StringBuilder("cycle " + wires.cycle());
        for (Metric metric : statistics.metrics()) {
            numbers.append('\n').append(metric.name()).append(' ').append(statistics.value(metric.name()));
        }
        StateWriter tags = new StateWriter();
        for (int core = 0; core < CORES; core++) {
            memory.side(core).tags.save(tags);
        }
        return new Result(numbers.toString(), Arrays.hashCode(tags.toByteArray()), wishes);
    }

    @Override
    public void send(long now, int source, int destination, LineMessage message) {
        wires.send(now, source, destination, message, packet -> memory.arrived(wires.cycle(), packet));
    }

    @Override
    public void schedule(long at, int unit, long payload) {
        wires.schedule(at, () -> memory.due(wires.cycle(), unit, payload));
    }

    @Override
    public void served(long now, int core, long line, Server server) {
        waiting[core]--;
    }
}
