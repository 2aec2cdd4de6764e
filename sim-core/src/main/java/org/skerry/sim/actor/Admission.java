package org.skerry.sim.actor;

import java.util.Arrays;
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
        if (revoked != null && message.to() != null) {
            for (long id : message.to().lineage()) {
                if (revoked.contains(id)) {
                    return Status.REVOKED;
                }
            }
        }
        return Status.OK;
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
    }

    @Override
    public void load(StateReader in) {
        dead = in.readBoolean();
        revoked = null;
        for (long id : in.readLongs()) {
            revoke(id);
        }
    }
}
