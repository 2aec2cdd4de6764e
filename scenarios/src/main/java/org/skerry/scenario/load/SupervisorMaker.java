package org.skerry.scenario.load;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.skerry.scenario.spec.GroupSpec;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.scenario.spec.Supervision;
import org.skerry.scenario.spec.SupervisorSpec;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.Bonds;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;

/**
 * Adds the supervisors of a scenario to its plan, each with what it needs to know and no more than it needs to hold: its children, their
 * images, a clock and the log.
 */
final class SupervisorMaker {
    /** What a child finds its supervisor by, if it is to be heard. */
    static final String SUPERVISOR = "supervisor";

    private static final int WATCH = Rights.SEND | Rights.CONTROL;

    private final ScenarioSpec spec;
    private final Map<String, ActorPlan> actors = new LinkedHashMap<>();
    private final List<Bonds.Bond> bonds = new ArrayList<>();
    private final TreeSet<String> trapping = new TreeSet<>();

    private SupervisorMaker(ScenarioSpec spec, List<ActorPlan> plans) {
        this.spec = spec;
        plans.forEach(plan -> actors.put(plan.name(), plan));
    }

    /** What came of it: actors and links. */
    record Made(List<ActorPlan> actors, Bonds bonds) {}

    static Made make(ScenarioSpec spec, List<ActorPlan> plans) {
        Supervision supervision = spec.supervision();
        if (!supervision.any()) {
            return new Made(plans, Bonds.NONE);
        }
        SupervisorMaker maker = new SupervisorMaker(spec, plans);
        maker.links(supervision);
        List<String> made = new ArrayList<>();
        for (SupervisorSpec each : supervision.supervisors()) {
            maker.supervisor(each, made);
        }
        return new Made(List.copyOf(maker.actors.values()), new Bonds(maker.bonds, maker.trapping));
    }

    private void links(Supervision supervision) {
        for (GroupSpec group : spec.actors()) {
            for (int index = 0; index < group.members(); index++) {
                for (Supervision.Link link : supervision.links()) {
                    if (link.group().equals(group.name())) {
                        String to = link.to().expand(PlanMaker.memberScope(spec.scope(), group, index));
                        bonds.add(new Bonds.Bond(group.member(index), to));
                    }
                }
                if (supervision.trapping().contains(group.name())) {
                    trapping.add(group.member(index));
                }
            }
        }
    }

    /** Children first: a supervisor that another one supervises must be there before its arguments can be told. */
    private void supervisor(SupervisorSpec supervisor, List<String> path) {
        if (actors.containsKey(supervisor.name())) {
            return;
        }
        if (path.contains(supervisor.name())) {
            throw new ConfigException("supervisors." + supervisor.name() + " supervises itself: " + path
                    + ". Let each supervise others that do not supervise it.");
        }
        List<String> deeper = new ArrayList<>(path);
        deeper.add(supervisor.name());
        List<String> children = new ArrayList<>();
        for (String child : supervisor.children()) {
            spec.supervision().supervisors().stream()
                    .filter(other -> other.name().equals(child))
                    .forEach(other -> supervisor(other, deeper));
            children.addAll(members(child));
        }
        if (children.size() > SupervisorSpec.MOST_CHILDREN) {
            throw new ConfigException("supervisors." + supervisor.name() + ".children are " + children.size()
                    + " actors, and a supervisor has room for " + SupervisorSpec.MOST_CHILDREN
                    + ". Give some of them to a supervisor of their own.");
        }
        List<GrantPlan> grants = new ArrayList<>();
        grants.add(new GrantPlan("clock", new GrantTarget.ToClock(), Rights.CLOCK, 0));
        grants.add(new GrantPlan("log", new GrantTarget.ToLog(), Rights.LOG, 0));
        for (int i = 0; i < children.size(); i++) {
            String child = children.get(i);
            grants.add(new GrantPlan("child" + i, new GrantTarget.ToActor(child), WATCH, 0));
            grants.add(new GrantPlan(
                    "image" + i, new GrantTarget.ToImage(actors.get(child).image()), Rights.SPAWN, 0));
            bonds.add(new Bonds.Bond(supervisor.name(), child));
            if (supervisor.heartbeatNanoseconds() > 0) {
                hear(child, supervisor.name(), i + 1L);
            }
        }
        trapping.add(supervisor.name());
        actors.put(
                supervisor.name(),
                new ActorPlan(
                        supervisor.name(),
                        Supervision.GUEST,
                        arguments(supervisor, children),
                        grants,
                        OptionalInt.empty(),
                        false,
                        List.of(),
                        supervisor.domain()));
    }

    private List<String> members(String child) {
        for (GroupSpec group : spec.actors()) {
            if (group.name().equals(child)) {
                List<String> members = new ArrayList<>();
                for (int i = 0; i < group.members(); i++) {
                    members.add(group.member(i));
                }
                return members;
            }
        }
        return List.of(child);
    }

    /** The child can say that it lives. */
    private void hear(String child, String supervisor, long label) {
        ActorPlan plan = actors.get(child);
        if (plan.grants().stream().noneMatch(grant -> grant.name().equals(SUPERVISOR))) {
            List<GrantPlan> grants = new ArrayList<>(plan.grants());
            grants.add(new GrantPlan(SUPERVISOR, new GrantTarget.ToActor(supervisor), Rights.SEND, label));
            actors.put(child, plan.withGrants(grants));
        }
    }

    /** As the guest reads them: see supervisor.c. */
    private byte[] arguments(SupervisorSpec supervisor, List<String> children) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Message.MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(supervisor.strategy().ordinal())
                .putInt(supervisor.restart().ordinal())
                .putInt(supervisor.intensity())
                .putInt(children.size())
                .putLong(supervisor.periodNanoseconds())
                .putLong(supervisor.heartbeatNanoseconds());
        for (String child : children) {
            byte[] each = actors.get(child).arguments();
            boolean supervises = actors.get(child).image().equals(Supervision.GUEST);
            if (each.length + 8 > bytes.remaining()) {
                break; // found to be too long in what follows
            }
            bytes.putInt(each.length).putInt(supervises ? 1 : 0).put(each);
        }
        if (bytes.position() > Message.MAX_BYTES) {
            throw new ConfigException("supervisors." + supervisor.name()
                    + ": the arguments of its children make more than the " + Message.MAX_BYTES
                    + " bytes of a message. Give some of them to a supervisor of their own.");
        }
        byte[] all = new byte[bytes.position()];
        bytes.flip().get(all);
        return all;
    }
}
