package org.skerry.model.sharedmem.cache;

import java.util.Arrays;
import org.skerry.model.memory.SetAssociativeCache;
import org.skerry.model.sharedmem.cache.LineMessage.Kind;
import org.skerry.model.sharedmem.coherence.PrivateAction;
import org.skerry.model.sharedmem.coherence.PrivateEvent;
import org.skerry.model.sharedmem.coherence.PrivateState;
import org.skerry.model.sharedmem.coherence.TransitionTable;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The private caches of one core: their tags, and the private side of the protocol, carried out.
 *
 * <p><b>Two times.</b> A guest runs a whole turn before its time has passed, and the tags decide then what hits and what misses; the
 * protocol hears of a miss when the ledger is replayed. Between the two a line is in the <em>book</em>: how many entries of the ledger
 * are still to come, and the state the line has in simulated time. Probes meet the state in the book and leave the tags alone, which are
 * of a later time. Once nothing is to come and nothing under way, the tags are set to what the protocol says and the line leaves the
 * book. A line that is not in the book has the state that its tags have.
 *
 * <p><b>Guesses.</b> Whether a line comes in as the only copy is known when the answer comes; until then it is a guess of what the home
 * knows at the time of the miss. A line taken for one copy among others is made the only one; a line taken for the only copy and written
 * meanwhile asks for the right to be written then, and nobody waits for that. One thing goes free: if such a line was also put out again
 * before the answer came, its write is not charged.
 */
final class PrivateSide implements Stateful {
    private static final PrivateState[] STATES = PrivateState.values();

    /** What it needs to tell others. */
    interface Outlet {
        /** A message about a line, from this core, after some cycles in its tags or data. */
        void say(long cycle, int delayCycles, Kind kind, long line, int from, int about);

        /** The core has a line it waits for. */
        void served(long cycle, int core, long line, Server server);

        /** Whether the home of a line knows of a copy elsewhere. */
        boolean knownElsewhere(int core, long line);
    }

    final PrivateTags tags;
    final Translation translation; // null: none
    final Prefetcher prefetcher; // null: none
    private final int core;
    private final int tagCycles;
    private final int probeCycles; // from a probe to an answer without data
    private final int dataCycles; // from a probe to an answer with data
    private final Outlet outlet;
    private final EntityDigests digests;
    private final LineBook book = new LineBook();
    private final TransitionTable<PrivateState, PrivateEvent, PrivateAction> table;

    // of the event being handled
    private int peer;
    private boolean serving;
    private boolean deferring;

    long dataAnswers; // lines read out for others
    long peerAnswers; // of these, to other cores
    long puts;

    PrivateSide(
            int core,
            MemorySpec spec,
            RandomStreams streams,
            Outlet outlet,
            EntityDigests digests,
            TransitionTable<PrivateState, PrivateEvent, PrivateAction> table) {
        this.core = core;
        this.table = table;
        this.outlet = outlet;
        this.digests = digests;
        tags = new PrivateTags(spec, core, streams);
        translation =
                spec.translation().isOn() ? new Translation(spec.translation(), spec.lineBytes(), tags.filter) : null;
        prefetcher = spec.prefetch().isOn() ? new Prefetcher(spec.prefetch(), spec.lineBytes()) : null;
        tagCycles = spec.tagCycles();
        probeCycles = spec.llc().probeCycles() + tagCycles;
        dataCycles = spec.llc().probeCycles() + Math.max(tagCycles, spec.l2().hitCycles());
    }

    // ---- at the time of the tags -------------------------------------------------------------------------------

    /** The tags take in a line that was missed; returns the wish to replay. */
    long miss(long line, boolean write) {
        if (prefetcher != null) {
            prefetcher.forget(line);
        }
        boolean copy = write && tags.holds(line);
        expect(line).toCome++;
        if (copy) {
            tags.own(line);
        } else if (write) {
            fill(line, SetAssociativeCache.MODIFIED);
        } else {
            fill(line, guess(line));
        }
        return LineWish.far(line, write, copy);
    }

    /** The same of a line of code. */
    long missCode(long line) {
        if (prefetcher != null) {
            prefetcher.forget(line);
        }
        expect(line).toCome++;
        tags.fillCode(line, guess(line));
        evicted();
        return LineWish.ofCode(LineWish.far(line, false, false));
    }

    /** Whether a line that is read will be the only copy. */
    private byte guess(long line) {
        return outlet.knownElsewhere(core, line) ? SetAssociativeCache.SHARED : SetAssociativeCache.EXCLUSIVE;
    }

    /** The second level has a line that is used: returns the wish. */
    long near(long line, boolean write) {
        LineBook.Entry entry = prefetcher == null || !prefetcher.use(line) ? null : book.get(line);
        if (entry == null) {
            return LineWish.near(line);
        }
        entry.toCome++;
        return LineWish.asked(line, write);
    }

    /** Whether a line can be asked for ahead. */
    boolean lacks(long line) {
        return !tags.holds(line);
    }

