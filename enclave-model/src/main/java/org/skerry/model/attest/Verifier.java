package org.skerry.model.attest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Judges evidence against reference values and a policy. It stands apart from the chip: all it knows is what was published and what it is
 * handed.
 *
 * <p>Rules are checked one by one and all of them: who has replaced an image and rewired a register is told both.
 */
public final class Verifier implements Stateful {
    private final Policy policy;
    private final Set<String> used = new HashSet<>(); // nonces

    /** A verifier with this policy. */
    public Verifier(Policy policy) {
        this.policy = policy;
    }

    /**
     * What it says of an answer.
     *
     * @param asked    nonce of the question
     * @param encoded  the answer
     * @param expected what should be there
     * @param cycles   from question to answer
     */
    public Verdict judge(byte[] asked, byte[] encoded, Reference expected, long cycles) {
        List<Verdict.Failure> failures = new ArrayList<>();
        if (encoded.length == 0) {
            return new Verdict(List.of(new Verdict.Failure(Rule.PRESENT, "the actor does not run in its enclave")));
        }
        Evidence evidence;
        try {
            evidence = Evidence.decode(encoded);
        } catch (FormatException e) {
            return new Verdict(List.of(new Verdict.Failure(Rule.FORMAT, e.getMessage())));
        }
        freshness(asked, evidence, cycles, failures);
        chain(evidence, policy.roots(), failures);
        references(evidence, expected, failures);
        wholeLog(evidence, failures);
        writes(evidence, failures);
        return new Verdict(failures);
    }

    private void freshness(byte[] asked, Evidence evidence, long cycles, List<Verdict.Failure> failures) {
        check(Arrays.equals(asked, evidence.nonce()), Rule.NONCE, "the nonce is not the one that was sent", failures);
        check(used.add(HexFormat.of().formatHex(evidence.nonce())), Rule.FRESH, "its nonce was used before", failures);
        check(
                cycles <= policy.freshCycles(),
                Rule.FRESH,
                "it came after " + cycles + " cycles, " + policy.freshCycles() + " are allowed",
                failures);
    }

    /** Whether its keys lead to one of these manufacturers, and whether all of it is as it was signed; nothing is said of what it claims. */
    static List<Verdict.Failure> genuine(Evidence evidence, List<byte[]> roots) {
        List<Verdict.Failure> failures = new ArrayList<>();
        chain(evidence, roots, failures);
        wholeLog(evidence, failures);
        return failures;
    }

    private static void chain(Evidence evidence, List<byte[]> roots, List<Verdict.Failure> failures) {
        List<Certificate> chain = evidence.certificates();
        check(
                !chain.isEmpty() && roots.stream().anyMatch(root -> chain.get(0).isBy(root)),
                Rule.ROOT,
                "the first certificate is by nobody who is trusted",
                failures);
        Claims[] claims = {evidence.chip(), evidence.tile(), evidence.enclave()};
        if (chain.size() != claims.length) {
            fail(Rule.CHAIN, "it has " + chain.size() + " certificates, not " + claims.length, failures);
            return;
        }
        for (int i = 0; i < claims.length; i++) {
            Certificate certificate = chain.get(i);
            String whose = claims[i].level().name().toLowerCase(Locale.ROOT);
            check(
                    certificate.level() == claims[i].level()
                            && (i == 0 || certificate.isBy(chain.get(i - 1).publicKey())),
                    Rule.CHAIN,
                    "the certificate of the " + whose + " is not by the one before",
                    failures);
            check(
                    certificate.subject() == claims[i].subject()
                            && Arrays.equals(certificate.claims(), Sha256.of(claims[i].encode())),
                    Rule.SUBMODULE,
                    "the submodule of the " + whose + " is not the one of its certificate",
                    failures);
        }
        check(
                SigningKey.verify(
                        chain.get(claims.length - 1).publicKey(), evidence.signedBytes(), evidence.signature()),
                Rule.SIGNATURE,
                "the signature does not fit",
                failures);
    }

