package org.skerry.model.sharedmem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.skerry.model.memory.MappedMemory;
import org.skerry.model.memory.ReachLog;
import org.skerry.model.memory.WriteHook;
import org.skerry.model.sharedmem.cache.GuestCache;
import org.skerry.model.sharedmem.cache.PrivateCaches;
import org.skerry.model.sharedmem.containment.Cell;
import org.skerry.model.sharedmem.containment.Containment;
import org.skerry.model.sharedmem.containment.Place;
import org.skerry.model.sharedmem.runtime.Answer;
import org.skerry.model.sharedmem.runtime.ControlBlock;
import org.skerry.model.sharedmem.runtime.Mailbox;
import org.skerry.model.sharedmem.runtime.MemorySlots;
import org.skerry.model.sharedmem.runtime.Purpose;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;
import org.skerry.model.sharedmem.runtime.WindowInMemory;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.DeploymentPlan.WindowPlan;
import org.skerry.sim.memory.SharedWindow;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** The actors of the machine and where in memory they live. */
final class Population {
    private final SharedMemorySpec spec;
    private final RandomStreams streams;
    private final RuntimeMemory memory;
    private final PrivateCaches caches;
    private final Containment containment;
    private final Map<Long, Program> images = new LinkedHashMap<>();
    private final Map<Long, Long> code = new HashMap<>(); // address by image
    private final Map<Long, SharedActor> actors = new LinkedHashMap<>(); // in order of birth
    private final Map<Long, Window> windows = new LinkedHashMap<>();

    private final ReachLog reach = new ReachLog();
    private final SoftwareCode softwareCode; // null: it has no lines

    /** A shared window in memory. */
    private record Window(long address, long sizeBytes) {}

    /** The blocks of one actor; 0 where there was no room. */
    private record Home(long control, long table, long mailbox, long containment, long linear) {
        boolean complete() {
            return control != 0 && table != 0 && mailbox != 0 && containment != Containment.NO_ROOM && linear != 0;
        }
    }

    /** Who an actor is and how it is scheduled. */
    record Identity(String name, long image, long id, int pinnedTo, boolean timed, String domain) {}

    Population(SharedMemorySpec spec, long seed, RuntimeMemory memory, PrivateCaches caches, Containment containment) {
        this.spec = spec;
        this.streams = new RandomStreams(seed);
        this.memory = memory;
        this.caches = caches;
        this.containment = containment;
        softwareCode = SoftwareCode.in(memory, spec);
    }

    /** What keeps actors apart. */
    Containment containment() {
        return containment;
    }

    /** Where the code of runtime and kernel lies, or null where it has no lines. */
    SoftwareCode softwareCode() {
        return softwareCode;
    }

    void addImage(String name, Program program) {
        images.put(ActorBirth.imageId(name), program);
        if (codeBytes(program) > 0) {
            code.put(ActorBirth.imageId(name), memory.allocate(Purpose.CODE, name, codeBytes(program), null));
        }
    }

    /** Bytes of memory that the code of a program takes: none on a machine without caches of instructions. */
    long codeBytes(Program program) {
        return spec.memory().code().isOn() ? program.codeBytes() : 0;
    }

    /** The program of an image, or null. */
    Program image(long id) {
        return images.get(id);
    }

    /** Where accesses have landed that left the linear memory of their actor. */
    ReachLog reach() {
        return reach;
    }

    /** The actor with this identifier, dead or alive, or null. */
    SharedActor find(long id) {
        return actors.get(id);
    }

    /** All actors in order of birth. */
    Iterable<SharedActor> all() {
        return actors.values();
    }

    /** Who else ends when this actor, which has trapped, does. */
    List<SharedActor> endingWith(SharedActor trapped) {
        List<SharedActor> others = new ArrayList<>();
        for (SharedActor each : actors.values()) {
            if (each != trapped && !each.ended() && containment.endsWith(trapped, each)) {
                others.add(each);
            }
        }
        return others;
    }

    /** Bytes of memory that an actor of this program takes from the heap. */
    long footprint(Program program) {
        return memory.footprint(ControlBlock.BYTES)
                + memory.footprint(tableBytes())
                + memory.footprint(mailboxBytes())
                + containment.footprint(linearBytes(program))
                + memory.footprint(linearBytes(program));
    }

    /** Finds room for a window; returns whether there was any. */
    boolean addWindow(WindowPlan window) {
        long address = memory.allocate(Purpose.WINDOW, window.name(), window.sizeBytes(), null);
        windows.put(ActorBirth.windowId(window.name()), new Window(address, window.sizeBytes()));
        return address != 0;
    }

