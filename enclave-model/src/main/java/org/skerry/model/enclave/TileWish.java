package org.skerry.model.enclave;

import org.skerry.model.protocol.AttestParcel;
import org.skerry.model.protocol.CommandParcel;
import org.skerry.model.protocol.MessageParcel;
import org.skerry.model.protocol.OrderParcel;
import org.skerry.model.protocol.Parcel;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Status;

/**
 * What the image management of a tile was asked for - a load, evidence, or the check of evidence that somebody else gave: by which endpoint, when, and
 * of which enclave.
 */
record TileWish(Enclave enclave, int source, Parcel what, long cycle) {
    CommandParcel.Zeroise order() {
        return (CommandParcel.Zeroise) what;
    }

    /** Who should live there, if it is a question. */
    long subject() {
        return what instanceof AttestParcel.AttestRequest request
                ? request.actor()
                : ((MessageParcel.Watch) what).wish().to().target();
    }

    /** What evidence has to bear, if it is a question. */
    byte[] nonce() {
        return what instanceof AttestParcel.AttestRequest request
                ? request.nonce()
                : ((MessageParcel.Watch) what).wish().nonce();
    }

    /** The answer to a question; empty evidence means that the subject does not run. */
    Parcel answer(byte[] evidence) {
        if (what instanceof AttestParcel.AttestRequest request) {
            return new AttestParcel.AttestAnswer(request.question(), evidence);
        }
        Status status = evidence.length > 0
                ? Status.OK
                : enclave.occupants().lives(subject()) ? Status.NO_EVIDENCE : Status.TARGET_DEAD;
        return new MessageParcel.Notice(((MessageParcel.Watch) what).wish().evidence(status, 0, evidence));
    }

    /** Evidence about somebody else that came for an actor here, if it is to be checked. */
    Message evidence() {
        return ((MessageParcel.Notice) what).message();
    }

    boolean isCheck() {
        return what instanceof MessageParcel.Notice;
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
                : enclave.management().isAbout(order().actor())
                        || enclave.management().isKept(order().actor());
    }
}
