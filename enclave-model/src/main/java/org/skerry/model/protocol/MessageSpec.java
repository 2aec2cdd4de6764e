package org.skerry.model.protocol;

import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.config.Check;

/**
 * What network interfaces make of what they send. A parcel larger than a packet may be is cut into segments: packets with a header of their
 * own, one behind the other, all but the last of the largest size.
 *
 * <pre>
 *   parcel   |------------------------- bytes -------------------------|
 *   segments [h|--- max - h ---][h|--- max - h ---] ... [h|-- rest --]      h = {@link Parcel#HEADER_BYTES}
 * </pre>
 *
 * @param maxPacketBytes the largest packet, header included; 64 to 16 777 216
 */
public record MessageSpec(int maxPacketBytes) {
    /**
     * 32 flits of 32 bytes, about as long on a link as a small message is on its way across a chip of 8x8. Assumption; published ones
     * lie on both sides: 128 bytes on the ring of the Cell processor, 256 to 4096 in InfiniBand, 8192 and a header in
     * Tenstorrent's Wormhole (tt-metal, noc_parameters.h, {@code NOC_MAX_BURST_SIZE}).
     */
    public static final int DEFAULT_MAX_PACKET_BYTES = 1024;

    /** The defaults. */
    public static final MessageSpec DEFAULT = new MessageSpec(DEFAULT_MAX_PACKET_BYTES);

    /** Checks ranges. */
    public MessageSpec {
        Check.inRange(maxPacketBytes, 64, 1 << 24, "messages.maxPacketBytes");
    }

    /** Packets that a parcel of so many bytes becomes. */
    public int segments(int bytes) {
        int most = maxPacketBytes - Parcel.HEADER_BYTES;
        return bytes <= maxPacketBytes ? 1 : (bytes + most - 1) / most;
    }

    /** Bytes of packet {@code index} of a parcel of so many bytes. */
    public int segmentBytes(int bytes, int index) {
        if (bytes <= maxPacketBytes) {
            return bytes;
        }
        int most = maxPacketBytes - Parcel.HEADER_BYTES;
        return Parcel.HEADER_BYTES + Math.min(most, bytes - index * most);
    }

    /** Flits of all packets of a parcel. */
    public long flits(int bytes, MeshSpec mesh) {
        int packets = segments(bytes);
        return (packets - 1L) * mesh.flits(maxPacketBytes) + mesh.flits(segmentBytes(bytes, packets - 1));
    }

    /**
     * Cycles from handing over the first packet of a parcel to the arrival of the last one, with nothing else under way, buffers as deep
     * as a credit's round trip and one chiplet: all flits follow each other, and each further head waits once for its route and virtual
     * channel, in the first router, as the head before it has done.
     *
     * <pre>
     *   injection + (hops + 1) * router + hops * link + turn + (flits - 1) + (packets - 1) * (router - passage) + ejection
     * </pre>
     */
    public long zeroLoadCycles(int source, int destination, int bytes, MeshSpec mesh) {
        int from = mesh.routerOf(source);
        int to = mesh.routerOf(destination);
        long heads = (segments(bytes) - 1L) * (mesh.routerCycles() - mesh.passageCycles());
        return mesh.injectionCycles()
                + mesh.loneCycles(from, to, Math.toIntExact(flits(bytes, mesh)))
                + heads
                + mesh.ejectionCycles();
    }

    /**
     * Most cycles that a packet of another sender waits on a way that it shares with a large parcel only: until the packet under way has
     * passed, and its own head has got the virtual channel.
     *
     * <pre>
     *   flits(max packet) + router
     * </pre>
     */
    public long crossingBoundCycles(MeshSpec mesh) {
        return mesh.flits(maxPacketBytes) + mesh.routerCycles();
    }
}
