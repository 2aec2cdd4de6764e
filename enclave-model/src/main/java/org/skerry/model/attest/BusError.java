package org.skerry.model.attest;

/** A register was read that answers no more. */
public final class BusError extends RuntimeException {
    private static final long serialVersionUID = 1;

    BusError(String message) {
        super(message);
    }
}