    /**
     * Finds room for an actor and brings it to life; returns null if there is no room.
     *
     * @param endow fills the handle table and tells the names
     */
    SharedActor create(Identity who, Function<HandleTable, Grants> endow) {
        Program program = images.get(who.image);
        WriteHook hook = controlHook(who.id);
        long control = memory.allocate(Purpose.CONTROL, who.name, ControlBlock.BYTES, hook);
        long table = memory.allocate(Purpose.TABLE, who.name, tableBytes(), null);
        long mailbox = memory.allocate(Purpose.MAILBOX, who.name, mailboxBytes(), null);
        long state = containment.allocate(who.name, linearBytes(program));
        long linear = memory.allocate(Purpose.MEMORY, who.name, linearBytes(program), null);
        Home home = new Home(control, table, mailbox, state, linear);
        if (!home.complete()) {
            freeBlocks(home);
            return null;
        }
        ControlBlock block = new ControlBlock(memory.space(), control);
        block.table(table);
        block.mailbox(mailbox);
        Mailbox.format(memory.space(), mailbox, spec.runtime().mailboxBytes());
        try {
            return settle(who, actors.size(), block, linear, state, endow);
        } catch (RuntimeException refused) {
            if (memory.space().isMapped(linear)) {
                memory.space().unmap(linear);
            }
            freeBlocks(home);
            throw refused;
        }
    }

    private SharedActor settle(
            Identity who, int rank, ControlBlock block, long linear, long state, Function<HandleTable, Grants> endow) {
        Program program = images.get(who.image);
        GuestCache cache =
                GuestCache.of(spec.core(), spec.memory().nearCycles(), caches, spec.memoryBytes(), linear, who.timed);
        cache.codeAt(code.getOrDefault(who.image, 0L));
        cache.growsAt(containment::growCycles);
        Runnable moved = () -> checksMoved(who.id);
        Cell cell =
                containment.enclose(new Place(who.name, who.domain, block, linear, linearBytes(program), state, moved));
        MappedMemory linearMemory =
                linearMemory(who.name, program, program.limits().maxPages(), linear, cell, cache);
        HandleTable table = new HandleTable(
                new MemorySlots(memory.space(), block, spec.runtime().handleSlots()));
        Grants grants = endow.apply(table);
        ActorInstance instance = program.instantiate(linearMemory, grants);
        Turn turn = new Turn(who.id, 0, table, grants, streams.stream("actor", who.id), windowsFor(cache));
        SharedActor actor = new SharedActor(
                who.name,
                who.image,
                who.id,
                rank,
                who.pinnedTo,
                block,
                linearMemory,
                cache,
                new Mailbox(memory.space(), block),
                new Answer(memory, block, who.name),
                instance,
                turn,
                containment.code().on(spec.core()));
        actor.domain = who.domain;
        actor.cell = cell;
        actor.containment = state;
        if (actors.put(who.id, actor) != null) {
            throw new IllegalStateException("two actors have the identifier " + Long.toHexString(who.id));
        }
        return actor;
    }

    private MappedMemory linearMemory(
            String actor, Program program, int maxPages, long linear, Cell cell, GuestCache cache) {
        int minPages = program.limits().minPages();
        return new MappedMemory(actor, minPages, maxPages, memory.space(), linear, cell, cache.model(), reach);
    }

    /**
     * Puts the program of another image where an actor's was: zeroed memory at the same addresses, the same handles.
     *
     * @throws GuestException when its memory does not fit there
     */
    void reimage(SharedActor actor, long image) {
        Program program = images.get(image);
        int pages = (int) (actor.memory.reservedBytes() / Limits.PAGE_BYTES);
        if (program.limits().minPages() > pages) {
            throw new GuestException("an image that needs " + program.limits().minPages()
                    + " pages does not fit in the " + pages + " of actor '" + actor.name + "'");
        }
        long linear = actor.memory.base();
        if (memory.space().isMapped(linear)) {
            memory.space().unmap(linear);
        }
        int maxPages = Math.min(pages, program.limits().maxPages());
        actor.cache.codeAt(code.getOrDefault(image, 0L));
        MappedMemory room = linearMemory(actor.name, program, maxPages, linear, actor.cell, actor.cache);
        ActorInstance instance = program.instantiate(room, actor.turn.grants());
        Turn turn = new Turn(
                actor.id,
                0,
                actor.turn.table(),
                actor.turn.grants(),
                streams.stream("actor", actor.id),
                windowsFor(actor.cache));
        turn.follow(actor.turn);
        actor.become(image, room, instance, turn);
    }

