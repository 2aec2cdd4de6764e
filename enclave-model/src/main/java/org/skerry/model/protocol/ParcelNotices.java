package org.skerry.model.protocol;

import org.skerry.noc.Packet;
import org.skerry.noc.survive.Notices;
import org.skerry.sim.actor.Message;

/** What the network has to say about itself, as parcels. */
public final class ParcelNotices implements Notices {
    @Override
    public Object returned(Packet packet, boolean dead) {
        return new FaultParcel.Returned((Parcel) packet.body(), dead);
    }

    @Override
    public Object gone(int[] dead, int[] cut) {
        return new FaultParcel.Gone(dead, cut);
    }

    /** A bit of a message's bytes is turned over. Of what network interfaces say to each other nothing is: assumed to be checked once more. */
    @Override
    public Object spoilt(Packet packet, long draw) {
        if (!(packet.body() instanceof Delivery delivery) || delivery.message().payload().length == 0) {
            return packet.body();
        }
        Message message = delivery.message();
        byte[] payload = message.payload().clone();
        int bit = (int) Long.remainderUnsigned(draw, 8L * payload.length);
        payload[bit / 8] ^= (byte) (1 << bit % 8);
        return delivery.with(message.withPayload(payload));
    }
}
