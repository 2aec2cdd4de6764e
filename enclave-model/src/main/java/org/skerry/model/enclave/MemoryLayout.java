package org.skerry.model.enclave;

/**
 * Where things lie in the private memory of an enclave. Sizes with the defaults and an image of up to 4 KiB:
 *
 * <pre>
 *   0x000000  runtime block   4 KiB     the limit of the linear memory is its first word of 8 bytes
 *   0x001000  mailbox         256 KiB   a ring of messages, each a header of 32 bytes and its payload
 *   0x041000  reply buffer    68 KiB    the one reply that a held turn waits for
 *   0x052000  code            the image, rounded up to 4 KiB; only image management has its write wires
 *   0x053000  linear memory   as far as the actor may grow it
 *     ...     unused          memory that nobody was given
 *   0x200000  nothing         the decoder has nowhere to send an access
 * </pre>
 *
 * <p>The linear memory lies last since it grows. Guest addresses count up from its base, so what a missing bounds check lets through
 * reaches unused memory of the same enclave, then the decoder.
 */
final class MemoryLayout {
    static final int FRAME_BYTES = 4096;
    static final int RUNTIME_BYTES = FRAME_BYTES;

    /** Address of the limit word. */
    static final int LIMIT_WORD = 0;

    /** The largest message with its header and capabilities is below 67 KiB. */
    static final int REPLY_BYTES = 68 << 10;

    static final int MAILBOX_BASE = RUNTIME_BYTES;

    /** Bytes of a message's header in memory; what else {@code Message.wireBytes} counts lies behind the payload, unused. */
    static final int HEADER_BYTES = 32;

    private MemoryLayout() {}

    static long replyBase(int mailboxBytes) {
        return MAILBOX_BASE + roundUp(mailboxBytes);
    }

    static long codeBase(int mailboxBytes) {
        return replyBase(mailboxBytes) + REPLY_BYTES;
    }

    static long linearBase(int mailboxBytes, int imageBytes) {
        return codeBase(mailboxBytes) + Math.max(FRAME_BYTES, roundUp(imageBytes));
    }

    private static long roundUp(long bytes) {
        return (bytes + FRAME_BYTES - 1) / FRAME_BYTES * FRAME_BYTES;
    }
}
