package org.skerry.model.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can break. */
public enum FaultKind {
    /** A tile for good: its router with its links, and every enclave in it. */
    TILE,
    /** A router for good, with its links; what hangs on it lives on, cut off. */
    ROUTER,
    /** A link between two routers for good, both ways. */
    LINK,
    /** The core of an enclave stands still for good, until its enclave is reset. */
    HANG,
    /** A particle turns bits of one word of a private memory over. */
    FLIP,
    /** A node of the control plane for good. */
    NODE;

    /** As scenarios write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words of all. */
    public static List<String> words() {
        return Arrays.stream(values()).map(FaultKind::word).toList();
    }

    /** Whether the network has to know. */
    public boolean ofNetwork() {
        return this == TILE || this == ROUTER || this == LINK;
    }
}
