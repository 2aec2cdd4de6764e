package org.skerry.model.protocol;

import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.state.StateWriter;

/** What an observer at the edge and the image management of a tile say to each other about what runs there. */
public sealed interface AttestParcel extends Parcel {
    /**
     * Somebody asks the image management of a tile what runs in one of its enclaves.
     *
     * @param question number that the answer bears
     * @param actor    who should live there
     * @param nonce    so that no older answer fits; nobody writes it
     */
    @Travels(on = VirtualNetwork.REQUEST)
    record AttestRequest(long question, long actor, byte[] nonce) implements AttestParcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.REQUEST;
        }

        @Override
        public int bytes() {
            return HEADER_BYTES + 2 * Long.BYTES + nonce.length;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(question);
            out.writeLong(actor);
            out.writeBytes(nonce);
        }
    }

    /**
     * Image management answers to who asked.
     *
     * @param question number of the question
     * @param evidence as it travels; empty if the actor does not run there
     */
    @Travels(on = VirtualNetwork.REPLY)
    record AttestAnswer(long question, byte[] evidence) implements AttestParcel {
        @Override
        public VirtualNetwork network() {
            return VirtualNetwork.REPLY;
        }

        @Override
        public int bytes() {
            return HEADER_BYTES + Long.BYTES + evidence.length;
        }

        @Override
        public void writeFields(StateWriter out) {
            out.writeLong(question);
            out.writeBytes(evidence);
        }
    }
}
