package org.skerry.model.enclave;

import org.skerry.noc.topology.MeshSpec;

/**
 * Who may send to whom without asking for room first: the part of every mailbox that is set aside for it. Everybody at everybody while
 * that fits into half of a mailbox; else those whose tiles are nearest, by links along rows and columns, as if both went around:
 * then everybody has as many peers, wherever it is, and the rule is the same seen from either side.
 */
final class StandingCredits {
    private static final int RECIPROCAL_BITS = 36;

    private final int enclaves;
    private final int eagerBytes;
    private final int mailboxBytes;
    private final int width; // tiles
    private final int height;
    private final int perTile;
    private final long tileReciprocal;
    private final long rowReciprocal;
    private final boolean everybody; // devices at the edge as well
    private final int peers;
    private final int largestMessageBytes;
    private final int
            radius; // links to the farthest peers; as many as there are where all enclaves are peers, -1 where not even
    // a tile's are

    /**
     * The credits of a chip.
     *
     * @param mesh         where its enclaves are
     * @param devices      at the edge, which have credits at everybody or at nobody
     * @param eagerBytes   set aside for one sender; 0 if there are none
     * @param mailboxBytes of which at most half is set aside
     */
    StandingCredits(MeshSpec mesh, int devices, int eagerBytes, int mailboxBytes) {
        this.enclaves = mesh.tileEndpoints();
        this.eagerBytes = eagerBytes;
        this.mailboxBytes = mailboxBytes;
        width = mesh.width();
        height = mesh.height();
        perTile = mesh.endpointsPerRouter();
        tileReciprocal = reciprocal(perTile);
        rowReciprocal = reciprocal(width);
        int fit = eagerBytes == 0 ? 0 : mailboxBytes / 2 / eagerBytes;
        everybody = eagerBytes > 0 && fit >= enclaves + devices;
        int reach = -1;
        int tiles = 0;
        for (int more = tilesAt(0); more > 0 && (tiles + more) * perTile <= fit; more = tilesAt(reach + 1)) {
            tiles += more;
            reach++;
        }
        radius = reach;
        peers = everybody ? enclaves + devices : reach < 0 ? Math.min(1, fit) : tiles * perTile;
        largestMessageBytes = Math.max(grantableBytes(), peers == 0 ? 0 : eagerBytes);
    }

    /** Tiles that are so many links away from any one. */
    private int tilesAt(int links) {
        int tiles = 0;
        for (int across = 0; across < width; across++) {
            int down = links - around(across, width);
            if (down == 0 || 2 * down == height) {
                tiles++;
            } else if (down > 0 && 2 * down < height) {
                tiles += 2;
            }
        }
        return tiles;
    }

    private static int around(int distance, int size) {
        return Math.min(distance, size - distance);
    }

    /** How many have one at a receiver, itself included. */
    int peers() {
        return peers;
    }

    /** Whether {@code sender} has a standing credit at {@code receiver}. */
    boolean has(int sender, int receiver) {
        if (everybody) {
            return true;
        }
        if (Math.max(sender, receiver) >= enclaves) {
            return false;
        }
        if (radius < 0) {
            return peers > 0 && sender == receiver;
        }
        int from = quotient(sender, tileReciprocal);
        int to = quotient(receiver, tileReciprocal);
        int fromRow = quotient(from, rowReciprocal);
        int toRow = quotient(to, rowReciprocal);
        int across = Math.abs(from - fromRow * width - (to - toRow * width));
        int down = Math.abs(fromRow - toRow);
        return around(across, width) + around(down, height) <= radius;
    }

    /** What a number is multiplied with in the place of a division, as this is asked at each message (Granlund and Montgomery, 1994). */
    private static long reciprocal(int divisor) {
        return (1L << RECIPROCAL_BITS) / divisor + 1;
    }

    /** Exact while number times divisor is below 2 to these bits: the largest mesh has 2 to 30 enclaves, 64 to a tile, and 4096 tiles in a row. */
    private static int quotient(int number, long reciprocal) {
        return (int) (number * reciprocal >>> RECIPROCAL_BITS);
    }

    /** Bytes of a mailbox that are not set aside. */
    int grantableBytes() {
        return mailboxBytes - peers * eagerBytes;
    }

    /** The largest message, header included, that a mailbox can ever have room for. */
    int largestMessageBytes() {
        return largestMessageBytes;
    }
}
