package org.skerry.scenario.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.skerry.scenario.spec.ArgumentSpec;
import org.skerry.scenario.spec.GrantSpec;
import org.skerry.scenario.spec.GroupSpec;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.scenario.spec.Scope;
import org.skerry.scenario.spec.WasiSpec;
import org.skerry.sim.actor.Endowment;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;
import org.skerry.sim.machine.DeploymentPlan.WindowPlan;
import org.skerry.wasm.actor.WasmProgram;
import org.skerry.wasm.wasi.WasiGrant;
import org.skerry.wasm.wasi.WasiPreview1;
import org.skerry.wasm.wasi.WasiReactor;

/** Writes out every member of every group with its own arguments and handles. */
public final class PlanMaker {
    private final ScenarioSpec spec;
    private final Map<String, Program> images;

    private PlanMaker(ScenarioSpec spec, Map<String, Program> images) {
        this.spec = spec;
        this.images = new LinkedHashMap<>(images);
    }

    /** The plan of a scenario whose images have been loaded. */
    public static DeploymentPlan plan(ScenarioSpec spec, Map<String, Program> images) {
        PlanMaker maker = new PlanMaker(spec, images);
        List<ActorPlan> actors = new ArrayList<>();
        for (GroupSpec group : spec.actors()) {
            for (int index = 0; index < group.members(); index++) {
                actors.add(maker.actor(group, index));
            }
        }
        List<WindowPlan> windows = spec.windows().stream()
                .map(window -> new WindowPlan(window.name(), window.sizeBytes()))
                .toList();
        SupervisorMaker.Made made = SupervisorMaker.make(spec, actors);
        return new DeploymentPlan(maker.images, made.actors(), windows, spec.traffic(), made.bonds());
    }

    private ActorPlan actor(GroupSpec group, int index) {
        Scope scope = memberScope(spec.scope(), group, index);
        String path = "actors." + group.name();
        try {
            List<GrantPlan> grants = new ArrayList<>();
            for (GrantSpec grant : group.grants()) {
                expand(grant, scope, grants);
            }
            List<Endowment> endowments = new ArrayList<>();
            if (group.wasi().isPresent()) {
                endowments.add(wasi(group.wasi().get(), group.image(), scope, grants));
            }
            refuseTwins(grants);
            if (group.edge().isPresent()) {
                images.put(group.image(), group.edge().get().program(group.name(), grants.size(), scope, spec.seed()));
            }
            OptionalInt place = group.place().isPresent()
                    ? OptionalInt.of((int) group.place().get().evaluate(scope, 0, Integer.MAX_VALUE))
                    : OptionalInt.empty();
            byte[] arguments = ArgumentSpec.bytes(group.arguments(), scope);
            return new ActorPlan(
                    group.member(index),
                    group.image(),
                    arguments,
                    grants,
                    place,
                    group.timed(),
                    endowments,
                    group.domain().expand(scope));
        } catch (ConfigException e) {
            throw new ConfigException(path + ", member " + index + ": " + e.getMessage(), e);
        }
    }

    /** What a member is given of WASI; what of it reaches out of the actor is a handle like any other. */
    private WasiGrant wasi(WasiSpec wasi, String image, Scope scope, List<GrantPlan> grants) {
        if (Revision.plain(images.get(image)) instanceof WasmProgram program) {
            if (!program.importsFrom(WasiPreview1.MODULE) && !program.importsFrom(WasiPreview1.OLDER)) {
                throw new ConfigException("wasi: the module of image '" + image + "' imports nothing from "
                        + WasiPreview1.MODULE + ". Leave it out.");
            }
            if (wasi.handler().isPresent() && !program.kind().equals(WasiReactor.NAME)) {
                throw new ConfigException("wasi.call: the module of image '" + image + "' is a " + program.kind()
                        + " and knows itself what to call. Leave it out.");
            }
        }
        for (Optional<WasiGrant.Output> output : List.of(wasi.output(), wasi.error())) {
            String handle = output.map(WasiGrant.Output::handle).orElse("");
            if (!handle.isEmpty()
                    && grants.stream().noneMatch(grant -> grant.name().equals(handle))) {
                throw new ConfigException("wasi: no grant is called '" + handle + "', which a stream is sent to. "
                        + Nearest.hint(
                                handle, grants.stream().map(GrantPlan::name).toList(), ""));
            }
        }
        if (wasi.clock()) {
            grants.add(new GrantPlan(WasiGrant.CLOCK, new GrantTarget.ToClock(), Rights.CLOCK, 0));
        }
        if (wasi.writesLog()) {
            grants.add(new GrantPlan(WasiGrant.LOG, new GrantTarget.ToLog(), Rights.LOG, 0));
        }
        return wasi.grant(scope, spec.seed());
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
