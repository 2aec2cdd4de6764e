package org.skerry.model.sharedmem.containment;

import java.util.List;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.WriteHook;
import org.skerry.model.sharedmem.kernel.KernelQueues;
import org.skerry.model.sharedmem.kernel.ProcessKernel;
import org.skerry.model.sharedmem.kernel.ProcessMessages;
import org.skerry.model.sharedmem.kernel.ProcessPer;
import org.skerry.model.sharedmem.runtime.Purpose;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;
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
    private static final long NOTHING = 0;

    private final RuntimeMemory memory;
    private final ProcessKernel kernel;
    private final List<BugObject> bugs;
    private final CodeCost code;
    private final boolean perDomain;
    private final PagedCells cells = new PagedCells();
    private final List<PageStage> stages;
    private final FrameChoice frames;
    private final Hypervisor below;
    private final ProcessPost post;
    private long unborn; // the task that was allocated last, until it is enclosed

    /** Processes, each of them a virtual machine if {@code machines}. */
    Processes(RuntimeMemory memory, List<BugObject> bugs, CodeCost code, Machinery machinery, boolean machines) {
        this.memory = memory;
        this.bugs = bugs;
        this.code = code;
        perDomain = machinery.kernel().processPer() == ProcessPer.DOMAIN;
        kernel = new ProcessKernel(
                machinery.kernel(),
                machines,
                machinery.pages(),
                machinery.cores(),
                memory.space(),
                new KernelBlocks(memory, cells::tablesMoved, cells::write),
                machinery.translations());
        PageStage own = PageStage.own(kernel, bugs);
        stages = machines ? List.of(own, PageStage.second(kernel, bugs)) : List.of(own);
        frames = new FrameChoice(stages, !bugs.isEmpty());
        below = new Hypervisor(kernel, machines);
        boolean copies = machinery.kernel().messages() == ProcessMessages.COPY;
        post = new ProcessPost(kernel, below, cells, memory.space(), copies);
    }

    // ---- the state of checks -----------------------------------------------------------------------------------

    @Override
    public long allocate(String actor, long reservedBytes) {
        unborn = kernel.newTask(actor);
        return unborn == 0 ? NO_ROOM : unborn;
    }

    @Override
    public void free(long task) {
        PagedCell cell = cells.remove(task);
        if (cell == null) {
            kernel.discard(task); // it was never enclosed
            return;
        }
        boolean last = cells.tasks().stream().noneMatch(other -> kernel.together(task, other));
        cells.write(() -> {
            if (!last) {
                kernel.unmap(task, cell.place().linear(), cell.place().reservedBytes());
            }
            post.end(cell);
            kernel.end(task, last);
        });
    }

    @Override
    public long footprint(long reservedBytes) {
        long page = kernel.pageBytes();
        long tables = ((reservedBytes / page + 511) / 512 + 4) * stages.size();
        return memory.footprint(kernel.taskBytes()) + memory.footprint(tables * 4096);
    }

    @Override
    public Cell enclose(Place place) {
        boolean restored = place.state() != unborn;
        PagedCell cell = new PagedCell(place, restored, kernel, stages, bugs, frames, cells);
        if (!restored) {
            cells.write(() -> begin(place.state(), cell));
        }
        cells.add(place.state(), cell);
        return cell;
    }

    private void begin(long task, PagedCell cell) {
        PagedCell companion = perDomain ? inDomain(cell.place().domain()) : null;
        if (companion == null) {
            kernel.begin(task);
        } else {
            kernel.join(task, companion.place().state());
        }
        post.begin(task, cell);
        unborn = 0;
    }

    private PagedCell inDomain(String domain) {
        for (PagedCell each : cells.all()) {
            if (each.place().domain().equals(domain)) {
                return each;
            }
        }
        return null;
    }

    @Override
    public WriteHook hookOf(Purpose purpose, long address) {
        return purpose == Purpose.PAGE_TABLE ? cells::tablesMoved : null;
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
            case SEND -> post.send(actor, other, bytes, lines);
            case RECEIVE -> post.receive(actor, other, bytes, lines);
            case ASK -> kernel.call();
            case CREATE -> kernel.call() + (perDomain ? 0 : kernel.spec().processCycles()) + below.exit();
            case LOG -> kernel.call() + kernel.spec().copyCycles(bytes) + below.exit();
            case SWITCH, RESUME -> takeUp(core, actor, other, lines);
            case PREEMPT -> preempt(actor);
            case FAULT -> kernel.spec().faultCycles();
        };
    }

    @Override
    public int growCycles() {
        return kernel.grow() + (kernel.growthCosts() ? below.exit() : 0);
    }

    private int preempt(Party actor) {
        cells.of(actor).setPreempted(true);
        return kernel.preempt() + below.exit();
    }

    private int takeUp(int core, Party actor, Party before, Lines lines) {
        long left = cells.hold(before) ? before.state() : NOTHING;
        int cycles = kernel.takeUp(core, actor.state(), left, actor.pinnedTo() < 0, ProcessPost.own(lines));
        PagedCell cell = cells.of(actor);
        int slept = cell.preempted() ? 0 : post.slept();
        cell.setPreempted(false);
        return cycles + slept + below.exit();
    }

    /** An access that a page table does not allow is the end of its process, and of all actors in it. */
    @Override
    public boolean endsWith(Party ended, Party other) {
        return cells.hold(ended)
                && cells.of(ended).faulted()
                && cells.hold(other)
                && kernel.together(ended.state(), other.state());
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        kernel.save(out);
        frames.save(out);
        cells.save(out);
    }

    @Override
    public void load(StateReader in) {
        kernel.load(in);
        frames.load(in);
        cells.load(in);
    }
}
