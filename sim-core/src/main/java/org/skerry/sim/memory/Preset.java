package org.skerry.sim.memory;

import java.util.List;

/**
 * What lies in a fresh memory, in order: later pieces overwrite earlier ones. Shared by all actors of a program, so nobody may
 * change the arrays. Immutable.
 *
 * @param pieces bytes and where they go
 */
public record Preset(List<Piece> pieces) {
    /** Bytes from a guest address on. */
    public record Piece(long address, byte[] bytes) {}

    /** A preset of these pieces. */
    public Preset {
        pieces = List.copyOf(pieces);
    }

    /** Guest address after the last byte; 0 where there is none. */
    public long end() {
        long end = 0;
        for (Piece piece : pieces) {
            end = Math.max(end, piece.address() + piece.bytes().length);
        }
        return end;
    }
}
