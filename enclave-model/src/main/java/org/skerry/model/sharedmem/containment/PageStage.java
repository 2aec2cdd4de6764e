package org.skerry.model.sharedmem.containment;

import java.util.List;
import java.util.function.LongFunction;
import org.skerry.model.memory.BugObject;
import org.skerry.model.memory.CheckChain;
import org.skerry.model.sharedmem.kernel.PageTable;
import org.skerry.model.sharedmem.kernel.ProcessKernel;

/**
 * One table that an address of a process goes through before it is one of memory.
 *
 * @param layer  who owns the table, for bug objects
 * @param check  name of the check of each access, for bug objects
 * @param tables the table of a task
 * @param looks  what its owner looks at before it lets a page lead to a frame
 */
record PageStage(String layer, String check, LongFunction<PageTable> tables, CheckChain looks) {
    /** Name of the check that a frame is nobody's before a page is made to lead there, for bug objects. */
    static final String FREE_FRAME = "free frame";

    /** The table of a process in the kernel that it runs on; first of all. */
    static PageStage own(ProcessKernel kernel, List<BugObject> bugs) {
        return of("kernel", "page table", kernel::table, bugs);
    }

    /** The table of a virtual machine, behind that of its own kernel. */
    static PageStage second(ProcessKernel kernel, List<BugObject> bugs) {
        return of("hypervisor", "second-stage table", kernel::second, bugs);
    }

    private static PageStage of(String layer, String check, LongFunction<PageTable> tables, List<BugObject> bugs) {
        // The frame that is looked at first is the one that was given last, which is never free.
        NamedCheck free = new NamedCheck(layer, FREE_FRAME, access -> false);
        return new PageStage(layer, check, tables, new CheckChain(List.of(free), bugs));
    }

    /** The table of a task, as its bytes say now. */
    PageTable table(long task) {
        return tables.apply(task);
    }
}
