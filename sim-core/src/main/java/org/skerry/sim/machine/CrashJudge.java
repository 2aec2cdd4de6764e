package org.skerry.sim.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.skerry.sim.actor.EndReason;

/**
 * Holds what a run did against what its links say: an abnormal end reaches all who are linked and do not trap exits, and nobody else ends
 * because of a link. It hears who ended and what programs have linked, and works out the rest itself from the links of the plan; it shares
 * no code with any machine.
 *
 * <p>Any thread may report; asked after the run. Costs a record for each beginning, end and link.
 */
public final class CrashJudge implements LifeObserver {
    private final DeploymentPlan plan;
    private final List<Event> events = new ArrayList<>();

    private enum Kind {
        BEGUN,
        ENDED,
        LINKED,
        TRAPS
    }

    private record Event(long cycle, Kind kind, long actor, long peer, boolean on, EndReason reason, int code) {
        boolean isAbnormal() {
            return reason != EndReason.EXITED || code != 0;
        }
    }

    /** A link, with who has made it while the run went on, or 0. */
    private record Edge(long one, long other, long maker) {
        boolean has(long actor) {
            return one == actor || other == actor;
        }

        long peer(long actor) {
            return one == actor ? other : one;
        }
    }

    /** An abnormal end that an actor is to share. */
    private record Debt(long actor, long because, long cycle) {}

    /**
     * What was found.
     *
     * @param violations each a sentence; empty if all is as the links say
     * @param crashes    abnormal ends that no link explains
     * @param reached    ends because of a link
     * @param told       ends of linked actors that actors survived which trap exits
     * @param linked     whether there was any link
     * @param restored   actors that lived again after they had ended
     * @param restoreCycles from their ends to their new lives, in sum
     */
    public record Finding(
            List<String> violations,
            long crashes,
            long reached,
            long told,
            boolean linked,
            long restored,
            long restoreCycles) {}

    /** For a run of this plan. */
    public CrashJudge(DeploymentPlan plan) {
        this.plan = plan;
    }

    @Override
    public void onLifeBegun(long cycle, long actor) {
        add(new Event(cycle, Kind.BEGUN, actor, 0, true, null, 0));
    }

    @Override
    public void onLifeEnded(long cycle, long actor, EndReason reason, int code) {
        add(new Event(cycle, Kind.ENDED, actor, 0, false, reason, code));
    }

    @Override
    public void onLink(long cycle, long actor, long peer, boolean on) {
        add(new Event(cycle, Kind.LINKED, actor, peer, on, null, 0));
    }

    @Override
    public void onTrapExits(long cycle, long actor, boolean on) {
        add(new Event(cycle, Kind.TRAPS, actor, 0, on, null, 0));
    }

    private synchronized void add(Event event) {
        events.add(event);
    }

    /**
     * Whom crashes have reached.
     *
     * @param settledBefore abnormal ends from this cycle on may not have reached everybody when the run ended
     */
    public synchronized Finding finding(long settledBefore) {
        events.sort(Comparator.comparingLong(Event::cycle)); // stable: of one cycle as they were reported
        return new Trial(settledBefore).finding();
    }

    /** One pass over what was heard. */
    private final class Trial {
        private final long settledBefore;
        private final Set<Edge> edges = new HashSet<>();
        private final Set<Long> bornTrapping = new HashSet<>();
        private final Set<Long> trapping = new HashSet<>();
        private final Set<Long> alive = new HashSet<>();
        private final Map<Long, Event> lastEnd = new HashMap<>();
        private final List<Debt> debts = new ArrayList<>(); // not paid yet
        private final List<Debt> causes = new ArrayList<>(); // of all that was owed
        private final List<String> violations = new ArrayList<>();
        private final LongFunction<String> names;
        private boolean linked;
        private long crashes;
        private long reached;
        private long told;
        private long restored;
        private long restoreCycles;

