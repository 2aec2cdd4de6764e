package org.skerry.model.sharedmem.coherence;

import static org.skerry.model.sharedmem.coherence.DeviceLine.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.skerry.model.sharedmem.cache.LineMessage.Kind;

/**
 * Carries the two tables out for one line and a few cores in every order there is: any core may at any time load, store, put the line out
 * or drop it; any message under way may be the next to arrive, but for those from the home to one core, which keep their order; memory
 * and the slice answer when they like; the directory recalls when it likes. Data is one bit: whether it is what was written last.
 */
final class DeviceProtocolModel {
    private final int cores;
    private final boolean overlapping;
    private boolean device; // one more reads and writes, under the number behind the last core, and keeps no copy
    private final Set<String> used = new HashSet<>();
    private final DeviceCores atCores;
    private final DeviceHome atHome;

    /**
     * A model.
     *
     * @param overlapping whether a core may want something more of the line while it waits for it
     */
    DeviceProtocolModel(
            int cores,
            boolean overlapping,
            TransitionTable<PrivateState, PrivateEvent, PrivateAction> privateTable,
            TransitionTable<HomeState, HomeEvent, HomeAction> homeTable) {
        this.cores = cores;
        this.overlapping = overlapping;
        atCores = new DeviceCores(privateTable, used);
        atHome = new DeviceHome(homeTable, atCores, used);
    }

    /** The same with a device that reads the line, writes all of it or writes part of it, one thing after another. */
    DeviceProtocolModel withDevice() {
        device = true;
        return this;
    }

    /** Transitions that were taken, as "state event". */
    Set<String> used() {
        return used;
    }

    /** Goes through all states; returns their number, or throws {@link Broken}. */
    int explore(int limit) {
        Set<String> seen = new HashSet<>();
        ArrayDeque<DeviceLine> open = new ArrayDeque<>();
        DeviceLine first = new DeviceLine(cores);
        seen.add(first.canonical());
        open.add(first);
        while (!open.isEmpty()) {
            DeviceLine state = open.poll();
            for (DeviceLine next : successors(state)) {
                if (seen.add(next.canonical())) {
                    DeviceLaws.check(next);
                    open.add(next);
                    if (seen.size() > limit) {
                        throw new Broken("more than " + limit + " states");
                    }
                }
            }
        }
        return seen.size();
    }

    // ---- what can happen ---------------------------------------------------------------------------------------

    private List<DeviceLine> successors(DeviceLine from) {
        List<DeviceLine> all = new ArrayList<>();
        for (int core = 0; core < cores; core++) {
            int c = core;
            boolean waits = from.waits[c] != NOTHING || from.deferredPut[c];
            if (from.deferred[c] == NOTHING && (overlapping || !waits)) {
                add(all, from, s -> atCores.access(s, c, LOAD));
                add(all, from, s -> atCores.access(s, c, STORE));
            }
            if (!from.deferredPut[c] && (overlapping || from.states[c].stable())) {
                add(all, from, s -> atCores.evict(s, c));
            }
            if (from.states[c].stable() && from.states[c] != PrivateState.MODIFIED) {
                add(all, from, s -> atCores.step(s, c, PrivateEvent.DROP, NOBODY));
            }
            if (!from.toCore.get(c).isEmpty()) {
                add(all, from, s -> atCores.hear(s, c, s.toCore.get(c).remove(0)));
            }
        }
        if (device && !from.deviceWaits) {
            for (Kind kind : new Kind[] {Kind.READ_ONCE, Kind.WRITE_LINE, Kind.WRITE_PART}) {
                add(all, from, s -> {
                    s.deviceWaits = true;
                    s.others.add(message(kind, cores, cores, false));
                });
            }
        }
        if (!from.toCore.get(cores).isEmpty()) {
            add(all, from, s -> {
                s.toCore.get(cores).remove(0);
                s.deviceWaits = false;
            });
        }
        for (int message : new HashSet<>(from.others)) {
            add(all, from, s -> {
                s.others.remove((Integer) message);
                atHome.arrive(s, message);
            });
        }
        if (from.memoryAsked) {
            add(all, from, s -> {
                s.memoryAsked = false;
                s.lineReady = true;
                atHome.follow(s);
            });
        }
        if (from.home.stable() && from.home != HomeState.UNCACHED) {
            add(all, from, s -> {
                s.asks = NOBODY;
                atHome.event(s, HomeEvent.RECALL, false);
            });
        }
        return all;
    }

    private void add(List<DeviceLine> all, DeviceLine from, Consumer<DeviceLine> what) {
        DeviceLine next = new DeviceLine(from);
        what.accept(next);
        all.add(next);
    }
}
