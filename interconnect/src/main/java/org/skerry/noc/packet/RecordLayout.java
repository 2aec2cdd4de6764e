package org.skerry.noc.packet;

import org.skerry.noc.router.Geometry;
import org.skerry.noc.routing.Direction;

/**
 * Where the records of a mesh's links lie: input port by input port, of each row by row. A router has the same place among those of each of
 * its ports.
 */
final class RecordLayout {
    private static final int EAST =
            1 << ChannelTimes.RECORD_BITS; // from a router's place to that of the next one in its row

    private final int width;
    private final int south; // from a router's place to that of the one below
    private final int ofPort; // places
    private final int endpointPorts;
    private final int ports;
    private final int[] beyond; // by output port
    private final int[] steps; // by output port

    RecordLayout(Geometry geometry, int width) {
        this.width = width;
        ports = geometry.ports();
        endpointPorts = ports - Direction.COUNT;
        // Routers one below the other are an odd number of lines apart: a distance of 4 KiB, or a part of it, would let
        // all of a column have the same few places in the host's cache, and loads wait for stores before them.
        south = (width | 1) * EAST;
        ofPort = geometry.routers() / width * south;
        beyond = new int[ports];
        steps = new int[ports];
        for (int port = 0; port < ports; port++) {
            boolean between = port < Direction.COUNT;
            steps[port] = between ? Direction.dx(port) * EAST + Direction.dy(port) * south : 0;
            beyond[port] = between ? steps[port] + Direction.opposite(port) * ofPort : outside(port);
        }
    }

    /** Longs of all records. */
    long longs() {
        return (long) ofPort * (ports + endpointPorts);
    }

    /** A router's place. */
    int place(int router) {
        return router / width * south + router % width * EAST;
    }

    /** The place of the router that a record belongs to. */
    int placeOf(int record) {
        return record % ofPort;
    }

    /** The record of an input port of the router at a place. */
    int input(int place, int port) {
        return port * ofPort + place;
    }

    /** By output port: from its router's place to the record behind it. */
    int beyond(int port) {
        return beyond[port];
    }

    /** By output port: from its router's place to that of the router behind it. */
    int step(int port) {
        return steps[port];
    }

    // The same for a way of so many columns and rows, without a branch and without a look at memory.

    /** To the place of the router that is {@code dx} columns on. */
    int columns(int dx) {
        return dx * EAST;
    }

    /** To the place of the router that is {@code dy} rows on. */
    int rows(int dy) {
        return dy * south;
    }

    /** To the place of the next router if {@code dx} columns are to be gone. */
    int stepAlongRow(int dx) {
        int west = dx >> Integer.SIZE - 1;
        return (EAST ^ west) - west;
    }

    /** To the place of the next router if {@code dy} rows are to be gone. */
    int stepAlongColumn(int dy) {
        int north = dy >> Integer.SIZE - 1;
        return (south ^ north) - north;
    }

    /** From that place to the record of the port that it comes to. */
    int fromRow(int dx) {
        return Direction.EAST * ofPort + (ofPort & ~(dx >> Integer.SIZE - 1));
    }

    /** The same for columns. */
    int fromColumn(int dy) {
        return Direction.SOUTH * ofPort + (ofPort & ~(dy >> Integer.SIZE - 1));
    }

    /** From a router's place to the record of an endpoint's port, behind that port. */
    int outside(int port) {
        return (port + endpointPorts) * ofPort;
    }
}
