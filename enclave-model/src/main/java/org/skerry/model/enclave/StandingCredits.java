package org.skerry.model.enclave;

/**
 * Who may send to whom without asking for room first: the part of every mailbox that is set aside for it.
 *
 * @param enclaves     of the chip; standing credits go around the ring of their numbers
 * @param devices      at the edge, which have them at everybody or at nobody
 * @param eagerBytes   set aside for one sender; 0 if there are none
 * @param mailboxBytes of which at most half is set aside, unless that is enough for all
 */
record StandingCredits(int enclaves, int devices, int eagerBytes, int mailboxBytes) {
    /**
     * How many have one at a receiver, itself included: all enclaves and devices, or as many enclaves as fit into half of its
     * mailbox.
     */
    int peers() {
        if (eagerBytes == 0) {
            return 0;
        }
        int fit = mailboxBytes / 2 / eagerBytes;
        if (fit >= senders()) {
            return senders();
        }
        // Both neighbours of each distance or neither, so that the rule is the same seen from either side.
        return fit >= enclaves ? enclaves : fit == 0 ? 0 : (fit - 1) / 2 * 2 + 1;
    }

    /** Whoever sends messages: enclaves, and devices at the edge. */
    private int senders() {
        return enclaves + devices;
    }

    /** Whether {@code sender} has a standing credit at {@code receiver}: those nearest by number, around the ring of numbers. */
    boolean has(int sender, int receiver) {
        int distance = Math.abs(sender - receiver);
        int peers = peers();
        if (peers == senders()) {
            return true;
        }
        boolean device = Math.max(sender, receiver) >= enclaves;
        return !device && 2 * Math.min(distance, enclaves - distance) < peers;
    }

    /** Bytes of a mailbox that are not set aside. */
    int grantableBytes() {
        return mailboxBytes - peers() * eagerBytes;
    }

    /** The largest message, header included, that a mailbox can ever have room for. */
    int largestMessageBytes() {
        return Math.max(grantableBytes(), peers() == 0 ? 0 : eagerBytes);
    }
}
