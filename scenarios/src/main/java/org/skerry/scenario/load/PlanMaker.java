package org.skerry.scenario.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.skerry.scenario.spec.ArgumentSpec;
import org.skerry.scenario.spec.GrantSpec;
import org.skerry.scenario.spec.GroupSpec;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.scenario.spec.Scope;
import org.skerry.sim.actor.Program;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;
import org.skerry.sim.machine.DeploymentPlan.WindowPlan;

/** Writes out every member of every group with its own arguments and handles. */
public final class PlanMaker {
    private final ScenarioSpec spec;

    private PlanMaker(ScenarioSpec spec) {
        this.spec = spec;
    }

    /** The plan of a scenario whose images have been loaded. */
    public static DeploymentPlan plan(ScenarioSpec spec, Map<String, Program> images) {
        PlanMaker maker = new PlanMaker(spec);
        List<ActorPlan> actors = new ArrayList<>();
        for (GroupSpec group : spec.actors()) {
            for (int index = 0; index < group.members(); index++) {
                actors.add(maker.actor(group, index));
            }
        }
        List<WindowPlan> windows = spec.windows().stream()
                .map(window -> new WindowPlan(window.name(), window.sizeBytes()))
                .toList();
        return new DeploymentPlan(images, actors, windows);
    }

    private ActorPlan actor(GroupSpec group, int index) {
        Scope scope = memberScope(spec.scope(), group, index);
        String path = "actors." + group.name();
        try {
            List<GrantPlan> grants = new ArrayList<>();
            for (GrantSpec grant : group.grants()) {
                expand(grant, scope, grants);
            }
            refuseTwins(grants);
            OptionalInt place = group.place().isPresent()
                    ? OptionalInt.of((int) group.place().get().evaluate(scope, 0, Integer.MAX_VALUE))
                    : OptionalInt.empty();
            byte[] arguments = ArgumentSpec.bytes(group.arguments(), scope);
            return new ActorPlan(group.member(index), group.image(), arguments, grants, place, group.timed());
        } catch (ConfigException e) {
            throw new ConfigException(path + ", member " + index + ": " + e.getMessage(), e);
        }
    }

    /** What formulas of one member may use. */
    static Scope memberScope(Scope scope, GroupSpec group, int index) {
        return scope.with("index", index).with("count", group.members());
    }

    private void expand(GrantSpec grant, Scope scope, List<GrantPlan> grants) {
        if (grant.kind() != GrantSpec.Kind.GROUP) {
            grants.add(one(grant, scope, target(grant, grant.target().expand(scope))));
            return;
        }
        GroupSpec group = group(grant.target().expand(scope));
        for (int member = 0; member < group.members(); member++) {
            Scope inner = scope.with("member", member);
            grants.add(one(grant, inner, new GrantTarget.ToActor(group.member(member))));
        }
    }

    private static GrantPlan one(GrantSpec grant, Scope scope, GrantTarget target) {
        return new GrantPlan(
                grant.name().expand(scope),
                target,
                grant.rights(),
                grant.label().evaluate(scope, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    private GrantTarget target(GrantSpec grant, String name) {
        return switch (grant.kind()) {
            case ACTOR -> new GrantTarget.ToActor(actorName(name));
            case IMAGE -> new GrantTarget.ToImage(name);
            case WINDOW -> new GrantTarget.ToWindow(name);
            case CLOCK -> new GrantTarget.ToClock();
            case RANDOM -> new GrantTarget.ToRandom();
            case LOG -> new GrantTarget.ToLog();
            case GROUP -> throw new AssertionError(grant);
        };
    }

    private String actorName(String name) {
        List<String> some = new ArrayList<>();
        for (GroupSpec group : spec.actors()) {
            if (group.hasMember(name)) {
                return name;
            }
            some.add(group.member(0));
        }
        throw new ConfigException("there is no actor '" + name + "'. " + Nearest.hint(name, some, ""));
    }

    private GroupSpec group(String name) {
        List<String> known = new ArrayList<>();
        for (GroupSpec group : spec.actors()) {
            if (group.name().equals(name)) {
                return group;
            }
            known.add(group.name());
        }
        throw new ConfigException("there is no group '" + name + "'. " + Nearest.hint(name, known, ""));
    }

    private static void refuseTwins(List<GrantPlan> grants) {
        Set<String> names = new HashSet<>();
        for (GrantPlan grant : grants) {
            if (!names.add(grant.name())) {
                throw new ConfigException("two grants are called '" + grant.name()
                        + "'. An actor finds handles by name: give each its own.");
            }
        }
    }
}
