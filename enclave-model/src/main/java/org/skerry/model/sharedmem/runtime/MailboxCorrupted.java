package org.skerry.model.sharedmem.runtime;

/** The runtime met a mailbox whose bytes make no sense. It stops the actor whose mailbox it is. */
public final class MailboxCorrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MailboxCorrupted(String rule) {
        super("mailbox corrupted: " + rule, null, false, false);
    }
}
