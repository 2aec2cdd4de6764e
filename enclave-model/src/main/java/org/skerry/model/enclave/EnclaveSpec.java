package org.skerry.model.enclave;

import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.config.Check;

/**
 * One enclave: its private memory and its network interface.
 *
 * @param memoryBytes       private memory; holds runtime, mailbox, reply buffer, code and linear memory
 * @param mailboxBytes      part of it that holds messages which wait for the core
 * @param eagerBytes        largest message that goes out on a standing credit, header included
 * @param standingMessages  of the largest of these, so many may be on their way from each peer at most (StandingCredits)
 * @param sendQueueMessages messages the network interface holds back for others before the core stalls
 * @param handleSlots       slots of the handle table in the network interface
 */
public record EnclaveSpec(
        int memoryBytes,
        int mailboxBytes,
        int eagerBytes,
        int standingMessages,
        int sendQueueMessages,
        int handleSlots) {
    /** Room for an unmodified Rust guest of 17 pages with its mailbox and code (docs: a Rust guest declares 1 114 112 bytes). */
    public static final int DEFAULT_MEMORY_BYTES = 2 << 20;

    /** Three of the largest messages, or 512 small ones. Assumption. */
    public static final int DEFAULT_MAILBOX_BYTES = 256 << 10;

    /** A message of 480 bytes with its header. Assumption. */
    public static final int DEFAULT_EAGER_BYTES = 512;

    /** So that a chip of 64 enclaves sets aside half of each mailbox. Assumption. */
    public static final int DEFAULT_STANDING_MESSAGES = 4;

    /** Assumption. */
    public static final int DEFAULT_SEND_QUEUE_MESSAGES = 16;

    /** The defaults. */
    public static final EnclaveSpec DEFAULT = new EnclaveSpec(
            DEFAULT_MEMORY_BYTES,
            DEFAULT_MAILBOX_BYTES,
            DEFAULT_EAGER_BYTES,
            DEFAULT_STANDING_MESSAGES,
            DEFAULT_SEND_QUEUE_MESSAGES,
            HandleTable.DEFAULT_SLOTS);

    /** Checks ranges and that mailbox and buffers leave room for an actor. */
    public EnclaveSpec {
        Check.inRange(memoryBytes, 128 << 10, 1 << 30, "enclave.memoryBytes");
        Check.inRange(mailboxBytes, 256, memoryBytes, "enclave.mailboxBytes");
        Check.inRange(eagerBytes, 0, Math.min(mailboxBytes / 2, StandingCredits.MOST_BYTES), "enclave.eagerBytes");
        Check.inRange(standingMessages, 1, 64, "enclave.standingMessages");
        Check.inRange(sendQueueMessages, 1, 65_536, "enclave.sendQueueMessages");
        Check.inRange(handleSlots, 1, 65_536, "enclave.handleSlots");
        long fixed = MemoryLayout.codeBase(mailboxBytes);
        Check.isTrue(
                fixed < memoryBytes,
                "enclave.mailboxBytes=" + mailboxBytes + " with runtime and reply buffer takes " + fixed
                        + " bytes and leaves none of enclave.memoryBytes=" + memoryBytes
                        + ". Raise memoryBytes, or lower mailboxBytes.");
    }

    /** Bytes of a handle register: a capability that was derived as often as can be. */
    private static final int SLOT_BYTES = 32 + 8 * Capability.MAX_DEPTH;

    /** Bytes of a register that says of a message in the send queue where it lies and where it goes. Assumption. */
    private static final int DESCRIPTOR_BYTES = 32;

    /** Bytes that are cleared before a load: private memory, handle registers and queue of the network interface. */
    public long clearedBytes() {
        return memoryBytes + (long) SLOT_BYTES * handleSlots + (long) DESCRIPTOR_BYTES * sendQueueMessages;
    }

    /** Bytes of handle registers and of the queue of the network interface. */
    public long interfaceBytes() {
        return clearedBytes() - memoryBytes;
    }

    /** Bytes of private memory that are left for the linear memory of an actor beside runtime, mailbox, reply buffer and its code. */
    public long linearBytes(int imageBytes) {
        return Math.max(0, memoryBytes - MemoryLayout.linearBase(mailboxBytes, imageBytes));
    }

    /** This enclave with another private memory. */
    public EnclaveSpec withMemory(int bytes) {
        return new EnclaveSpec(bytes, mailboxBytes, eagerBytes, standingMessages, sendQueueMessages, handleSlots);
    }

    /** This enclave with another mailbox. */
    public EnclaveSpec withMailbox(int newMailboxBytes, int newEagerBytes) {
        return new EnclaveSpec(
                memoryBytes, newMailboxBytes, newEagerBytes, standingMessages, sendQueueMessages, handleSlots);
    }

    /** This enclave with room for another number of small messages from each peer. */
    public EnclaveSpec withStandingMessages(int messages) {
        return new EnclaveSpec(memoryBytes, mailboxBytes, eagerBytes, messages, sendQueueMessages, handleSlots);
    }

    /** This enclave with another send queue. */
    public EnclaveSpec withSendQueue(int messages) {
        return new EnclaveSpec(memoryBytes, mailboxBytes, eagerBytes, standingMessages, messages, handleSlots);
    }
}
