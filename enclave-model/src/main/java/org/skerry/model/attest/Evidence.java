package org.skerry.model.attest;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What image management answers to somebody who asks what runs in an enclave. Nobody writes its arrays. One fixed layout, little-endian:
 *
 * <pre>
 *   magic 4 | version 4 | bytes in all 4 | nonce 64
 *   chip 44 | tile 36 | enclave 188                                 submodules, see {@link Claims}
 *   log: head 32 | count 4 | entries 4 | 20 each                    see {@link EventLog}
 *   certificates 4 | 140 each, from the chip to the enclave         see {@link Certificate}
 *   signature 64 of the enclave's key, over all before
 * </pre>
 *
 * @param nonce        of the question
 * @param chip         the chip's submodule
 * @param tile         the tile's
 * @param enclave      the enclave's
 * @param logHead      last hash of its event log
 * @param logCount     entries that the log ever had
 * @param log          the first of them
 * @param certificates from the chip's, which a manufacturer has given, to the enclave's
 * @param signature    of the enclave's key
 */
public record Evidence(
        byte[] nonce,
        Claims.Chip chip,
        Claims.Tile tile,
        Claims.Enclave enclave,
        byte[] logHead,
        int logCount,
        List<EventLog.Entry> log,
        List<Certificate> certificates,
        byte[] signature) {
    /** Bytes of a nonce. */
    public static final int NONCE_BYTES = 64;

    private static final int MAGIC = 0x56454B53; // "SKEV"
    private static final int VERSION = 1;
    private static final int MOST_CERTIFICATES = 8;

    /** What an enclave's key signs for whoever gave the nonce. */
    public static Evidence sign(
            Identity enclaveKey,
            byte[] nonce,
            Claims.Chip chip,
            Claims.Tile tile,
            Claims.Enclave claims,
            EventLog log) {
        List<Certificate> chain = new ArrayList<>();
        for (Identity each = enclaveKey; each != null; each = each.issuer()) {
            chain.add(0, each.certificate());
        }
        Evidence unsigned = new Evidence(
                nonce,
                chip,
                tile,
                claims,
                log.head(),
                log.count(),
                log.entries(),
                chain,
                new byte[SigningKey.SIGNATURE_BYTES]);
        return unsigned.signedWith(enclaveKey.sign(unsigned.signedBytes()));
    }

    Evidence signedWith(byte[] other) {
        return new Evidence(nonce, chip, tile, enclave, logHead, logCount, log, certificates, other);
    }

    /** Everything but the signature. */
    byte[] signedBytes() {
        ByteBuffer out =
                ByteBuffer.allocate(bytes() - SigningKey.SIGNATURE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putInt(VERSION).putInt(bytes()).put(nonce);
        out.put(chip.encode()).put(tile.encode()).put(enclave.encode());
        out.put(logHead).putInt(logCount).putInt(log.size());
        log.forEach(entry -> entry.write(out));
        out.putInt(certificates.size());
        certificates.forEach(certificate -> certificate.write(out));
        return out.array();
    }

    /** Size on the wire. */
    public int bytes() {
        return bytes(log.size(), certificates.size());
    }

    private static int bytes(int entries, int certificates) {
        return 3 * 4
                + NONCE_BYTES
                + Claims.Chip.BYTES
                + Claims.Tile.BYTES
                + Claims.Enclave.BYTES
                + Sha256.BYTES
                + 2 * 4
                + entries * EventLog.Entry.BYTES
                + 4
                + certificates * Certificate.BYTES
                + SigningKey.SIGNATURE_BYTES;
    }

    /** The evidence as it travels. */
    public byte[] encode() {
        return ByteBuffer.allocate(bytes()).put(signedBytes()).put(signature).array();
    }

    /**
     * Reads evidence; says nothing about whether it is true.
     *
     * @throws FormatException when the bytes are none
     */
    public static Evidence decode(byte[] encoded) throws FormatException {
        ByteBuffer in = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        try {
            expect(MAGIC, in.getInt(), "magic");
            expect(VERSION, in.getInt(), "version");
            expect(encoded.length, in.getInt(), "length");
            byte[] nonce = bytes(in, NONCE_BYTES);
            Claims.Chip chip = Claims.Chip.read(in);
            Claims.Tile tile = Claims.Tile.read(in);
            Claims.Enclave enclave = Claims.Enclave.read(in);
            byte[] head = bytes(in, Sha256.BYTES);
            int count = in.getInt();
            List<EventLog.Entry> log = new ArrayList<>();
            for (int left = count(in.getInt(), EventLog.MOST_ENTRIES, "entries of the log"); left > 0; left--) {
                log.add(EventLog.Entry.read(in));
            }
            List<Certificate> certificates = new ArrayList<>();
            for (int left = count(in.getInt(), MOST_CERTIFICATES, "certificates"); left > 0; left--) {
                certificates.add(Certificate.read(in));
            }
            byte[] signature = bytes(in, SigningKey.SIGNATURE_BYTES);
            Evidence evidence = new Evidence(nonce, chip, tile, enclave, head, count, log, certificates, signature);
            expect(encoded.length, evidence.bytes(), "length of all fields");
            return evidence;
        } catch (BufferUnderflowException e) {
            throw new FormatException("evidence of " + encoded.length + " bytes ends within a field");
        }
    }

    private static void expect(int expected, int found, String what) throws FormatException {
        if (found != expected) {
            throw new FormatException(what + " is " + found + " and should be " + expected);
        }
    }

    private static int count(int found, int most, String what) throws FormatException {
        if (found < 0 || found > most) {
            throw new FormatException(what + ": " + found + " is outside 0.." + most);
        }
        return found;
    }

    static <T> T constant(T[] constants, int ordinal, String what) throws FormatException {
        return constants[count(ordinal, constants.length - 1, what)];
    }

    static byte[] bytes(ByteBuffer in, int count) {
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }
}
