package org.skerry.view.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.trace.Attestation;
import org.skerry.sim.trace.Attestation.Answer;
import org.skerry.sim.trace.OrderOutcome;
import org.skerry.view.chart.Amounts;
import org.skerry.view.report.Chapter.Cell;
import org.skerry.view.report.Chapter.Tone;

/** What a verifier found who asked machines, while they ran, what runs there: what was done and when it was found out, and each actor. */
final class AttestationSection {
    private AttestationSection() {}

    /** Whether anybody asked in any of the runs. */
    static boolean isNeeded(Report report) {
        return report.runs().stream().anyMatch(run -> !run.attestation().equals(Attestation.NONE));
    }

    static Chapter chapter(Report report) {
        List<Chapter.Part> parts = new ArrayList<>();
        for (RunRecord run : report.runs()) {
            Attestation attestation = run.attestation();
            if (!attestation.able()) {
                parts.add(new Chapter.Paragraph("On " + run.machine()
                        + " nothing can attest: there is no part that software cannot write and that measures what is "
                        + "loaded. Whoever asks would have to believe whoever controls the machine."));
            } else if (!attestation.answers().isEmpty()) {
                List<List<Cell>> detections = detections(run);
                if (!detections.isEmpty()) {
                    parts.add(new Chapter.Table(
                            run.machine() + ": what was done, and when a verifier found out",
                            List.of("order", "took effect at cycle", "found out", "rules that the evidence broke"),
                            detections));
                }
                parts.add(actors(run));
            }
        }
        parts.add(new Chapter.Paragraph(
                "A verifier at the edge of the chip asks, with a new nonce each time. Image management of the "
                        + "tile measures and signs, the verifier holds the evidence to what was deployed. Keys are test keys, and "
                        + "nothing here shows what somebody could do who opens the chip."));
        return new Chapter("What a verifier found", parts);
    }

    private static List<List<Cell>> detections(RunRecord run) {
        List<List<Cell>> rows = new ArrayList<>();
        for (OrderOutcome order : run.orders()) {
            if (order.actor().isEmpty() || order.obeyedCycle() < 0) {
                continue;
            }
            boolean asked = run.attestation().answers().stream()
                    .anyMatch(answer -> answer.actor().equals(order.actor()));
            Answer found = run.attestation().firstRejected(order.actor(), order.obeyedCycle());
            Cell when = !asked
                    ? Cell.of("nobody asked")
                    : found == null
                            ? new Cell("never", Tone.BAD)
                            : new Cell(
                                    Amounts.whole(found.answeredCycle() - order.obeyedCycle()) + " cycles later",
                                    Tone.GOOD);
            rows.add(List.of(
                    Cell.of(order.order()),
                    Cell.of(Amounts.whole(order.obeyedCycle())),
                    when,
                    Cell.of(found == null ? Summary.NONE : String.join(", ", found.broken()))));
        }
        return rows;
    }

    private static Chapter.Table actors(RunRecord run) {
        Map<String, List<Answer>> byActor = new TreeMap<>();
        run.attestation()
                .answers()
                .forEach(answer -> byActor.computeIfAbsent(answer.actor(), name -> new ArrayList<>())
                        .add(answer));
        List<List<Cell>> rows = new ArrayList<>();
        byActor.forEach((actor, answers) -> {
            List<Answer> came = answers.stream()
                    .filter(answer -> answer.answeredCycle() != Attestation.UNANSWERED)
                    .toList();
            long accepted = came.stream().filter(Answer::accepted).count();
            long wait = came.stream()
                    .mapToLong(answer -> answer.answeredCycle() - answer.askedCycle())
                    .sum();
            rows.add(List.of(
                    Cell.of(actor),
                    Cell.of(Amounts.whole(answers.size())),
                    Cell.of(Amounts.whole(accepted)),
                    new Cell(Amounts.whole(came.size() - accepted), came.size() == accepted ? Tone.PLAIN : Tone.BAD),
                    Cell.of(came.isEmpty() ? Summary.NONE : Amounts.whole(wait / came.size())),
                    Cell.of(
                            came.isEmpty()
                                    ? Summary.NONE
                                    : Amounts.whole(came.get(0).bytes()))));
        });
        return new Chapter.Table(
                run.machine() + ": answers",
                List.of("actor", "questions", "accepted", "rejected", "cycles to an answer, mean", "bytes of evidence"),
                rows);
    }
}
