package org.skerry.model.count;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/**
 * Where the cycles of one core went. The core says when it turns to something else; read at any cycle, the parts add up to all cycles
 * so far.
 *
 * <p>A stretch of guest code is one whole in time and several parts in the account. Within it the translation of addresses comes
 * first, then waits for a second-level cache, then software, then what the nearest memory took beyond the instructions, then the instructions: so also if it is read, or cut
 * off, before its end.
 */
public final class CycleAccount implements Stateful {
    private static final CyclePart[] PARTS = CyclePart.values();
    private static final int COMPUTE = CyclePart.COMPUTE.ordinal();
    private static final int IDLE = CyclePart.IDLE.ordinal();

    // Before the present stretch. What an enclave's core does in every turn lies in this object, to be found with it.
    private long inCompute;
    private long inSoftware;
    private long inMemory;
    private long inIdle;
    private final long[] others = new long[PARTS.length]; // by part; of the four above, 0
    private int part = IDLE; // its ordinal: a reference is dearer to write, which is done twice a turn
    private long since;
    private long translation; // if it executes, most cycles of the present stretch that are translation
    private long l2; // likewise waits for the second level
    private long software; // likewise
    private long memory; // likewise

    /** Reads what the next call will need; the number means nothing. */
    public long foresee() {
        return inCompute + memory;
    }

    /** Since when the core does what it does. */
    public long since() {
        return since;
    }

    /** From {@code cycle} on the core does this. */
    public void turnTo(long cycle, CyclePart next) {
        close(cycle);
        part = next.ordinal();
    }

    /** From {@code cycle} on the core executes: at most so much translation, waiting, software and waiting for memory, then instructions. */
    public void execute(long cycle, long translationCycles, long l2Cycles, long softwareCycles, long memoryCycles) {
        execute(cycle, softwareCycles, memoryCycles);
        translation = translationCycles;
        l2 = l2Cycles;
    }

    /** The same for a core that never translates and has no second level. */
    public void execute(long cycle, long softwareCycles, long memoryCycles) {
        close(cycle);
        part = COMPUTE;
        software = softwareCycles;
        memory = memoryCycles;
    }

    /** The present stretch is over at {@code cycle}, and was this after all; what follows is what it was taken for. */
    public void resolve(long cycle, CyclePart what) {
        add(what, cycle - since);
        since = cycle;
    }

    /** A core that executes stands still from {@code cycle} on, with nothing to do, until {@link #resume}. */
    public void suspend(long cycle) {
        long[] passed = {
            inStretch(CyclePart.TRANSLATION, cycle),
            inStretch(CyclePart.L2, cycle),
            inStretch(CyclePart.MESSAGE_SOFTWARE, cycle),
            inStretch(CyclePart.PRIVATE_MEMORY, cycle)
        };
        turnTo(cycle, CyclePart.IDLE);
        translation -= passed[0];
        l2 -= passed[1];
        software -= passed[2];
        memory -= passed[3];
    }

    /** It goes on with the rest of the stretch. */
    public void resume(long cycle) {
        turnTo(cycle, CyclePart.COMPUTE);
    }

    private void close(long cycle) {
        long passed = cycle - since;
        since = cycle;
        if (part == IDLE) {
            inIdle += passed;
            return;
        }
        if (part != COMPUTE) {
            add(PARTS[part], passed);
            return;
        }
        if ((translation | l2) != 0) { // never on a core without a cache
            passed = afterCaches(passed);
        }
        long bySoftware = Math.min(passed, software);
        passed -= bySoftware;
        long byMemory = Math.min(passed, memory);
        inSoftware += bySoftware;
        inMemory += byMemory;
        inCompute += passed - byMemory;
    }

    private long afterCaches(long passed) {
        long inTranslation = Math.min(passed, translation);
        long inL2 = Math.min(passed - inTranslation, l2);
        others[CyclePart.TRANSLATION.ordinal()] += inTranslation;
        others[CyclePart.L2.ordinal()] += inL2;
        return passed - inTranslation - inL2;
    }

    private void add(CyclePart to, long passed) {
        switch (to) {
            case COMPUTE -> inCompute += passed;
            case MESSAGE_SOFTWARE -> inSoftware += passed;
            case PRIVATE_MEMORY -> inMemory += passed;
            case IDLE -> inIdle += passed;
            default -> others[to.ordinal()] += passed;
        }
    }

    private long before(CyclePart of) {
        return switch (of) {
            case COMPUTE -> inCompute;
            case MESSAGE_SOFTWARE -> inSoftware;
            case PRIVATE_MEMORY -> inMemory;
            case IDLE -> inIdle;
            default -> others[of.ordinal()];
        };
    }

    /** Cycles of a part from the beginning to {@code now}, which is not before the last turn to something else. */
    public long cycles(CyclePart which, long now) {
        return before(which) + inStretch(which, now);
    }

    private long inStretch(CyclePart which, long now) {
        long passed = now - since;
        if (part != COMPUTE) {
            return which.ordinal() == part ? passed : 0;
        }
        long inTranslation = Math.min(passed, translation);
        long inL2 = Math.min(passed - inTranslation, l2);
        long bySoftware = Math.min(passed - inTranslation - inL2, software);
        long byMemory = Math.min(passed - inTranslation - inL2 - bySoftware, memory);
        return switch (which) {
            case TRANSLATION -> inTranslation;
            case L2 -> inL2;
            case MESSAGE_SOFTWARE -> bySoftware;
            case PRIVATE_MEMORY -> byMemory;
            case COMPUTE -> passed - inTranslation - inL2 - bySoftware - byMemory;
            default -> 0;
        };
    }

    /**
     * Adds the metrics {@code cycles.*}: the sum over all cores.
     *
     * @param all   the accounts, one for each core
     * @param parts what these cores can spend cycles on
     * @param now   the present cycle
     */
    public static void register(
            StatsRegistry registry, List<CycleAccount> all, Collection<CyclePart> parts, LongSupplier now) {
        for (CyclePart each : parts) {
            registry.counter(each.metric(), Unit.CYCLES, "cycles of all cores " + each.text(), () -> {
                long cycle = now.getAsLong();
                return all.stream()
                        .mapToLong(account -> account.cycles(each, cycle))
                        .sum();
            });
        }
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(Arrays.stream(PARTS).mapToLong(this::before).toArray());
        out.writeInt(part);
        out.writeLong(since);
        out.writeLong(translation);
        out.writeLong(l2);
        out.writeLong(software);
        out.writeLong(memory);
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(others);
        inCompute = take(CyclePart.COMPUTE);
        inSoftware = take(CyclePart.MESSAGE_SOFTWARE);
        inMemory = take(CyclePart.PRIVATE_MEMORY);
        inIdle = take(CyclePart.IDLE);
        part = in.readIndex(PARTS.length, "parts of a cycle stack");
        since = in.readLong();
        translation = in.readLong();
        l2 = in.readLong();
        software = in.readLong();
        memory = in.readLong();
    }

    /** Takes out what was read among the others and lies in a field. */
    private long take(CyclePart of) {
        long read = others[of.ordinal()];
        others[of.ordinal()] = 0;
        return read;
    }
}
