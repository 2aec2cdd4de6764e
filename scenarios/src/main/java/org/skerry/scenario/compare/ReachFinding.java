package org.skerry.scenario.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.sim.trace.OrderOutcome;
import org.skerry.sim.trace.Reach;
import org.skerry.sim.trace.Reach.Whose;
import org.skerry.view.report.Report.Verdict;

/** What an attack achieved, in words: who reached whose bytes on each machine, and whether the work of the others came out right. */
final class ReachFinding {
    private ReachFinding() {}

    /** A few sentences for each run. */
    static String of(List<FinishedRun> runs) {
        return runs.stream().map(ReachFinding::of).collect(Collectors.joining(" "));
    }

    private static String of(FinishedRun run) {
        Reach reach = run.record().reach();
        List<String> said = new ArrayList<>();
        for (String by : reach.everybody()) {
            said.add(by + " " + reached(reach, by) + ended(reach, by));
        }
        if (said.isEmpty()) {
            said.add("nobody left the memory he had been given");
        }
        ordered(run.record().orders(), said);
        return "On " + run.record().machine() + " " + String.join("; ", said) + "; " + work(run) + ".";
    }

    private static String reached(Reach reach, String by) {
        List<String> others = reach.others(by);
        List<String> parts = new ArrayList<>();
        add(
                parts,
                reach,
                by,
                Whose.ANOTHER,
                others.size() == 1 ? "of " + others.get(0) : "of " + others.size() + " other actors");
        add(parts, reach, by, Whose.MACHINE, "of the machine's own software");
        String beside = parts.isEmpty() ? "reached no byte of anybody else" : String.join(" and ", parts);
        long harmless = reach.bytesRead(by, Whose.OWN)
                + reach.bytesRead(by, Whose.NOBODY)
                + reach.bytesWritten(by, Whose.OWN)
                + reach.bytesWritten(by, Whose.NOBODY);
        return beside
                + (harmless == 0
                        ? ""
                        : String.format(Locale.ROOT, ", touched %,d bytes of its own or of nobody", harmless));
    }

    private static void add(List<String> parts, Reach reach, String by, Whose whose, String of) {
        long read = reach.bytesRead(by, whose);
        long written = reach.bytesWritten(by, whose);
        if (read + written > 0) {
            parts.add(String.format(Locale.ROOT, "read %,d and changed %,d bytes %s", read, written, of));
        }
    }

    /** What came of orders, but for reading, which is told by the bytes. */
    private static void ordered(List<OrderOutcome> orders, List<String> said) {
        long found = 0;
        boolean looked = false;
        for (OrderOutcome order : orders) {
            if (order.actor().isEmpty()) {
                looked = true;
                found += order.found();
            } else if (order.obeyedCycle() < 0) {
                said.add("'" + order.order() + "' had no effect");
            } else if (order.diverted() > 0) {
                said.add(String.format(
                        Locale.ROOT, "after '%s' %,d messages went astray", order.order(), order.diverted()));
            } else {
                said.add(String.format(
                        Locale.ROOT,
                        "after '%s' %,d turns were taken under that name",
                        order.order(),
                        order.turnsAfter()));
            }
        }
        if (looked) {
            said.add(found > 0 ? "what the agent looked for was found" : "what the agent looked for was not found");
        }
    }

    /** What stopped it. */
    private static String ended(Reach reach, String by) {
        return reach.stops().stream()
                .filter(stop -> stop.by().equals(by))
                .map(stop -> ", and was stopped "
                        + (stop.reads() + stop.writes() == 1 ? "" : stop.reads() + stop.writes() + " times ")
                        + "by the " + stop.where())
                .collect(Collectors.joining());
    }

    private static String work(FinishedRun run) {
        return run.verdicts().stream()
                .filter(verdict -> verdict.state() == Verdict.State.FAILS)
                .map(verdict -> "a check fails: " + verdict.what() + " (" + verdict.detail() + ")")
                .findFirst()
                .orElse("every check holds");
    }
}
