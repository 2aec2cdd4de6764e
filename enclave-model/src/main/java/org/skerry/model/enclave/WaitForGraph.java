package org.skerry.model.enclave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.skerry.sim.actor.Message;

/**
 * Who waits for whom when nothing moves any more. A stalled sender waits for the lowest enclave whose mailbox holds it back, a
 * caller for the actor it called. Each waits for one other, so from any of them the way leads into a cycle, or to somebody who waits
 * for nobody and will not answer.
 */
final class WaitForGraph {
    /** More lines than this tell a reader nothing. Assumption. */
    private static final int MAX_LINES = 20;

    private final IntFunction<Enclave> enclaves;
    private final List<Enclave> waiting;

    /** The graph over {@code waiting}, in order of number. */
    WaitForGraph(List<Enclave> waiting, IntFunction<Enclave> enclaves) {
        this.waiting = waiting;
        this.enclaves = enclaves;
    }

    /** The first cycle, or everybody who waits if there is none: a line each, naming who waits for whom and why. */
    List<String> explain() {
        List<Enclave> named = cycle();
        if (named.isEmpty()) {
            named = waiting;
        }
        List<String> lines = new ArrayList<>();
        for (Enclave each : named.subList(0, Math.min(named.size(), MAX_LINES))) {
            lines.add(line(each));
        }
        if (named.size() > MAX_LINES) {
            lines.add("and " + (named.size() - MAX_LINES) + " more");
        }
        return lines;
    }

    private List<Enclave> cycle() {
        Map<Integer, Enclave> unvisited = new HashMap<>();
        waiting.forEach(enclave -> unvisited.put(enclave.number(), enclave));
        for (Enclave start : waiting) {
            List<Enclave> path = new ArrayList<>();
            Enclave at = start;
            while (at != null && unvisited.remove(at.number()) != null) {
                path.add(at);
                at = next(at);
            }
            int from = path.indexOf(at);
            if (from >= 0) {
                return path.subList(from, path.size());
            }
        }
        return List.of();
    }

    /** The enclave this one waits for, or null if nobody knows. */
    private Enclave next(Enclave enclave) {
        int place = placeAwaited(enclave);
        return place < 0 ? null : enclaves.apply(place);
    }

    private static int placeAwaited(Enclave enclave) {
        if (enclave.core().state() == Core.State.STALLED) {
            return enclave.network().sends().lowestBlocked();
        }
        Message call = enclave.core().call();
        return call == null ? -1 : enclave.network().sends().placeOf(call.to());
    }

    private String line(Enclave enclave) {
        String who = "actor '" + enclave.resident().name + "'";
        Enclave other = next(enclave);
        String whom = other == null || other.resident() == null ? null : "'" + other.resident().name + "'";
        if (enclave.core().state() == Core.State.STALLED) {
            return who + " cannot send: its queue is full and "
                    + (whom == null
                            ? "waits for actors that nobody has placed"
                            : "the mailbox of " + whom + " has no room");
        }
        return who + " waits for a reply"
                + (whom == null
                        ? " that nobody will send"
                        : " to its call of " + whom + ", and nobody is left to send it");
    }
}
