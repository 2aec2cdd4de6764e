package org.skerry.model.protocol;

import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.state.StateWriter;

/** What image management tells who ordered it. */
public sealed interface ReportParcel extends OrderParcel {
    /** A memory is clear. */
    @Travels(on = VirtualNetwork.CONTROL)
    record Cleared(int order, long actor) implements ReportParcel {}

    /** Whether the actor of a load came to life; if not, the enclave stays held and clear. */
    @Travels(on = VirtualNetwork.CONTROL)
    record LoadResult(int order, long actor, boolean alive) implements ReportParcel {
        @Override
        public void writeFields(StateWriter out) {
            ReportParcel.super.writeFields(out);
            out.writeBoolean(alive);
        }
    }
}
