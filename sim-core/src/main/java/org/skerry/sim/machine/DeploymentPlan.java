package org.skerry.sim.machine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.skerry.sim.actor.Endowment;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.device.DeviceProgram;

/**
 * What is to live on a machine: programs, the actors that exist from the beginning with their authority, and shared windows.
 * Says nothing about the machine; the same plan goes to every one of them.
 *
 * @param images  programs by name; iteration order is the order of names
 * @param actors  actors in the order of the scenario; the order fixes their identifiers
 * @param windows shared windows; only machines with shared memory and the oracle accept any
 * @param expected how much actors are expected to say to each other, for whoever places them; empty if nobody knows
 * @param bonds    which of them end together, and who would rather be told
 */
public record DeploymentPlan(
        Map<String, Program> images,
        List<ActorPlan> actors,
        List<WindowPlan> windows,
        List<ExpectedMessages> expected,
        Bonds bonds) {

    /** A plan of actors that are not linked. */
    public DeploymentPlan(
            Map<String, Program> images,
            List<ActorPlan> actors,
            List<WindowPlan> windows,
            List<ExpectedMessages> expected) {
        this(images, actors, windows, expected, Bonds.NONE);
    }

    /** A plan of which nobody knows how much its actors will say. */
    public DeploymentPlan(Map<String, Program> images, List<ActorPlan> actors, List<WindowPlan> windows) {
        this(images, actors, windows, List.of());
    }

    /** So many messages are expected from one actor of the plan to another. They change where actors live and nothing else. */
    public record ExpectedMessages(String from, String to, long messages) {
        /** The most that is told apart: with it, sums over a whole chip still fit. */
        public static final long MOST = 1_000_000_000;

        public ExpectedMessages {
            Check.inRange(messages, 0, MOST, "traffic.messages");
        }
    }

    /**
     * One actor that exists from the beginning.
     *
     * @param name      its name, for people; unique
     * @param image     name of the program it runs
     * @param arguments payload of its START message
     * @param grants    handles it is born with, after handle 0 (itself), in this order
     * @param place     enclave or core it is pinned to, or empty to let the machine choose
     * @param timed     whether each access that leaves its private first-level cache is a synchronisation point
     * @param endowments what guest interfaces are given for it beside handles
     * @param domain     trust domain it belongs to; what it spawns belongs to the same one
     */
    public record ActorPlan(
            String name,
            String image,
            byte[] arguments,
            List<GrantPlan> grants,
            OptionalInt place,
            boolean timed,
            List<Endowment> endowments,
            String domain) {
        /** The trust domain of an actor of which nothing else is said. */
        public static final String COMMON_DOMAIN = "common";

        public ActorPlan {
            Check.notBlank(name, "actors.name");
            Check.notBlank(domain, "actors.domain");
            grants = List.copyOf(grants);
            endowments = List.copyOf(endowments);
        }

        /** An actor that is given handles and nothing else. */
        public ActorPlan(
                String name, String image, byte[] arguments, List<GrantPlan> grants, OptionalInt place, boolean timed) {
            this(name, image, arguments, grants, place, timed, List.of(), COMMON_DOMAIN);
        }

        /** This actor with other handles. */
        public ActorPlan withGrants(List<GrantPlan> others) {
            return new ActorPlan(name, image, arguments, others, place, timed, endowments, domain);
        }

        /** This actor in a trust domain. */
        public ActorPlan inDomain(String other) {
            return new ActorPlan(name, image, arguments, grants, place, timed, endowments, other);
        }
    }

    /**
     * One handle an actor is born with.
     *
     * @param name   what the actor asks for by name
     * @param target what it designates
     * @param rights bits of {@link Rights}
     * @param label  number the target sees with each message; 0 leaves it unset
     */
    public record GrantPlan(String name, GrantTarget target, int rights, long label) {}

    /** What a handle of the deployment designates. */
    public sealed interface GrantTarget {
        /** An actor of this plan. */
        record ToActor(String name) implements GrantTarget {}

        /** An image of this plan, to create actors from. */
        record ToImage(String name) implements GrantTarget {}

        /** A shared window of this plan. */
        record ToWindow(String name) implements GrantTarget {}

        /** The machine's clock. */
        record ToClock() implements GrantTarget {}

        /** The actor's own random stream. */
        record ToRandom() implements GrantTarget {}

        /** The run's log. */
        record ToLog() implements GrantTarget {}
    }

    /** A shared window: its name and its size in bytes. */
    public record WindowPlan(String name, long sizeBytes) {}

    public DeploymentPlan {
        images = new TreeMap<>(images);
        actors = List.copyOf(actors);
        windows = List.copyOf(windows);
        expected = List.copyOf(expected);
        Set<String> actorNames = new HashSet<>();
        for (ActorPlan actor : actors) {
            if (!actorNames.add(actor.name())) {
                throw new ConfigException(
                        "actors: the name '" + actor.name() + "' is used twice. Give each actor its own.");
            }
        }
        for (ExpectedMessages pair : expected) {
            for (String name : List.of(pair.from(), pair.to())) {
                if (!actorNames.contains(name)) {
                    throw new ConfigException("traffic: messages are expected from '" + pair.from() + "' to '"
                            + pair.to() + "', and the plan has no actor '" + name + "'. Name actors of the plan.");
                }
            }
        }
        bonds.refuseUnknown(actorNames);
        Set<String> windowNames = new HashSet<>();
        windows.forEach(window -> windowNames.add(window.name()));
        for (ActorPlan actor : actors) {
            refuseUnknown("image", actor.image(), images.keySet(), actor.name());
            for (GrantPlan grant : actor.grants()) {
                if (grant.target() instanceof GrantTarget.ToActor target) {
                    refuseUnknown("actor", target.name(), actorNames, actor.name());
                } else if (grant.target() instanceof GrantTarget.ToImage target) {
                    refuseUnknown("image", target.name(), images.keySet(), actor.name());
                } else if (grant.target() instanceof GrantTarget.ToWindow target) {
                    refuseUnknown("window", target.name(), windowNames, actor.name());
                }
            }
        }
    }

    /** Whether an actor of this plan is a device at the edge of the machine. */
    public boolean isDevice(ActorPlan actor) {
        return images.get(actor.image()) instanceof DeviceProgram;
    }

    /** This plan without some actors, by their index, and without what others may say to them or they to others. */
    public DeploymentPlan without(IntPredicate leaves) {
        Set<String> gone = new HashSet<>();
        for (int i = 0; i < actors.size(); i++) {
            if (leaves.test(i)) {
                gone.add(actors.get(i).name());
            }
        }
        if (gone.isEmpty()) {
            return this;
        }
        List<ActorPlan> left = new ArrayList<>();
        for (ActorPlan actor : actors) {
            if (!gone.contains(actor.name())) {
                left.add(actor.withGrants(actor.grants().stream()
                        .filter(grant ->
                                !(grant.target() instanceof GrantTarget.ToActor to && gone.contains(to.name())))
                        .toList()));
            }
        }
        List<ExpectedMessages> said = expected.stream()
                .filter(pair -> !gone.contains(pair.from()) && !gone.contains(pair.to()))
                .toList();
        return new DeploymentPlan(images, left, windows, said, bonds.without(gone));
    }

    /** Devices at the edge of the machine among the actors. */
    public int devices() {
        return (int) actors.stream().filter(this::isDevice).count();
    }

    private static void refuseUnknown(String what, String name, Set<String> known, String actor) {
        if (!known.contains(name)) {
            throw new ConfigException("actor '" + actor + "' names the " + what + " '" + name
                    + "', which the plan does not define. Known: "
                    + new ArrayList<>(known).stream().sorted().toList() + ".");
        }
    }
}
