package org.skerry.model.sharedmem.runtime;

import org.skerry.model.memory.AddressSpace;

/** The answer to a call, in a block of its own that the control block points to, until the caller takes it. */
public final class Answer {
    private final RuntimeMemory memory;
    private final ControlBlock control;
    private final String name;

    /** The place for answers to the actor {@code name}. */
    public Answer(RuntimeMemory memory, ControlBlock control, String name) {
        this.memory = memory;
        this.control = control;
        this.name = name;
    }

    /** Puts an answer there; returns whether there was room for it. */
    public boolean put(MessageRecord record) {
        byte[] bytes = record.encode();
        long address = memory.allocate(Purpose.ANSWER, name, bytes.length, null);
        if (address == 0) {
            return false;
        }
        for (int i = 0; i < bytes.length; i += 8) {
            memory.space().store(address + i, 8, Mailbox.word(bytes, i));
        }
        control.answer(address);
        return true;
    }

    /** Where it lies, or 0. */
    public long address() {
        return control.answer();
    }

    /** Bytes of the answer, or 0 if that cannot be told; for the traffic of taking it. */
    public int bytes() {
        long address = control.answer();
        return memory.space().decodes(address, 8)
                ? Math.max(0, MessageRecord.sizeOf(memory.space().load(address, 8)))
                : 0;
    }

    /** Identifier of the message, or 0 if that cannot be told. */
    public long identifier() {
        return bytes() == 0 ? 0 : memory.space().load(control.answer() + MessageRecord.IDENTIFIER, 8);
    }

    /** Who sent it, or 0 if that cannot be told. */
    public long sender() {
        long at = control.answer() + MessageRecord.SENDER;
        return memory.space().decodes(at, 8) ? memory.space().load(at, 8) : 0;
    }

    /** Gives its block back unread. */
    public void drop() {
        long address = control.answer();
        control.answer(0);
        memory.free(address);
    }

    /** Takes the answer, from the bytes as they are now, and gives its block back. */
    public MessageRecord take() {
        AddressSpace space = memory.space();
        long address = control.answer();
        int size = bytes();
        if (size == 0 || !space.decodes(address, size)) {
            throw new MailboxCorrupted("no answer lies at 0x" + Long.toHexString(address));
        }
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i += 8) {
            Mailbox.putWord(bytes, i, space.load(address + i, 8));
        }
        MessageRecord record = MessageRecord.decode(bytes);
        if (record == null) {
            throw new MailboxCorrupted("the answer to its call makes no sense");
        }
        control.answer(0);
        memory.free(address);
        return record;
    }
}
