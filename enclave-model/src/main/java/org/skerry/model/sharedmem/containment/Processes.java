package org.skerry.model.sharedmem.containment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.model.memory.Access;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.Check;
import org.skerry.model.memory.CheckChain;
import org.skerry.model.memory.WriteHook;
import org.skerry.model.sharedmem.kernel.KernelLines;
import org.skerry.model.sharedmem.kernel.KernelQueues;
import org.skerry.model.sharedmem.kernel.PageTable;
import org.skerry.model.sharedmem.kernel.ProcessKernel;
import org.skerry.model.sharedmem.kernel.ProcessMessages;
import org.skerry.model.sharedmem.kernel.ProcessPer;
import org.skerry.model.sharedmem.runtime.Mailbox;
import org.skerry.model.sharedmem.runtime.Purpose;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;
import org.skerry.sim.memory.MemoryFault;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.StatsRegistry;

/**
 * Processes: a page table for each, which a kernel keeps in memory. What an actor's addresses meet is the table and nothing else; what the
 * runtime keeps of it, its handles and its messages are the kernel's, and on no page of a process.
 *
 * <p>Virtual machines are the same with one more table behind that of each machine's own kernel: what that kernel overlooks, the
 * hypervisor's table still stops; what goes from one to the other passes through both.
 */
final class Processes implements Containment {
    /** Name of the check of each access, for bug objects. */
    static final String PAGE_TABLE = "page table";

    /** Name of the check that a frame is nobody's before the kernel lets a page lead there, for bug objects. */
    static final String FREE_FRAME = "free frame";

    /** The layer that owns both. */
    static final String LAYER = "kernel";

    /** Name of the check behind that of a virtual machine's own kernel, for bug objects. */
    static final String SECOND_STAGE = "second-stage table";

    /** The layer that owns it. */
    static final String HYPERVISOR = "hypervisor";

    private static final long NOTHING = 0;

    private final RuntimeMemory memory;
    private final AddressSpace space;
    private final ProcessKernel kernel;
    private final List<BugObject> bugs;
    private final CodeCost code;
    private final boolean copies;
    private final boolean perDomain;
    private final boolean machines; // each process is a virtual machine with a kernel of its own
    private final Map<Long, Paged> cells = new LinkedHashMap<>(); // by task, in order of birth
    private long unborn; // the task that was allocated last, until it is enclosed
    private long lastFrame; // that a page was made to lead to
    private boolean writing; // the kernel itself writes to a table

    Processes(RuntimeMemory memory, List<BugObject> bugs, CodeCost code, Machinery machinery, boolean machines) {
        this.machines = machines;
        this.memory = memory;
        this.space = memory.space();
        this.bugs = bugs;
        this.code = code;
        copies = machinery.kernel().messages() == ProcessMessages.COPY;
        perDomain = machinery.kernel().processPer() == ProcessPer.DOMAIN;
        kernel = new ProcessKernel(
                machinery.kernel(),
                machines,
                machinery.pages(),
                machinery.cores(),
                space,
                new KernelBlocks(memory, this::tablesMoved),
                machinery.translations());
    }

    // ---- the state of checks -----------------------------------------------------------------------------------

    @Override
    public long allocate(String actor, long reservedBytes) {
        unborn = kernel.newTask(actor);
        return unborn == 0 ? NO_ROOM : unborn;
    }

    @Override
    public void free(long task) {
        Paged cell = cells.remove(task);
        if (cell == null) {
            kernel.discard(task); // it was never enclosed
            return;
        }
        boolean last = cells.keySet().stream().noneMatch(other -> kernel.together(task, other));
        write(() -> {
            if (!last) {
                kernel.unmap(task, cell.place.linear(), cell.place.reservedBytes());
            }
            if (!copies) {
                // Who sent to it has its ring in his own table.
                cells.keySet().forEach(other -> kernel.unmap(other, cell.ring(), cell.ringBytes()));
            }
            kernel.end(task, last);
        });
    }

    @Override
    public long footprint(long reservedBytes) {
        long page = kernel.pageBytes();
        long tables = ((reservedBytes / page + 511) / 512 + 4) * (machines ? 2 : 1);
        return memory.footprint(kernel.taskBytes()) + memory.footprint(tables * 4096);
    }

    @Override
    public Cell enclose(Place place) {
        boolean restored = place.state() != unborn;
        Paged cell = new Paged(place, restored);
        if (!restored) {
            write(() -> begin(place.state(), cell));
        }
        cells.put(place.state(), cell);
        return cell;
    }

    private void begin(long task, Paged cell) {
        Paged companion = perDomain ? inDomain(cell.place.domain()) : null;
        if (companion == null) {
            kernel.begin(task);
        } else {
            kernel.join(task, companion.place.state());
        }
        if (!copies) {
            kernel.map(task, cell.ring(), cell.ringBytes());
        }
        unborn = 0;
    }

    /** The kernel itself writes to tables. */
    private void write(Runnable work) {
        writing = true;
        try {
            work.run();
        } finally {
            writing = false;
        }
    }

