package org.skerry.noc.trace;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.skerry.noc.traffic.PacketTrace;
import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;

/**
 * A trace of Netrace, version 1.0 (Hestness, Grot, Keckler, NoCArc 2010), decompressed: little-endian, nothing aligned.
 *
 * <pre>
 *   header  magic 4, version 4 (float), name 30, nodes 1, pad 1, cycles 8, packets 8, length of notes 4, regions 4, pad 8
 *   notes   as many bytes as said
 *   region  offset 8, cycles 8, packets 8; as many as said
 *   packet  cycle 8, id 4, address 4, type 1, source 1, destination 1, kinds of node 1, dependencies 1, each of these 4
 * </pre>
 *
 * A packet is 8 or 72 bytes long, as its type says. Dependencies are read and not honoured: every packet is made in the cycle that the
 * file says. The class of a packet is 0 for a short one and 1 for one with data.
 *
 * @param trace        its packets
 * @param dependencies pairs of packets of which one waits for the other in the file, and not here
 */
public record NetraceFile(PacketTrace trace, long dependencies) {
    private static final int MAGIC = 0x484A5455;
    private static final int HEADER_BYTES = 72;
    private static final int REGION_BYTES = 24;
    private static final int PACKET_BYTES = 21;
    private static final int MOST_NOTES = 8191;
    private static final int MOST_REGIONS = 100;
    private static final int SHORT_BYTES = 8;
    private static final int LONG_BYTES = 72;

    // Bits of the types of packets that there are, and of those that carry a line of data.
    private static final long WITH_DATA = 1L << 2 | 1L << 3 | 1L << 4 | 1L << 6 | 1L << 16 | 1L << 30;
    private static final long WITHOUT =
            1L << 1 | 1L << 5 | 1L << 13 | 1L << 14 | 1L << 15 | 1L << 25 | 1L << 27 | 1L << 28 | 1L << 29;

    /** Whether a file that begins so is one of Netrace. */
    public static boolean begins(byte[] first) {
        return first.length >= Integer.BYTES
                && ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getInt() == MAGIC;
    }

    /**
     * Reads a trace.
     *
     * @param name        of the file, for messages
     * @param endpoints   of the network it is for
     * @param flitBytes   bytes of a flit
     * @param mostPackets packets to read, the first ones; 0 for all
     */
    public static NetraceFile read(InputStream raw, String name, int endpoints, int flitBytes, int mostPackets)
            throws IOException {
        InputStream in = new BufferedInputStream(raw, 1 << 16);
        ByteBuffer header = bytes(in, HEADER_BYTES, name, "its header");
        Check.isTrue(header.getInt(0) == MAGIC, name + " is no trace of Netrace. Give one, decompressed.");
        float version = header.getFloat(4);
        Check.isTrue(version == 1.0f, name + " has version " + version + " of Netrace's format. Give version 1.0.");
        int notes = header.getInt(56);
        int regions = header.getInt(60);
        Check.isTrue(
                notes >= 0 && notes <= MOST_NOTES && regions >= 0 && regions <= MOST_REGIONS,
                name + " has a header of " + notes + " bytes of notes and " + regions
                        + " regions, which Netrace does not write. Give a whole trace.");
        bytes(in, notes + regions * REGION_BYTES, name, "its regions");
        PacketTrace.Builder trace = new PacketTrace.Builder();
        long sum = 0;
        int number = 0;
        for (int first = in.read(); first >= 0 && (mostPackets == 0 || number < mostPackets); first = in.read()) {
            number++;
            String what = "packet " + number;
            byte[] all = new byte[PACKET_BYTES];
            all[0] = (byte) first;
            bytes(in, PACKET_BYTES - 1, name, what).get(all, 1, PACKET_BYTES - 1);
            ByteBuffer packet = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
            int dependencies = packet.get(20) & 0xff;
            sum += dependencies;
            bytes(in, dependencies * Integer.BYTES, name, what);
            add(trace, packet, name + ": " + what, endpoints, flitBytes);
        }
        PacketTrace done = trace.build();
        Check.isTrue(done.size() > 0, name + " has no packets. Give a trace that has some.");
        return new NetraceFile(done, sum);
    }

    private static void add(PacketTrace.Builder trace, ByteBuffer packet, String where, int endpoints, int flitBytes) {
        long cycle = packet.getLong(0);
        int type = packet.get(16) & 0xff;
        int source = packet.get(17) & 0xff;
        int destination = packet.get(18) & 0xff;
        boolean data = type < Long.SIZE && (WITH_DATA >>> type & 1) != 0;
        boolean known = data || type < Long.SIZE && (WITHOUT >>> type & 1) != 0;
        Check.isTrue(known, where + " has type " + type + ", which Netrace does not have. Give a whole trace.");
        Check.isTrue(
                cycle >= trace.lastCycle(),
                where + " is of cycle " + cycle + ", before " + trace.lastCycle()
                        + ", that of the one above. Give a trace in the order of time.");
        Check.isTrue(
                Math.max(source, destination) < endpoints,
                where + " goes from node " + source + " to node " + destination + " and the network has endpoints 0 to "
                        + (endpoints - 1) + ". Give a larger network.");
        int length = data ? LONG_BYTES : SHORT_BYTES;
        trace.add(cycle, source, destination, (length + flitBytes - 1) / flitBytes, data ? 1 : 0);
    }

    private static ByteBuffer bytes(InputStream in, int count, String name, String what) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new ConfigException(name + " ends within " + what + ". Give a whole trace.");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
