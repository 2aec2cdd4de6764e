package org.skerry.model.sharedmem.kernel;

import java.util.function.IntFunction;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.sharedmem.cache.PageEntries;
import org.skerry.model.sharedmem.cache.Translation;
import org.skerry.model.sharedmem.cache.TranslationSpec;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.StatsRegistry;

/**
 * The kernel of a machine with processes: one privileged layer with one allocator, which keeps tasks, run queues and page tables in the
 * memory that its processes live in. It says what each of its deeds costs in core cycles of software and which lines of memory it touches;
 * what is lost with translations and caches follows from these.
 *
 * <p>A process is a number and a page table; which one a task belongs to stands in the block of the task.
 */
public final class ProcessKernel implements Stateful {
    private static final int FRAMES = 0;
    private static final int NEXT_PROCESS = 8;
    private static final int WORDS_BYTES = 64;

    private final KernelSpec spec;
    private final TranslationSpec pages;
    private final boolean nested;
    private final AddressSpace space;
    private final KernelHeap heap;
    private final IntFunction<Translation> translations;
    private final long words;
    private final FramePool frames;
    private final KernelQueues queues;
    private final int commonQueue;
    private final AddressTags[] tags; // by core
    private final long[] roots; // by core: the page table that it is in, or 0
    private final long[] seconds; // likewise the second one
    private final KernelCounters counters = new KernelCounters();

    /**
     * A kernel without tasks.
     *
     * @param nested       whether each process is a virtual machine, whose addresses go through a second table
     * @param pages        how cores translate; on
     * @param cores        number of cores
     * @param heap         where blocks of the kernel come from
     * @param translations what each core translates with
     */
    public ProcessKernel(
            KernelSpec spec,
            boolean nested,
            TranslationSpec pages,
            int cores,
            AddressSpace space,
            KernelHeap heap,
            IntFunction<Translation> translations) {
        this.spec = spec;
        this.nested = nested;
        this.pages = pages;
        this.space = space;
        this.heap = heap;
        this.translations = translations;
        words = heap.allocate("words and run queues", WORDS_BYTES + KernelQueues.bytes(cores + 1));
        if (words == 0) {
            throw new IllegalStateException("an empty memory has no room for the words of a kernel");
        }
        frames = new FramePool(space, heap, words + FRAMES);
        queues = new KernelQueues(space, words + WORDS_BYTES, cores + 1);
        commonQueue = cores;
        roots = new long[cores];
        seconds = new long[cores];
        tags = new AddressTags[cores];
        for (int i = 0; i < cores; i++) {
            tags[i] = new AddressTags(spec.tags());
        }
    }

    /** What it costs. */
    public KernelSpec spec() {
        return spec;
    }

    /** Its run queues: one for each core, and behind them one for tasks that any core may run. */
    public KernelQueues queues() {
        return queues;
    }

    /** Adds the metrics {@code kernel.*}. */
    public void register(StatsRegistry registry) {
        counters.register(registry);
        if (growthCosts()) {
            counters.registerPaging(registry);
        }
    }

    // ---- tasks and processes -----------------------------------------------------------------------------------

    /** Bytes of the block of a task. */
    public long taskBytes() {
        return TaskBlock.LINE_BYTES + (long) spec.registerBytes();
    }

    /** Finds room for the block of a task; returns its address, or 0. */
    public long newTask(String name) {
        return heap.allocate("task of " + name, taskBytes());
    }

    /** Makes a process for a task. */
    public void begin(long task) {
        long root = newRoot();
        long second = nested ? newRoot() : 0;
        long number = space.load(words + NEXT_PROCESS, Long.BYTES) + 1;
        space.store(words + NEXT_PROCESS, Long.BYTES, number);
        TaskBlock.join(space, task, number, root, second);
    }

    private long newRoot() {
        long root = frames.take();
        if (root == 0) {
            throw new GuestException("no memory is left for a page table");
        }
        return root;
    }

    /** Puts a task into the process of another. */
    public void join(long task, long other) {
        TaskBlock.join(
                space,
                task,
                TaskBlock.process(space, other),
                TaskBlock.table(space, other),
                TaskBlock.second(space, other));
    }

    /** Whether two tasks are of one process. */
    public boolean together(long task, long other) {
        return TaskBlock.process(space, task) == TaskBlock.process(space, other);
    }

    /** Bytes of a page. */
    public long pageBytes() {
        return pages.pageBytes();
    }

    /** Gives back the block of a task that never ran. */
    public void discard(long task) {
        heap.free(task);
    }

    /** Gives back the block of a task, and the page table if {@code last} of its process. */
    public void end(long task, boolean last) {
        if (last) {
            table(task).release();
            if (nested) {
                second(task).release();
            }
        }
        heap.free(task);
    }

    /** The page table that a task runs in, as the bytes of its block say. */
    public PageTable table(long task) {
        return tableAt(TaskBlock.table(space, task));
    }

    /** The table of its virtual machine that what {@link #table} says goes through; null if there is none. */
    public PageTable second(long task) {
        return nested ? tableAt(TaskBlock.second(space, task)) : null;
    }

