package org.skerry.sim.actor;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * Authority as the machine sees it: a target, the rights on it, and where it was derived from. Guests never hold one; they
 * hold a handle, the index of a slot in their own table where the machine keeps it.
 *
 * <p>The lineage lists the identifiers of all capabilities this one was derived from, root first and itself last. Revoking
 * any of them kills this one: whoever enforces a use looks for every identifier of the lineage among the revoked ones.
 */
public final class Capability {
    /** How often a capability can be derived before {@link Status#TOO_DEEP}; bounds packet headers and table slots. */
    public static final int MAX_DEPTH = 8;

    /** The place of an actor that has no enclave or core assigned as far as the holder knows. */
    public static final int UNPLACED = -1;

    private final CapabilityKind kind;
    private final long target;
    private final int place;
    private final int rights;
    private final long label;
    private final long[] lineage;
    private final int depth; // length of the lineage, so that who only counts bytes need not look there

    /**
     * A capability.
     *
     * @param kind    what is designated
     * @param target  actor identifier, image identifier or window identifier; 0 for clock, random and log
     * @param place   where the target lives, in the machine's own numbering, or {@link #UNPLACED} while that is unknown
     * @param rights  bits of {@link Rights}
     * @param label   number that the target sees with each message sent through this capability; set once, 0 is unset
     * @param lineage identifiers from the root to this capability; 1 to {@link #MAX_DEPTH} of them
     */
    public Capability(CapabilityKind kind, long target, int place, int rights, long label, long[] lineage) {
        if (lineage.length < 1 || lineage.length > MAX_DEPTH) {
            throw new IllegalArgumentException("lineage of " + lineage.length + " is outside 1.." + MAX_DEPTH);
        }
        this.kind = kind;
        this.target = target;
        this.place = place;
        this.rights = rights;
        this.label = label;
        this.lineage = lineage;
        this.depth = lineage.length;
    }

    /** What is designated. */
    public CapabilityKind kind() {
        return kind;
    }

    /** Actor identifier, image identifier or window identifier; 0 for clock, random and log. */
    public long target() {
        return target;
    }

    /** Where the target lives, in the machine's own numbering, or {@link #UNPLACED} while that is unknown. */
    public int place() {
        return place;
    }

    /** Bits of {@link Rights}. */
    public int rights() {
        return rights;
    }

    /** Number that the target sees with each message sent through this capability; 0 is unset. */
    public long label() {
        return label;
    }

    /** Identifiers from the root to this capability; never to be written to. */
    public long[] lineage() {
        return lineage;
    }

    /** How many identifiers its lineage has. */
    public int depth() {
        return depth;
    }

    /** A capability derived from nothing: what deployment hands out. */
    public static Capability root(CapabilityKind kind, long target, int place, int rights, long label, long id) {
        return new Capability(kind, target, place, rights, label, new long[] {id});
    }

    /** This capability's own identifier. */
    public long id() {
        return lineage[lineage.length - 1];
    }

    /** Whether one more derivation is possible. */
    public boolean canDerive() {
        return depth < MAX_DEPTH;
    }

    /**
     * A capability with at most these rights. The label can be given only while it is unset, so that nobody can pose as
     * another holder.
     */
    public Capability derive(int narrowedRights, long newLabel, long childId) {
        long[] deeper = Arrays.copyOf(lineage, lineage.length + 1);
        deeper[lineage.length] = childId;
        return new Capability(kind, target, place, rights & narrowedRights, label != 0 ? label : newLabel, deeper);
    }

    /** The same authority once the target's place is known. */
    public Capability placedAt(int newPlace) {
        return new Capability(kind, target, newPlace, rights, label, lineage);
    }

    /** The same authority over another target: what only whoever controls the machine can make. */
    public Capability redirectedTo(long newTarget, int newPlace) {
        return new Capability(kind, newTarget, newPlace, rights, label, lineage);
    }

    /** Bytes this capability takes in a packet or a table slot: a fixed header of 32 and 8 for each identifier. */
    public int encodedBytes() {
        return 32 + 8 * depth;
    }

    /** Writes every field. */
    public void write(StateWriter out) {
        out.writeInt(kind.ordinal());
        out.writeLong(target);
        out.writeInt(place);
        out.writeInt(rights);
        out.writeLong(label);
        out.writeInt(lineage.length);
        for (long id : lineage) {
            out.writeLong(id);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static Capability read(StateReader in) {
        CapabilityKind[] kinds = CapabilityKind.values();
        CapabilityKind kind = kinds[in.readIndex(kinds.length, "kinds of capabilities")];
        long target = in.readLong();
        int place = in.readInt();
        int rights = in.readInt();
        long label = in.readLong();
        long[] lineage = new long[in.readCount(Long.BYTES)];
        for (int i = 0; i < lineage.length; i++) {
            lineage[i] = in.readLong();
        }
        return new Capability(kind, target, place, rights, label, lineage);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Capability c
                && kind == c.kind
                && target == c.target
                && place == c.place
                && rights == c.rights
                && label == c.label
                && Arrays.equals(lineage, c.lineage);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id());
    }

    @Override
    public String toString() {
        return kind + " " + Long.toHexString(target) + " " + Rights.names(rights) + " label " + label;
    }
}
