package org.skerry.sim.memory;

/** An access that a check refused, or that no wire leads anywhere. Ends the guest's turn with a trap; carries no stack trace. */
public final class MemoryFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String check;
    private final long address;

    /**
     * A refused access.
     *
     * @param check   the check or decoder that refused, as it appears in reports: {@code "bounds check of the runtime"}
     * @param address guest address of the access
     * @param bytes   width of the access
     */
    public MemoryFault(String check, long address, long bytes) {
        super(
                "access to " + bytes + " bytes at guest address 0x" + Long.toHexString(address) + " refused by "
                        + check,
                null,
                false,
                false);
        this.check = check;
        this.address = address;
    }

    /** The check or decoder that refused. */
    public String check() {
        return check;
    }

    /** Guest address of the access. */
    public long address() {
        return address;
    }
}
