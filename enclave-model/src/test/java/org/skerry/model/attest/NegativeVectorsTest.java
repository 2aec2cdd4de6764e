package org.skerry.model.attest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.attest.AttestedEnclave.claims;
import static org.skerry.model.attest.AttestedEnclave.digest;
import static org.skerry.model.attest.AttestedEnclave.expected;
import static org.skerry.model.attest.AttestedEnclave.nonce;
import static org.skerry.model.attest.AttestedEnclave.with;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Evidence that must be rejected, and by which rules. Each vector is one change of evidence that is accepted, so that a verifier without
 * the rule would accept it.
 */
class NegativeVectorsTest {
    private final AttestedEnclave good = new AttestedEnclave();

    /** A name, evidence and the rules it breaks. */
    private record Vector(String name, byte[] answer, Rule... broken) {}

    @Test
    void evidenceThatIsTrueIsAccepted() {
        assertEquals("accepted", judge(good.evidence(1).encode()).toString());
    }

    private Verdict judge(byte[] answer) {
        return good.verifier().judge(nonce(1), answer, expected(), 10);
    }

    @TestFactory
    Stream<DynamicTest> evidenceThatIsNotTrueIsRejectedByTheRuleItBreaks() {
        return vectors().stream()
                .map(vector -> DynamicTest.dynamicTest(
                        vector.name,
                        () -> assertEquals(
                                new TreeSet<>(Arrays.asList(vector.broken)),
                                rules(judge(vector.answer)),
                                vector.name)));
    }

    private static TreeSet<Rule> rules(Verdict verdict) {
        TreeSet<Rule> rules = new TreeSet<>();
        verdict.failures().forEach(failure -> rules.add(failure.rule()));
        return rules;
    }

    private List<Vector> vectors() {
        Evidence e = good.evidence(1);
        List<Vector> vectors = new ArrayList<>();
        // what is asked and when
        vectors.add(new Vector("answer to another question", good.evidence(2).encode(), Rule.NONCE));
        vectors.add(new Vector(
                "nonce exchanged after signing", withNonceOf(e.encode(), nonce(1), good.evidence(2)), Rule.SIGNATURE));
        // the chain
        vectors.add(new Vector("wrong root", byAnotherMaker(), Rule.ROOT));
        vectors.add(new Vector(
                "chain without its last link", chain(e, e.certificates().subList(0, 2)), Rule.CHAIN));
        vectors.add(new Vector(
                "chain without its first link", chain(e, e.certificates().subList(1, 3)), Rule.ROOT, Rule.CHAIN));
        vectors.add(new Vector("no chain", chain(e, List.of()), Rule.ROOT, Rule.CHAIN));
        vectors.add(new Vector("links in another order", swappedChain(e), Rule.CHAIN, Rule.SUBMODULE, Rule.SIGNATURE));
        vectors.add(new Vector("key of another tile", byAnotherTile(), Rule.CHAIN));
        vectors.add(new Vector("enclave that certifies itself", selfCertified(), Rule.CHAIN));
        // submodules
        vectors.add(new Vector(
                "submodule of another enclave", swappedEnclave(e), Rule.SUBMODULE, Rule.SUBJECT, Rule.SIGNATURE));
        vectors.add(new Vector("submodule of another tile", swappedTile(e), Rule.SUBMODULE, Rule.TILE, Rule.SIGNATURE));
        vectors.add(new Vector("evidence of another chip", ofChip(8, "mesh"), Rule.CHIP));
        vectors.add(new Vector("chip that is wired otherwise", ofChip(7, "other mesh"), Rule.CHIP));
        vectors.add(new Vector("debug fuse open", debugged(), Rule.DEBUG));
        vectors.add(new Vector("debug hidden after signing", hiddenDebug(), Rule.SUBMODULE, Rule.SIGNATURE));
        vectors.add(new Vector("image management of another make", ofTile(3, "patched firmware"), Rule.TILE));
        // what runs
        vectors.add(new Vector("another image", of(with(digest("impostor"), caps(), 3, 1, 2 << 20)), Rule.IMAGE));
        vectors.add(new Vector(
                "capabilities wider by one right",
                of(with(digest("image"), digest("send, grant to peer"), 3, 1, 2 << 20)),
                Rule.CAPABILITIES));
        vectors.add(new Vector(
                "lower security version", of(with(digest("image"), caps(), 2, 1, 2 << 20)), Rule.SECURITY_VERSION));
        vectors.add(new Vector("loaded again", of(with(digest("image"), caps(), 3, 2, 2 << 20)), Rule.BOOT_COUNT));
        vectors.add(new Vector("another memory", of(with(digest("image"), caps(), 3, 1, 4 << 20)), Rule.MEMORY));
        vectors.add(new Vector("another runtime", of(otherwise(1)), Rule.RUNTIME));
        vectors.add(new Vector("other endpoints", of(otherwise(2)), Rule.ENDPOINTS));
        vectors.add(new Vector("another trust domain", of(otherwise(3)), Rule.DOMAIN));
        vectors.add(new Vector("another actor", of(otherwise(4)), Rule.SUBJECT));
        // what was done since
        vectors.add(new Vector("rewired", logged(EventLog.Kind.REWIRED), Rule.WRITES));
        vectors.add(new Vector("halted", logged(EventLog.Kind.HALTED), Rule.WRITES));
        vectors.add(new Vector("log cut short before signing", forgedLog(true), Rule.LOG));
        vectors.add(new Vector("log cut short after signing", forgedLog(false), Rule.SIGNATURE));
        // bytes
        vectors.add(new Vector("empty", new byte[0], Rule.PRESENT));
        vectors.add(new Vector("last byte missing", Arrays.copyOf(e.encode(), e.bytes() - 1), Rule.FORMAT));
        vectors.add(new Vector("one byte too many", Arrays.copyOf(e.encode(), e.bytes() + 1), Rule.FORMAT));
        vectors.add(new Vector("a million certificates", manyCertificates(e), Rule.FORMAT));
        vectors.add(new Vector(
                "signature of another message",
                e.signedWith(good.evidence(2).signature()).encode(),
                Rule.SIGNATURE));
        return vectors;
    }

