package org.skerry.sim.actor;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.agrona.collections.LongHashSet;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The door of one actor: which messages may enter. It stands where the target lives, so that a revocation takes effect for every
 * holder, however far away, at the moment the door hears of it.
 *
 * <p>A capability is dead when it or any capability it was derived from has been revoked. The set of revoked identifiers grows by
 * one for each revocation and is never emptied.
 */
public final class Admission implements Stateful {
    private LongHashSet revoked; // null until there is one
    private Monitors monitors; // null until there is one
    private Links links; // likewise
    private boolean dead;

    /** From now on nothing derived from this capability is accepted. Returns who had made links with it, which hold no longer. */
    public List<Long> revoke(long capabilityId) {
        if (revoked == null) {
            revoked = new LongHashSet();
        }
        revoked.add(capabilityId);
        return links == null ? List.of() : links.dropRevoked();
    }

    /** From now on nothing at all is accepted: the actor has ended. */
    public void close() {
        dead = true;
    }

    /** Whether nothing is refused. */
    public boolean isOpen() {
        return !dead && revoked == null;
    }

    /** Whether the actor has ended. */
    public boolean closed() {
        return dead;
    }

    /** {@link Status#OK}, or why the message may not enter. Messages of the machine itself always may while the actor lives. */
    public Status admit(Message message) {
        if (dead) {
            return Status.TARGET_DEAD;
        }
        return revoked != null && message.to() != null && isRevoked(message.to()) ? Status.REVOKED : Status.OK;
    }

    /** The same for what is asked about the actor. */
    public Status admit(Oversight wish) {
        if (dead) {
            return Status.TARGET_DEAD;
        }
        return isRevoked(wish.to()) ? Status.REVOKED : Status.OK;
    }

    /** The same for a restart, which can be asked for after the end too while the actor is kept. */
    public Status admitRestart(Oversight wish) {
        return dead && !isKept() ? Status.TARGET_DEAD : isRevoked(wish.to()) ? Status.REVOKED : Status.OK;
    }

    /** The same for what is asked about a link, which can be ended after the actor has. */
    public Status admitLink(Oversight wish) {
        return wish.kind() == Oversight.Kind.UNLINK ? admitRestart(wish) : admit(wish);
    }

    /** Whether a capability, or one it was derived from, has been revoked. */
    boolean isRevoked(Capability capability) {
        if (revoked != null) {
            for (long id : capability.lineage()) {
                if (revoked.contains(id)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Begins or ends a monitor that {@link #admit(Oversight)} lets in, for an asker at {@code place}. Returns {@link Status#OK}, or
     * {@link Status#NO_ROOM} if there are too many.
     */
    public Status monitor(Oversight wish, int place) {
        if (monitors == null) {
            monitors = new Monitors(this);
        }
        return monitors.set(wish, place);
    }

    /** What is to be said to whom now that the actor has ended or lost its state; nothing to those whose capability was revoked. */
    public List<Monitors.Told> tell(EndReason reason, int code) {
        return monitors == null ? List.of() : monitors.tell(reason, code);
    }

    // ---- links -------------------------------------------------------------------------------------------------

    private Links links() {
        if (links == null) {
            links = new Links(this);
        }
        return links;
    }

    /** A link of the deployment. */
    public void born(Links.Link link) {
        links().born(link);
    }

    /** The deployment wants the actor, whatever program it has, to be told of ends along its links and to survive them. */
    public void bornTrapping() {
        links().bornTrapping();
    }

    /** From now on the actor is told of ends along its links and survives them, or no longer. */
    public void trapExits(boolean on) {
        if (on || links != null) {
            links().trapExits(on);
        }
    }

    /** The actor makes or ends a link, at its own door. Returns a status. */
    public Status makeLink(Oversight wish) {
        return links().make(wish);
    }

    /** An asker at {@code place} makes or ends a link that {@link #admit(Oversight)} lets in. Returns a status. */
    public Status acceptLink(Oversight wish, int place) {
        return links().accept(wish, place);
    }

    /** To whom it is to be said that the actor has ended or lost its state; to all but one. */
    public List<Links.Exit> exits(long self, EndReason reason, int code, long except) {
        return links == null ? List.of() : links.exits(self, reason, code, except);
    }

    /** The ends of linked actors at places that are gone, which nobody there can tell any more. */
    public List<Links.Exit> lost(long self, IntPredicate gone) {
        return links == null ? List.of() : links.lost(self, gone);
    }

    /** The actor hears of the end of another one. */
    public Links.Effect hear(Links.Exit exit) {
        return links == null ? Links.Effect.NONE : links.hear(exit, dead);
    }

    /** What it is told of that. */
    public Message news(Links.Exit exit) {
        return links().news(exit);
    }

    /** Whether the actor has ended and somebody is left who may restart it: it keeps its place. */
    public boolean isKept() {
        return dead && links != null && links.isKept();
    }

    /** Whether the actor is held by a link that another one has made. */
    public boolean isHeldBy(long peer) {
        return links != null && links.isHeldBy(peer);
    }

    /** The actor lives again. */
    public void reopen() {
        dead = false;
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        out.writeBoolean(dead);
        long[] ids = new long[revoked == null ? 0 : revoked.size()];
        int count = 0;
        if (revoked != null) {
            for (LongHashSet.LongIterator each = revoked.iterator(); each.hasNext(); ) {
                ids[count++] = each.nextValue();
            }
        }
        Arrays.sort(ids);
        out.writeLongs(ids, 0, ids.length);
        out.writeBoolean(monitors != null);
        if (monitors != null) {
            monitors.save(out);
        }
        out.writeBoolean(links != null);
        if (links != null) {
            links.save(out);
        }
    }

    @Override
    public void load(StateReader in) {
        dead = in.readBoolean();
        revoked = null;
        for (long id : in.readLongs()) {
            revoke(id);
        }
        monitors = in.readBoolean() ? new Monitors(this) : null;
        if (monitors != null) {
            monitors.load(in);
        }
        links = in.readBoolean() ? new Links(this) : null;
        if (links != null) {
            links.load(in);
        }
    }
}
