package org.skerry.noc.router;

/**
 * What routers do with a flit and how long it takes, in cycles, links included: the router as the engine sees it, whoever configured
 * it.
 *
 * @param vcDepthFlits          buffer of one virtual channel
 * @param routingCycles         from a head's coming to the front of its buffer until its way is known; 0 with look-ahead
 * @param vcAllocationCycles    from asking for a virtual channel to asking for the switch with it; 0 for the same cycle
 * @param passageCycles         from winning the switch to leaving the router; at least 1
 * @param turnCycles            more cycles until a head that turns asks for a virtual channel; a routing with one way for each packet
 * @param link                  between routers of one chiplet
 * @param seam                  between routers of two chiplets
 * @param injectionCreditCycles from winning the switch until an endpoint before the router may use the place again
 * @param ejectionCreditCycles  from a flit's reaching the end of the last router until that router may use the endpoint's place again
 * @param speculative           whether a head asks for the switch together with a virtual channel, and loses what it wins without one
 * @param waitForTailCredit     whether an output virtual channel is free only once everything sent through it has left the buffer
 *                              behind it, not already when the tail was sent
 * @param vcAllocator           how heads and virtual channels are matched
 * @param switchAllocator       how inputs and outputs are matched
 * @param batches               stages that take nothing in while they are busy, instead of the cycles above; null if there are none
 */
public record Pipeline(
        int vcDepthFlits,
        int routingCycles,
        int vcAllocationCycles,
        int passageCycles,
        int turnCycles,
        LinkTiming link,
        LinkTiming seam,
        int injectionCreditCycles,
        int ejectionCreditCycles,
        boolean speculative,
        boolean waitForTailCredit,
        AllocatorSpec vcAllocator,
        AllocatorSpec switchAllocator,
        Batches batches) {}
