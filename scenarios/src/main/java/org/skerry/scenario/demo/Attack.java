package org.skerry.scenario.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.sim.trace.MemoryRegion;
import org.skerry.sim.trace.Reach;
import org.skerry.sim.trace.Reach.Landing;
import org.skerry.sim.trace.Reach.Whose;
import org.skerry.view.chart.Amounts;
import org.skerry.view.report.Report.Verdict;

/**
 * What an attacker achieved on one machine, as its run says.
 *
 * @param run     the run
 * @param by      who attacked, as the run calls him
 * @param victims actors whose memory was not his
 */
record Attack(FinishedRun run, String by, Set<String> victims) {
    /**
     * Bytes of one owner that were reached.
     *
     * @param read    bytes read; one read twice counts twice
     * @param changed bytes written
     */
    record Bytes(long read, long changed) {
        /** Such as {@code 1,024 read, 64 changed}. */
        String text() {
            if (read + changed == 0) {
                return "-";
            }
            return Amounts.whole(read) + " read" + (changed == 0 ? "" : ", " + Amounts.whole(changed) + " changed");
        }
    }

    String machine() {
        return run.record().machine();
    }

    private Reach reach() {
        return run.record().reach();
    }

    /** What was reached of everybody else, by owner in order of mention; the software all depend on under an empty name. */
    Map<String, Bytes> foreign() {
        Map<String, Bytes> foreign = new LinkedHashMap<>();
        for (Landing landing : reach().landings()) {
            boolean others = landing.whose() == Whose.ANOTHER || landing.whose() == Whose.MACHINE;
            if (others && landing.by().equals(by)) {
                Bytes more = new Bytes(landing.bytesRead(), landing.bytesWritten());
                foreign.merge(landing.actor(), more, (a, b) -> new Bytes(a.read + b.read, a.changed + b.changed));
            }
        }
        return foreign;
    }

    /** Victims of whom at least one byte was reached. */
    Set<String> reached() {
        Set<String> reached = new LinkedHashSet<>(foreign().keySet());
        reached.retainAll(victims);
        return reached;
    }

    Extent extent() {
        return Extent.of(reached().size(), victims.size());
    }

    /** Bytes of all victims together. */
    Bytes total() {
        return of(victims);
    }

    /** Bytes of these owners together. */
    Bytes of(Collection<String> owners) {
        long read = 0;
        long changed = 0;
        for (Map.Entry<String, Bytes> one : foreign().entrySet()) {
            if (owners.contains(one.getKey())) {
                read += one.getValue().read;
                changed += one.getValue().changed;
            }
        }
        return new Bytes(read, changed);
    }

    /** What ended his attempts last, such as {@code decoder of enclave 0}. */
    Optional<String> stoppedBy() {
        List<String> stops = new ArrayList<>();
        reach().stops().stream().filter(stop -> stop.by().equals(by)).forEach(stop -> stops.add(stop.where()));
        return stops.isEmpty() ? Optional.empty() : Optional.of(stops.get(stops.size() - 1));
    }

    /** The first check of the victims' work that failed; empty when their work came out right. */
    Optional<Verdict> wrong() {
        return run.verdicts().stream()
                .filter(verdict -> verdict.state() == Verdict.State.FAILS)
                .findFirst();
    }

    List<MemoryRegion> memory() {
        return run.record().memory();
    }
}
