package org.skerry.scenario.compare;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.view.report.Chapter;
import org.skerry.view.report.Chapter.Tone;

/** In which figures the first machine of a comparison is worse than each of the others, said plainly. */
public final class Losses {
    /** Differences within this are none. */
    static final double NOTHING = 1.01;

    private Losses() {}

    /**
     * A chapter about {@code reference} beside others.
     *
     * @param more further sentences about where it loses, from other runs
     */
    public static Annex of(FinishedRun reference, List<FinishedRun> others, List<String> more) {
        String name = reference.record().machine();
        List<Chapter.Part> parts = new ArrayList<>();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("machine", name);
        ObjectNode ratios = json.putObject("timesAsGoodAs");
        boolean any = false;
        for (FinishedRun other : others) {
            List<String> lost = new ArrayList<>();
            List<String> won = new ArrayList<>();
            ObjectNode node = ratios.putObject(other.record().machine());
            for (Merit figure : Merit.values()) {
                OptionalDouble advantage = figure.advantage(reference, other);
                if (advantage.isEmpty()) {
                    continue;
                }
                double times = advantage.getAsDouble();
                node.put(figure.name().toLowerCase(Locale.ROOT), times);
                if (times * NOTHING < 1) {
                    lost.add(said(figure, 1 / times, reference, other));
                } else if (times > NOTHING) {
                    won.add(said(figure, times, reference, other));
                }
            }
            any |= !lost.isEmpty();
            parts.add(new Chapter.Paragraph(
                    "Against " + other.record().machine() + " " + name + " loses in "
                            + (lost.isEmpty() ? "none of these figures" : Finding.listed(lost))
                            + (won.isEmpty() ? "" : "; it wins in " + Finding.listed(won)) + ".",
                    lost.isEmpty() ? Tone.PLAIN : Tone.BAD));
        }
        more.forEach(sentence -> parts.add(new Chapter.Paragraph(sentence, Tone.BAD)));
        json.put("losesAnywhere", any || !more.isEmpty());
        more.forEach(json.putArray("more")::add);
        return new Annex("losses", new Chapter("Where " + name + " loses", parts), json);
    }

    static String said(Merit figure, double times, FinishedRun one, FinishedRun other) {
        return figure.text()
                + String.format(Locale.ROOT, " (%.2f times", times)
                + (figure.unsure(one, other) ? ", but the ranges overlap)" : ")");
    }
}
