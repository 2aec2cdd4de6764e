package org.skerry.model.protocol;

import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.SpawnRequest;
import org.skerry.sim.state.StateWriter;

/**
 * What enclaves ask of the control plane or tell it, and where it says that actors are.
 *
 * <pre>
 *   parent's enclave     control plane
 *      |---- SpawnOrder ----&gt;|             the actor is promised; its parent goes on
 *      |---- WhereIs -------&gt;|             there is a first message for it
 *      |&lt;---- Placed --------|             it lives, or never will
 *                            |&lt;--- Vacated ---- the actor's enclave, when it has ended
 * </pre>
 */
public sealed interface PlaneParcel extends Parcel {
    @Override
    default VirtualNetwork network() {
        return VirtualNetwork.REQUEST;
    }

    /**
     * An enclave asks the control plane for an actor.
     *
     * @param request what the actor is to be
     * @param name    as people will know it
     * @param domain  its trust domain, which is its parent's
     */
    @Travels(on = VirtualNetwork.REQUEST)
    record SpawnOrder(SpawnRequest request, String name, String domain) implements PlaneParcel {
        @Override
        public int bytes() {
            return HEADER_BYTES + request.start().wireBytes();
        }

        @Override
        public void writeFields(StateWriter out) {
            request.write(out);
            out.writeString(name);
            out.writeString(domain);
        }
    }

    /**
     * An enclave tells the control plane that its actor has ended and everything it sent has left. It waits for what messages wait for, and
     * so travels as they do.
     */
    @Travels(
            on = VirtualNetwork.REQUEST,
            after = {MessageParcel.Credit.class, MessageParcel.RoomGrant.class, MessageParcel.Notice.class, Placed.class
            })
    record Vacated(long actor) implements PlaneParcel {
        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(actor);
        }
    }

    /** A network interface asks the control plane where an actor is that was promised. */
    @Travels(on = VirtualNetwork.REQUEST)
    record WhereIs(long actor) implements PlaneParcel {
        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(actor);
        }
    }

    /** The control plane says where a promised actor is; a place below 0 means that it never came to life. */
    @Travels(
            on = VirtualNetwork.CONTROL,
            after = {ReportParcel.LoadResult.class, ControlParcel.Resolved.class})
    record Placed(long actor, int place) implements PlaneParcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.CONTROL;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(actor);
            out.writeInt(place);
        }
    }

    /** A holder of CONTROL asks the control plane to stop or to restart an actor. */
    @Travels(on = VirtualNetwork.REQUEST)
    record ControlOrder(Oversight wish) implements PlaneParcel {
        @Override
        public int bytes() {
            return wish.wireBytes();
        }

        @Override
        public void writeFields(StateWriter out) {
            wish.write(out);
        }
    }
}
