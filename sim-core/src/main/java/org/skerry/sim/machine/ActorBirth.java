package org.skerry.sim.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.skerry.sim.actor.ActorId;
import org.skerry.sim.actor.Admission;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.Links;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Status;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;

/** What an actor is born with: its identifier, its handles and its first message. The same on every machine. */
public final class ActorBirth {
    private static final int SELF_RIGHTS = Rights.SEND | Rights.GRANT;

    private final DeploymentPlan plan;
    private final Map<String, Integer> indexes = new HashMap<>();

    /** The births of a plan. */
    public ActorBirth(DeploymentPlan plan) {
        this.plan = plan;
        for (int i = 0; i < plan.actors().size(); i++) {
            indexes.put(plan.actors().get(i).name(), i);
        }
    }

    /** Index in the plan of the actor with this name. */
    public int indexOf(String name) {
        Integer index = indexes.get(name);
        if (index == null) {
            throw new IllegalArgumentException("no actor of the plan is named '" + name + "'");
        }
        return index;
    }

    /** Identifier of the actor at {@code index} of a plan. */
    public static long actorId(int index) {
        return ActorId.of(ActorId.DEPLOYMENT, index);
    }

    /** Identifier of an image. */
    public static long imageId(String name) {
        return ActorId.named("image:" + name);
    }

    /** Identifier of a shared window. */
    public static long windowId(String name) {
        return ActorId.named("window:" + name);
    }

    /** Name for people of the {@code ordinal}-th child of an actor, counted from 1. */
    public static String childName(String parent, int ordinal) {
        return parent + "/" + ordinal;
    }

    /** The START message of the actor at {@code index} of a plan. */
    public Message start(int index) {
        long actor = actorId(index);
        byte[] arguments = plan.actors().get(index).arguments();
        if (arguments.length > Message.MAX_BYTES) {
            throw new ConfigException("actor '" + plan.actors().get(index).name() + "' has " + arguments.length
                    + " bytes of arguments, more than a message holds (" + Message.MAX_BYTES + "). Give it fewer.");
        }
        return new Message(
                ActorId.of(actor, 0), MessageKind.START, 0, -1, null, actor, arguments, Message.NO_GRANTS, null, 0);
    }

    /** The empty START message of a program that was put in an actor's place, by the order with this number. */
    public static Message restart(long actor, int order) {
        long id = ActorId.of(actor, Long.MIN_VALUE + 1 + order);
        return new Message(id, MessageKind.START, 0, -1, null, actor, new byte[0], Message.NO_GRANTS, null, 0);
    }

    /** What stands for the message of a device that does something of itself; nobody sends it, and no guest sees it. */
    public static Message own(long device) {
        long id = ActorId.of(device, Long.MIN_VALUE);
        return new Message(id, MessageKind.START, 0, -1, null, device, new byte[0], Message.NO_GRANTS, null, 0);
    }

    /**
     * Installs handle 0 and the handles of the plan in an empty table.
     *
     * @param placeOf place of each actor of the plan, by name
     */
    public Grants endow(int index, ToIntFunction<String> placeOf, HandleTable table) {
        ActorPlan actor = plan.actors().get(index);
        installSelf(actorId(index), placeOf.applyAsInt(actor.name()), table);
        List<String> names = new ArrayList<>();
        List<Integer> handles = new ArrayList<>();
        for (int i = 0; i < actor.grants().size(); i++) {
            GrantPlan grant = actor.grants().get(i);
            int handle = table.install(capability(grant, ActorId.of(actorId(index), -1L - i), placeOf));
            if (handle == Status.TABLE_FULL.code()) {
                throw new ConfigException("actor '" + actor.name() + "' is granted "
                        + actor.grants().size()
                        + " handles, more than its table holds. Grant fewer, or raise the slots of the handle table.");
            }
            names.add(grant.name());
            handles.add(handle);
        }
        return new Grants(names, handles, actor.endowments());
    }

    /**
     * Writes the links of an actor of the plan into its door, and whether it is told of ends along them.
     *
     * @param placeOf place of each actor of the plan, by name
     */
    public void bind(int index, ToIntFunction<String> placeOf, Admission door) {
        String name = plan.actors().get(index).name();
        for (Bonds.Bond bond : plan.bonds().links()) {
            if (bond.from().equals(name)) {
                door.born(link(name, bond.to(), placeOf, true, false));
            }
            if (bond.to().equals(name)) {
                boolean held = handle(bond.from(), name, Rights.CONTROL) >= 0;
                door.born(link(name, bond.from(), placeOf, false, held));
            }
        }
        if (plan.bonds().trapping().contains(name)) {
            door.bornTrapping();
        }
    }

    private Links.Link link(String self, String peer, ToIntFunction<String> placeOf, boolean mine, boolean held) {
        int ruling = handle(self, peer, Rights.CONTROL);
        int handle = ruling >= 0 ? ruling : handle(self, peer, 0);
        return new Links.Link(actorId(indexOf(peer)), placeOf.applyAsInt(peer), null, handle, mine, true, held);
    }

    /** The first handle with these rights that an actor is born with to another one, or -1. */
    private int handle(String from, String to, int rights) {
        List<GrantPlan> grants = plan.actors().get(indexOf(from)).grants();
        for (int i = 0; i < grants.size(); i++) {
            if (grants.get(i).target() instanceof GrantTarget.ToActor target
                    && target.name().equals(to)
                    && Rights.allow(grants.get(i).rights(), rights)) {
                return i + 1; // behind the one to itself
            }
        }
        return -1;
    }

    /** Installs handle 0 of an actor in an empty table. */
    public static void installSelf(long actor, int place, HandleTable table) {
        table.install(
                Capability.root(CapabilityKind.ACTOR, actor, place, SELF_RIGHTS, 0, ActorId.of(actor, Long.MIN_VALUE)));
    }

    private Capability capability(GrantPlan grant, long id, ToIntFunction<String> placeOf) {
        GrantTarget target = grant.target();
        int rights = grant.rights();
        long label = grant.label();
        if (target instanceof GrantTarget.ToActor to) {
            long actor = actorId(indexOf(to.name()));
            return Capability.root(CapabilityKind.ACTOR, actor, placeOf.applyAsInt(to.name()), rights, label, id);
        }
        if (target instanceof GrantTarget.ToImage to) {
            return local(CapabilityKind.IMAGE, imageId(to.name()), rights, label, id);
        }
        if (target instanceof GrantTarget.ToWindow to) {
            return local(CapabilityKind.WINDOW, windowId(to.name()), rights, label, id);
        }
        if (target instanceof GrantTarget.ToClock) {
            return local(CapabilityKind.CLOCK, 0, rights, label, id);
        }
        if (target instanceof GrantTarget.ToRandom) {
            return local(CapabilityKind.RANDOM, 0, rights, label, id);
        }
        if (target instanceof GrantTarget.ToLog) {
            return local(CapabilityKind.LOG, 0, rights, label, id);
        }
        throw new AssertionError(target);
    }

    private static Capability local(CapabilityKind kind, long target, int rights, long label, long id) {
        return Capability.root(kind, target, Capability.UNPLACED, rights, label, id);
    }
}
