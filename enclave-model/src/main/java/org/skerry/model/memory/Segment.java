package org.skerry.model.memory;

/**
 * Bytes that an address space decodes to: everything behind one range of addresses. The space has checked that an access lies
 * within the range; offsets count from its start.
 */
public interface Segment {
    /** Whose bytes these are, for people: {@code "actor store0"}, {@code "runtime mailbox of store0"}. */
    String owner();

    /** Name of the actor whose bytes these are; empty for those that serve several, or nobody. */
    String actor();

    /** Reads 1 to 8 bytes, little-endian, zero-extended. */
    long load(long offset, int bytes);

    /** Writes the low 1 to 8 bytes of {@code value}, little-endian. */
    void store(long offset, int bytes, long value);
}
