package org.skerry.sim.actor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What one actor does with the authority it is given, for the least-privilege audit. It watches and decides nothing. The actor's own
 * handle 0 and the one-shot right to answer a call do not count: every actor has them.
 *
 * <p>Costs a look at one array element for each operation, and more only when a handle is used in a new way.
 */
final class AuthorityUse implements Stateful {
    private static final CapabilityKind[] KINDS = CapabilityKind.values();

    /** The identifier of no capability. */
    private static final long NOTHING = 0;

    private final Grants grants;
    private final HandleTable table;
    private Tally[] byGrant; // null until the first turn, when the table has been filled
    private final Tally[] later = new Tally[KINDS.length]; // by kind; null where there was none
    private short[] seen = new short[4]; // by handle: rights used since it was installed

    /** Of one grant, or of all that came later of one kind. */
    private static final class Tally {
        final CapabilityKind kind;
        final long id; // of the granted capability
        long held;
        long exercised;
        int granted;
        int used;

        Tally(CapabilityKind kind, long id) {
            this.kind = kind;
            this.id = id;
        }
    }

    /** For an actor with this table, in which the grants lie when its first turn begins. */
    AuthorityUse(Grants grants, HandleTable table) {
        this.grants = grants;
        this.table = table;
    }

    /** A turn begins. */
    void begin() {
        if (byGrant == null) {
            byGrant = new Tally[grants.handles().size()];
            for (int i = 0; i < byGrant.length; i++) {
                Capability capability = table.get(grants.handles().get(i));
                // A program that was put in another one's place finds what that one left.
                byGrant[i] = capability == null
                        ? new Tally(CapabilityKind.ACTOR, NOTHING)
                        : new Tally(capability.kind(), capability.id());
                byGrant[i].held = capability == null ? 0 : 1;
                byGrant[i].granted = capability == null ? 0 : capability.rights();
            }
        }
    }

    /** A capability was installed in the actor's table; a status below zero says that it was not. */
    void installed(int handle, Capability capability) {
        if (handle < 0) {
            return;
        }
        if (handle < seen.length) {
            seen[handle] = 0;
        }
        if (capability.kind() != CapabilityKind.REPLY && grantOf(capability) == null) {
            int kind = capability.kind().ordinal();
            if (later[kind] == null) {
                later[kind] = new Tally(capability.kind(), NOTHING);
            }
            later[kind].held++;
            later[kind].granted |= capability.rights();
        }
    }

    /** The actor used rights of a handle. If it does so again while the slot holds the same, nothing is to be noted. */
    void used(int handle, int rights) {
        if (handle >= seen.length || (seen[handle] & rights) != rights) {
            note(handle, rights);
        }
    }

    private void note(int handle, int rights) {
        Capability capability = table.get(handle);
        if (handle == 0 || capability.kind() == CapabilityKind.REPLY) {
            return;
        }
        if (handle >= seen.length) {
            seen = Arrays.copyOf(seen, Math.max(handle + 1, 2 * seen.length));
        }
        Tally tally = grantOf(capability);
        if (tally == null) {
            tally = later[capability.kind().ordinal()];
        }
        // A table that somebody wrote to may hold what nobody gave; there is nothing to audit then.
        if (tally != null) {
            boolean first = tally.id == NOTHING ? seen[handle] == 0 : tally.used == 0;
            tally.exercised += first && tally.exercised < tally.held ? 1 : 0;
            tally.used |= rights & tally.granted;
        }
        seen[handle] |= (short) rights;
    }

    /** The grant that a capability is or was derived from, or null. */
    private Tally grantOf(Capability capability) {
        for (Tally tally : byGrant) {
            for (long id : capability.lineage()) {
                if (id == tally.id) {
                    return tally;
                }
            }
        }
        return null;
    }

    /** Grants in the order of the deployment, then what came later by kind. */
    List<GrantUse> uses() {
        List<GrantUse> uses = new ArrayList<>();
        for (int i = 0; byGrant != null && i < byGrant.length; i++) {
            if (byGrant[i].held > 0) {
                uses.add(use(grants.names().get(i), byGrant[i]));
            }
        }
        for (Tally tally : later) {
            if (tally != null) {
                uses.add(use("", tally));
            }
        }
        return uses;
    }

    private static GrantUse use(String name, Tally tally) {
        return new GrantUse(name, tally.kind, tally.held, tally.exercised, tally.granted, tally.used);
    }

    @Override
    public void save(StateWriter out) {
        List<Tally> all = new ArrayList<>(byGrant == null ? List.of() : Arrays.asList(byGrant));
        out.writeInt(byGrant == null ? -1 : byGrant.length);
        for (Tally tally : later) {
            out.writeBoolean(tally != null);
            if (tally != null) {
                all.add(tally);
            }
        }
        for (Tally tally : all) {
            out.writeInt(tally.kind.ordinal());
            out.writeLong(tally.id);
            out.writeLong(tally.held);
            out.writeLong(tally.exercised);
            out.writeInt(tally.granted);
            out.writeInt(tally.used);
        }
        out.writeInt(seen.length);
        for (short rights : seen) {
            out.writeInt(rights);
        }
    }

    @Override
    public void load(StateReader in) {
        int named = in.readInt();
        byGrant = named < 0 ? null : new Tally[named];
        boolean[] present = new boolean[later.length];
        for (int i = 0; i < later.length; i++) {
            present[i] = in.readBoolean();
        }
        for (int i = 0; i < named; i++) {
            byGrant[i] = tally(in);
        }
        for (int i = 0; i < later.length; i++) {
            later[i] = present[i] ? tally(in) : null;
        }
        seen = new short[in.readCount(Integer.BYTES)];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = (short) in.readInt();
        }
    }

    private static Tally tally(StateReader in) {
        CapabilityKind kind = KINDS[in.readIndex(KINDS.length, "kinds of capabilities")];
        Tally tally = new Tally(kind, in.readLong());
        tally.held = in.readLong();
        tally.exercised = in.readLong();
        tally.granted = in.readInt();
        tally.used = in.readInt();
        return tally;
    }
}