    /** The tags take in a line that the core {@link #lacks} and may want; returns the wish to replay. */
    long prefetch(long line) {
        prefetcher.ask(line);
        expect(line).toCome++;
        tags.prefetch(line, guess(line));
        evicted();
        return LineWish.prefetch(line);
    }

    private void fill(long line, byte state) {
        tags.fill(line, state);
        evicted();
    }

    private void evicted() {
        if (prefetcher != null) {
            prefetcher.forget(tags.evicted());
        }
        if (tags.evictedModified()) {
            expectPut(tags.evicted());
        }
    }

    private LineBook.Entry expect(long line) {
        LineBook.Entry entry = book.get(line);
        return entry != null ? entry : enter(line, ofTags(line));
    }

    /** A written line has just left the tags. */
    private void expectPut(long line) {
        LineBook.Entry entry = book.get(line);
        if (entry == null) {
            entry = enter(line, PrivateState.MODIFIED);
        } else if (entry.state == PrivateState.EXCLUSIVE) {
            entry.state = PrivateState.MODIFIED;
        }
        entry.toCome++;
    }

    private PrivateState ofTags(long line) {
        if (!tags.holds(line)) {
            return PrivateState.INVALID;
        }
        return tags.isModified(line)
                ? PrivateState.MODIFIED
                : tags.owns(line) ? PrivateState.EXCLUSIVE : PrivateState.SHARED;
    }

    // ---- at the time of the protocol ---------------------------------------------------------------------------

    /** A miss happens. Returns whether the core has to wait. */
    boolean request(long cycle, long wish) {
        long line = LineWish.line(wish);
        LineBook.Entry entry = book.get(line);
        entry.toCome--;
        if (!LineWish.hasCopy(wish) && (entry.state == PrivateState.SHARED || entry.state == PrivateState.EXCLUSIVE)) {
            step(cycle, entry, PrivateEvent.DROP); // the tags had lost it when they missed it
        }
        step(cycle, entry, LineWish.toWrite(wish) ? PrivateEvent.STORE : PrivateEvent.LOAD);
        if (LineWish.isPrefetch(wish)) {
            if (serving) {
                settle(cycle, entry);
            }
            return false; // and if the line is busy with something else, nothing becomes of it
        }
        if (deferring) {
            entry.deferred++;
            entry.deferredStore |= LineWish.toWrite(wish);
            return true;
        }
        if (serving) {
            settle(cycle, entry);
            return false;
        }
        entry.waiting++;
        return true;
    }

    /** A written line leaves. */
    void put(long cycle, long line) {
        LineBook.Entry entry = book.get(line);
        entry.toCome--;
        evict(cycle, entry);
        settle(cycle, entry);
    }

    /** An entry of the ledger will never be replayed. */
    void forget(long cycle, long line) {
        LineBook.Entry entry = book.get(line);
        entry.toCome--;
        settle(cycle, entry);
    }

    private void evict(long cycle, LineBook.Entry entry) {
        step(cycle, entry, PrivateEvent.EVICT);
        entry.deferredPut = deferring;
    }

    /** The home or another core says something about a line. {@code about} is the core that a forwarded line is for. */
    void hear(long cycle, PrivateEvent event, long line, int about, Server server) {
        peer = about;
        LineBook.Entry entry = book.get(line);
        boolean settled = entry == null;
        if (settled) {
            entry = enter(line, ofTags(line));
        } else if (entry.state == PrivateState.EXCLUSIVE && tags.isModified(line)) {
            entry.state = PrivateState.MODIFIED; // a write that hit told nobody
        }
        step(cycle, entry, event);
        if (settled && entry.state == PrivateState.SHARED) {
            tags.mark(line, SetAssociativeCache.SHARED); // what was written has been told
        }
        int served = 0;
        if (serving) {
            served = entry.waiting;
            entry.waiting = 0;
        }
        for (served += settle(cycle, entry); served > 0; served--) {
            outlet.served(cycle, core, line, server);
        }
    }

    /** Does what waited for the line to be quiet; then, if nothing is to come, makes the tags agree. Returns whom that has served. */
    private int settle(long cycle, LineBook.Entry entry) {
        int served = 0;
        while (entry.state.stable() && (entry.deferredPut || entry.deferred > 0)) {
            if (entry.deferredPut) {
                entry.deferredPut = false;
                evict(cycle, entry);
            } else {
                step(cycle, entry, entry.deferredStore ? PrivateEvent.STORE : PrivateEvent.LOAD);
                if (serving) {
                    served += entry.deferred;
                } else {
                    entry.waiting = entry.deferred;
                }
                entry.deferred = 0;
                entry.deferredStore = false;
            }
        }
        if (entry.state.stable() && entry.toCome == 0) {
            agree(cycle, entry);
        }
        return served;
    }

