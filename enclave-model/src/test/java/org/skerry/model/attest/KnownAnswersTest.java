package org.skerry.model.attest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The algorithms, held to the vectors of their standards. */
class KnownAnswersTest {
    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    /** FIPS 180-4, the example of one block. */
    @Test
    void sha256IsThatOfItsStandard() {
        assertArrayEquals(
                hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                Sha256.of("a".getBytes(StandardCharsets.US_ASCII), "bc".getBytes(StandardCharsets.US_ASCII)));
    }

    /** RFC 5869, test cases 1 and 3. */
    @Test
    void hkdfIsThatOfItsStandard() {
        byte[] secret = hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
        byte[] key = Hkdf.extract(hex("000102030405060708090a0b0c"), secret);
        assertArrayEquals(hex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"), key);
        assertArrayEquals(
                hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"),
                Hkdf.expand(key, hex("f0f1f2f3f4f5f6f7f8f9"), 42));
        assertArrayEquals(
                hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"),
                Hkdf.expand(Hkdf.extract(new byte[0], secret), new byte[0], 42));
    }

    /** RFC 8032, section 7.1, tests 1 and 2: the key follows from the seed, and the signature from both. */
    @Test
    void ed25519IsThatOfItsStandard() {
        SigningKey one = SigningKey.of(hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
        assertArrayEquals(hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"), one.publicKey());
        assertArrayEquals(
                hex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                        + "d25bf5f0595bbe24655141438e7a100b"),
                one.sign(new byte[0]));
        SigningKey two = SigningKey.of(hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
        assertArrayEquals(
                hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                        + "387b2eaeb4302aeeb00d291612bb0c00"),
                two.sign(new byte[] {0x72}));
        assertTrue(SigningKey.verify(two.publicKey(), new byte[] {0x72}, two.sign(new byte[] {0x72})));
        assertFalse(SigningKey.verify(two.publicKey(), new byte[] {0x73}, two.sign(new byte[] {0x72})));
        assertFalse(SigningKey.verify(one.publicKey(), new byte[] {0x72}, two.sign(new byte[] {0x72})));
    }

    @Test
    void theLogIsAChainOfHashes() {
        EventLog log = new EventLog();
        log.extend(EventLog.Kind.REWIRED, 1, 2);
        log.extend(EventLog.Kind.HALTED, 3, 4);
        byte[] first = Sha256.of(new byte[32], hex("00000000" + "0100000000000000" + "0200000000000000"));
        assertArrayEquals(Sha256.of(first, hex("02000000" + "0300000000000000" + "0400000000000000")), log.head());
        assertArrayEquals(log.head(), EventLog.replay(log.entries()));
        assertEquals(2, log.count());
    }
}
