package org.skerry.model.sharedmem.kernel;

import org.skerry.model.memory.AddressSpace;

/**
 * What the kernel keeps of one task in memory:
 *
 * <pre>
 *   +0   the actor that it runs
 *   +8   next task of the same run queue, or 0
 *   +16  its place among those that wait
 *   +24  address of the page table of its process
 *   +32  number of its process
 *   +40  address of the table of its virtual machine, or 0
 *   +64  registers, while it does not run
 * </pre>
 */
public final class TaskBlock {
    /** Bytes of the part that a scheduler reads. */
    public static final int LINE_BYTES = 64;

    static final int NEXT = 8;
    static final int TICKET = 16;
    private static final int TABLE = 24;
    private static final int PROCESS = 32;
    private static final int SECOND = 40;

    private TaskBlock() {}

    /** Writes in the block of a task which process it belongs to. */
    static void join(AddressSpace space, long address, long process, long table, long second) {
        space.store(address + SECOND, Long.BYTES, second);
        space.store(address + TABLE, Long.BYTES, table);
        space.store(address + PROCESS, Long.BYTES, process);
    }

    /** Where the second table lies that its addresses go through, as the bytes say; 0 if there is none. */
    static long second(AddressSpace space, long address) {
        return space.load(address + SECOND, Long.BYTES);
    }

    /** Number of the process that the task at an address belongs to, as the bytes say. */
    static long process(AddressSpace space, long address) {
        return space.load(address + PROCESS, Long.BYTES);
    }

    /** The actor that the task at an address runs, as the bytes say. */
    public static long actor(AddressSpace space, long address) {
        return space.load(address, Long.BYTES);
    }

    /** Where the page table lies that the task at an address runs in, as the bytes say. */
    static long table(AddressSpace space, long address) {
        return space.load(address + TABLE, Long.BYTES);
    }

    /** Where the registers of a task lie. */
    static long registers(long address) {
        return address + LINE_BYTES;
    }
}
