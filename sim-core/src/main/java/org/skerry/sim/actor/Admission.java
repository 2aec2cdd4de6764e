package org.skerry.sim.actor;

import java.util.Arrays;
import java.util.List;
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
    private boolean dead;

    /** From now on nothing derived from this capability is accepted. */
    public void revoke(long capabilityId) {
        if (revoked == null) {
            revoked = new LongHashSet();
        }
        revoked.add(capabilityId);
    }

    /** From now on nothing at all is accepted: the actor has ended. */
    public void close() {
        dead = true;
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
        return message.to() != null && isRevoked(message.to()) ? Status.REVOKED : Status.OK;
    }

    /** The same for what is asked about the actor. */
    public Status admit(Oversight wish) {
        if (dead) {
            return Status.TARGET_DEAD;
        }
        return isRevoked(wish.to()) ? Status.REVOKED : Status.OK;
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
    }
}
