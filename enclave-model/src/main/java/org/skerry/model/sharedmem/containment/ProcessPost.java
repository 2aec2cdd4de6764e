package org.skerry.model.sharedmem.containment;

import org.skerry.model.memory.AddressSpace;
import org.skerry.model.sharedmem.kernel.KernelLines;
import org.skerry.model.sharedmem.kernel.ProcessKernel;
import org.skerry.model.sharedmem.runtime.Mailbox;

/**
 * Messages between processes: the kernel copies each, or the sender writes into the ring of the one who gets it, which lies in the
 * processes of both.
 */
final class ProcessPost {
    private final ProcessKernel kernel;
    private final Hypervisor below;
    private final PagedCells cells;
    private final AddressSpace space;
    private final boolean copies;

    ProcessPost(ProcessKernel kernel, Hypervisor below, PagedCells cells, AddressSpace space, boolean copies) {
        this.kernel = kernel;
        this.below = below;
        this.cells = cells;
        this.space = space;
        this.copies = copies;
    }

    /** Somebody can get messages from now on. */
    void begin(long task, PagedCell cell) {
        if (!copies) {
            kernel.map(task, ring(cell), ringBytes(cell));
        }
    }

    /** Nobody sends there any more: who did has the ring in his own table. */
    void end(PagedCell cell) {
        if (!copies) {
            cells.tasks().forEach(other -> kernel.unmap(other, ring(cell), ringBytes(cell)));
        }
    }

    private static long ring(PagedCell cell) {
        return cell.place().control().mailbox();
    }

    private long ringBytes(PagedCell cell) {
        return Mailbox.HEADER_BYTES + space.load(ring(cell) + Long.BYTES, Long.BYTES);
    }

    /** Core cycles of sending so many bytes. */
    int send(Party sender, Party target, int bytes, Lines lines) {
        if (!cells.hold(target)) {
            return kernel.call(); // nobody is there, which the kernel has to say
        }
        int cycles = target.sleeps() ? wake(target, lines) : 0;
        if (kernel.together(sender.state(), target.state())) {
            return cycles + (target.sleeps() ? kernel.call() : 0);
        }
        if (copies) {
            lines.privileged(true);
            return cycles + kernel.transfer(bytes) + below.carry(bytes);
        }
        cycles += target.sleeps() ? kernel.call() : 0;
        return cycles + share(sender, cells.of(target));
    }

    private int wake(Party target, Lines lines) {
        return kernel.wake(target.state(), target.pinnedTo(), own(lines));
    }

    /** The ring of a target becomes part of the sender's process, when it sends for the first time. */
    private int share(Party sender, PagedCell target) {
        if (kernel.table(sender.state()).leads(ring(target))) {
            return 0;
        }
        cells.write(() -> kernel.map(sender.state(), ring(target), ringBytes(target)));
        return kernel.call() + kernel.spec().transferCycles();
    }

    /** Core cycles of handing out so many bytes. */
    int receive(Party receiver, Party sender, int bytes, Lines lines) {
        boolean inside = cells.hold(sender) && kernel.together(sender.state(), receiver.state());
        if (inside || !copies) {
            return 0;
        }
        lines.privileged(true);
        return kernel.transfer(bytes) + below.notice();
    }

    /** Core cycles of having slept: with rings one goes into the kernel for that; with copies it is there since it asked for a message. */
    int slept() {
        return copies ? 0 : kernel.call();
    }

    /** Lines of the kernel's own memory among those of a crossing. */
    static KernelLines own(Lines lines) {
        return new KernelLines() {
            @Override
            public void line(long address, boolean write) {
                lines.privileged(true);
                lines.addLine(address, write);
                lines.privileged(false);
            }

            @Override
            public void copy(long address, int bytes, boolean write) {
                lines.privileged(true);
                lines.addCopy(address, bytes, write);
                lines.privileged(false);
            }
        };
    }
}
