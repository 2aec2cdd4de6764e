package org.skerry.sim.trace;

import java.util.List;

/**
 * Endpoints as they were at the end of a run: whom each enclave could reach, and who could reach it.
 *
 * @param total  endpoints of all places
 * @param listed the first of them, by place and register
 */
public record EndpointList(long total, List<Register> listed) {
    /** Of a machine whose endpoints are no registers. */
    public static final EndpointList NONE = new EndpointList(0, List.of());

    /** Most that are listed: some megabytes of text. Assumption. */
    public static final int MOST = 16_384;

    /**
     * One register.
     *
     * @param place   enclave
     * @param actor   who lives there
     * @param slot    its number, which is the handle; -1 for the mailbox
     * @param type    what it is for: receive, send, reply, local
     * @param kind    what the capability behind it designates
     * @param target  identifier of the actor or image that it leads to, 0 for none
     * @param queue   place whose mailbox that is; -1 if it is not known or there is none
     * @param rights  bits of {@code Rights}
     * @param label   number that the target sees with each message
     * @param depth   capabilities it was derived from, itself included
     * @param credits bytes of room that are free: in a mailbox, or set aside at the target of a handle; 1 for the right to answer a call
     */
    public record Register(
            int place,
            String actor,
            int slot,
            String type,
            String kind,
            long target,
            int queue,
            int rights,
            long label,
            int depth,
            int credits) {}

    /** Keeps its own list. */
    public EndpointList {
        listed = List.copyOf(listed);
    }
}
