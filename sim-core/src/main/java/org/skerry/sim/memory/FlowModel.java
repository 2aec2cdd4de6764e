package org.skerry.sim.memory;

/**
 * An access model that also wants to know which loads an access depends on: those whose values its address was computed from.
 *
 * <p>It names each load by a number of its own choice, above 0, and gets back, with an access, the largest number of those that the address
 * was computed from; 0 if there is none, or nobody knows.
 */
public interface FlowModel extends AccessModel {
    /**
     * The guest reads {@code bytes} bytes at {@code address}.
     *
     * @param after what the address was computed from
     * @return what names the value that is read
     */
    long load(long address, int bytes, long after);

    /**
     * The guest writes {@code bytes} bytes at {@code address}.
     *
     * @param after what the address was computed from
     * @param value what the value was computed from
     */
    void store(long address, int bytes, long after, long value);
}
