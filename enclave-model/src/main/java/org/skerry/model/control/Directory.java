package org.skerry.model.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** Who lives where as one node knows it, and who waits to hear of whom. Every node has all of it, so that none is needed. */
final class Directory implements Stateful {
    /** Where an actor is that does not live yet, as far as is known. */
    static final int COMING = -1;

    /** Where an actor is that never came to life. */
    static final int NOWHERE = -2;

    private final Map<Long, Entry> entries = new LinkedHashMap<>(); // in order of arrival

    private static final class Entry {
        int place = COMING;
        final List<Integer> askers = new ArrayList<>();
    }

    /** Where an actor is: an enclave, {@link #COMING} or {@link #NOWHERE}. */
    int place(long actor) {
        Entry entry = entries.get(actor);
        return entry == null ? COMING : entry.place;
    }

    /** An endpoint wants to hear where an actor is that is not known yet. */
    void ask(long actor, int asker) {
        List<Integer> askers = entry(actor).askers;
        if (!askers.contains(asker)) {
            askers.add(asker);
        }
    }

    /** It is known where an actor is. Returns who is to be told. */
    List<Integer> resolve(long actor, int place) {
        Entry entry = entry(actor);
        entry.place = place;
        List<Integer> askers = List.copyOf(entry.askers);
        entry.askers.clear();
        return askers;
    }

    /** Who lives at a place, as far as is known. */
    List<Long> livingAt(int place) {
        List<Long> actors = new ArrayList<>();
        entries.forEach((actor, entry) -> {
            if (entry.place == place) {
                actors.add(actor);
            }
        });
        return actors;
    }

    private Entry entry(long actor) {
        return entries.computeIfAbsent(actor, id -> new Entry());
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(entries.size());
        entries.forEach((actor, entry) -> {
            out.writeLong(actor);
            out.writeInt(entry.place);
            out.writeInts(entry.askers.stream().mapToInt(Integer::intValue).toArray());
        });
    }

    @Override
    public void load(StateReader in) {
        entries.clear();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            Entry entry = entry(in.readLong());
            entry.place = in.readInt();
            for (int askers = in.readCount(Integer.BYTES); askers > 0; askers--) {
                entry.askers.add(in.readInt());
            }
        }
    }
}
