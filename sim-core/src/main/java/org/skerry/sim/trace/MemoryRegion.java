package org.skerry.sim.trace;

/**
 * A range of addresses and whose bytes lie there. Regions of one space do not overlap; what no region covers is unused, or leads
 * nowhere.
 *
 * @param space      address space, in words: {@code "enclave 3"}, {@code "physical memory"}
 * @param spaceBytes size of that space
 * @param base       first address
 * @param bytes      length
 * @param actor      name of the actor whose bytes they are; empty for those that belong to the machine's own software
 * @param what       what lies there, in words: {@code "mailbox of client3"}
 */
public record MemoryRegion(String space, long spaceBytes, long base, long bytes, String actor, String what) {}
