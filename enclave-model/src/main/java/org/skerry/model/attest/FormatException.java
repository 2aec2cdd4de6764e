package org.skerry.model.attest;

/** Bytes that are no evidence. */
public final class FormatException extends Exception {
    private static final long serialVersionUID = 1;

    FormatException(String message) {
        super(message);
    }
}
