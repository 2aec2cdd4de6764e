package org.skerry.model.sharedmem.containment;

/** Why a core passes between an actor's code and the software below it. */
public enum Crossing {
    /** The actor sends a message or an answer; from its code and back to it. */
    SEND,
    /** It takes a message, or the answer to a call, and begins to handle it. */
    RECEIVE,
    /** It asks for something else: a revocation, a timer, an oversight. */
    ASK,
    /** It asks for a new actor. */
    CREATE,
    /** It writes a line of the log. */
    LOG,
    /** A core passes from one actor to another, or takes up its first. */
    SWITCH,
    /** A core that did nothing takes up the actor again that it ran last. */
    RESUME,
    /** The clock has interrupted it, and the core is given to somebody else. */
    PREEMPT,
    /** Its code has trapped, and somebody has to deal with it. */
    FAULT
}