        Trial(long settledBefore) {
            this.settledBefore = settledBefore;
            Map<Long, String> known = new HashMap<>();
            Map<String, Long> ids = new HashMap<>();
            for (int i = 0; i < plan.actors().size(); i++) {
                known.put(ActorBirth.actorId(i), plan.actors().get(i).name());
                ids.put(plan.actors().get(i).name(), ActorBirth.actorId(i));
            }
            names = id -> known.getOrDefault(id, "actor " + Long.toHexString(id));
            plan.bonds().links().forEach(bond -> edges.add(new Edge(ids.get(bond.from()), ids.get(bond.to()), 0)));
            plan.bonds().trapping().forEach(name -> bornTrapping.add(ids.get(name)));
            trapping.addAll(bornTrapping);
            linked = !edges.isEmpty();
        }

        Finding finding() {
            for (Event event : events) {
                switch (event.kind) {
                    case BEGUN -> begun(event);
                    case ENDED -> ended(event);
                    case LINKED -> linked(event);
                    case TRAPS -> {
                        trapping.remove(event.actor);
                        if (event.on) {
                            trapping.add(event.actor);
                        }
                    }
                }
            }
            for (Debt debt : debts) {
                if (debt.cycle < settledBefore) {
                    violations.add(names.apply(debt.actor) + " lives on, though " + names.apply(debt.because)
                            + ", to which it is linked, ended abnormally at cycle " + debt.cycle);
                }
            }
            Set<String> each = new TreeSet<>(violations);
            return new Finding(List.copyOf(each), crashes, reached, told, linked, restored, restoreCycles);
        }

        private void begun(Event begun) {
            alive.add(begun.actor);
            Event end = lastEnd.get(begun.actor);
            if (end != null && end.reason != EndReason.RESET) {
                restored++;
                restoreCycles += begun.cycle - end.cycle;
            }
        }

        private void ended(Event end) {
            alive.remove(end.actor);
            debts.removeIf(debt -> debt.actor == end.actor);
            if (end.reason == EndReason.LINKED) {
                reached++;
                if (causes.stream().noneMatch(cause -> cause.actor == end.actor)) {
                    violations.add(names.apply(end.actor) + " ended at cycle " + end.cycle
                            + " because of a link, and nobody it is linked to had ended abnormally");
                }
            } else if (end.isAbnormal() && end.reason != EndReason.RESET) {
                crashes++;
            }
            causes.removeIf(cause -> cause.actor == end.actor);
            lastEnd.put(end.actor, end);
            if (end.isAbnormal()) {
                for (Edge edge : List.copyOf(edges)) {
                    if (edge.has(end.actor)) {
                        owes(edge.peer(end.actor), end.actor, end);
                    }
                }
            }
            edges.removeIf(edge -> edge.maker == end.actor);
            trapping.remove(end.actor);
            if (bornTrapping.contains(end.actor)) {
                trapping.add(end.actor);
            }
        }

        private void owes(long actor, long because, Event end) {
            if (trapping.contains(actor)) {
                told++;
                return;
            }
            Debt debt = new Debt(actor, because, end.cycle);
            causes.add(debt);
            // Whoever asks for a new program in the place of a living one is not reached by that; who asked is not
            // known here.
            if (alive.contains(actor) && end.reason != EndReason.RESET) {
                debts.add(debt);
            }
        }

        private void linked(Event link) {
            linked = true;
            edges.removeIf(edge -> edge.maker == link.actor && edge.has(link.peer));
            if (!link.on) {
                return;
            }
            edges.add(new Edge(link.actor, link.peer, link.actor));
            if (!alive.contains(link.peer)) {
                owes(link.actor, link.peer, new Event(link.cycle, Kind.ENDED, link.peer, 0, false, EndReason.GONE, 0));
            }
            Event end = lastEnd.get(link.actor);
            if (!alive.contains(link.actor) && end != null && end.isAbnormal()) {
                owes(link.peer, link.actor, end);
            }
        }
    }
}
