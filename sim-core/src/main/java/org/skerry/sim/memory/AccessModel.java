package org.skerry.sim.memory;

/**
 * A model that must see each access of an actor to its linear memory, such as a first-level cache. Called inline by the guest's
 * thread before the access takes effect; addresses are the guest's own. It may say by an {@link AccessFilter} which accesses it need
 * not see.
 */
public interface AccessModel {
    /** The guest reads {@code bytes} bytes at {@code address}. */
    void load(long address, int bytes);

    /** The guest writes {@code bytes} bytes at {@code address}. */
    void store(long address, int bytes);

    /** What must see the code that the actor executes as well, or null. */
    default CodeModel code() {
        return null;
    }

    /** The guest has asked for more memory and gets it. */
    default void grown() {}

    /** Names the one who shows it the accesses; he is told at once of a filter, if there is one. */
    default void listen(UnseenAccesses runner) {}

    /** The window of the one who shows it the accesses has this length now. What lies beyond must always be shown. */
    default void windowReplaced(UnseenAccesses runner, int bytes) {}
}
