package org.skerry.model.attest;

import java.util.Locale;

/** What a verifier asks of evidence. */
public enum Rule {
    /** Somebody answers for the actor. */
    PRESENT("the actor does not run there"),
    /** The bytes are evidence. */
    FORMAT("the bytes are no evidence"),
    /** It answers this question and no other one. */
    NONCE("it answers another question"),
    /** It came in time, and nothing was asked with its nonce before. */
    FRESH("it came too late, or was used before"),
    /** The first certificate is by a manufacturer who is trusted. */
    ROOT("no trusted manufacturer has certified the chip"),
    /** Each certificate is by the holder of the one before, from chip to tile to enclave. */
    CHAIN("the chain of certificates is broken"),
    /** Each submodule is the one that its certificate is about. */
    SUBMODULE("a submodule is not the one that was certified"),
    /** The enclave's key has signed it. */
    SIGNATURE("the signature is not that of the enclave's key"),
    /** The chip is wired as it should be. */
    CHIP("the chip is another one, or wired otherwise"),
    /** The debug fuse is closed, or may be open. */
    DEBUG("the debug fuse is open"),
    /** The tile's image management is what it should be. */
    TILE("the tile is another one, or its image management is"),
    /** It is about the enclave and the actor that was asked about. */
    SUBJECT("it is about another enclave or another actor"),
    /** The code is what it should be. */
    IMAGE("another image runs under the actor's name"),
    /** What runs the code is what it should be. */
    RUNTIME("another runtime runs it"),
    /** It was loaded with exactly these capabilities. */
    CAPABILITIES("it was loaded with other capabilities"),
    /** They lead where they should. */
    ENDPOINTS("its capabilities lead elsewhere"),
    /** It belongs to this trust domain. */
    DOMAIN("it belongs to another trust domain"),
    /** It has this much memory. */
    MEMORY("it has another size of memory"),
    /** Nothing was loaded into the enclave since. */
    BOOT_COUNT("something was loaded since"),
    /** Its image is not older than that. */
    SECURITY_VERSION("its image is older than the policy allows"),
    /** The log leads to its head. */
    LOG("the log does not lead to its head"),
    /** The control plane has written nothing that the policy does not allow. */
    WRITES("the control plane has changed it since it was loaded");

    private final String broken;

    Rule(String broken) {
        this.broken = broken;
    }

    /** How results call it: lower case, with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it means that evidence breaks it. */
    public String broken() {
        return broken;
    }
}
