package org.skerry.sim.trace;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * What somebody found who asked a machine, while it ran, to attest what its actors are.
 *
 * @param able    whether anything of the machine can attest at all
 * @param answers to each question, in order of the answers
 */
public record Attestation(boolean able, List<Answer> answers) {
    /** Nobody asked. */
    public static final Attestation NONE = new Attestation(true, List.of());

    /** Somebody would have asked, and there is nobody who could answer. */
    public static final Attestation UNABLE = new Attestation(false, List.of());

    /** Cycle of an answer that did not come. */
    public static final long UNANSWERED = -1;

    /**
     * One answer.
     *
     * @param actor         whom it is about
     * @param askedCycle    cycle of the question
     * @param answeredCycle cycle at which the answer was there, or {@link #UNANSWERED}
     * @param bytes         of evidence
     * @param broken        words of the rules that it broke
     * @param detail        what was found and what should have been; empty if nothing was broken
     */
    public record Answer(
            String actor, long askedCycle, long answeredCycle, int bytes, List<String> broken, String detail) {
        /** Keeps its own list. */
        public Answer {
            broken = List.copyOf(broken);
        }

        /** Whether the answer came and broke no rule. */
        public boolean accepted() {
            return answeredCycle != UNANSWERED && broken.isEmpty();
        }

        /** Whether the answer came and broke a rule. */
        public boolean rejected() {
            return !broken.isEmpty();
        }
    }

    /** Keeps its own list. */
    public Attestation {
        answers = List.copyOf(answers);
    }

    /** The first answer about an actor that was given at a cycle or later and was rejected, or null. */
    public Answer firstRejected(String actor, long fromCycle) {
        return answers.stream()
                .filter(answer -> answer.actor.equals(actor) && answer.rejected() && answer.answeredCycle >= fromCycle)
                .findFirst()
                .orElse(null);
    }

    /** Writes answers. */
    public static void writeAll(List<Answer> answers, StateWriter out) {
        out.writeInt(answers.size());
        for (Answer answer : answers) {
            out.writeString(answer.actor);
            out.writeLong(answer.askedCycle);
            out.writeLong(answer.answeredCycle);
            out.writeInt(answer.bytes);
            out.writeInt(answer.broken.size());
            answer.broken.forEach(out::writeString);
            out.writeString(answer.detail);
        }
    }

    /** Reads what {@link #writeAll} wrote in place of what {@code answers} held. */
    public static void readAll(List<Answer> answers, StateReader in) {
        answers.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            String actor = in.readString();
            long asked = in.readLong();
            long answered = in.readLong();
            int bytes = in.readInt();
            List<String> broken = new ArrayList<>();
            for (int words = in.readCount(1); words > 0; words--) {
                broken.add(in.readString());
            }
            answers.add(new Answer(actor, asked, answered, bytes, broken, in.readString()));
        }
    }
}
