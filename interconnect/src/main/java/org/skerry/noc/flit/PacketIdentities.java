package org.skerry.noc.flit;

/** Names the packets of a partition for digests. */
@FunctionalInterface
public interface PacketIdentities {
    /** A hash of everything that the network knows of the packet in a slot. */
    long identity(int slot);
}
