package org.skerry.model.sharedmem.runtime;

import java.nio.ByteBuffer;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.Rights;

/**
 * A capability as bytes, in handle tables and in messages:
 *
 * <pre>
 *   +0   tag (4)  kind (1)  depth (1)  zero (2)
 *   +8   target
 *   +16  place (4)  rights (4)
 *   +24  label
 *   +32  lineage, 8 bytes each, depth of them
 * </pre>
 *
 * <p>There is no checksum, as there is none in handle tables of real runtimes: bytes that make sense are a capability.
 */
final class CapabilityCodec {
    /** Bytes of a capability with the longest lineage. */
    static final int MAX_BYTES = 32 + 8 * Capability.MAX_DEPTH;

    private static final int TAG = 0x50414353; // "SCAP", little-endian
    private static final CapabilityKind[] KINDS = CapabilityKind.values();

    private CapabilityCodec() {}

    static void write(Capability capability, ByteBuffer out) {
        out.putInt(TAG);
        out.put((byte) capability.kind().ordinal());
        out.put((byte) capability.lineage().length);
        out.putShort((short) 0);
        out.putLong(capability.target());
        out.putInt(capability.place());
        out.putInt(capability.rights());
        out.putLong(capability.label());
        for (long id : capability.lineage()) {
            out.putLong(id);
        }
    }

    /** Reads a capability, or returns null if the bytes make none. */
    static Capability read(ByteBuffer in) {
        if (in.remaining() < 40 || in.getInt() != TAG) {
            return null;
        }
        int kind = in.get();
        int depth = in.get();
        int zero = in.getShort();
        boolean sane = kind >= 0 && kind < KINDS.length && depth >= 1 && depth <= Capability.MAX_DEPTH && zero == 0;
        if (!sane || in.remaining() < 24 + 8 * depth) {
            return null;
        }
        long target = in.getLong();
        int place = in.getInt();
        int rights = in.getInt();
        long label = in.getLong();
        long[] lineage = new long[depth];
        for (int i = 0; i < depth; i++) {
            lineage[i] = in.getLong();
        }
        return (rights & ~Rights.ALL) != 0 ? null : new Capability(KINDS[kind], target, place, rights, label, lineage);
    }
}
