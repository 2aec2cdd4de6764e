package org.skerry.scenario.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.sim.trace.OrderOutcome;
import org.skerry.sim.trace.Reach;
import org.skerry.sim.trace.Reach.Whose;
import org.skerry.view.report.Report.Verdict;

/** What an attack achieved, in words: who reached whose bytes on each machine, and whether the work of the others came out right. */
final class ReachFinding {
    private ReachFinding() {}

    /** Where memory of others was reached, then a few sentences for each run. */
    static String of(List<FinishedRun> runs) {
        return lead(runs) + runs.stream().map(ReachFinding::of).collect(Collectors.joining(" "));
    }

    private static String lead(List<FinishedRun> runs) {
        Map<Boolean, List<String>> reached = runs.stream()
                .collect(Collectors.partitioningBy(
                        ReachFinding::reachedOthers,
                        Collectors.mapping(run -> run.record().machine(), Collectors.toList())));
        List<String> yes = reached.get(true);
        List<String> no = reached.get(false);
        return "Memory of other actors was "
                + (yes.isEmpty() ? "" : "reached on " + Finding.listed(yes))
                + (yes.isEmpty() || no.isEmpty() ? "" : ", and ")
                + (no.isEmpty() ? "" : "not reached on " + Finding.listed(no)) + ". ";
    }

    private static boolean reachedOthers(FinishedRun run) {
        Reach reach = run.record().reach();
        return reach.everybody().stream().anyMatch(by -> !reach.others(by).isEmpty());
    }

    private static String of(FinishedRun run) {
        Reach reach = run.record().reach();
        List<String> said = new ArrayList<>();
        for (String by : reach.everybody()) {
            said.add(called(by) + " " + reached(reach, by) + ended(reach, by));
        }
        if (said.isEmpty()) {
            said.add("nobody left the memory he had been given");
        }
        ordered(run, said);
        String attested = AttestationFinding.of(run);
        if (!attested.isEmpty()) {
            said.add(attested);
        }
        return "On " + run.record().machine() + " " + String.join("; ", said) + ". " + work(run);
    }

    /** Names of actors have no blanks; whoever is called with more words is no actor. */
    private static String called(String by) {
        return by.indexOf(' ') < 0 ? by : "the " + by;
    }

    private static String reached(Reach reach, String by) {
        List<String> others = reach.others(by);
        String actors = others.size() == 1 ? others.get(0) : others.size() + " other actors";
        String another = bytes(reach, by, Whose.ANOTHER, actors);
        String machine = bytes(reach, by, Whose.MACHINE, "the machine's own software");
        if (!another.isEmpty()) {
            return another + (machine.isEmpty() ? "" : ", and " + machine);
        }
        if (!machine.isEmpty()) {
            return machine + " and none of another actor";
        }
        long harmless = reach.bytesRead(by, Whose.OWN)
                + reach.bytesRead(by, Whose.NOBODY)
                + reach.bytesWritten(by, Whose.OWN)
                + reach.bytesWritten(by, Whose.NOBODY);
        return "reached no byte of anybody else"
                + (harmless == 0 ? "" : String.format(Locale.ROOT, ", only %,d of its own or of nobody", harmless));
    }

    /** Such as "read 4,096 and changed 64 bytes of 8 other actors"; empty if there were none. */
    private static String bytes(Reach reach, String by, Whose whose, String of) {
        long read = reach.bytesRead(by, whose);
        long written = reach.bytesWritten(by, whose);
        if (read + written == 0) {
            return "";
        }
        String reads = read == 0 ? "" : String.format(Locale.ROOT, "read %,d ", read);
        String writes = written == 0 ? "" : String.format(Locale.ROOT, "changed %,d ", written);
        return reads + (read > 0 && written > 0 ? "and " : "") + writes + "bytes of " + of;
    }

    /** What came of orders, but for reading, which is told by the bytes. */
    private static void ordered(FinishedRun run, List<String> said) {
        long found = 0;
        boolean looked = false;
        for (OrderOutcome order : run.record().orders()) {
            if (order.actor().isEmpty()) {
                looked |= order.order().startsWith("read");
                found += order.found();
            } else {
                said.add("'" + order.order() + "' " + cameOf(order) + AttestationFinding.of(run, order));
            }
        }
        if (looked) {
            said.add("what he looked for was " + (found > 0 ? "found" : "not found"));
        }
    }

    private static String cameOf(OrderOutcome order) {
        if (order.obeyedCycle() < 0) {
            return "had no effect";
        }
        if (order.diverted() > 0) {
            return String.format(Locale.ROOT, "sent %,d messages astray", order.diverted());
        }
        return "was obeyed, and "
                + (order.turnsAfter() == 0 ? "no turn" : String.format(Locale.ROOT, "%,d turns", order.turnsAfter()))
                + " followed under that name";
    }

    /** What stopped it. */
    private static String ended(Reach reach, String by) {
        return reach.stops().stream()
                .filter(stop -> stop.by().equals(by))
                .map(stop -> ", and was stopped " + times(stop.reads() + stop.writes()) + "by the " + stop.where())
                .collect(Collectors.joining());
    }

    private static String times(long count) {
        return count == 1 ? "" : String.format(Locale.ROOT, "%,d times ", count);
    }

    /** The check that failed is named; what it found stands with the checks. */
    private static String work(FinishedRun run) {
        return run.verdicts().stream()
                .filter(verdict -> verdict.state() == Verdict.State.FAILS)
                .map(verdict -> "The check '" + verdict.what() + "' fails.")
                .findFirst()
                .orElse("Every check holds.");
    }
}