    private Paged inDomain(String domain) {
        for (Paged each : cells.values()) {
            if (each.place.domain().equals(domain)) {
                return each;
            }
        }
        return null;
    }

    @Override
    public WriteHook hookOf(Purpose purpose, long address) {
        return purpose == Purpose.PAGE_TABLE ? this::tablesMoved : null;
    }

    /** Somebody has written where page tables lie. Unless that was the kernel, no window is what it was. */
    private void tablesMoved(long offset, int bytes) {
        if (!writing) {
            cells.values().forEach(cell -> cell.place.moved().run());
        }
    }

    // ---- crossings ---------------------------------------------------------------------------------------------

    @Override
    public CodeCost code() {
        return code;
    }

    @Override
    public KernelQueues queues() {
        return kernel.queues();
    }

    @Override
    public int quantumCycles() {
        return kernel.spec().quantumCycles();
    }

    @Override
    public void register(StatsRegistry registry) {
        kernel.register(registry);
    }

    @Override
    public int cross(Crossing crossing, int core, Party actor, Party other, int bytes, Lines lines) {
        return switch (crossing) {
            case SEND -> send(actor, other, bytes, lines);
            case RECEIVE -> receive(actor, other, bytes, lines);
            case ASK -> kernel.call();
            case CREATE -> kernel.call() + (perDomain ? 0 : kernel.spec().processCycles()) + exit();
            case LOG -> kernel.call() + kernel.spec().copyCycles(bytes) + exit();
            case SWITCH, RESUME -> takeUp(core, actor, other, lines);
            case PREEMPT -> preempt(actor);
            case FAULT -> kernel.spec().faultCycles();
        };
    }

    private int preempt(Party actor) {
        cells.get(actor.state()).preempted = true;
        return kernel.preempt() + exit();
    }

    /** A virtual machine is left for what is below it, and entered again. */
    private int exit() {
        return machines ? kernel.exit() : 0;
    }

    /** From one virtual machine to another: out, and a second copy. */
    private int carry(int bytes) {
        return machines ? kernel.exit() + kernel.carry(bytes) : 0;
    }

    private int send(Party sender, Party target, int bytes, Lines lines) {
        if (target == null || !cells.containsKey(target.state())) {
            return kernel.call(); // nobody is there, which the kernel has to say
        }
        boolean inside = kernel.together(sender.state(), target.state());
        int cycles = target.sleeps() ? wake(target, lines) : 0;
        if (inside) {
            return cycles + (target.sleeps() ? kernel.call() : 0);
        }
        if (copies) {
            lines.privileged(true);
            return cycles + kernel.transfer(bytes) + carry(bytes);
        }
        cycles += target.sleeps() ? kernel.call() : 0;
        return cycles + share(sender, cells.get(target.state()));
    }

    private int wake(Party target, Lines lines) {
        return kernel.wake(target.state(), target.pinnedTo(), own(lines));
    }

    /** The ring of a target becomes part of the sender's process, when it sends for the first time. */
    private int share(Party sender, Paged target) {
        if (kernel.table(sender.state()).leads(target.ring())) {
            return 0;
        }
        write(() -> kernel.map(sender.state(), target.ring(), target.ringBytes()));
        return kernel.call() + kernel.spec().transferCycles();
    }

    private int receive(Party receiver, Party sender, int bytes, Lines lines) {
        boolean inside = sender != null
                && cells.containsKey(sender.state())
                && kernel.together(sender.state(), receiver.state());
        if (inside || !copies) {
            return 0;
        }
        lines.privileged(true);
        return kernel.transfer(bytes)
                + (machines ? kernel.exit() + kernel.spec().interruptCycles() : 0);
    }

    private int takeUp(int core, Party actor, Party before, Lines lines) {
        long left = before == null || !cells.containsKey(before.state()) ? NOTHING : before.state();
        int cycles = kernel.takeUp(core, actor.state(), left, actor.pinnedTo() < 0, own(lines));
        // One that slept at its ring went into the kernel for that; with copies it is there since it asked for a
        // message.
        boolean slept = !cells.get(actor.state()).takePreempted();
        return cycles + (slept && !copies ? kernel.call() : 0) + exit();
    }

    private static KernelLines own(Lines lines) {
        return new KernelLines() {
            @Override
            public void line(long address, boolean write) {
                lines.privileged(true);
                lines.addLine(address, write);
                lines.privileged(false);
            }

            @Override
            public void copy(long address, int bytes, boolean write) {
                lines.privileged(true);
                lines.addCopy(address, bytes, write);
                lines.privileged(false);
            }
        };
    }

    /** An access that a page table does not allow is the end of its process, and of all actors in it. */
    @Override
    public boolean endsWith(Party ended, Party other) {
        Paged cell = cells.get(ended.state());
        return cell != null
                && cell.faulted
                && cells.containsKey(other.state())
                && kernel.together(ended.state(), other.state());
    }

    // ---- one actor ---------------------------------------------------------------------------------------------

