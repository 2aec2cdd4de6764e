package org.skerry.model.protocol;

import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** What the network itself tells an endpoint about what has broken. It comes from the endpoint's own router and travels nowhere. */
public sealed interface FaultParcel extends Parcel permits FaultParcel.Returned, FaultParcel.Gone {
    /**
     * A parcel comes back, as nothing leads to whom it was for. The packet says as its source where that is.
     *
     * @param parcel what was sent
     * @param dead   whether who it was for is dead; else cut off
     */
    @Travels(on = VirtualNetwork.REPLY)
    record Returned(Parcel parcel, boolean dead) implements FaultParcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.REPLY;
        }

        @Override
        public void writeFields(StateWriter out) {
            Parcel.write(parcel, out);
            out.writeBoolean(dead);
        }
    }

    /**
     * Endpoints that are gone since the last time.
     *
     * @param dead those that died
     * @param cut  those to which nothing leads from here any more
     */
    @Travels(on = VirtualNetwork.REPLY)
    record Gone(int[] dead, int[] cut) implements FaultParcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.REPLY;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeInt(dead.length);
            out.writeInts(dead);
            out.writeInt(cut.length);
            out.writeInts(cut);
        }

        static Gone readFields(StateReader in) {
            return new Gone(ints(in), ints(in));
        }

        private static int[] ints(StateReader in) {
            int[] all = new int[in.readCount(Integer.BYTES)];
            in.readInts(all);
            return all;
        }
    }
}
