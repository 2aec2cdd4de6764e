package org.skerry.noc.survive;

import org.skerry.noc.Packet;

/** Notices as numbers, the bodies of packets in tests: minus the identifier of what came back, or minus a large number and who is gone. */
final class NumberNotices implements Notices {
    static final long GONE = -1_000_000;

    @Override
    public Object returned(Packet packet, boolean dead) {
        return -1 - packet.id();
    }

    @Override
    public Object gone(int[] dead, int[] cut) {
        return GONE - 1000L * dead.length - cut.length;
    }

    @Override
    public Object spoilt(Packet packet, long draw) {
        return ~(Long) packet.body();
    }
}
