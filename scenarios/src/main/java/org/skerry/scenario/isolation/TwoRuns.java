package org.skerry.scenario.isolation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.config.Check;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;

/**
 * Runs a machine twice with the same seed and the same deployment, but for what the actors of one trust domain do, and compares what
 * all domains saw that no capability path joins to it. Who is compared with whom follows from the authority of the deployment alone.
 */
public final class TwoRuns {
    private final Supplier<Subject> machines;
    private final DeploymentPlan plan;
    private final AuthorityGraph graph;
    private final boolean divided;
    private final long cycles;
    private final Map<String, Run> quiet = new HashMap<>(); // by domain that is idle

    /**
     * Two runs of a machine.
     *
     * @param machines makes the machine anew, the same each time
     * @param divided  whether its trust domains are time-division domains of its network, in the order of the plan
     * @param cycles   of each run
     */
    public TwoRuns(Supplier<Subject> machines, DeploymentPlan plan, boolean divided, long cycles) {
        this.machines = machines;
        this.plan = plan;
        this.graph = new AuthorityGraph(plan);
        this.divided = divided;
        this.cycles = cycles;
    }

    /** Who can reach whom. */
    public AuthorityGraph graph() {
        return graph;
    }

    /** Whether the actors of a domain hold what a behaviour needs: an image to create actors from, or a store. */
    public boolean canDo(String domain, Behaviour behaviour) {
        int needed = behaviour == Behaviour.SPAWNS ? Rights.SPAWN : behaviour == Behaviour.STORES ? Rights.STORAGE : 0;
        return needed == 0
                || plan.actors().stream()
                        .filter(actor -> actor.domain().equals(domain))
                        .flatMap(actor -> actor.grants().stream())
                        .anyMatch(grant -> Rights.allow(grant.rights(), needed));
    }

    /** Compares, for every domain that must not be able to tell, the run in which {@code changed} is idle with one in which it is not. */
    public List<Comparison> compare(String changed, Behaviour behaviour) {
        Check.isTrue(
                graph.domains().contains(changed),
                "there is no trust domain '" + changed + "'. Known: " + String.join(", ", graph.domains()) + ".");
        Run first = quiet.computeIfAbsent(changed, domain -> run(domain, Behaviour.IDLE));
        Run second = run(changed, behaviour);
        List<Comparison> comparisons = new ArrayList<>();
        for (String observed : graph.strangersOf(changed)) {
            comparisons.add(compare(changed, behaviour, observed, first, second));
        }
        return comparisons;
    }

    private Comparison compare(String changed, Behaviour behaviour, String observed, Run first, Run second) {
        List<Observation> one = first.traces.of(observed, cycles);
        List<Observation> other = second.traces.of(observed, cycles);
        int same = 0;
        while (same < one.size() && same < other.size() && one.get(same).equals(other.get(same))) {
            same++;
        }
        Optional<Comparison.Divergence> divergence = Optional.empty();
        if (same < one.size() || same < other.size()) {
            Observation quietly = same < one.size() ? one.get(same) : null;
            Observation loudly = same < other.size() ? other.get(same) : null;
            boolean lost = loudly == null || quietly != null && quietly.cycle() <= loudly.cycle();
            Observation seen = lost ? quietly : loudly;
            String event = seen.text((lost ? first : second).traces.name(seen.actor()))
                    + (lost ? ", and not so when " : " when ") + changed + " " + behaviour.text();
            divergence = Optional.of(new Comparison.Divergence(
                    seen.cycle(),
                    event,
                    Cause.of(changed, observed, seen.cycle(), first.subject.mesh(), first.packets, second.packets)));
        }
        return new Comparison(
                changed,
                behaviour,
                observed,
                one.size(),
                first.traces.digest(observed, cycles),
                second.traces.digest(observed, cycles),
                divergence);
    }

    /** Names of time-division domains by number: those of actors, then those of devices alone. */
    private List<String> networkDomains() {
        Set<String> names = new LinkedHashSet<>(graph.domains());
        plan.actors().forEach(actor -> names.add(actor.domain()));
        return List.copyOf(names);
    }

    private record Run(Subject subject, DomainTraces traces, PacketTrace packets) {}

    private Run run(String changed, Behaviour behaviour) {
        DeploymentPlan changedPlan = with(changed, behaviour);
        Subject subject = machines.get();
        try (Machine machine = subject.machine()) {
            DomainTraces traces = new DomainTraces(changedPlan);
            PacketTrace packets = new PacketTrace(traces, divided ? networkDomains() : List.of());
            machine.observe(traces);
            subject.watch().accept(packets);
            machine.deploy(changedPlan);
            machine.run(RunLimits.toCycle(cycles));
            return new Run(subject, traces, packets);
        }
    }

    /** The plan with other programs for the actors of a domain; what they hold stays the same. */
    private DeploymentPlan with(String domain, Behaviour behaviour) {
        Map<String, Program> images = new TreeMap<>(plan.images());
        images.put(Behaviour.IMAGE, behaviour.program());
        List<ActorPlan> actors = new ArrayList<>();
        for (ActorPlan actor : plan.actors()) {
            boolean same = !actor.domain().equals(domain) || plan.isDevice(actor);
            actors.add(
                    same
                            ? actor
                            : new ActorPlan(
                                    actor.name(),
                                    Behaviour.IMAGE,
                                    actor.arguments(),
                                    actor.grants(),
                                    actor.place(),
                                    actor.timed(),
                                    List.of(),
                                    actor.domain()));
        }
        return new DeploymentPlan(images, actors, plan.windows(), plan.expected(), plan.bonds());
    }
}
