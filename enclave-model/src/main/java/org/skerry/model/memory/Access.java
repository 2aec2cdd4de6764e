package org.skerry.model.memory;

/**
 * One access of an actor that left its window, on its way through the checks.
 *
 * @param actor   name of the actor
 * @param address guest address
 * @param bytes   width
 * @param store   whether it writes
 * @param ordinal how many accesses of this actor have left its declared memory so far, this one included
 */
public record Access(String actor, long address, int bytes, boolean store, long ordinal) {}
