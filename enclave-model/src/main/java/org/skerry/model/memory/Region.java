package org.skerry.model.memory;

/**
 * A range of an address space and whose it is.
 *
 * @param owner  for people: {@code "actor store0"}
 * @param base   first address
 * @param length bytes
 */
public record Region(String owner, long base, long length) {
    /** First address behind the range. */
    public long end() {
        return base + length;
    }

    /** Whether the address lies in the range. */
    public boolean contains(long address) {
        return address >= base && address < end();
    }

    /** Whether the two ranges have an address in common. */
    public boolean overlaps(Region other) {
        return base < other.end() && other.base < end();
    }
}
