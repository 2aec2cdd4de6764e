package org.skerry.model.attest;

import java.util.Arrays;
import java.util.List;

/**
 * What hardware can say of evidence without knowing what to expect: that it answers this question, that its keys lead to a manufacturer who is
 * trusted, and that nobody has changed a bit. Who wants to know whether it is <em>good</em> compares its claims with values of his own.
 */
public final class EvidenceCheck {
    /** The rules that are checked. Bit {@code i} of the answer is the i-th of them: part of the contract, append only. */
    public static final List<Rule> RULES =
            List.of(Rule.FORMAT, Rule.NONCE, Rule.ROOT, Rule.CHAIN, Rule.SUBMODULE, Rule.SIGNATURE, Rule.LOG);

    /** Signatures that are checked: of the certificates of chip, tile and enclave, and the evidence's own. */
    public static final int SIGNATURES = 4;

    private final byte[] root;

    /** A unit that trusts one manufacturer; {@code root} is the key in its fuses. */
    public EvidenceCheck(byte[] root) {
        this.root = root.clone();
    }

    /** The rules that the evidence breaks, a bit each; 0 if it was made for this question and not changed since. */
    public int broken(byte[] nonce, byte[] encoded) {
        Evidence evidence;
        try {
            evidence = Evidence.decode(encoded);
        } catch (FormatException e) {
            return bit(Rule.FORMAT);
        }
        int broken = Arrays.equals(nonce, evidence.nonce()) ? 0 : bit(Rule.NONCE);
        for (Verdict.Failure failure : Verifier.genuine(evidence, List.of(root))) {
            broken |= bit(failure.rule());
        }
        return broken;
    }

    private static int bit(Rule rule) {
        return 1 << RULES.indexOf(rule);
    }
}