    private void agree(long cycle, LineBook.Entry entry) {
        long line = entry.line;
        boolean here = tags.holds(line);
        switch (entry.state) {
            case INVALID -> {
                if (here) {
                    tags.invalidate(line);
                }
            }
            case SHARED -> {
                if (here && tags.isModified(line)) {
                    step(cycle, entry, PrivateEvent.STORE); // written on a wrong guess
                    return;
                }
                tags.mark(line, SetAssociativeCache.SHARED);
            }
            case EXCLUSIVE -> {
                if (!tags.isModified(line)) {
                    tags.mark(line, SetAssociativeCache.EXCLUSIVE);
                }
            }
            case MODIFIED -> {
                if (!here) {
                    evict(cycle, entry);
                    return;
                }
                tags.mark(line, SetAssociativeCache.MODIFIED);
            }
            default -> throw new IllegalStateException("line " + line + " is " + entry.state);
        }
        book.remove(entry);
    }

    private void step(long cycle, LineBook.Entry entry, PrivateEvent event) {
        TransitionTable.Transition<PrivateState, PrivateAction> transition = table.get(entry.state, event);
        digests.add(
                core,
                cycle,
                event.ordinal(),
                Mix.combine(entry.line, transition.next().ordinal()));
        entry.state = transition.next();
        serving = false;
        deferring = false;
        for (int i = 0; i < transition.actions().size(); i++) {
            act(cycle, entry.line, transition.actions().get(i));
        }
    }

    private void act(long cycle, long line, PrivateAction action) {
        switch (action) {
            case SEND_READ -> tell(cycle, tagCycles, Kind.READ, line);
            case SEND_OWN -> tell(cycle, tagCycles, Kind.OWN, line);
            case SEND_UPGRADE -> tell(cycle, tagCycles, Kind.UPGRADE, line);
            case SEND_PUT -> {
                puts++;
                tell(cycle, 0, Kind.PUT, line);
            }
            case SERVE -> serving = true;
            case DEFER -> deferring = true;
            case SEND_ACK -> tell(cycle, probeCycles, Kind.ACK, line);
            case SEND_ACK_DATA -> tellData(cycle, Kind.ACK_DATA, line);
            case SEND_PEER_SHARED -> toPeer(cycle, Kind.PEER_SHARED, line);
            case SEND_PEER_OWNED -> toPeer(cycle, Kind.PEER_OWNED, line);
            case SEND_COPY_CLEAN -> tell(cycle, probeCycles, Kind.COPY_CLEAN, line);
            case SEND_COPY_DIRTY -> tell(cycle, dataCycles, Kind.COPY_DIRTY, line);
            case SEND_NO_COPY -> tell(cycle, probeCycles, Kind.NO_COPY, line);
            case SEND_CONFIRM -> tell(cycle, 0, Kind.CONFIRM, line);
        }
    }

    private void tell(long cycle, int delay, Kind kind, long line) {
        outlet.say(cycle, delay, kind, line, core, core);
    }

    private void tellData(long cycle, Kind kind, long line) {
        dataAnswers++;
        tell(cycle, dataCycles, kind, line);
    }

    private void toPeer(long cycle, Kind kind, long line) {
        dataAnswers++;
        peerAnswers++;
        outlet.say(cycle, dataCycles, kind, line, core, peer);
    }

    // ---- the book ----------------------------------------------------------------------------------------------

    /** State of a line in simulated time. */
    PrivateState state(long line) {
        LineBook.Entry entry = book.get(line);
        return entry == null ? ofTags(line) : entry.state;
    }

    /** Lines between the two times, or with something under way. */
    int unsettled() {
        return book.size();
    }

    private LineBook.Entry enter(long line, PrivateState state) {
        LineBook.Entry entry = book.add(line);
        entry.state = state;
        return entry;
    }

    @Override
    public void save(StateWriter out) {
        tags.save(out);
        if (translation != null) {
            translation.save(out);
        }
        if (prefetcher != null) {
            prefetcher.save(out);
        }
        long[] lines = book.lines();
        Arrays.sort(lines);
        out.writeLongs(lines);
        for (long line : lines) {
            LineBook.Entry entry = book.get(line);
            out.writeInt(entry.state.ordinal());
            out.writeInt(entry.toCome);
            out.writeInt(entry.waiting);
            out.writeInt(entry.deferred);
            out.writeBoolean(entry.deferredStore);
            out.writeBoolean(entry.deferredPut);
        }
        out.writeLong(dataAnswers);
        out.writeLong(peerAnswers);
        out.writeLong(puts);
    }

    @Override
    public void load(StateReader in) {
        tags.load(in);
        if (translation != null) {
            translation.load(in);
        }
        if (prefetcher != null) {
            prefetcher.load(in);
        }
        book.clear();
        for (long line : in.readLongs()) {
            LineBook.Entry entry = enter(line, STATES[in.readIndex(STATES.length, "states of a line")]);
            entry.toCome = in.readInt();
            entry.waiting = in.readInt();
            entry.deferred = in.readInt();
            entry.deferredStore = in.readBoolean();
            entry.deferredPut = in.readBoolean();
        }
        dataAnswers = in.readLong();
        peerAnswers = in.readLong();
        puts = in.readLong();
    }
}
