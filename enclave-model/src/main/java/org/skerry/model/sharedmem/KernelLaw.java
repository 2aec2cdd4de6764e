package org.skerry.model.sharedmem;

import org.skerry.model.sharedmem.kernel.KernelSpec;

/**
 * What the kernel of a machine with processes adds to work, in core cycles of software, all of whose lines are in the first level:
 *
 * <pre>
 *   call       syscallCycles + isolationCycles
 *   copied     call + transferCycles + ceil(bytes / copyBytesPerCycle)
 *   send       core.sendCycles + runtime.sendCycles + copied + wakeCycles            to a process that sleeps
 *   take up    runtime.switchCycles + switchCycles + addressSpaceCycles              after a task of another process
 *   receive    runtime.receiveCycles + copied, then core.receiveCycles in the turn
 *   touch      paging.firstTouchCycles + ceil(page / copyBytesPerCycle)             a page of demand paging, once
 *   grow       call + paging.growCycles                                             unless paging is off; pages are touched later
 *   one way    send + take up + receive                                              on one core
 * </pre>
 *
 * Bytes are those of the record in the mailbox. What a guest's own instructions and lines cost comes on top.
 */
public final class KernelLaw {
    private final SharedMemorySpec spec;
    private final KernelSpec kernel;

    /** The law of a machine whose kernel copies messages. */
    public KernelLaw(SharedMemorySpec spec) {
        this.spec = spec;
        this.kernel = spec.kernel();
    }

    /** A system call that does nothing. */
    public long call() {
        return kernel.crossingCycles();
    }

    /** The kernel takes or hands out so many bytes. */
    public long copied(int bytes) {
        return call() + kernel.transferCycles() + kernel.copyCycles(bytes);
    }

    /** A message to a process that sleeps. */
    public long send(int bytes) {
        return spec.core().sendCycles() + spec.runtime().sendCycles() + copied(bytes) + kernel.wakeCycles();
    }

    /** A core passes from one process to another. */
    public long takeUp() {
        return spec.runtime().switchCycles() + kernel.switchCycles() + kernel.addressSpaceCycles();
    }

    /** A message is handed to a process, and its handler begins. */
    public long receive(int bytes) {
        return spec.runtime().receiveCycles() + copied(bytes) + spec.core().receiveCycles();
    }

    /** A page of so many bytes is touched first, with demand paging. */
    public long firstTouch(long pageBytes) {
        return kernel.paging().firstTouchCycles()
                + (pageBytes + kernel.copyBytesPerCycle() - 1) / kernel.copyBytesPerCycle();
    }

    /** A memory grows, where pages come on demand or growing has cycles of its own; else it costs nothing. */
    public long grow() {
        return call() + kernel.paging().growCycles();
    }

    /** From one process to another on the same core. */
    public long oneWay(int bytes) {
        return send(bytes) + takeUp() + receive(bytes);
    }
}