    private final class Paged implements Cell {
        private final Place place;
        private final CheckChain chain;
        private final CheckChain frames;
        private final CheckChain secondFrames;
        private boolean restored; // its table is that of a saved state
        private boolean faulted;
        private boolean preempted;

        Paged(Place place, boolean restored) {
            this.place = place;
            this.restored = restored;
            chain = new CheckChain(machines ? List.of(new Mapped(), new Second()) : List.of(new Mapped()), bugs);
            frames = new CheckChain(List.of(new Free(LAYER)), bugs);
            secondFrames = new CheckChain(List.of(new Free(HYPERVISOR)), bugs);
        }

        boolean takePreempted() {
            boolean was = preempted;
            preempted = false;
            return was;
        }

        long ring() {
            return place.control().mailbox();
        }

        long ringBytes() {
            return Mailbox.HEADER_BYTES + space.load(ring() + Long.BYTES, Long.BYTES);
        }

        PageTable table() {
            return kernel.table(place.state());
        }

        @Override
        public boolean watches(long offset, int bytes) {
            return false;
        }

        @Override
        public long directBytes() {
            long first = table().plain(place.linear(), place.reservedBytes());
            return machines
                    ? Math.min(first, kernel.second(place.state()).plain(place.linear(), place.reservedBytes()))
                    : first;
        }

        /** The kernel makes pages lead to frames as far as the memory goes now, and no further. */
        @Override
        public void resized(long bytes) {
            if (restored) {
                restored = false;
            } else {
                write(() -> mapTo(bytes));
            }
        }

        private void mapTo(long bytes) {
            PageTable table = table();
            for (long offset = 0; offset < place.reservedBytes(); offset += table.pageBytes()) {
                long at = place.linear() + offset;
                boolean leads = table.leads(at);
                if (offset < bytes && !leads) {
                    long offered = lastFrame;
                    lastFrame = at;
                    long frame = frameFor(frames, offered, at, offset);
                    long second = machines ? frameFor(secondFrames, offered, at, offset) : at;
                    kernel.mapTo(place.state(), at, frame, second);
                } else if (offset >= bytes && leads) {
                    kernel.unmap(place.state(), at);
                }
            }
        }

        /** A frame for a page: its own, unless the kernel forgets to see whether the one it looks at is in use. */
        private long frameFor(CheckChain looks, long offered, long own, long guestAddress) {
            if (bugs.isEmpty() || offered == 0) {
                return own;
            }
            try {
                looks.walk(new Access(place.actor(), guestAddress, 1, true, 1));
                lastFrame = offered;
                return offered;
            } catch (MemoryFault inUse) {
                return own;
            }
        }

        @Override
        public long walk(Access access) {
            chain.walk(access);
            long address = table().locate(place.linear() + access.address());
            return machines ? kernel.second(place.state()).locate(address) : address;
        }

        /** The page table lets software read, or write, all bytes of an access. */
        private final class Mapped implements Check {
            @Override
            public String name() {
                return PAGE_TABLE;
            }

            @Override
            public String layer() {
                return LAYER;
            }

            @Override
            public boolean passes(Access access) {
                long first = place.linear() + access.address();
                PageTable table = table();
                boolean passes =
                        table.allows(first, access.store()) && table.allows(first + access.bytes() - 1, access.store());
                if (!passes) {
                    faulted = true;
                    kernel.pageFault();
                }
                return passes;
            }
        }

        /** What the page table of the virtual machine's own kernel says is memory that the machine has been given. */
        private final class Second implements Check {
            @Override
            public String name() {
                return SECOND_STAGE;
            }

            @Override
            public String layer() {
                return HYPERVISOR;
            }

            @Override
            public boolean passes(Access access) {
                long first = table().locate(place.linear() + access.address());
                PageTable second = kernel.second(place.state());
                boolean passes = second.allows(first, access.store())
                        && second.allows(first + access.bytes() - 1, access.store());
                if (!passes) {
                    faulted = true;
                    kernel.pageFault();
                }
                return passes;
            }
        }

        /** The frame that the kernel would take is nobody's. It never is: the one it looks at first is the one it gave last. */
        private final class Free implements Check {
            private final String layer;

            Free(String layer) {
                this.layer = layer;
            }

            @Override
            public String name() {
                return FREE_FRAME;
            }

            @Override
            public String layer() {
                return layer;
            }

            @Override
            public boolean passes(Access access) {
                return false;
            }
        }
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        kernel.save(out);
        out.writeLong(lastFrame);
        out.writeInt(cells.size());
        cells.forEach((task, cell) -> {
            out.writeLong(task);
            out.writeBoolean(cell.faulted);
            out.writeBoolean(cell.preempted);
        });
    }

    @Override
    public void load(StateReader in) {
        kernel.load(in);
        lastFrame = in.readLong();
        List<Long> alive = new ArrayList<>();
        for (int left = in.readCount(1); left > 0; left--) {
            long task = in.readLong();
            alive.add(task);
            Paged cell = cells.get(task);
            cell.faulted = in.readBoolean();
            cell.preempted = in.readBoolean();
        }
        cells.keySet().retainAll(alive);
    }
}
