package org.skerry.model.enclave;

import java.util.ArrayList;
import java.util.List;
import org.skerry.model.fault.Breakage;
import org.skerry.model.fault.BreakageCounts;
import org.skerry.model.fault.Fault;
import org.skerry.sim.kernel.Component;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** What breaks of the enclaves of a slice, in the order of time, and what came of it. */
final class SliceFaults implements Stateful {
    private final Enclave[] enclaves;
    private final int first; // enclave
    private final int perTile;
    private final List<Fault> faults;
    private final BreakageCounts counts;
    private final List<Breakage> came = new ArrayList<>();
    private int struck;

    SliceFaults(Enclave[] enclaves, int first, int perTile, List<Fault> faults, BreakageCounts counts) {
        this.enclaves = enclaves;
        this.first = first;
        this.perTile = perTile;
        this.faults = faults;
        this.counts = counts;
    }

    /** Everything strikes whose cycle has come. */
    void strike(long cycle) {
        while (struck < faults.size() && faults.get(struck).cycle() <= cycle) {
            Fault fault = faults.get(struck++);
            counts.struck(fault.kind());
            came.add(new Breakage(cycle, fault.text(), strike(cycle, fault)));
        }
    }

    private String strike(long cycle, Fault fault) {
        return switch (fault.kind()) {
            case TILE -> lose(cycle, fault.place());
            case HANG -> enclaves[fault.place() - first].damage().hang(cycle);
            case FLIP -> enclaves[fault.place() - first].damage().flip(cycle, fault);
            default -> throw new IllegalStateException(fault.text() + " is nothing of an enclave");
        };
    }

    private String lose(long cycle, int tile) {
        List<String> lost = new ArrayList<>();
        for (int i = 0; i < perTile; i++) {
            String each = enclaves[tile * perTile + i - first].damage().lose(cycle);
            if (each.startsWith("lost")) {
                lost.add(each.substring("lost ".length()));
            }
        }
        return lost.isEmpty() ? "nobody lived there" : "lost " + String.join(", ", lost);
    }

    long nextCycle() {
        return struck < faults.size() ? faults.get(struck).cycle() : Component.IDLE;
    }

    /** What has struck so far. */
    List<Breakage> came() {
        return came;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(struck);
        came.forEach(each -> each.write(out));
    }

    @Override
    public void load(StateReader in) {
        struck = in.readInt();
        came.clear();
        for (int i = 0; i < struck; i++) {
            came.add(Breakage.read(in));
        }
    }
}
