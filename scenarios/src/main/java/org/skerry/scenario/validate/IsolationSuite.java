package org.skerry.scenario.validate;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.noc.mesh.TimeDivisionSpec.Schedule;
import org.skerry.scenario.isolation.Behaviour;
import org.skerry.scenario.isolation.Comparison;
import org.skerry.scenario.isolation.ProbeChip;
import org.skerry.scenario.isolation.ProbePlan;
import org.skerry.scenario.isolation.Subject;
import org.skerry.scenario.isolation.TwoRuns;
import org.skerry.scenario.run.BuiltMachine;

/**
 * Two runs of a whole machine that differ in what one trust domain does: how many of those that no capability path joins to it can tell. None
 * where the chip is divided by time; where it is not, and on the shared-memory machine, every one, or the comparison would be blind.
 */
final class IsolationSuite implements Suite {
    private static final List<String> DOMAINS = List.of("red", "blue", "green");
    private static final int MEMBERS = 4;
    private static final long CYCLES = 40_000;
    private static final long SHARED_CYCLES = 200_000;
    private static final String SOURCE = "docs/THREAT-MODEL.md, two runs";

    @Override
    public String name() {
        return "isolation";
    }

    @Override
    public String text() {
        return "two runs that differ in what one trust domain does: how many domains can tell that hold no path to it";
    }

    @Override
    public List<Row> run(Effort effort) {
        List<Row> rows = new ArrayList<>();
        Set<Behaviour> all = EnumSet.complementOf(EnumSet.of(Behaviour.IDLE, Behaviour.STORES));
        for (Schedule schedule : List.of(Schedule.NAIVE, Schedule.WAVE)) {
            String subject = "chip divided by time, " + schedule.name().toLowerCase(Locale.ROOT);
            if (effort.wanted().test(subject)) {
                for (int seed = 1; seed <= effort.seeds(); seed++) {
                    rows.addAll(rows(subject, ProbeChip.of(schedule, DOMAINS.size()), DOMAINS, all, seed));
                }
            }
        }
        if (effort.wanted().test("divided, a store each")) {
            ChipSpec chip = ProbeChip.of(Schedule.WAVE, DOMAINS.size()).withDevices(DOMAINS.size());
            rows.addAll(stores("divided, a store each", chip, ProbePlan.Stores.OWN, true));
        }
        if (effort.wanted().test("divided, one store for all")) {
            ChipSpec chip = ProbeChip.of(Schedule.WAVE, DOMAINS.size() + 1).withDevices(1);
            rows.addAll(stores("divided, one store for all", chip, ProbePlan.Stores.SHARED, false));
        }
        if (effort.wanted().test("chip, not divided")) {
            rows.addAll(rows("chip, not divided", ProbeChip.of(Schedule.OFF, 1), List.of("blue"), all, 1));
        }
        if (effort.wanted().test("shared-memory machine")) {
            rows.addAll(rows(
                    "shared-memory machine", BuiltMachine.sharedMemory(1), false, SHARED_CYCLES, List.of("blue"), all));
        }
        return rows;
    }

    private static List<Row> rows(
            String subject, ChipSpec chip, List<String> changed, Set<Behaviour> behaviours, long seed) {
        boolean divided = chip.timeDivision().on();
        return rows(
                divided ? subject + ", seed " + seed : subject,
                ProbeChip.subject(chip, seed),
                divided,
                CYCLES,
                changed,
                behaviours);
    }

    private static List<Row> rows(
            String subject,
            Supplier<Subject> machines,
            boolean divided,
            long cycles,
            List<String> changed,
            Set<Behaviour> behaviours) {
        TwoRuns runs = new TwoRuns(machines, ProbePlan.of(DOMAINS, MEMBERS), divided, cycles);
        return rows(subject, runs, divided, changed, behaviours);
    }

    /** Stores are asked by one domain as fast as it can; a store that is shared is known to tell. */
    private static List<Row> stores(String subject, ChipSpec chip, ProbePlan.Stores stores, boolean apart) {
        TwoRuns runs = new TwoRuns(ProbeChip.subject(chip, 1), ProbePlan.of(DOMAINS, MEMBERS, stores), true, CYCLES);
        return rows(subject, runs, apart, List.of("blue"), EnumSet.of(Behaviour.STORES));
    }

    private static List<Row> rows(
            String subject, TwoRuns runs, boolean apart, List<String> changed, Set<Behaviour> behaviours) {
        List<Row> rows = new ArrayList<>();
        for (String domain : changed) {
            for (Behaviour behaviour : behaviours) {
                List<Comparison> comparisons = runs.compare(domain, behaviour);
                rows.add(new Row(
                        subject,
                        "domains that can tell",
                        domain + " " + behaviour.text(),
                        "domains",
                        apart ? 0 : comparisons.size(),
                        comparisons.stream().filter(each -> !each.equal()).count(),
                        false,
                        0,
                        Row.Basis.PREDICTED,
                        note(comparisons),
                        SOURCE));
            }
        }
        return rows;
    }

    private static String note(List<Comparison> comparisons) {
        String differences = comparisons.stream()
                .flatMap(each -> each.divergence().stream())
                .map(first -> first.event() + "; first shared: " + first.cause())
                .limit(1)
                .collect(Collectors.joining());
        int events = comparisons.stream().mapToInt(Comparison::events).sum();
        return differences.isEmpty() ? events + " events compared" : differences;
    }
}
