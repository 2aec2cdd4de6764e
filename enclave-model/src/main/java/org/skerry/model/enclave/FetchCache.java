package org.skerry.model.enclave;

import org.skerry.model.memory.SetAssociativeCache;
import org.skerry.model.memory.SramModel;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.SyncPoint;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.memory.AccessModel;
import org.skerry.sim.memory.CodeModel;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The cache of instructions of one enclave, in front of its private memory. It is empty when a program has been loaded, and when an actor comes back that
 * has been away. A miss becomes an entry of the ledger, whose operand is the cycles that the core waits. Loads and stores are none of its business.
 */
final class FetchCache implements AccessModel, CodeModel, Stateful {
    /** Entries after which the guest is held, so that the ledger of a turn that misses all the time stays small. Assumption. */
    private static final int MOST_ENTRIES = 1 << 20;

    private final FetchSpec spec;
    private SetAssociativeCache tags;
    private final FetchCounters counters;
    private final long codeBase;
    private final int lineBits;
    private final long missCycles;
    private long lineNow = -1; // that is executed
    private Turn turn;

    /** Of an enclave whose code begins at address {@code codeBase}. */
    private FetchCache(ChipSpec chip, long codeBase, FetchCounters counters) {
        this.spec = chip.code();
        tags = new SetAssociativeCache(spec.cache(), null);
        lineBits = spec.cache().lineBits();
        missCycles = spec.missCycles(chip.core(), new SramModel(chip.enclave().memoryBytes()), chip.meshHertz());
        this.codeBase = codeBase;
        this.counters = counters;
    }

    /** The cache, or null where instructions are at hand. */
    static FetchCache of(ChipSpec spec, long codeBase, FetchCounters counters) {
        return spec.code().isOn() ? new FetchCache(spec, codeBase, counters) : null;
    }

    /** Names the turn whose ledger takes the misses. */
    void attach(Turn newTurn) {
        turn = newTurn;
    }

    @Override
    public CodeModel code() {
        return this;
    }

    @Override
    public void execute(long offset, int bytes) {
        long last = codeBase + offset + bytes - 1 >> lineBits;
        for (long line = codeBase + offset >> lineBits; line <= last; line++) {
            if (line != lineNow) {
                lineNow = line;
                if (tags.read(line)) {
                    counters.hits++;
                } else {
                    miss(line);
                }
            }
        }
    }

    private void miss(long line) {
        counters.misses++;
        counters.cycles += missCycles;
        tags.fill(line, SetAssociativeCache.SHARED);
        turn.settle();
        Ledger ledger = turn.ledger();
        ledger.add(Ledger.Kind.FETCH, missCycles, null);
        if (ledger.size() >= MOST_ENTRIES) {
            turn.hold(SyncPoint.ACCESS);
        }
    }

    @Override
    public void load(long address, int bytes) {}

    @Override
    public void store(long address, int bytes) {}

    /** Nothing is in it any more. */
    void clear() {
        tags = new SetAssociativeCache(spec.cache(), null);
        lineNow = -1;
    }

    @Override
    public void save(StateWriter out) {
        tags.save(out);
        out.writeLong(lineNow);
    }

    @Override
    public void load(StateReader in) {
        tags.load(in);
        lineNow = in.readLong();
    }
}
