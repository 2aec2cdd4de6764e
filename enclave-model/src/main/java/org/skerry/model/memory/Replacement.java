package org.skerry.model.memory;

/** Which line of a full set goes to make room. A set that has room takes its first free way, whatever the rule. */
public enum Replacement {
    /** The least recently used one. */
    LRU,
    /**
     * The one that the bits of a binary tree over the ways lead to; each access turns the bits on its way to the other side. What many
     * first-level caches have in place of LRU, which needs more bits. Ways must be a power of two.
     */
    TREE_PLRU,
    /** One drawn from a named stream of the run. */
    RANDOM
}
