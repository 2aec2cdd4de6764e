package org.skerry.model.attest;

/**
 * A chip that was switched on: its boot code has read the unique device secret, made the chip's identity of it and locked the register.
 *
 * @param rom      with the register; locked
 * @param identity the first link of the key chain
 * @param claims   what was measured
 */
public record Device(BootRom rom, Identity identity, Claims.Chip claims) {
    /** Switches on a chip that a manufacturer made. */
    public static Device switchOn(Manufacturer manufacturer, Claims.Chip claims) {
        BootRom rom = manufacturer.fabricate(claims.chip());
        return new Device(rom, Identity.boot(manufacturer, rom, claims), claims);
    }
}
