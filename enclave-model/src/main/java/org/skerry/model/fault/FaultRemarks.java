package org.skerry.model.fault;

import java.util.ArrayList;
import java.util.List;

/** What is said about faults in the remarks of a run. */
public final class FaultRemarks {
    /** More lines than this tell a reader nothing. Assumption. */
    private static final int MOST = 12;

    private FaultRemarks() {}

    /** A line for each of the first ones, and how many there were. */
    public static List<String> of(List<Breakage> all) {
        List<String> lines = new ArrayList<>();
        for (Breakage each : all.subList(0, Math.min(MOST, all.size()))) {
            lines.add("Broke: " + each.fault() + (each.came().isEmpty() ? "." : ": " + each.came() + "."));
        }
        if (all.size() > MOST) {
            lines.add("Broke: " + (all.size() - MOST) + " more.");
        }
        return lines;
    }
}
