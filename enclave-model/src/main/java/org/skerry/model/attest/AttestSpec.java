package org.skerry.model.attest;

import org.skerry.sim.config.Check;

/**
 * What it takes a tile's image management to attest, and the fuse that says whether anybody may look into the chip.
 *
 * <pre>
 *   cycles = hash of the evidence + keyCycles + 2 x signCycles
 * </pre>
 *
 * <p>The key pair is that of what is loaded; one signature is the tile's certificate for it, the other that of the evidence. Hashing costs
 * what it does in a load.
 *
 * @param keyCycles  to make a key pair of a secret
 * @param signCycles to sign
 * @param debugOpen  whether the debug fuse is open. It is measured, and nothing else: no debug port is modelled
 */
public record AttestSpec(int keyCycles, int signCycles, boolean debugOpen) {
    /** One multiplication with a fixed point, as signing is. Assumption. */
    public static final int DEFAULT_KEY_CYCLES = 9776;

    /**
     * No longer than a check of a signature, which multiplies two points where signing multiplies one. Assumption; a check takes 9776
     * cycles (LoadSpec).
     */
    public static final int DEFAULT_SIGN_CYCLES = 9776;

    /** The defaults. */
    public static final AttestSpec DEFAULT = new AttestSpec(DEFAULT_KEY_CYCLES, DEFAULT_SIGN_CYCLES, false);

    /** Checks ranges. */
    public AttestSpec {
        Check.inRange(keyCycles, 0, 100_000_000, "attest.keyCycles");
        Check.inRange(signCycles, 0, 100_000_000, "attest.signCycles");
    }

    /** Cycles of image management for an evidence, but for hashing it. */
    public long cycles() {
        return keyCycles + 2L * signCycles;
    }

    /** This one with the fuse open or closed. */
    public AttestSpec withDebugOpen(boolean open) {
        return new AttestSpec(keyCycles, signCycles, open);
    }
}
