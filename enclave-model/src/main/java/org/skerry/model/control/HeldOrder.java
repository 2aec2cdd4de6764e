package org.skerry.model.control;

import java.util.ArrayList;
import java.util.List;
import org.skerry.model.protocol.Parcel;
import org.skerry.model.protocol.PlaneParcel;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * An order for an actor in the hands of a node.
 *
 * @param order  what is asked for
 * @param origin endpoint that gave it
 * @param asked  nodes that have no room for it, as bits
 * @param due    the cycle at which the next step with it is done, if it waits for one
 * @param place  enclave that is being loaded for it, or {@link Placement#NONE}
 */
record HeldOrder(PlaneParcel.SpawnOrder order, int origin, long asked, long due, int place) {
    /** An order that has just come. */
    static HeldOrder of(PlaneParcel.SpawnOrder order, int origin, long asked) {
        return new HeldOrder(order, origin, asked, 0, Placement.NONE);
    }

    /** The actor that was asked for. */
    long child() {
        return order.request().child();
    }

    HeldOrder dueAt(long cycle) {
        return new HeldOrder(order, origin, asked, cycle, Placement.NONE);
    }

    HeldOrder withAsked(long nodes) {
        return new HeldOrder(order, origin, nodes, due, place);
    }

    HeldOrder at(int enclave) {
        return new HeldOrder(order, origin, asked, due, enclave);
    }

    void write(StateWriter out) {
        Parcel.write(order, out);
        out.writeInt(origin);
        out.writeLong(asked);
        out.writeLong(due);
        out.writeInt(place);
    }

    static HeldOrder read(StateReader in) {
        return new HeldOrder(
                (PlaneParcel.SpawnOrder) Parcel.read(in), in.readInt(), in.readLong(), in.readLong(), in.readInt());
    }

    static void writeAll(Iterable<HeldOrder> orders, StateWriter out) {
        for (HeldOrder order : orders) {
            out.writeBoolean(true);
            order.write(out);
        }
        out.writeBoolean(false);
    }

    static List<HeldOrder> readAll(StateReader in) {
        List<HeldOrder> orders = new ArrayList<>();
        while (in.readBoolean()) {
            orders.add(read(in));
        }
        return orders;
    }
}
