package org.skerry.scenario.authority;

import org.skerry.model.enclave.ChipSpec;

/**
 * One capability, lent and taken back again and again.
 *
 * @param target  enclave of its target; the revoker lives in enclave 0
 * @param holders actors that it is granted to, 0 to 64, each of which uses it as fast as it can
 * @param depth   identifiers in the lineage of the revoked capability, 1 to 8
 * @param below   how often each holder derives its own capability again before it uses it
 * @param loaded  whether others send meanwhile
 * @param rounds  how often it is lent and revoked, 1 to {@value #MOST_ROUNDS}
 * @param uses    of each holder in a round
 */
public record RevocationCase(int target, int holders, int depth, int below, boolean loaded, int rounds, int uses) {
    /** Most rounds: each takes a handle of the revoker's. */
    public static final int MOST_ROUNDS = 40;

    /** Most holders. */
    public static final int MOST_HOLDERS = 64;

    /** A mesh of 8 by 8 tiles of 4 enclaves. */
    public static final ChipSpec CHIP = ChipSpec.of(8, 8, 4).complete();

    /** Cycles for which the revoker waits in the first round, after it has lent the capability to all. */
    static final int FIRST_WAIT_CYCLES = 400;

    /** Cycles for which it waits longer in each further round, so that uses are met at every moment between two of them. */
    static final int LONGER_WAIT_CYCLES = 7;

    /** Uses of a holder that last from before the revocation to well after it. */
    public static int lastingUses(int holders) {
        int cycles = holders * CHIP.core().sendCycles() + FIRST_WAIT_CYCLES + LONGER_WAIT_CYCLES * MOST_ROUNDS + 300;
        return holders == 0 ? 0 : cycles / paceCycles(holders) + 3;
    }

    /** Cycles between uses of one holder: with many, the target is used every 16 cycles. */
    static int paceCycles(int holders) {
        return Math.max(40, 16 * holders);
    }

    /** Links between revoker and target. */
    public int hops() {
        return CHIP.mesh().hops(0, target);
    }

    /** Identifiers in the lineage of the capabilities that are used; 0 without holders. */
    public int leafDepth() {
        return holders == 0 ? 0 : depth + 1 + below;
    }

    @Override
    public String toString() {
        return hops() + " hops, " + holders + " holders, depth " + depth + " of " + Math.max(depth, leafDepth())
                + (loaded ? ", under load" : "");
    }
}
