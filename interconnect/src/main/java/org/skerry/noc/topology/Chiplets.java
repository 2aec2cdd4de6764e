package org.skerry.noc.topology;

import org.skerry.sim.config.Check;

/**
 * How a mesh is cut into chiplets of equal size, each a mesh of its own. Links between neighbouring routers of different chiplets, one
 * for each pair, are slower and narrower: a flit begins to arrive after {@code linkCycles}, takes {@code flitCycles} to arrive
 * as a whole, and no other flit leaves over that link in the meantime. Credits come back in the same time but have wires of their own.
 *
 * @param across     chiplets in a row; at least 1
 * @param down       rows of chiplets; at least 1
 * @param linkCycles latency of a link between chiplets, for the first part of a flit; 1 to 256
 * @param flitCycles cycles in which such a link takes one flit: how many times narrower it is than a flit; 1 to 64
 */
public record Chiplets(int across, int down, int linkCycles, int flitCycles) {
    /** One chip. */
    public static final Chiplets NONE = new Chiplets(1, 1, 1, 1);

    /** Checks ranges. */
    public Chiplets {
        Check.inRange(across, 1, 1024, "network.chiplets.across");
        Check.inRange(down, 1, 1024, "network.chiplets.down");
        Check.inRange(linkCycles, 1, 256, "network.chiplets.linkCycles");
        Check.inRange(flitCycles, 1, 64, "network.chiplets.flitCycles");
    }

    /** Whether there is more than one. */
    public boolean any() {
        return across > 1 || down > 1;
    }

    /** From a flit's leaving a router until all of it is at the next one, over a link between chiplets. */
    public int arrivalCycles() {
        return linkCycles + flitCycles - 1;
    }

    /** Refuses a mesh that cannot be cut into chiplets of equal size. */
    public void checkFits(int width, int height) {
        Check.isTrue(
                width % across == 0 && height % down == 0,
                "network of " + width + " x " + height + " routers cannot be cut into " + across + " x " + down
                        + " chiplets of equal size. Give numbers that divide it.");
    }

    /** Links between chiplets on a way along rows and columns of a mesh of {@code width} x {@code height} routers. */
    public int crossings(int width, int height, int fromX, int fromY, int toX, int toY) {
        int chipletWidth = width / across;
        int chipletHeight = height / down;
        return Math.abs(fromX / chipletWidth - toX / chipletWidth)
                + Math.abs(fromY / chipletHeight - toY / chipletHeight);
    }
}
