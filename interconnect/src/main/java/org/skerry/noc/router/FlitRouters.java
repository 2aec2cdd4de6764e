package org.skerry.noc.router;

/**
 * Routers of one partition, as those see them who send flits through them. In each cycle, in this order: {@link #arrivals}; flits and
 * credits from other partitions and from endpoints by {@link #arrive} and {@link #credit}; then {@link #step}.
 */
public interface FlitRouters {
    /** Sets what is beyond the last row ({@code south}) or before the first one. Once each, before the first cycle. */
    void connect(boolean south, Boundary boundary);

    /** Takes in what arrives at {@code cycle} from routers of this partition, and credits from endpoints. */
    void arrivals(long cycle);

    /** A flit arrives at an input virtual channel. */
    void arrive(long cycle, int address, int flit);

    /** A credit arrives for an output virtual channel. */
    void credit(long cycle, int address);

    /** The allocators decide, and what won leaves, in every router that has work. */
    void step(long cycle);

    /** Flits on their way to endpoints: address of the output port, and flit. Whoever takes one answers by {@link #ejected}. */
    DelayLine ejections();

    /** The endpoint behind an output has taken a flit. */
    void ejected(long cycle, int address);

    /** Credits on their way to endpoints: addresses of the inputs they are for. */
    DelayLine injectionCredits();

    /** Places behind an output port that are taken, or promised to flits under way, in all virtual channels together. */
    int taken(int router, int port);

    /** Flits in the buffers of a router. */
    int buffered(int router);

    /** Flits in the buffers of a router, summed over all cycles before {@code cycle}; divided by the cycles, the mean occupancy. */
    long bufferFlitCycles(int router, long cycle);

    /** Flits that left through a port of a router. */
    long portFlits(int router, int port);

    /** Bytes of arrays that each router takes, without what is under way. */
    int bytesPerRouter();

    /**
     * Checks for each link within the partition that credits, flits behind it and what is under way are together the depth of its
     * buffer. For tests, between two cycles.
     */
    void checkCredits();
}
