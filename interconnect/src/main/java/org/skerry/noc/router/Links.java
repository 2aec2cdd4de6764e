package org.skerry.noc.router;

/** Where each port leads, by router * ports + port. What comes in at a port comes from where the port leads. */
public final class Links {
    /** The port leads nowhere. */
    public static final byte NONE = 0;

    /** To a router of this partition. */
    public static final byte ROUTER = 1;

    /** To an endpoint. */
    public static final byte ENDPOINT = 2;

    /** To a router of this partition in another chiplet. */
    public static final byte SEAM = 3;

    /** To the partition with the higher rows. */
    public static final byte SOUTH = 4;

    /** To the partition with the lower rows. */
    public static final byte NORTH = 5;

    final byte[] kinds;
    final int[]
            far; // address of VC 0 of the port at the other end; the column instead of the router in another partition

    final boolean[] seams; // whether the port leads to another chiplet; empty if none does

    Links(Geometry geometry) {
        int ports = geometry.ports();
        kinds = new byte[geometry.routers() * ports];
        far = new int[kinds.length];
        seams = new boolean[geometry.hasSeams() ? kinds.length : 0];
        for (int at = 0; at < kinds.length; at++) {
            kinds[at] = geometry.kind(at / ports, at % ports);
            far[at] = kinds[at] == NONE ? 0 : geometry.far(at / ports, at % ports);
        }
        for (int at = 0; at < seams.length; at++) {
            seams[at] = kinds[at] != NONE && geometry.seam(at / ports, at % ports);
        }
    }
}
