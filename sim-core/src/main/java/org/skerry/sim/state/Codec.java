package org.skerry.sim.state;

/** Writes and reads the items of one type, for containers that save what they carry. */
public interface Codec<T> {
    /** Writes {@code item}. */
    void write(T item, StateWriter out);

    /** Reads an item equal to the one written. */
    T read(StateReader in);
}
