package org.skerry.model.sharedmem.containment;

import org.skerry.model.sharedmem.kernel.ProcessKernel;

/**
 * What it costs to pass through what lies below virtual machines.
 *
 * @param kernel  what is below processes, and does this work too
 * @param present whether each process is a virtual machine; if none is, nothing is passed through
 */
record Hypervisor(ProcessKernel kernel, boolean present) {
    /** A virtual machine is left for what is below it, and entered again. */
    int exit() {
        return present ? kernel.exit() : 0;
    }

    /** A message goes from one virtual machine to another: out, and a second copy. */
    int carry(int bytes) {
        return present ? kernel.exit() + kernel.carry(bytes) : 0;
    }

    /** A virtual machine is told of a message. */
    int notice() {
        return present ? kernel.exit() + kernel.spec().interruptCycles() : 0;
    }
}