    private void references(Evidence evidence, Reference expected, List<Verdict.Failure> failures) {
        Claims.Chip chip = evidence.chip();
        check(
                chip.chip() == expected.chip().chip()
                        && Arrays.equals(chip.configuration(), expected.chip().configuration()),
                Rule.CHIP,
                "chip " + chip.chip() + " with another configuration than chip "
                        + expected.chip().chip() + " was ordered with",
                failures);
        check(policy.debugAllowed() || !chip.debug(), Rule.DEBUG, "its debug fuse is open", failures);
        check(
                evidence.tile().tile() == expected.tile().tile()
                        && Arrays.equals(
                                evidence.tile().firmware(), expected.tile().firmware()),
                Rule.TILE,
                "tile " + evidence.tile().tile() + " where tile "
                        + expected.tile().tile() + " with known image management was expected",
                failures);
        Claims.Enclave found = evidence.enclave();
        Claims.Enclave wanted = expected.enclave();
        check(
                found.enclave() == wanted.enclave() && found.actor() == wanted.actor(),
                Rule.SUBJECT,
                "actor " + Long.toHexString(found.actor()) + " in enclave " + found.enclave()
                        + ", asked was about actor " + Long.toHexString(wanted.actor()) + " in enclave "
                        + wanted.enclave(),
                failures);
        digest(found.image(), wanted.image(), Rule.IMAGE, failures);
        digest(found.runtime(), wanted.runtime(), Rule.RUNTIME, failures);
        digest(found.capabilities(), wanted.capabilities(), Rule.CAPABILITIES, failures);
        digest(found.endpoints(), wanted.endpoints(), Rule.ENDPOINTS, failures);
        digest(found.domain(), wanted.domain(), Rule.DOMAIN, failures);
        check(
                found.memoryBytes() == wanted.memoryBytes(),
                Rule.MEMORY,
                found.memoryBytes() + " bytes, not " + wanted.memoryBytes(),
                failures);
        check(
                found.bootCount() == wanted.bootCount(),
                Rule.BOOT_COUNT,
                "boot count " + found.bootCount() + ", not " + wanted.bootCount(),
                failures);
        int least = Math.max(policy.minimumSecurityVersion(), wanted.securityVersion());
        check(
                found.securityVersion() >= least,
                Rule.SECURITY_VERSION,
                "security version " + found.securityVersion() + ", at least " + least + " is asked for",
                failures);
    }

    private static void wholeLog(Evidence evidence, List<Verdict.Failure> failures) {
        boolean whole = evidence.logCount() == evidence.log().size();
        check(
                whole && Arrays.equals(EventLog.replay(evidence.log()), evidence.logHead()),
                Rule.LOG,
                "the " + evidence.log().size() + " entries of " + evidence.logCount() + " do not lead to its head",
                failures);
    }

    private static void writes(Evidence evidence, List<Verdict.Failure> failures) {
        for (EventLog.Entry entry : evidence.log()) {
            // A promise that is kept fills a register that nobody had filled; anything else changes what was there.
            if (entry.kind() != EventLog.Kind.PLACED) {
                fail(
                        Rule.WRITES,
                        entry.kind().name().toLowerCase(Locale.ROOT) + " " + Long.toHexString(entry.a()) + " to "
                                + Long.toHexString(entry.b()),
                        failures);
            }
        }
    }

    private static void digest(byte[] found, byte[] wanted, Rule rule, List<Verdict.Failure> failures) {
        check(Arrays.equals(found, wanted), rule, "digest " + start(found) + ", not " + start(wanted), failures);
    }

    private static String start(byte[] digest) {
        return HexFormat.of().formatHex(digest, 0, 8);
    }

    private static void check(boolean kept, Rule rule, String detail, List<Verdict.Failure> failures) {
        if (!kept) {
            fail(rule, detail, failures);
        }
    }

    private static void fail(Rule rule, String detail, List<Verdict.Failure> failures) {
        failures.add(new Verdict.Failure(rule, detail));
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(used.size());
        used.stream().sorted().forEach(out::writeString);
    }

    @Override
    public void load(StateReader in) {
        used.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            used.add(in.readString());
        }
    }
}
