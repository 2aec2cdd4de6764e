package org.skerry.model.enclave;

import org.skerry.model.count.Restore;
import org.skerry.model.protocol.Manifest;
import org.skerry.model.protocol.Parcel;
import org.skerry.sim.actor.Message;

/**
 * How long it takes to restore an actor on a chip, in closed form, from the cycle at which its last turn ended to that at which its
 * supervisor's network interface hears that it lives again.
 *
 * <p>With c the child, s its supervisor, p the node of the control plane, Z the zero-load latency of the mesh, segments included, and the names of
 * {@link org.skerry.model.control.LoadSpec}:
 *
 * <pre>
 *   detection  Z(c, s, 44) + wake-up + the supervisor's turn up to its order
 *              + Z(s, p, order) + orderCycles + Z(p, c, order + 16)
 *   zeroise    holdCycles + ceil(cleared bytes / zeroiseBytesPerCycle)
 *   load       Z(c, p, 16) + Z(p, c, 16 + manifest + image)
 *   hash       hashBlockCycles x ceil((image + 9) / 64)
 *   verify     verifyCycles
 *   re-link    ceil(capabilities / slotsPerCycle) + releaseCycles + Z(c, s, 40)
 * </pre>
 *
 * <p>The news of the end has 12 bytes of payload behind a header of 32, that of the restart 8. The order is a header of 16, the
 * capability of 32 and 8 for each identifier of its lineage, and the first message of the program. Assumed: the supervisor is asleep, nobody else
 * loads in that tile or orders of that node, and no other packet is in the way.
 */
public final class RestoreLaw {
    private static final int NEWS_BYTES = 32 + 3 * Integer.BYTES;
    private static final int BACK_BYTES = 32 + 2 * Integer.BYTES;

    private final ChipSpec spec;

    /** For chips like this one. */
    public RestoreLaw(ChipSpec spec) {
        this.spec = spec;
    }

    /**
     * The parts.
     *
     * @param child        its enclave
     * @param supervisor   the enclave of whoever restarts it
     * @param turn         what the supervisor does until it has asked for the restart
     * @param order        bytes of what it asks: see {@link #orderBytes}
     * @param imageBytes   size of the image
     * @param capabilities that the child was born with, its own included
     */
    public Restore restore(int child, int supervisor, Restore.Turn turn, int order, int imageBytes, int capabilities) {
        int node = spec.controlEndpoint();
        long detection = zeroLoad(child, supervisor, NEWS_BYTES)
                + spec.core().wakeUpMeshCycles()
                + spec.core().busyCycles(turn.instructions(), turn.loads(), turn.stores(), 0)
                + zeroLoad(supervisor, node, order)
                + spec.load().orderCycles()
                + zeroLoad(node, child, order + Parcel.HEADER_BYTES);
        return new Restore(
                detection,
                spec.load().holdCycles()
                        + spec.load().zeroiseCycles(spec.enclave().clearedBytes()),
                zeroLoad(child, node, Parcel.HEADER_BYTES)
                        + zeroLoad(node, child, Parcel.HEADER_BYTES + Manifest.BYTES + imageBytes),
                spec.load().hashCycles(imageBytes),
                spec.load().verifyCycles(),
                spec.load().installCycles(capabilities)
                        + spec.load().releaseCycles()
                        + zeroLoad(child, supervisor, BACK_BYTES));
    }

    /** Bytes of an order to restart, through a capability of the deployment, with so many bytes of arguments. */
    public static int orderBytes(int argumentBytes) {
        return Parcel.HEADER_BYTES + 32 + 8 + 32 + Math.min(Message.MAX_BYTES, argumentBytes);
    }

    private long zeroLoad(int from, int to, int bytes) {
        return spec.messages().zeroLoadCycles(from, to, bytes, spec.mesh());
    }
}
