package org.skerry.scenario.compare;

import java.util.Locale;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.sim.trace.Attestation;
import org.skerry.sim.trace.OrderOutcome;

/** What a verifier found who asked while a machine ran, in words. */
final class AttestationFinding {
    private AttestationFinding() {}

    /** Whether and when what an order did was found out; empty if nobody asked about the actor. */
    static String of(FinishedRun run, OrderOutcome order) {
        Attestation attestation = run.record().attestation();
        if (!attestation.able()) {
            return ", and nobody can find out";
        }
        if (order.obeyedCycle() < 0
                || attestation.answers().stream()
                        .noneMatch(answer -> answer.actor().equals(order.actor()))) {
            return "";
        }
        Attestation.Answer answer = attestation.firstRejected(order.actor(), order.obeyedCycle());
        return answer == null
                ? ", and no verifier found out"
                : String.format(
                        Locale.ROOT,
                        ", and a verifier found out %,d cycles later (%s)",
                        answer.answeredCycle() - order.obeyedCycle(),
                        String.join(", ", answer.broken()));
    }

    /** How many answers were accepted; empty if nobody asked. */
    static String of(FinishedRun run) {
        Attestation attestation = run.record().attestation();
        if (!attestation.able()) {
            return "nothing there can attest what runs";
        }
        if (attestation.answers().isEmpty()) {
            return "";
        }
        long accepted = attestation.answers().stream()
                .filter(Attestation.Answer::accepted)
                .count();
        long unanswered = attestation.answers().stream()
                .filter(answer -> answer.answeredCycle() == Attestation.UNANSWERED)
                .count();
        return String.format(
                        Locale.ROOT,
                        "of %,d questions what runs there, %,d answers were accepted and %,d rejected",
                        attestation.answers().size(),
                        accepted,
                        attestation.answers().size() - accepted - unanswered)
                + (unanswered == 0 ? "" : String.format(Locale.ROOT, ", %,d did not come", unanswered));
    }
}