    /** Gives back what an actor that has ended had in memory. Its linear memory can still be read. */
    void free(SharedActor actor) {
        actor.memory.unmap();
        if (actor.control.answer() != 0) {
            memory.free(actor.control.answer());
        }
        freeBlocks(new Home(
                actor.control.address(),
                actor.control.table(),
                actor.control.mailbox(),
                actor.containment,
                actor.memory.base()));
    }

    private void freeBlocks(Home home) {
        if (home.containment > 0) {
            containment.free(home.containment);
        }
        for (long address : new long[] {home.linear, home.mailbox, home.table, home.control}) {
            if (address != 0) {
                memory.free(address);
            }
        }
    }

    /** The window may be one that a forged handle names; it has no bytes then. */
    private LongFunction<SharedWindow> windowsFor(GuestCache cache) {
        return id -> {
            Window window = windows.getOrDefault(id, new Window(0, 0));
            return new WindowInMemory(memory.space(), window.address, window.sizeBytes, cache);
        };
    }

    private WriteHook controlHook(long id) {
        return (offset, bytes) -> {
            SharedActor actor = actors.get(id);
            if (actor != null && actor.cell.watches(offset, bytes)) {
                checksMoved(id);
            }
        };
    }

    /** Somebody has stored where the checks of an actor look. */
    private void checksMoved(long id) {
        SharedActor actor = actors.get(id);
        if (actor != null && !actor.ended()) {
            actor.memory.limitMoved();
        }
    }

    private long tableBytes() {
        return (long) spec.runtime().handleSlots() * MemorySlots.SLOT_BYTES;
    }

    private long mailboxBytes() {
        return Mailbox.HEADER_BYTES + (long) spec.runtime().mailboxBytes();
    }

    private static long linearBytes(Program program) {
        return Math.max(1, (long) program.limits().maxPages() * Limits.PAGE_BYTES);
    }

    // ---- state -------------------------------------------------------------------------------------------------

    void save(StateWriter out) {
        out.writeInt(actors.size());
        for (SharedActor actor : actors.values()) {
            out.writeString(actor.name);
            out.writeLong(actor.image);
            out.writeLong(actor.id);
            out.writeInt(actor.pinnedTo);
            out.writeString(actor.domain);
            out.writeLong(actor.control.address());
            out.writeLong(actor.memory.base());
            out.writeLong(actor.containment);
            actor.save(out);
        }
        memory.save(out);
        containment.save(out);
        reach.save(out);
    }

    void load(StateReader in) {
        List<List<Long>> others = new ArrayList<>();
        for (int left = in.readCount(Integer.BYTES); left > 0; left--) {
            String name = in.readString();
            long image = in.readLong();
            long id = in.readLong();
            int pinnedTo = in.readInt();
            String domain = in.readString();
            ControlBlock control = new ControlBlock(memory.space(), in.readLong());
            long linear = in.readLong();
            long state = in.readLong();
            if (!actors.containsKey(id)) {
                // Nothing is where it was; the bytes and the wiring of the saved state come last.
                memory.space().clear();
                Identity who = new Identity(name, image, id, pinnedTo, false, domain);
                settle(who, actors.size(), control, linear, state, table -> Grants.NONE);
            }
            if (actors.get(id).image != image) {
                reimage(actors.get(id), image);
            }
            others.add(actors.get(id).load(in));
        }
        memory.load(
                in,
                (purpose, address) ->
                        purpose == Purpose.CONTROL ? controlHookOf(address) : containment.hookOf(purpose, address));
        containment.load(in);
        reach.load(in);
        int next = 0;
        for (SharedActor actor : actors.values()) {
            if (actor.hasMemory()) {
                actor.memory.map();
            }
            List<Long> named = others.get(next++);
            actor.waitsFor = actors.get(named.get(0));
            actor.waiters.clear();
            named.subList(1, named.size()).forEach(waiter -> actor.waiters.add(actors.get(waiter)));
        }
    }

    private WriteHook controlHookOf(long control) {
        for (SharedActor actor : actors.values()) {
            if (actor.control.address() == control && actor.hasMemory()) {
                return controlHook(actor.id);
            }
        }
        return null;
    }
}
