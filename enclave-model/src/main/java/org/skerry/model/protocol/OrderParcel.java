package org.skerry.model.protocol;

import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.state.StateWriter;

/**
 * What is part of an order of the control plane about an actor, and travels between it and a tile: the steps
 * of the order, and what is answered to each.
 */
public sealed interface OrderParcel extends Parcel permits CommandParcel, LoadParcel, ReportParcel {
    /** The number of what the control plane does by itself, such as placing an actor that was spawned. */
    int NO_ORDER = -1;

    /** Number of the order that it is part of; {@link #NO_ORDER} for a spawn. */
    int order();

    /** The actor that it is about. */
    long actor();

    @Override
    default VirtualNetwork network() {
        return VirtualNetwork.CONTROL;
    }

    @Override
    default void writeFields(StateWriter out) {
        out.writeInt(order());
        out.writeLong(actor());
    }
}
