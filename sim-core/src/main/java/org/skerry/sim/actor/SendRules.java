package org.skerry.sim.actor;

/** What may be sent, and through which handle: the checks of the contract that need no look at the target. */
final class SendRules {
    private SendRules() {}

    /** Whether a message of so many bytes with copies of these handles may go to {@code to}, which may be null. */
    static Status checkSend(HandleTable table, Capability to, int payloadBytes, int[] handles) {
        if (to == null) {
            return Status.BAD_HANDLE;
        }
        boolean takesMessages = to.kind() == CapabilityKind.ACTOR || to.kind() == CapabilityKind.REPLY;
        if (!takesMessages || !Rights.allow(to.rights(), Rights.SEND)) {
            return Status.NO_RIGHT;
        }
        Status status = checkPayload(payloadBytes, handles.length);
        return status == Status.OK ? checkGrants(table, handles, false) : status;
    }

    /** Whether a message may be so large. */
    static Status checkPayload(int payloadBytes, int handleCount) {
        if (payloadBytes > Message.MAX_BYTES) {
            return Status.TOO_LONG;
        }
        return handleCount > Message.MAX_HANDLES ? Status.TOO_MANY_HANDLES : Status.OK;
    }

    /** Whether each of these may be granted, to a new actor or in a message. */
    static Status checkGrants(HandleTable table, int[] handles, boolean toChild) {
        for (int handle : handles) {
            Capability capability = table.get(handle);
            if (capability == null) {
                return Status.BAD_HANDLE;
            }
            if (!Rights.allow(capability.rights(), Rights.GRANT)
                    || !toChild && !capability.kind().grantableInMessage()) {
                return Status.NO_RIGHT;
            }
            if (!capability.canDerive()) {
                return Status.TOO_DEEP;
            }
        }
        return Status.OK;
    }
}
