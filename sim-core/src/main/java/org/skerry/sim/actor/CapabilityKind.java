package org.skerry.sim.actor;

/** What a capability designates. The ordinal is part of the byte layout of handle tables: append only. */
public enum CapabilityKind {
    /** An actor that takes messages. */
    ACTOR(true),
    /** The waiting end of one call; it dies with its first use. */
    REPLY(true),
    /** An image that actors can be created from. */
    IMAGE(false),
    /** The machine's clock. */
    CLOCK(false),
    /** The actor's own random stream. */
    RANDOM(false),
    /** The run's log. */
    LOG(false),
    /** A window of memory that several actors share; only machines with shared memory grant one. */
    WINDOW(false);

    private final boolean grantableInMessage;

    CapabilityKind(boolean grantableInMessage) {
        this.grantableInMessage = grantableInMessage;
    }

    /**
     * Whether a capability of this kind may travel inside a message. The others are local to where the actor runs and pass
     * only from parent to child at spawn, or by deployment.
     */
    public boolean grantableInMessage() {
        return grantableInMessage;
    }
}
