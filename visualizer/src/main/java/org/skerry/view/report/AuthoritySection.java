package org.skerry.view.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.skerry.sim.actor.GrantUse;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.ActorAuthority;
import org.skerry.sim.machine.RunRecord;
import org.skerry.view.chart.Amounts;
import org.skerry.view.report.Chapter.Cell;
import org.skerry.view.report.Chapter.Tone;

/** The least-privilege audit: what actors were granted and never used. One table for all runs whose actors did the same. */
final class AuthoritySection {
    private AuthoritySection() {}

    /** Whether any actor had authority beyond itself. */
    static boolean isNeeded(Report report) {
        return report.runs().stream().anyMatch(run -> !run.authority().isEmpty());
    }

    static Chapter chapter(Report report) {
        Map<List<ActorAuthority>, List<String>> machines = new LinkedHashMap<>();
        for (RunRecord run : report.runs()) {
            machines.computeIfAbsent(run.authority(), none -> new ArrayList<>()).add(run.machine());
        }
        List<Chapter.Part> parts = new ArrayList<>();
        machines.forEach((authority, names) ->
                parts.add(table(machines.size() == 1 ? "" : "On " + String.join(", ", names), authority)));
        parts.add(new Chapter.Paragraph(
                "A right counts as used once it was used at all, in the whole run, through the grant or"
                        + " through a handle that was derived from it. What another run would use is not known."));
        return new Chapter("Authority granted and used", parts);
    }

    private static Chapter.Table table(String caption, List<ActorAuthority> authority) {
        List<List<Cell>> rows = new ArrayList<>();
        for (ActorAuthority entry : authority) {
            for (List<GrantUse> alike : alike(entry.uses())) {
                GrantUse use = alike.get(0);
                rows.add(List.of(
                        Cell.of(who(entry)),
                        Cell.of(what(alike)),
                        Cell.of(Rights.names(use.granted())),
                        Cell.of(Rights.names(use.used())),
                        new Cell(Rights.names(use.unused()), use.unused() == 0 ? Tone.GOOD : Tone.PLAIN)));
            }
        }
        return new Chapter.Table(caption, List.of("actor", "authority", "rights granted", "used", "never used"), rows);
    }

    /** Grants that differ in nothing but their names, together; what came later stays for itself. */
    private static Collection<List<GrantUse>> alike(List<GrantUse> uses) {
        Map<List<Object>, List<GrantUse>> alike = new LinkedHashMap<>();
        for (GrantUse use : uses) {
            List<Object> key = List.of(use.name().isEmpty(), use.kind(), use.granted(), use.used());
            alike.computeIfAbsent(key, none -> new ArrayList<>()).add(use);
        }
        return alike.values();
    }

    private static String who(ActorAuthority entry) {
        return entry.actors() == 1
                ? entry.names().get(0)
                : Amounts.whole(entry.actors()) + " alike: " + entry.names().get(0) + " ...";
    }

    private static String what(List<GrantUse> alike) {
        GrantUse use = alike.get(0);
        String kind = use.kind().name().toLowerCase(Locale.ROOT);
        if (use.name().isEmpty()) {
            return "came later: " + Amounts.whole(use.held()) + " of kind " + kind + ", "
                    + Amounts.whole(use.exercised()) + " used";
        }
        return alike.size() == 1
                ? use.name() + " (" + kind + ")"
                : Amounts.whole(alike.size()) + " alike: " + use.name() + " ... (" + kind + ")";
    }
}
