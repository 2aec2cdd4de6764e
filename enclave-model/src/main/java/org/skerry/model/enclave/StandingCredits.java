package org.skerry.model.enclave;

import org.skerry.noc.topology.MeshSpec;

/**
 * Who may send to whom without asking for room first, and how much: the part of every mailbox that is set aside for it. Credits are
 * bytes.
 *
 * <p>Everybody at everybody if half of a mailbox has room for a largest small message of each: room for as many of these as fit there,
 * up to a limit. On larger chips those whose tiles are nearest, by links along rows and columns, as if both went around, up to that
 * limit: then everybody has as many peers, wherever it is, and the rule is the same seen from either side.
 *
 * <pre>
 *   room of one pair, at the receiver:
 *   |&lt;-------------------------- bytes() --------------------------&gt;|
 *   | on the way or waiting | taken, not given back |     free      |     as its sender knows, all but "free" is used
 *                           |&lt;- mayKeepBytes() --&gt;|
 * </pre>
 *
 * <p>A receiver keeps what has become free and gives back several messages' room in one packet. It never keeps so much that its sender
 * could not send a largest small message while nothing of the pair is on its way.
 */
final class StandingCredits {
    private static final int RECIPROCAL_BITS = 36;

    /** What a register of credits counts to: 16 bits. Assumption. */
    static final int MOST_BYTES = 65_535;

    /** An interface has registers for so many peers. Assumption. */
    private static final int MOST_PEERS = 1024;

    private final int eagerBytes;
    private final int mailboxBytes;
    private final int width; // tiles
    private final int height;
    private final int perTile;
    private final long tileReciprocal;
    private final long rowReciprocal;
    private final boolean everybody; // devices at the edge as well
    private final int enclaves;
    private final int peers;
    private final int rows; // all numbers of peers are below it
    private final int bytes;
    private final int largestMessageBytes;
    // Links to the farthest peers; as many as there are where all enclaves are peers, -1 where not even a tile's are.
    private final int radius;
    private final int columns; // of tiles around one that its peers lie in, itself in the middle
    private final int lines; // the same of rows

    /**
     * The credits of a chip.
     *
     * @param edge    what is at the edge: devices have credits at everybody or at nobody
     * @param mesh    where its enclaves are
     * @param enclave sizes of its mailboxes, and of what is set aside of them
     */
    StandingCredits(MeshSpec mesh, EdgeEndpoints edge, EnclaveSpec enclave) {
        enclaves = mesh.tileEndpoints();
        eagerBytes = enclave.eagerBytes();
        mailboxBytes = enclave.mailboxBytes();
        width = mesh.width();
        height = mesh.height();
        perTile = mesh.endpointsPerRouter();
        tileReciprocal = reciprocal(perTile);
        rowReciprocal = reciprocal(width);
        int all = enclaves + edge.devices();
        int fit = fitting(eagerBytes);
        int most = Math.min(enclave.standingMessages(), MOST_BYTES / Math.max(1, eagerBytes));
        everybody = Math.min(fit, MOST_PEERS) >= all;
        bytes = eagerBytes * (everybody ? Math.min(most, fit / all) : Math.max(1, Math.min(most, fit)));
        int fitting = Math.min(fitting(bytes), MOST_PEERS);
        int reach = -1;
        int tiles = 0;
        for (int more = tilesAt(0); more > 0 && (tiles + more) * perTile <= fitting; more = tilesAt(reach + 1)) {
            tiles += more;
            reach++;
        }
        radius = reach;
        peers = everybody ? all : reach < 0 ? Math.min(1, fitting) : tiles * perTile;
        columns = Math.min(2 * reach + 1, width);
        lines = Math.min(2 * reach + 1, height);
        rows = everybody ? edge.device(edge.devices()) : reach < 0 ? peers : columns * lines * perTile;
        largestMessageBytes = Math.max(grantableBytes(), peers == 0 ? 0 : eagerBytes);
    }

    /** How many times so many bytes may be set aside, 0 of them never. */
    private int fitting(int each) {
        return each == 0 ? 0 : mailboxBytes / 2 / each;
    }

    /** Tiles that are so many links away from any one. */
    private int tilesAt(int links) {
        int tiles = 0;
        for (int across = 0; across < width; across++) {
            int down = links - Math.min(across, width - across);
            if (down == 0 || 2 * down == height) {
                tiles++;
            } else if (down > 0 && 2 * down < height) {
                tiles += 2;
            }
        }
        return tiles;
    }

    /** The shorter way around: above minus half of the size, at most half of it. */
    private static int around(int distance, int size) {
        if (2 * distance > size) {
            return distance - size;
        }
        return 2 * distance <= -size ? distance + size : distance;
    }

    /** How many have credits at a receiver, itself included. */
    int peers() {
        return peers;
    }

    /** Whether {@code sender} has credits at {@code receiver}. */
    boolean has(int sender, int receiver) {
        return peer(sender, receiver) >= 0;
    }

    /** The number that {@code other} has among the peers of {@code endpoint}, below {@link #rows}; below 0 if it is none. */
    int peer(int endpoint, int other) {
        if (everybody) {
            return other;
        }
        if (Math.max(endpoint, other) >= enclaves) {
            return -1;
        }
        if (radius < 0) {
            return peers > 0 && endpoint == other ? 0 : -1;
        }
        int from = quotient(endpoint, tileReciprocal);
        int to = quotient(other, tileReciprocal);
        int fromRow = quotient(from, rowReciprocal);
        int toRow = quotient(to, rowReciprocal);
        int across = around(to - toRow * width - (from - fromRow * width), width);
        int down = around(toRow - fromRow, height);
        if (Math.abs(across) + Math.abs(down) > radius) {
            return -1;
        }
        int place = (down + (lines - 1) / 2) * columns + across + (columns - 1) / 2;
        return place * perTile + other - to * perTile;
    }

    /** The peer that has this number among those of {@code endpoint}. */
    int endpoint(int endpoint, int number) {
        if (everybody) {
            return number;
        }
        if (radius < 0) {
            return endpoint;
        }
        int place = number / perTile;
        int tile = endpoint / perTile;
        int column = Math.floorMod(tile % width + place % columns - (columns - 1) / 2, width);
        int row = Math.floorMod(tile / width + place / columns - (lines - 1) / 2, height);
        return (row * width + column) * perTile + number % perTile;
    }

    /** All numbers of peers are below it; some belong to none. */
    int rows() {
        return rows;
    }

    /** What a number is multiplied with in the place of a division, as this is asked at each message (Granlund and Montgomery, 1994). */
    private static long reciprocal(int divisor) {
        return (1L << RECIPROCAL_BITS) / divisor + 1;
    }

    /** Exact while number times divisor is below 2 to these bits: the largest mesh has 2 to 30 enclaves, 64 to a tile, and 4096 tiles in a row. */
    private static int quotient(int number, long reciprocal) {
        return (int) (number * reciprocal >>> RECIPROCAL_BITS);
    }

    /** Room of one pair. */
    int bytes() {
        return bytes;
    }

    /** Largest message that goes without asking, header included. */
    int eagerBytes() {
        return eagerBytes;
    }

    /** What a receiver may keep of a pair's room when it has taken the messages that were there. */
    int mayKeepBytes() {
        return bytes - eagerBytes;
    }

    /** Bytes of a mailbox that are not set aside. */
    int grantableBytes() {
        return mailboxBytes - peers * bytes;
    }

    /** The largest message, header included, that a mailbox can ever have room for. */
    int largestMessageBytes() {
        return largestMessageBytes;
    }
}
