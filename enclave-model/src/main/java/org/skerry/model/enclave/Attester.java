package org.skerry.model.enclave;

import org.skerry.model.attest.Claims;
import org.skerry.model.attest.Evidence;
import org.skerry.model.attest.EvidenceCheck;
import org.skerry.model.attest.Identity;
import org.skerry.model.control.LoadSpec;

/**
 * The part of a tile's image management that vouches: to whoever asks, for what it has loaded; to the enclaves of its tile, for evidence of others
 * that they were sent. It reads counters, registers and code as they are, and signs with a key of its own that no other part can read.
 */
final class Attester {
    private final Claims.Tile tile;
    private final ChipPlan plan;
    private final LoadSpec spec;
    private Identity identity; // of the tile, once somebody has asked
    private EvidenceCheck unit; // once somebody was sent evidence

    Attester(ChipPlan plan, int number) {
        this.tile = Measurement.tile(number);
        this.plan = plan;
        this.spec = plan.spec().load();
    }

    /** Evidence of an actor as it is now; empty if it does not run here, or is being cleared. */
    byte[] evidence(Enclave enclave, long actor, byte[] nonce) {
        Custody custody = enclave.management();
        if (!custody.isAbout(actor) || custody.inReset()) {
            return new byte[0];
        }
        if (identity == null) {
            identity = plan.device().identity().derive(tile);
        }
        Claims.Enclave claims = enclave.loadTarget().claims();
        return Evidence.sign(identity.derive(claims), nonce, plan.device().claims(), tile, claims, custody.log())
                .encode();
    }

    /** Cycles to make an evidence. */
    long signCycles(byte[] evidence) {
        return evidence.length == 0
                ? 0
                : spec.hashCycles(evidence.length) + plan.spec().attest().cycles();
    }

    /** Rules that evidence of somebody else breaks; see {@link EvidenceCheck}. */
    int broken(byte[] nonce, byte[] evidence) {
        if (unit == null) {
            unit = new EvidenceCheck(ChipPlan.rootKey());
        }
        return unit.broken(nonce, evidence);
    }

    /** Cycles to check an evidence of so many bytes. */
    long checkCycles(int bytes) {
        return spec.hashCycles(bytes) + (long) EvidenceCheck.SIGNATURES * spec.verifyCycles();
    }
}
