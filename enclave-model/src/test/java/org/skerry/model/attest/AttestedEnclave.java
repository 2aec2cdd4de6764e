package org.skerry.model.attest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A chip, a tile and an enclave that attest, without a simulation around them, and the verifier who asks. */
final class AttestedEnclave {
    static final long CYCLES = 1000;

    final Manufacturer manufacturer = new Manufacturer("maker");
    final Claims.Chip chip;
    final Claims.Tile tile;
    final Claims.Enclave enclave;
    final EventLog log = new EventLog();
    final Device device;
    final Identity tileIdentity;
    final Identity enclaveIdentity;

    AttestedEnclave() {
        this(new Claims.Chip(7, digest("mesh"), false), new Claims.Tile(3, digest("firmware")), claims());
    }

    AttestedEnclave(Claims.Chip chip, Claims.Tile tile, Claims.Enclave enclave) {
        this.chip = chip;
        this.tile = tile;
        this.enclave = enclave;
        device = Device.switchOn(manufacturer, chip);
        tileIdentity = device.identity().derive(tile);
        enclaveIdentity = tileIdentity.derive(enclave);
    }

    static byte[] digest(String of) {
        return Sha256.of(of.getBytes(StandardCharsets.UTF_8));
    }

    static Claims.Enclave claims() {
        return with(digest("image"), digest("send to peer"), 3, 1, 2 << 20);
    }

    static Claims.Enclave with(byte[] image, byte[] capabilities, int securityVersion, int bootCount, long memory) {
        return new Claims.Enclave(
                12,
                99,
                image,
                digest("runtime"),
                capabilities,
                digest("endpoints"),
                digest("domain"),
                memory,
                securityVersion,
                bootCount);
    }

    static byte[] nonce(int number) {
        byte[] nonce = new byte[Evidence.NONCE_BYTES];
        Arrays.fill(nonce, (byte) number);
        return nonce;
    }

    Evidence evidence(int nonce) {
        return Evidence.sign(enclaveIdentity, nonce(nonce), chip, tile, enclave, log);
    }

    Policy policy() {
        return new Policy(List.of(manufacturer.rootKey()), 3, false, CYCLES);
    }

    Verifier verifier() {
        return new Verifier(policy());
    }

    /** What should be there: a chip as {@code new AttestedEnclave()} makes it. */
    static Reference expected() {
        return new Reference(
                new Claims.Chip(7, digest("mesh"), false), new Claims.Tile(3, digest("firmware")), claims());
    }
}
