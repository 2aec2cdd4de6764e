package org.skerry.model.fault;

import java.util.List;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/** How many of each kind have struck, and what came of flips. */
public final class BreakageCounts implements Stateful {
    private static final int STRUCK = FaultKind.values().length;
    private static final int VERDICTS = WordGuard.Verdict.values().length;
    private static final int NOWHERE = STRUCK + VERDICTS;
    private static final int CODE = NOWHERE + 1;

    private final long[] counts = new long[CODE + 1];

    /** One of this kind has struck. */
    public void struck(FaultKind kind) {
        counts[kind.ordinal()]++;
    }

    /** So a flip has been judged. */
    public void flipped(WordGuard.Verdict verdict) {
        counts[STRUCK + verdict.ordinal()]++;
    }

    /** A flip struck where nobody lives. */
    public void nowhere() {
        counts[NOWHERE]++;
    }

    /** A flip struck code, which the simulator does not execute from memory. */
    public void code() {
        counts[CODE]++;
    }

    /** Adds the metrics {@code faults.*}, sums over {@code parts}. */
    public static void register(StatsRegistry registry, List<BreakageCounts> parts) {
        for (FaultKind kind : FaultKind.values()) {
            add(
                    registry,
                    parts,
                    kind.word() + "s",
                    "faults of kind '" + kind.word() + "' that have struck",
                    kind.ordinal());
        }
        add(registry, parts, "flipsCorrected", "flips that the check of words put right", STRUCK);
        add(registry, parts, "flipsDetected", "flips that the check of words noticed", STRUCK + 1);
        add(registry, parts, "flipsSilent", "flips that changed what is read", STRUCK + 2);
        add(registry, parts, "flipsNowhere", "flips where nobody lives, or of bytes that are not there", NOWHERE);
        add(registry, parts, "flipsInCode", "flips of code, of which nothing comes in this simulator", CODE);
    }

    private static void add(StatsRegistry registry, List<BreakageCounts> parts, String name, String text, int index) {
        registry.counter(
                "faults." + name,
                Unit.COUNT,
                text,
                () -> parts.stream().mapToLong(part -> part.counts[index]).sum());
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(counts);
    }

    @Override
    public void load(StateReader in) {
        in.readLongs(counts);
    }
}
