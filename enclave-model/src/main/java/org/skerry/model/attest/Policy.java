package org.skerry.model.attest;

import java.util.List;

/**
 * What a verifier accepts beside reference values.
 *
 * @param roots                  keys of manufacturers that are trusted
 * @param minimumSecurityVersion of the image
 * @param debugAllowed           whether a chip with an open debug fuse passes
 * @param freshCycles            from the question to the answer, at most
 */
public record Policy(List<byte[]> roots, int minimumSecurityVersion, boolean debugAllowed, long freshCycles) {
    /** Keeps its own list. */
    public Policy {
        roots = List.copyOf(roots);
    }
}
