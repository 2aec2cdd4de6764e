package org.skerry.model.sharedmem.containment;

import org.skerry.model.sharedmem.runtime.ControlBlock;

/** An actor, as far as containment must know it. */
public interface Party {
    /** Its identifier. */
    long id();

    /** What the runtime keeps of it in memory. */
    ControlBlock control();

    /** What keeps it in. */
    Cell cell();
}
