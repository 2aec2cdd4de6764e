package org.skerry.noc.router;

import org.skerry.sim.state.Stateful;

/** Third stage: matches input ports with output ports, one flit each, and moves the flits that won. */
abstract class SwitchAllocator implements Stateful {
    /** Looks at the heads that ask for a virtual channel, before it is decided who gets one. Only speculation needs it. */
    void lookAhead(int router) {}

    /** Decides for one router, and moves the flits that won. */
    abstract void allocate(long cycle, int router);
}
