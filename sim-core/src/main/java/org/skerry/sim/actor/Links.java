package org.skerry.sim.actor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * With whom one actor is linked: the abnormal end of one is the end of the other, unless that one has said that it would rather be told.
 * A link is made by one side, which may end the other anyhow: it holds CONTROL. It lies at both doors, beyond the reach of software.
 *
 * <pre>
 *   maker's door   peer, through which capability, its handle     at its end: EXIT along the capability, behind all it has sent
 *   other's door   peer, where that lives                         at its end: a message of the machine to that place
 * </pre>
 *
 * <p>A link of the deployment lasts as long as both actors, whatever programs they have. One that a program has made ends with that
 * program; it outlives the end of the other side, which its maker may restart.
 */
public final class Links implements Stateful {
    /** Most links of one actor: registers of a network interface. Assumption. */
    public static final int MOST = 128;

    private static final EndReason[] REASONS = EndReason.values();

    private final Admission door;
    private final List<Link> links = new ArrayList<>();
    private boolean born; // was told at birth to trap exits
    private boolean trapping;
    private long exits; // told so far

    /**
     * One of them, as one of its sides sees it.
     *
     * @param peer    the other actor
     * @param place   where that lives; not asked for where it is reached through a capability
     * @param through the capability it was made with, or null for a link of the deployment
     * @param handle  by which this actor knows the other one, or -1
     * @param mine    whether this actor has made it
     * @param born    whether it is a link of the deployment
     * @param held    whether the other one may restart this actor
     */
    public record Link(long peer, int place, Capability through, int handle, boolean mine, boolean born, boolean held) {
        private void write(StateWriter out) {
            out.writeLong(peer);
            out.writeInt(place);
            out.writeBoolean(through != null);
            if (through != null) {
                through.write(out);
            }
            out.writeInt(handle);
            out.writeBoolean(mine);
            out.writeBoolean(born);
            out.writeBoolean(held);
        }

        private static Link read(StateReader in) {
            return new Link(
                    in.readLong(),
                    in.readInt(),
                    in.readBoolean() ? Capability.read(in) : null,
                    in.readInt(),
                    in.readBoolean(),
                    in.readBoolean(),
                    in.readBoolean());
        }
    }

    /** The end of an actor on its way along a link, through the capability of a maker or to the place of one. */
    public record Exit(long id, long from, long to, int place, Capability through, EndReason reason, int code) {
        /** As it travels through a capability. */
        public Oversight wish() {
            long what = (long) reason.ordinal() << Integer.SIZE | Integer.toUnsignedLong(code);
            return new Oversight(Oversight.Kind.EXIT, id, through, -1, from, what, null, null);
        }

        /** As it travels to a place. */
        public Message message() {
            return Message.exit(id, from, to, reason, code);
        }

        /** Reads what travelled through a capability. */
        public static Exit of(Oversight wish) {
            EndReason reason = REASONS[(int) (wish.image() >>> Integer.SIZE)];
            return new Exit(wish.id(), wish.asker(), wish.to().target(), -1, wish.to(), reason, (int) wish.image());
        }

        /** Reads what travelled to a place. */
        public static Exit of(Message message) {
            return new Exit(
                    message.id(), message.sender(), message.target(), -1, null, message.endReason(), message.endCode());
        }

        /** Whether it ends who hears of it: all but an exit with code 0 does. */
        public boolean isAbnormal() {
            return reason != EndReason.EXITED || code != 0;
        }
    }

    /** What comes of an end that was heard of. */
    public enum Effect {
        /** Nothing. */
        NONE,
        /** The actor is told. */
        TELL,
        /** The actor ends. */
        END,
        /** The actor has ended already, and nobody is left who could restart it. */
        RELEASE
    }

    Links(Admission door) {
        this.door = door;
    }

    // ---- making ------------------------------------------------------------------------------------------------

    void born(Link link) {
        links.add(link);
    }

    void bornTrapping() {
        born = true;
        trapping = true;
    }

    void trapExits(boolean on) {
        trapping = on;
    }

    /** This actor's program makes or ends a link. */
    Status make(Oversight wish) {
        long peer = wish.to().target();
        if (wish.kind() == Oversight.Kind.UNLINK) {
            links.removeIf(link -> link.peer == peer && link.mine);
            return Status.OK;
        }
        return add(new Link(peer, -1, wish.to(), wish.handle(), true, false, false));
    }

