package org.skerry.model.sharedmem.runtime;

import org.skerry.model.memory.AddressSpace;

/**
 * What the runtime keeps of one actor in memory, one line:
 *
 * <pre>
 *   +0   limit of the linear memory in bytes
 *   +8   address of the mailbox
 *   +16  address of the handle table
 *   +24  address of the answer to a call, or 0
 * </pre>
 */
public final class ControlBlock {
    /** Bytes of a control block. */
    public static final int BYTES = 64;

    private static final int MAILBOX = 8;
    private static final int TABLE = 16;
    private static final int ANSWER = 24;

    private final AddressSpace space;
    private final long address;

    /** The block at {@code address}. */
    public ControlBlock(AddressSpace space, long address) {
        this.space = space;
        this.address = address;
    }

    /** Where it lies. */
    public long address() {
        return address;
    }

    /** Address of the word that limits the linear memory. */
    public long limitWord() {
        return address;
    }

    /** Address of the mailbox, as the bytes say now. */
    public long mailbox() {
        return space.load(address + MAILBOX, Long.BYTES);
    }

    /** Moves the mailbox. */
    public void mailbox(long where) {
        space.store(address + MAILBOX, Long.BYTES, where);
    }

    /** Address of the handle table, as the bytes say now. */
    public long table() {
        return space.load(address + TABLE, Long.BYTES);
    }

    /** Moves the handle table. */
    public void table(long where) {
        space.store(address + TABLE, Long.BYTES, where);
    }

    /** Address of the answer to a call, or 0. */
    public long answer() {
        return space.load(address + ANSWER, Long.BYTES);
    }

    /** Puts an answer there, or none with 0. */
    public void answer(long where) {
        space.store(address + ANSWER, Long.BYTES, where);
    }
}
