package org.skerry.sim.trace;

/**
 * What passed over one link between two neighbouring routers of a mesh, in one direction.
 *
 * @param fromX column of the router that sends, from 0 at the west edge
 * @param fromY row of the router that sends, from 0 at the north edge
 * @param toX   column of the router that receives
 * @param toY   row of the router that receives
 * @param flits flits that passed; a link carries at most one a cycle, so that flits by cycles is its utilisation
 */
public record LinkLoad(int fromX, int fromY, int toX, int toY, long flits) {
    /** What passed after {@code earlier}, a reading of the same link. */
    public LinkLoad since(LinkLoad earlier) {
        if (fromX != earlier.fromX || fromY != earlier.fromY || toX != earlier.toX || toY != earlier.toY) {
            throw new IllegalArgumentException(earlier + " is no earlier reading of " + this);
        }
        return new LinkLoad(fromX, fromY, toX, toY, flits - earlier.flits);
    }
}
