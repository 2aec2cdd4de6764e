package org.skerry.model.sharedmem.containment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** All actors in processes, by task and in order of birth, and who has to hear that the bytes of a page table are others now. */
final class PagedCells implements Stateful {
    private final Map<Long, PagedCell> cells = new LinkedHashMap<>();
    private boolean writing; // the kernel itself writes to a table

    void add(long task, PagedCell cell) {
        cells.put(task, cell);
    }

    /** The one who has gone; null if there was none. */
    PagedCell remove(long task) {
        return cells.remove(task);
    }

    Set<Long> tasks() {
        return cells.keySet();
    }

    Collection<PagedCell> all() {
        return cells.values();
    }

    /** What keeps an actor in; null if it is in no process any more. */
    PagedCell of(Party actor) {
        return cells.get(actor.state());
    }

    /** Whether somebody is there, and in a process. */
    boolean hold(Party actor) {
        return actor != null && cells.containsKey(actor.state());
    }

    /** The kernel itself writes to tables: no window has to be shorter for it. */
    void write(Runnable work) {
        writing = true;
        try {
            work.run();
        } finally {
            writing = false;
        }
    }

    /** Somebody has written where page tables lie. Unless that was the kernel, no window is what it was. */
    void tablesMoved(long offset, int bytes) {
        if (!writing) {
            cells.values().forEach(cell -> cell.place().moved().run());
        }
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(cells.size());
        cells.forEach((task, cell) -> {
            out.writeLong(task);
            out.writeBoolean(cell.faulted());
            out.writeBoolean(cell.preempted());
        });
    }

    @Override
    public void load(StateReader in) {
        List<Long> alive = new ArrayList<>();
        for (int left = in.readCount(1); left > 0; left--) {
            long task = in.readLong();
            alive.add(task);
            cells.get(task).restore(in.readBoolean(), in.readBoolean());
        }
        cells.keySet().retainAll(alive);
    }
}
