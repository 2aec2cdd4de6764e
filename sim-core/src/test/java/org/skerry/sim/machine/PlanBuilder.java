package org.skerry.sim.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;

/** Builds deployment plans in a few words, for tests. */
public final class PlanBuilder {
    private final Map<String, Program> images = new LinkedHashMap<>();
    private final List<ActorPlan> actors = new ArrayList<>();
    private final List<Bonds.Bond> links = new ArrayList<>();
    private final Set<String> trapping = new TreeSet<>();

    /** Adds a program that actors can be spawned from. */
    public PlanBuilder image(String name, JavaProgram.Handler handler) {
        images.put(name, new JavaProgram(name, handler));
        return this;
    }

    /** Adds any program that actors can be made from. */
    public PlanBuilder program(String name, Program program) {
        images.put(name, program);
        return this;
    }

    /** Adds an actor with a program of its own. */
    public PlanBuilder actor(String name, JavaProgram.Handler handler, GrantPlan... grants) {
        return image(name, handler).instance(name, name, new byte[0], false, grants);
    }

    /** Adds an actor from an image. */
    public PlanBuilder instance(String name, String image, byte[] arguments, boolean timed, GrantPlan... grants) {
        actors.add(new ActorPlan(name, image, arguments, List.of(grants), OptionalInt.empty(), timed));
        return this;
    }

    /** Pins the actor that was added last to a place. */
    public PlanBuilder at(int place) {
        ActorPlan last = actors.remove(actors.size() - 1);
        actors.add(new ActorPlan(
                last.name(), last.image(), last.arguments(), last.grants(), OptionalInt.of(place), last.timed()));
        return this;
    }

    /** Links two actors. */
    public PlanBuilder link(String from, String to) {
        links.add(new Bonds.Bond(from, to));
        return this;
    }

    /** Lets an actor be told of ends along its links. */
    public PlanBuilder trapExits(String actor) {
        trapping.add(actor);
        return this;
    }

    /** The plan. */
    public DeploymentPlan build() {
        return new DeploymentPlan(images, actors, List.of(), List.of(), new Bonds(links, trapping));
    }

    /** A handle to an actor, by its name, to send and pass on. */
    public static GrantPlan to(String actor) {
        return to(actor, Rights.SEND | Rights.GRANT, 0);
    }

    /** A handle to an actor, by its name. */
    public static GrantPlan to(String actor, int rights, long label) {
        return new GrantPlan(actor, new GrantTarget.ToActor(actor), rights, label);
    }

    /** A handle to an actor under another name. */
    public static GrantPlan as(String name, String actor) {
        return new GrantPlan(name, new GrantTarget.ToActor(actor), Rights.SEND | Rights.GRANT, 0);
    }

    /** A handle named {@code log}. */
    public static GrantPlan log() {
        return new GrantPlan("log", new GrantTarget.ToLog(), Rights.LOG | Rights.GRANT, 0);
    }

    /** A handle named {@code clock}. */
    public static GrantPlan clock() {
        return new GrantPlan("clock", new GrantTarget.ToClock(), Rights.CLOCK, 0);
    }

    /** A handle named {@code random}. */
    public static GrantPlan random() {
        return new GrantPlan("random", new GrantTarget.ToRandom(), Rights.RANDOM, 0);
    }

    /** A handle to create actors from an image, by its name. */
    public static GrantPlan spawn(String image) {
        return new GrantPlan(image, new GrantTarget.ToImage(image), Rights.SPAWN, 0);
    }
}
