package org.skerry.model.sharedmem.containment;

import org.skerry.model.memory.Enclosure;

/** What keeps one actor in. */
public interface Cell extends Enclosure {
    /** Somebody has stored to the actor's control block; whether its checks look at these bytes. */
    boolean watches(long offset, int bytes);
}
