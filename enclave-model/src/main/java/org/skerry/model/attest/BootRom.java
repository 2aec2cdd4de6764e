package org.skerry.model.attest;

/**
 * The boot ROM of a chip and its register with the unique device secret. Boot code reads the secret once, locks the register, and from
 * then on every read is a bus error, whoever reads, until power is lost.
 */
public final class BootRom {
    private final byte[] uniqueDeviceSecret;
    private boolean locked;

    /** A chip as it leaves the fab; {@code secret} is 32 bytes, and the caller forgets it. */
    BootRom(byte[] secret) {
        uniqueDeviceSecret = secret.clone();
    }

    /**
     * The unique device secret.
     *
     * @throws BusError once it is locked
     */
    public byte[] uniqueDeviceSecret() {
        if (locked) {
            throw new BusError("the unique device secret is locked until power is lost");
        }
        return uniqueDeviceSecret.clone();
    }

    /** No read is answered from now on. */
    void lock() {
        locked = true;
    }

    /** Whether reads are bus errors. */
    public boolean locked() {
        return locked;
    }
}
