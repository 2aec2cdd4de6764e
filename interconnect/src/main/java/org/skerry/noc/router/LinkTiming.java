package org.skerry.noc.router;

/**
 * A kind of link between routers, in cycles.
 *
 * @param linkCycles   from leaving a router until the first part of a flit is at the next one; 0 if that is part of the passage
 * @param flitCycles   in which the link takes one flit; 1 if it is as wide as a flit
 * @param creditCycles from winning the switch until the router before may use the place again; at least 1
 */
public record LinkTiming(int linkCycles, int flitCycles, int creditCycles) {
    /** From leaving a router until all of a flit is at the next one. */
    public int arrivalCycles() {
        return linkCycles + flitCycles - 1;
    }
}