    private static byte[] caps() {
        return digest("send to peer");
    }

    /** Evidence of an enclave with these claims, signed as it should be. */
    private byte[] of(Claims.Enclave claims) {
        return new AttestedEnclave(good.chip, good.tile, claims).evidence(1).encode();
    }

    private byte[] ofChip(long number, String mesh) {
        return new AttestedEnclave(new Claims.Chip(number, digest(mesh), false), good.tile, claims())
                .evidence(1)
                .encode();
    }

    private byte[] ofTile(int number, String firmware) {
        return new AttestedEnclave(good.chip, new Claims.Tile(number, digest(firmware)), claims())
                .evidence(1)
                .encode();
    }

    private static Claims.Enclave otherwise(int field) {
        Claims.Enclave c = claims();
        byte[] other = digest("other");
        return new Claims.Enclave(
                c.enclave(),
                field == 4 ? 98 : c.actor(),
                c.image(),
                field == 1 ? other : c.runtime(),
                c.capabilities(),
                field == 2 ? other : c.endpoints(),
                field == 3 ? other : c.domain(),
                c.memoryBytes(),
                c.securityVersion(),
                c.bootCount());
    }

    private static byte[] withNonceOf(byte[] encoded, byte[] asked, Evidence from) {
        byte[] forged = from.encode();
        System.arraycopy(encoded, 12, forged, 12, asked.length);
        return forged;
    }

    private byte[] byAnotherMaker() {
        Device device = Device.switchOn(new Manufacturer("stranger"), good.chip);
        Identity enclave = device.identity().derive(good.tile).derive(claims());
        return Evidence.sign(enclave, AttestedEnclave.nonce(1), good.chip, good.tile, claims(), good.log)
                .encode();
    }

    /** The holder of the enclave's key signs whatever chain he likes. */
    private byte[] chain(Evidence e, List<Certificate> chain) {
        Evidence forged = new Evidence(
                e.nonce(), e.chip(), e.tile(), e.enclave(), e.logHead(), e.logCount(), e.log(), chain, e.signature());
        return forged.signedWith(good.enclaveIdentity.sign(forged.signedBytes()))
                .encode();
    }

    private byte[] swappedChain(Evidence e) {
        List<Certificate> c = e.certificates();
        return chain(e, List.of(c.get(0), c.get(2), c.get(1)));
    }

    /** The key of tile 4 certifies an enclave that claims to be on tile 3. */
    private byte[] byAnotherTile() {
        Identity other = good.device.identity().derive(new Claims.Tile(4, digest("firmware")));
        Identity enclave = other.derive(claims());
        Evidence e = good.evidence(1);
        List<Certificate> chain =
                List.of(e.certificates().get(0), e.certificates().get(1), enclave.certificate());
        return forged(e, chain, enclave);
    }

    private byte[] selfCertified() {
        Evidence e = good.evidence(1);
        SigningKey own = SigningKey.of(digest("own key"));
        Certificate given = Certificate.by(own, Level.ENCLAVE, 12, own.publicKey(), Sha256.of(claims().encode()));
        Evidence forged = new Evidence(
                e.nonce(),
                e.chip(),
                e.tile(),
                e.enclave(),
                e.logHead(),
                e.logCount(),
                e.log(),
                List.of(e.certificates().get(0), e.certificates().get(1), given),
                e.signature());
        return forged.signedWith(own.sign(forged.signedBytes())).encode();
    }

