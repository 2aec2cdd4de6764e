package org.skerry.model.fault;

import java.util.Map;
import java.util.TreeMap;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The check of a memory's words: one bit of a word that is wrong is put right whenever it is read, two are noticed, more may look like one.
 * Wrong bits stay in their word until it is scrubbed; that an actor writes the word meanwhile, which puts it right too, is not followed.
 */
public final class WordGuard implements Stateful {
    /** What comes of a flip. */
    public enum Verdict {
        /** Nobody will ever read what was turned over. */
        CORRECTED,
        /** Whoever reads the word is stopped. */
        DETECTED,
        /** The word is read as something else. */
        SILENT
    }

    private final MemoryGuard guard;
    private final Map<Long, Long> wrong = new TreeMap<>(); // by word: bits that are wrong and in memory as they were
    private long scrubbed; // intervals that are over

    /** A memory without a wrong bit. */
    public WordGuard(MemoryGuard guard) {
        this.guard = guard;
    }

    /** Bits of a word of 64 are turned over at {@code cycle}. */
    public Verdict flip(long cycle, long word, long bits) {
        if (!guard.secded()) {
            return Verdict.SILENT;
        }
        long interval = cycle / guard.scrubCycles();
        if (interval > scrubbed) {
            wrong.clear();
            scrubbed = interval;
        }
        long now = wrong.getOrDefault(word, 0L) ^ bits;
        if (now == 0) {
            wrong.remove(word);
        } else {
            wrong.put(word, now);
        }
        return switch (Long.bitCount(now)) {
            case 0, 1 -> Verdict.CORRECTED;
            case 2 -> Verdict.DETECTED;
            default -> Verdict.SILENT;
        };
    }

    /** The memory was cleared. */
    public void clear() {
        wrong.clear();
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(scrubbed);
        out.writeInt(wrong.size());
        wrong.forEach((word, bits) -> {
            out.writeLong(word);
            out.writeLong(bits);
        });
    }

    @Override
    public void load(StateReader in) {
        scrubbed = in.readLong();
        wrong.clear();
        for (int left = in.readCount(2 * Long.BYTES); left > 0; left--) {
            wrong.put(in.readLong(), in.readLong());
        }
    }
}
