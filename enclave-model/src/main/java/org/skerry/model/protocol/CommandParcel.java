package org.skerry.model.protocol;

import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.state.StateWriter;

/**
 * What the control plane tells the power and image management of a tile, or the network interface, to do to an actor. There is none
 * that asks for bytes of memory. Without effect if another actor lives there by now.
 */
public sealed interface CommandParcel extends OrderParcel {
    /** The core takes no further turn. */
    @Travels(on = VirtualNetwork.CONTROL)
    record Halt(int order, long actor) implements CommandParcel {}

    /**
     * The core is held in reset, and memory and queues are cleared; {@link ReportParcel.Cleared} answers. The first half of every load: with
     * {@link OrderParcel#NO_ORDER} for an actor that is to be born where nobody lives, else for another image in the place of the actor's.
     */
    @Travels(
            on = VirtualNetwork.CONTROL,
            after = {ControlParcel.Claimed.class, ControlParcel.Resides.class})
    record Zeroise(int order, long actor) implements CommandParcel {}

    /** Registers of the network interface that lead to {@code from} are to lead to {@code to} at {@code place}. */
    @Travels(on = VirtualNetwork.CONTROL)
    record Rewire(int order, long actor, long from, long to, int place) implements CommandParcel {
        @Override
        public void writeFields(StateWriter out) {
            CommandParcel.super.writeFields(out);
            out.writeLong(from);
            out.writeLong(to);
            out.writeInt(place);
        }
    }

    /**
     * What a holder of CONTROL has asked for, on its way to where the actor lives; its capability is judged there. A restart then takes the
     * steps of a load.
     *
     * @param asker place of the holder
     */
    @Travels(on = VirtualNetwork.CONTROL, after = ReportParcel.LoadResult.class)
    record Overrule(int order, Oversight wish, int asker) implements CommandParcel {
        @Override
        public long actor() {
            return wish.to().target();
        }

        @Override
        public int bytes() {
            return HEADER_BYTES + wish.wireBytes();
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeInt(order);
            wish.write(out);
            out.writeInt(asker);
        }
    }
}