    private PageTable tableAt(long root) {
        return new PageTable(space, frames, pages.pageBits(), pages.levels(), root);
    }

    /** A table as walks of cores meet it. */
    private PageEntries pages(PageTable table) {
        return spec.paging().onDemand() ? new DemandPages(table, space, heap, this::firstTouch) : table;
    }

    /** Makes the pages from {@code address} mean themselves in the process of a task, those that lead nowhere yet. */
    public void map(long task, long address, long bytes) {
        PageTable table = table(task);
        long page = table.pageBytes();
        for (long at = address / page * page; at < address + bytes; at += page) {
            if (table.leaf(at) == 0) {
                mapTo(task, at, at, at);
            }
        }
    }

    /** Makes one page of a task's process lead to a frame, and in the second table, if there is one, to another. */
    public void mapTo(long task, long page, long frame, long secondFrame) {
        mapTo(table(task), page, frame);
        if (nested) {
            mapTo(second(task), page, secondFrame);
        }
    }

    private void mapTo(PageTable table, long page, long frame) {
        if (!table.map(page, frame, true)) {
            throw new GuestException("no memory is left for a page table");
        }
    }

    /** Makes the pages from {@code address} lead nowhere in the process of a task. */
    public void unmap(long task, long address, long bytes) {
        long page = pageBytes();
        for (long at = address / page * page; at < address + bytes; at += page) {
            unmap(task, at);
        }
    }

    /** Makes a page lead nowhere in the process of a task. */
    public void unmap(long task, long page) {
        table(task).unmap(page);
        if (nested) {
            second(task).unmap(page);
        }
    }

    // ---- what it costs -----------------------------------------------------------------------------------------

    /** A system call that does nothing. */
    public int call() {
        counters.systemCalls++;
        return spec.crossingCycles();
    }

    /** The kernel takes a message of so many bytes, or hands one out. */
    public int transfer(int bytes) {
        counters.copiedBytes += bytes;
        return call() + spec.transferCycles() + spec.copyCycles(bytes);
    }

    /** A page is touched first; where there is something below the kernel that has to find room as well. */
    private int firstTouch() {
        counters.firstTouches++;
        return spec.firstTouchCycles(pages.pageBytes()) + (nested ? exit() : 0);
    }

    /** The memory of a task grows. */
    public int grow() {
        if (!growthCosts()) {
            return 0;
        }
        counters.growths++;
        counters.systemCalls++;
        return spec.growCycles();
    }

    /** Whether that is work of the kernel, and counted. */
    public boolean growthCosts() {
        return spec.paging().growthCosts();
    }

    /** Out of a virtual machine into what is below it, and back. */
    public int exit() {
        counters.exits++;
        return spec.exitCycles();
    }

    /** What is below virtual machines copies a message of so many bytes from one to the other. */
    public int carry(int bytes) {
        counters.copiedBytes += bytes;
        return spec.transferCycles() + spec.copyCycles(bytes);
    }

    /** Makes a task ready that sleeps. */
    public int wake(long task, int pinnedTo, KernelLines lines) {
        counters.wakeUps++;
        lines.line(task, true);
        lines.line(queues.line(pinnedTo < 0 ? commonQueue : pinnedTo), true);
        return spec.wakeCycles();
    }

    /** A core takes up a task; {@code before} is the one it ran before, or 0. */
    public int takeUp(int core, long task, long before, boolean anyCore, KernelLines lines) {
        counters.switches++;
        if (before != 0 && before != task) {
            lines.copy(TaskBlock.registers(before), spec.registerBytes(), true);
        }
        lines.line(queues.line(anyCore ? commonQueue : core), true);
        lines.line(task, true);
        if (before != task) {
            lines.copy(TaskBlock.registers(task), spec.registerBytes(), false);
        }
        int cycles = spec.switchCycles();
        long process = TaskBlock.process(space, task);
        if (tags[core].current() != process) {
            counters.addressSpaces++;
            cycles += spec.addressSpaceCycles();
            PageTable table = table(task);
            roots[core] = table.root();
            PageTable second = second(task);
            seconds[core] = nested ? second.root() : 0;
            translations.apply(core).enter(tags[core].enter(process), pages(table), second);
        }
        return cycles;
    }

    /** The clock interrupts a task, and another takes the core. */
    public int preempt() {
        counters.preemptions++;
        return spec.interruptCycles();
    }

    /** An access of a task that leads nowhere. */
    public void pageFault() {
        counters.pageFaults++;
    }

    @Override
    public void save(StateWriter out) {
        for (AddressTags each : tags) {
            each.save(out);
        }
        out.writeLongs(roots);
        out.writeLongs(seconds);
        counters.save(out);
    }

    @Override
    public void load(StateReader in) {
        for (AddressTags each : tags) {
            each.load(in);
        }
        in.readLongs(roots);
        in.readLongs(seconds);
        for (int core = 0; core < roots.length; core++) {
            if (roots[core] != 0) {
                translations.apply(core).resume(pages(tableAt(roots[core])), nested ? tableAt(seconds[core]) : null);
            }
        }
        counters.load(in);
    }
}
