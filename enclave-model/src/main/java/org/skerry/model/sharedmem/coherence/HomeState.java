package org.skerry.model.sharedmem.coherence;

/** What the home of a line knows about the copies in private caches, or what it is doing about them. */
public enum HomeState {
    /** There are none. */
    UNCACHED(true),
    /** Some cores may have a copy to read. */
    SHARED(true),
    /** One core may have the only copy, perhaps written. */
    OWNED(true),
    /** For a reader who will be the only one: waits for the line. */
    READ_LINE(false),
    /** For one more reader: waits for the line. */
    READ_SHARED_LINE(false),
    /** For a reader: the owner was asked. */
    READ_FORWARDED(false),
    /** For a reader: the owner has told of its copy; the reader has not confirmed. */
    READ_COPIED(false),
    /** For a reader: it has confirmed; the owner has not told of its copy. */
    READ_CONFIRMED(false),
    /** For a writer: waits for the line. */
    OWN_LINE(false),
    /** For a writer: waits for the line, and for readers to give up theirs. */
    OWN_LINE_ACKS(false),
    /** For a writer: waits for readers to give up theirs. */
    OWN_ACKS(false),
    /** For a writer: the owner was asked. */
    OWN_FORWARDED(false),
    /** For a writer that has a copy: waits for other readers to give up theirs. */
    UPGRADE_ACKS(false),
    /** For the directory, which needs the room: waits for everybody to give up the line. */
    RECALLING(false),
    /** For a device that reads what no core has: waits for the line. */
    ONCE_LINE(false, true),
    /** For a device that reads what cores have to read: waits for the line. */
    ONCE_SHARED_LINE(false, true),
    /** For a device that reads: the owner was asked. */
    ONCE_FORWARDED(false, true),
    /** For a device that has written all of the line: waits for everybody to give up theirs. */
    WRITE_ACKS(false, true),
    /** For a device that has written part of the line: waits for everybody to give up theirs. */
    PART_ACKS(false, true),
    /** For a device that has written part of the line: waits for the rest of it. */
    PART_LINE(false, true);

    private final boolean stable;
    private final boolean ofDevices;

    HomeState(boolean stable) {
        this(stable, false);
    }

    HomeState(boolean stable, boolean ofDevices) {
        this.stable = stable;
        this.ofDevices = ofDevices;
    }

    /** Whether only requests of devices lead here. */
    boolean ofDevices() {
        return ofDevices;
    }

    /** Whether it can take a request. */
    public boolean stable() {
        return stable;
    }
}
