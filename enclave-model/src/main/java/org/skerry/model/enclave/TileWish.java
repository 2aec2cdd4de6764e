package org.skerry.model.enclave;

import org.skerry.model.protocol.AttestParcel;
import org.skerry.model.protocol.CommandParcel;
import org.skerry.model.protocol.OrderParcel;
import org.skerry.model.protocol.Parcel;

/** A load or an evidence that the image management of a tile was asked for: by which endpoint, when, and of which enclave. */
record TileWish(Enclave enclave, int source, Parcel what, long cycle) {
    CommandParcel.Zeroise order() {
        return (CommandParcel.Zeroise) what;
    }

    AttestParcel.AttestRequest question() {
        return (AttestParcel.AttestRequest) what;
    }

    boolean isLoad() {
        return what instanceof CommandParcel.Zeroise;
    }

    boolean isRestart() {
        return enclave.management().isRestart(order().order());
    }

    boolean isLoad(Enclave into, int order) {
        return isLoad() && enclave == into && order().order() == order;
    }

    /** The same for another node, which knows it by another number. */
    TileWish from(int node, int order) {
        return new TileWish(enclave, node, new CommandParcel.Zeroise(order, order().actor()), cycle);
    }

    /** Whether a load is about who lives there now. */
    boolean makesSense() {
        return order().order() == OrderParcel.NO_ORDER
                ? enclave.management().isVacant()
                : enclave.management().isAbout(order().actor());
    }
}
