package org.skerry.model.attest;

/** Whom a key of the chain belongs to. The ordinal is part of certificates: append only. */
public enum Level {
    /** The chip. */
    CHIP,
    /** The image management of a tile. */
    TILE,
    /** What was loaded into an enclave. */
    ENCLAVE
}
