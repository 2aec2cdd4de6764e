package org.skerry.model.enclave;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What the actors of an enclave have asked about others, and is not answered yet: registers of the network interface, which keep the nonces that
 * evidence has to bear. They are bounded, so that nobody can have image managements work for him without end.
 */
final class PeerQuestions implements Stateful {
    /** Most questions of an actor at a time. Assumption. */
    static final int MOST = 4;

    private Map<Long, Oversight> open = Map.of(); // by name of the answer; changed only where there was one

    /** Keeps a question; false if there are too many. */
    boolean ask(Oversight wish) {
        long asked = open.values().stream()
                .filter(each -> each.asker() == wish.asker())
                .count();
        if (asked == MOST) {
            return false;
        }
        if (open.isEmpty()) {
            open = new LinkedHashMap<>();
        }
        open.put(wish.evidenceId(), wish);
        return true;
    }

    /** The question that an answer is about, or null if it was forgotten. */
    Oversight of(Message answer) {
        return open.get(answer.id());
    }

    /** All that are open. */
    List<Oversight> all() {
        return List.copyOf(open.values());
    }

    /** The actor is told now; what is told may be no answer to a question. */
    void answered(Message answer) {
        if (!open.isEmpty()) {
            open.remove(answer.id());
        }
    }

    /** Whoever asked is no more. */
    void forget() {
        open = Map.of();
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(open.size());
        open.values().forEach(wish -> wish.write(out));
    }

    @Override
    public void load(StateReader in) {
        forget();
        for (int left = in.readCount(1); left > 0; left--) {
            ask(Oversight.read(in));
        }
    }
}
