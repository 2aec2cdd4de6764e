package org.skerry.model.sharedmem.containment;

import java.util.ArrayList;
import java.util.List;
import org.skerry.model.memory.Access;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.Check;
import org.skerry.model.memory.CheckChain;
import org.skerry.model.sharedmem.kernel.PageTable;
import org.skerry.model.sharedmem.kernel.ProcessKernel;

/** What keeps an actor in its process: one table after the other, each of which says of every access whether it may be, and where it leads. */
final class PagedCell implements Cell {
    private final Place place;
    private final ProcessKernel kernel;
    private final List<PageStage> stages;
    private final FrameChoice frames;
    private final PagedCells all;
    private final CheckChain chain;
    private boolean restored; // its table is that of a saved state
    private boolean faulted;
    private boolean preempted;

    PagedCell(
            Place place,
            boolean restored,
            ProcessKernel kernel,
            List<PageStage> stages,
            List<BugObject> bugs,
            FrameChoice frames,
            PagedCells all) {
        this.place = place;
        this.restored = restored;
        this.kernel = kernel;
        this.stages = stages;
        this.frames = frames;
        this.all = all;
        List<Check> checks = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            int stage = i;
            checks.add(new NamedCheck(
                    stages.get(i).layer(), stages.get(i).check(), access -> passesOrFaults(stage, access)));
        }
        chain = new CheckChain(checks, bugs);
    }

    /** Where the actor lives. */
    Place place() {
        return place;
    }

    /** Whether one of its accesses was not let through. */
    boolean faulted() {
        return faulted;
    }

    /** Whether the clock has interrupted it since it was taken up last. */
    boolean preempted() {
        return preempted;
    }

    /** The clock has interrupted it, or it is taken up again. */
    void setPreempted(boolean now) {
        preempted = now;
    }

    /** What a saved state says of it. */
    void restore(boolean hasFaulted, boolean isPreempted) {
        faulted = hasFaulted;
        preempted = isPreempted;
    }

    // ---- accesses ----------------------------------------------------------------------------------------------

    @Override
    public boolean watches(long offset, int bytes) {
        return false;
    }

    @Override
    public long directBytes() {
        long least = Long.MAX_VALUE;
        for (PageStage stage : stages) {
            least = Math.min(least, table(stage).plain(place.linear(), place.reservedBytes()));
        }
        return least;
    }

    @Override
    public long walk(Access access) {
        chain.walk(access);
        return behind(stages.size(), access);
    }

    /** Where the first byte of an access lies as the first {@code count} tables say. */
    private long behind(int count, Access access) {
        long address = place.linear() + access.address();
        for (int i = 0; i < count; i++) {
            address = table(stages.get(i)).locate(address);
        }
        return address;
    }

    /** Whether a stage's table lets software read, or write, all bytes of an access. */
    private boolean passesOrFaults(int stage, Access access) {
        long first = behind(stage, access);
        PageTable table = table(stages.get(stage));
        boolean passes =
                table.allows(first, access.store()) && table.allows(first + access.bytes() - 1, access.store());
        if (!passes) {
            faulted = true;
            kernel.pageFault();
        }
        return passes;
    }

    private PageTable table(PageStage stage) {
        return stage.table(place.state());
    }

    // ---- pages -------------------------------------------------------------------------------------------------

    /** The kernel makes pages lead to frames as far as the memory goes now, and no further. */
    @Override
    public void resized(long bytes) {
        if (restored) {
            restored = false;
        } else {
            all.write(() -> mapTo(bytes));
        }
    }

    private void mapTo(long bytes) {
        PageTable table = table(stages.get(0));
        for (long offset = 0; offset < place.reservedBytes(); offset += table.pageBytes()) {
            long at = place.linear() + offset;
            boolean leads = table.leads(at);
            if (offset < bytes && !leads) {
                long[] chosen = frames.choose(place.actor(), at, offset);
                kernel.mapTo(place.state(), at, chosen[0], chosen[chosen.length - 1]);
            } else if (offset >= bytes && leads) {
                kernel.unmap(place.state(), at);
            }
        }
    }
}
