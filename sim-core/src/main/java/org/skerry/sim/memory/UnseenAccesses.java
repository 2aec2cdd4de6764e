package org.skerry.sim.memory;

/** Whoever runs guest code and leaves out accesses that an {@link AccessFilter} lets pass, as the {@link AccessModel} sees it. */
public interface UnseenAccesses {
    /** Bits to shift by, to get the loads of {@link #takeUnseen}; its lower half are the stores. */
    int LOADS_SHIFT = 32;

    /** From now on this filter says what may be left out. */
    void filterReplaced(AccessFilter filter);

    /** Loads and stores that were left out since this was asked last. Up to date wherever the turn's ledger is. */
    long takeUnseen();
}