    /** Another actor, at a place, makes or ends a link with this one. */
    Status accept(Oversight wish, int place) {
        if (wish.kind() == Oversight.Kind.UNLINK) {
            links.removeIf(link -> link.peer == wish.asker() && !link.mine);
            return Status.OK;
        }
        return add(new Link(wish.asker(), place, wish.to(), -1, false, false, true));
    }

    private Status add(Link link) {
        if (links.stream().anyMatch(other -> other.born && other.peer == link.peer && other.mine == link.mine)) {
            return Status.OK;
        }
        links.removeIf(other -> other.peer == link.peer && other.mine == link.mine);
        if (links.size() == MOST) {
            return Status.NO_ROOM;
        }
        links.add(link);
        return Status.OK;
    }

    // ---- ends --------------------------------------------------------------------------------------------------

    /** The end of this actor, to be said to all but one, and the end of the links that its program has made. */
    List<Exit> exits(long self, EndReason reason, int code, long except) {
        List<Exit> all = new ArrayList<>();
        for (Link link : links) {
            if (link.peer != except) {
                long id = ActorId.of(ActorId.of(self, Long.MIN_VALUE + 2), ++exits);
                Capability through = link.mine ? link.through : null;
                all.add(new Exit(id, self, link.peer, link.place, through, reason, code));
            }
        }
        links.removeIf(link -> link.mine && !link.born);
        trapping = born;
        return all;
    }

    /** The ends of actors at places that are gone, as this actor would hear of them. */
    List<Exit> lost(long self, IntPredicate gone) {
        List<Exit> all = new ArrayList<>();
        for (Link link : links) {
            if (gone.test(link.mine && link.through != null ? link.through.place() : link.place)) {
                long id = ActorId.of(ActorId.of(self, Long.MIN_VALUE + 3), ++exits);
                all.add(new Exit(id, link.peer, self, -1, null, EndReason.LOST, 0));
            }
        }
        return all;
    }

    /** This actor hears of the end of another one; what is told has its own name for that one. */
    Effect hear(Exit exit, boolean dead) {
        Link link = find(exit.from);
        if (link == null) {
            return Effect.NONE;
        }
        boolean wasKept = dead && isKept();
        if (!link.mine && !link.born) {
            links.remove(link);
        }
        if (dead) {
            return wasKept && !isKept() ? Effect.RELEASE : Effect.NONE;
        }
        return trapping ? Effect.TELL : exit.isAbnormal() ? Effect.END : Effect.NONE;
    }

    /** What this actor is told of the end of another one. */
    Message news(Exit exit) {
        Link link = find(exit.from);
        return Message.ended(exit.id, exit.to, exit.reason, link == null ? -1 : link.handle, exit.code);
    }

    /** Whether somebody is left who may restart this actor. */
    boolean isKept() {
        return links.stream().anyMatch(Link::held);
    }

    /** Whether this actor is held by a link that another one has made. */
    boolean isHeldBy(long peer) {
        return links.stream().anyMatch(link -> link.held && link.peer == peer);
    }

    /** A capability is dead from now on, and with it the links that were made with it. Returns who had made them. */
    List<Long> dropRevoked() {
        List<Long> makers = new ArrayList<>();
        links.removeIf(link -> {
            boolean dead = !link.mine && link.through != null && door.isRevoked(link.through);
            if (dead) {
                makers.add(link.peer);
            }
            return dead;
        });
        return makers;
    }

    private Link find(long peer) {
        Link found = null;
        for (Link link : links) {
            if (link.peer == peer) {
                found = found == null || link.mine ? link : found;
            }
        }
        return found;
    }

    @Override
    public void save(StateWriter out) {
        out.writeBoolean(born);
        out.writeBoolean(trapping);
        out.writeLong(exits);
        out.writeInt(links.size());
        links.forEach(link -> link.write(out));
    }

    @Override
    public void load(StateReader in) {
        born = in.readBoolean();
        trapping = in.readBoolean();
        exits = in.readLong();
        links.clear();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            links.add(Link.read(in));
        }
    }
}
