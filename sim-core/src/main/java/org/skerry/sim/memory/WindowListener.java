package org.skerry.sim.memory;

/** Whoever keeps a copy of the window reference for speed and must hear when it is replaced. */
public interface WindowListener {
    /** From now on only {@code window} may be touched directly, from guest address 0 to its length. */
    void windowReplaced(byte[] window);
}
