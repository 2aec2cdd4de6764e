package org.skerry.model.sharedmem.dma;

import org.skerry.sim.state.Stateful;

/** Something with a link to the port: it has transfers under way, each on a channel of its own. */
interface Agent extends Stateful {
    /** Name for people and for the log of what was reached; that of the actor if it is a device of the deployment. */
    String name();

    /** Its number at the unit: which domain of the IOMMU is its own. */
    int number();

    /** The transfer on a channel. */
    Transfer transfer(int channel);

    /** The transfer on a channel is over. */
    void over(long cycle, int channel);

    /** An event that it asked for is due. */
    void due(long cycle, int what);
}
