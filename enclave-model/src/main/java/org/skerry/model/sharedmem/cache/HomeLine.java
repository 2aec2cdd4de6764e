package org.skerry.model.sharedmem.cache;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.skerry.model.sharedmem.coherence.HomeState;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** What the home of a line knows about it, and what it is doing for whom. */
final class HomeLine {
    private static final HomeState[] STATES = HomeState.values();
    static final int NOBODY = -1;

    long line;
    HomeState state = HomeState.UNCACHED;
    int owner = NOBODY;
    final long[] sharers; // a bit a core
    int slot = NOBODY; // in the directory, while it is saved or loaded; a busy line has none
    long lastUse; // likewise

    boolean busy; // a request is being served, from its looking up the line on
    LineMessage request; // that one, or null for a recall
    int acksToCome;
    boolean acksAwaited;
    boolean lineReady; // and the table has not been told
    boolean askedCores; // the request needed another core
    boolean askedMemory; // the request needed memory
    boolean aside; // beside an inclusive slice: another line has taken its place there while it was busy
    boolean asideWritten; // and it must be written back
    final ArrayDeque<LineMessage> waiting = new ArrayDeque<>(0);

    HomeLine(int cores) {
        sharers = new long[words(cores)];
    }

    /** Words with a bit for each core. */
    static int words(int cores) {
        return (cores + 63) / 64;
    }

    /** Begins anew as a line that nobody has. */
    HomeLine of(long number) {
        line = number;
        state = HomeState.UNCACHED;
        slot = NOBODY;
        lastUse = 0;
        askedCores = false;
        askedMemory = false;
        aside = false;
        clear();
        return this;
    }

    void clear() {
        owner = NOBODY;
        Arrays.fill(sharers, 0);
    }

    boolean shares(int core) {
        return (sharers[core >> 6] & 1L << core) != 0;
    }

    void share(int core) {
        sharers[core >> 6] |= 1L << core;
    }

    /** Whether a core other than this one may have a copy, or is about to. */
    boolean knownElsewhere(int core) {
        if (busy && request != null && request.core() != core) {
            return true;
        }
        if (owner != NOBODY) {
            return owner != core;
        }
        for (int word = 0; word < sharers.length; word++) {
            long others = word == core >> 6 ? sharers[word] & ~(1L << core) : sharers[word];
            if (others != 0) {
                return true;
            }
        }
        return false;
    }

    void save(StateWriter out) {
        out.writeLong(line);
        out.writeInt(state.ordinal());
        out.writeInt(owner);
        out.writeLongs(sharers);
        out.writeInt(slot);
        out.writeLong(lastUse);
        out.writeBoolean(busy);
        out.writeBoolean(request != null);
        if (request != null) {
            LineMessage.CODEC.write(request, out);
        }
        out.writeInt(acksToCome);
        out.writeBoolean(acksAwaited);
        out.writeBoolean(askedCores);
        out.writeBoolean(askedMemory);
        out.writeBoolean(aside);
        out.writeBoolean(asideWritten);
        out.writeInt(waiting.size());
        waiting.forEach(message -> LineMessage.CODEC.write(message, out));
    }

    void load(StateReader in) {
        line = in.readLong();
        state = STATES[in.readIndex(STATES.length, "states of a line at home")];
        owner = in.readInt();
        in.readLongs(sharers);
        slot = in.readInt();
        lastUse = in.readLong();
        busy = in.readBoolean();
        request = in.readBoolean() ? (LineMessage) LineMessage.CODEC.read(in) : null;
        acksToCome = in.readInt();
        acksAwaited = in.readBoolean();
        askedCores = in.readBoolean();
        askedMemory = in.readBoolean();
        aside = in.readBoolean();
        asideWritten = in.readBoolean();
        waiting.clear();
        for (int left = in.readCount(Integer.BYTES); left > 0; left--) {
            waiting.add((LineMessage) LineMessage.CODEC.read(in));
        }
    }
}
