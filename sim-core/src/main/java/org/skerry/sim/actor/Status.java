package org.skerry.sim.actor;

/**
 * What a host operation of the actor contract answers at once: {@link #OK} or the rule that was broken.
 *
 * <p>The codes are part of the contract (docs/CONTRACT.md) and never change their meaning within a version. Codes are zero
 * or negative, so that an operation that returns a handle, a length or a time can answer with either in one number.
 */
public enum Status {
    /** Done. */
    OK(0, "done"),
    /** The number names no live handle in the actor's own table. */
    BAD_HANDLE(-1, "the number names no handle in this actor's table"),
    /** The handle is there but does not carry the right that the operation needs. */
    NO_RIGHT(-2, "the handle lacks the right this operation needs"),
    /** The message is longer than {@link Message#MAX_BYTES}. */
    TOO_LONG(-3, "the message is longer than the largest message"),
    /** More handles in one message than {@link Message#MAX_HANDLES}. */
    TOO_MANY_HANDLES(-4, "the message carries more handles than fit"),
    /** The actor's handle table has no free slot. */
    TABLE_FULL(-5, "the handle table is full"),
    /** The message being handled asked for no reply, or was replied to already. */
    NO_REPLY_EXPECTED(-6, "nobody waits for a reply to this message"),
    /** The target has ended, or never came to life. */
    TARGET_DEAD(-7, "the target is dead"),
    /** The capability, or one it was derived from, has been revoked. */
    REVOKED(-8, "the capability was revoked"),
    /** The module exports no handler of that name and type. */
    NO_SUCH_HANDLER(-9, "the module exports no such handler"),
    /** The capability was handed on more often than {@link Capability#MAX_DEPTH}. */
    TOO_DEEP(-10, "the capability was derived too often"),
    /** No enclave, memory or table is free for the new actor. */
    NO_ROOM(-11, "there is no room for another actor"),
    /** An argument is outside its range. */
    BAD_ARGUMENT(-12, "an argument is outside its range"),
    /** Nothing in hardware vouches for what runs there. */
    NO_EVIDENCE(-13, "nothing in hardware vouches for what runs there");

    private final int code;
    private final String meaning;

    Status(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number the guest sees; zero or negative. */
    public int code() {
        return code;
    }

    /** One plain clause that says what the code means. */
    public String meaning() {
        return meaning;
    }

    /** The status with this code; refuses a number that the contract does not define. */
    public static Status of(int code) {
        for (Status status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        throw new IllegalArgumentException("status code " + code + " is not defined by the contract");
    }
}