    private static byte[] forged(Evidence e, List<Certificate> chain, Identity key) {
        Evidence forged = new Evidence(
                e.nonce(), e.chip(), e.tile(), e.enclave(), e.logHead(), e.logCount(), e.log(), chain, e.signature());
        return forged.signedWith(key.sign(forged.signedBytes())).encode();
    }

    private static byte[] swappedEnclave(Evidence e) {
        Claims.Enclave c = e.enclave();
        Claims.Enclave other = new Claims.Enclave(
                13,
                c.actor(),
                c.image(),
                c.runtime(),
                c.capabilities(),
                c.endpoints(),
                c.domain(),
                c.memoryBytes(),
                c.securityVersion(),
                c.bootCount());
        return submodules(e, e.chip(), e.tile(), other);
    }

    private static byte[] swappedTile(Evidence e) {
        return submodules(e, e.chip(), new Claims.Tile(4, e.tile().firmware()), e.enclave());
    }

    private static byte[] submodules(Evidence e, Claims.Chip chip, Claims.Tile tile, Claims.Enclave enclave) {
        return new Evidence(
                        e.nonce(),
                        chip,
                        tile,
                        enclave,
                        e.logHead(),
                        e.logCount(),
                        e.log(),
                        e.certificates(),
                        e.signature())
                .encode();
    }

    private AttestedEnclave debuggedEnclave() {
        return new AttestedEnclave(new Claims.Chip(7, digest("mesh"), true), good.tile, claims());
    }

    private byte[] debugged() {
        return debuggedEnclave().evidence(1).encode();
    }

    private byte[] hiddenDebug() {
        Evidence e = debuggedEnclave().evidence(1);
        return submodules(e, good.chip, e.tile(), e.enclave());
    }

    private byte[] logged(EventLog.Kind kind) {
        AttestedEnclave enclave = new AttestedEnclave();
        enclave.log.extend(kind, 1, 2);
        return enclave.evidence(1).encode();
    }

    private byte[] forgedLog(boolean signed) {
        AttestedEnclave enclave = new AttestedEnclave();
        enclave.log.extend(EventLog.Kind.REWIRED, 1, 2);
        Evidence e = enclave.evidence(1);
        Evidence cut = new Evidence(
                e.nonce(),
                e.chip(),
                e.tile(),
                e.enclave(),
                signed ? e.logHead() : new byte[32],
                0,
                List.of(),
                e.certificates(),
                e.signature());
        return (signed ? cut.signedWith(enclave.enclaveIdentity.sign(cut.signedBytes())) : cut).encode();
    }

    private static byte[] manyCertificates(Evidence e) {
        byte[] encoded = e.encode();
        int at = encoded.length - SigningKey.SIGNATURE_BYTES - 3 * Certificate.BYTES - 4;
        encoded[at + 2] = 16;
        return encoded;
    }

    // ---- what one evidence alone does not show -------------------------------------------------------------------

    @Test
    void anAnswerThatIsReplayedIsRejectedThoughItsNonceFits() {
        Verifier verifier = good.verifier();
        byte[] answer = good.evidence(1).encode();
        assertTrue(verifier.judge(nonce(1), answer, expected(), 10).accepted());
        assertEquals(
                List.of("fresh"),
                verifier.judge(nonce(1), answer, expected(), 10).words());
    }

    @Test
    void anAnswerThatComesTooLateIsRejected() {
        assertEquals(
                List.of("fresh"),
                good.verifier()
                        .judge(nonce(1), good.evidence(1).encode(), expected(), AttestedEnclave.CYCLES + 1)
                        .words());
    }

    @Test
    void allRulesThatAreBrokenAreNamed() {
        AttestedEnclave other = new AttestedEnclave(
                new Claims.Chip(7, digest("mesh"), true), good.tile, with(digest("impostor"), caps(), 2, 2, 2 << 20));
        other.log.extend(EventLog.Kind.REWIRED, 1, 2);
        assertEquals(
                List.of("nonce", "debug", "image", "boot-count", "security-version", "writes"),
                judge(other.evidence(2).encode()).words());
    }

    @Test
    void theUniqueDeviceSecretIsReadByBootCodeOnly() {
        BootRom rom = new Manufacturer("maker").fabricate(7);
        assertEquals(32, rom.uniqueDeviceSecret().length, "boot code can read it");
        assertTrue(good.device.rom().locked());
        assertThrows(BusError.class, () -> good.device.rom().uniqueDeviceSecret());
    }

    /** Every single bit of evidence counts: whichever is flipped, some rule is broken. */
    @Test
    void noBitOfEvidenceCanBeFlipped() {
        byte[] answer = good.evidence(1).encode();
        SplittableRandom random = new SplittableRandom(20);
        for (int i = 0; i < 200; i++) {
            int bit = random.nextInt(8 * answer.length);
            byte[] forged = answer.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            assertTrue(!judge(forged).accepted(), "seed 20, bit " + bit);
        }
    }
}
