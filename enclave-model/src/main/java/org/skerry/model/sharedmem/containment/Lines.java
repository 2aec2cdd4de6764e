package org.skerry.model.sharedmem.containment;

/** Takes the lines that a piece of software touches, in order; each goes through caches and directory when its turn comes. */
public interface Lines {
    /** A line that must be there before the next one is known. */
    void addLine(long address, boolean write);

    /** Whether from here on lines are touched by software whose addresses no table of a process translates. */
    default void privileged(boolean on) {}

    /** The lines of a copy, which may overlap. */
    void addCopy(long address, int bytes, boolean write);
}
