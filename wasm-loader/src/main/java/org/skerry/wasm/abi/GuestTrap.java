package org.skerry.wasm.abi;

import org.skerry.sim.actor.GuestFault;

/** Ends the guest's turn from inside a host function or a memory access. Carries a stack trace, which names the function. */
public final class GuestTrap extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final GuestFault.Kind kind;

    /** A trap of some kind with a reason for people. */
    public GuestTrap(GuestFault.Kind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    /** Class of the fault. */
    public GuestFault.Kind kind() {
        return kind;
    }
}
