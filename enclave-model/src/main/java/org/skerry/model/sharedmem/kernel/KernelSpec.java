package org.skerry.model.sharedmem.kernel;

import org.skerry.sim.config.Check;

/**
 * What the kernel of a machine with processes costs and how it does its work. Cycles are those of an in-order core's software
 * ({@code core.softwarePerMille}); lines that the kernel touches, translations that are lost and what the caches lose come on top, as they
 * happen.
 *
 * @param processPer       who shares a process
 * @param messages         how a message gets from one process to another
 * @param syscallCycles    from user code into the kernel and back, with the least work there; 0 to 1 000 000
 * @param isolationCycles  what each way into the kernel and back costs beyond that where it has page tables of its own; 0 to 1 000 000
 * @param transferCycles   work of the kernel for a message that it takes or hands out, apart from copying; 0 to 1 000 000
 * @param copyBytesPerCycle bytes that the kernel copies in a cycle, beside waiting for lines; 1 to 4096
 * @param wakeCycles       work to make a task ready that sleeps; 0 to 1 000 000
 * @param switchCycles     to choose a task, to save the registers of one and load those of the other; 0 to 1 000 000
 * @param addressSpaceCycles what a switch costs beyond that if it is to another process; 0 to 1 000 000
 * @param interruptCycles  an interrupt of the clock, with the way back; 0 to 1 000 000
 * @param faultCycles      a fault that ends a process; 0 to 1 000 000 000
 * @param processCycles    to make a process, beside making an actor; 0 to 1 000 000 000
 * @param exitCycles out of a virtual machine and back; 0 to 1 000 000
 * @param quantumCycles    cycles that a task may run while others are ready; 1000 to 1 000 000 000
 * @param registerBytes    registers of a task in memory; a multiple of 64 up to 64 KiB
 * @param tags             address spaces whose translations a core keeps apart; 0 if it forgets all at each switch; up to 65 536
 * @param paging           when pages come to be
 */
public record KernelSpec(
        ProcessPer processPer,
        ProcessMessages messages,
        int syscallCycles,
        int isolationCycles,
        int transferCycles,
        int copyBytesPerCycle,
        int wakeCycles,
        int switchCycles,
        int addressSpaceCycles,
        int interruptCycles,
        int faultCycles,
        int processCycles,
        int exitCycles,
        int quantumCycles,
        int registerBytes,
        int tags,
        PagingSpec paging) {

    /** getppid() on a Xeon Gold 6148 without separate page tables (Open Telekom Cloud, KPTI/IBRS/Retpoline Microbenchmarks, 2018). */
    public static final int DEFAULT_SYSCALL_CYCLES = 130;

    /** None: cores that do not need separate page tables. The same source has 430 more with them, and 1070 more without tags. */
    public static final int DEFAULT_ISOLATION_CYCLES = 0;

    /** Look up a descriptor, take a lock, find room, give the lock back: some hundred instructions. Assumption. */
    public static final int DEFAULT_TRANSFER_CYCLES = 300;

    /** A word a cycle, as in {@code restart.loadBytesPerCycle}. Assumption. */
    public static final int DEFAULT_COPY_BYTES_PER_CYCLE = 8;

    /** Locks of a task and of a run queue, and putting the one into the other. Assumption. */
    public static final int DEFAULT_WAKE_CYCLES = 400;

    /**
     * Two threads that pass a byte to and fro through pipes took 2140 ns for a round (Linux 6.6, 11th-generation i7, ddumbying.vercel.app,
     * "Context switch overhead"): 2889 cycles one way at the 2.7 GHz of the preset skylake-sp, less two calls, two transfers, a wake-up and
     * the 380 cycles of the actor runtime and its stubs. Fitted.
     */
    public static final int DEFAULT_SWITCH_CYCLES = 1250;

    /**
     * A write of the register that names the table, without its consequences: assumption. The source of {@link #DEFAULT_SWITCH_CYCLES} has
     * 4820 ns for two processes, which is 3600 cycles more at each switch: what a kernel does that clears branch predictors between
     * processes.
     */
    public static final int DEFAULT_ADDRESS_SPACE_CYCLES = 150;

    /** To the handler and back, and the clock's own work: about two system calls. Assumption. */
    public static final int DEFAULT_INTERRUPT_CYCLES = 600;

    /** A signal that nobody handles and the end of a process: about 10 us at 3 GHz. Assumption. */
    public static final int DEFAULT_FAULT_CYCLES = 30_000;

    /** vfork and exec of a small program: some 60 us at 3 GHz. Assumption. */
    public static final int DEFAULT_PROCESS_CYCLES = 180_000;

    /** From before VMRUN to after the exit, 1344 to 1376 cycles on an AMD EPYC (linux-kernel, December 2020, "KVM: SVM: use vmsave/vmload"). */
    public static final int DEFAULT_EXIT_CYCLES = 1360;

    /** About as many instructions of an in-order core. Linux lets a task run some 3 ms (base_slice_ns); assumption. */
    public static final int DEFAULT_QUANTUM_CYCLES = 50_000;

    /** 15 general registers and the 832 bytes of XSAVE with vectors of 32 bytes (Intel SDM, volume 1, 13.4), in whole lines. */
    public static final int DEFAULT_REGISTER_BYTES = 1024;

    /** TLB_NR_DYN_ASIDS of Linux on x86-64 (arch/x86/include/asm/tlbflush.h). */
    public static final int DEFAULT_TAGS = 6;

    /** The defaults. */
    public static final KernelSpec DEFAULT = new KernelSpec(
            ProcessPer.ACTOR,
            ProcessMessages.COPY,
            DEFAULT_SYSCALL_CYCLES,
            DEFAULT_ISOLATION_CYCLES,
            DEFAULT_TRANSFER_CYCLES,
            DEFAULT_COPY_BYTES_PER_CYCLE,
            DEFAULT_WAKE_CYCLES,
            DEFAULT_SWITCH_CYCLES,
            DEFAULT_ADDRESS_SPACE_CYCLES,
            DEFAULT_INTERRUPT_CYCLES,
            DEFAULT_FAULT_CYCLES,
            DEFAULT_PROCESS_CYCLES,
            DEFAULT_EXIT_CYCLES,
            DEFAULT_QUANTUM_CYCLES,
            DEFAULT_REGISTER_BYTES,
            DEFAULT_TAGS,
            PagingSpec.NONE);

    public KernelSpec {
        Check.notNull(processPer, "kernel.processPer");
        Check.notNull(messages, "kernel.messages");
        Check.inRange(syscallCycles, 0, 1_000_000, "kernel.syscallCycles");
        Check.inRange(isolationCycles, 0, 1_000_000, "kernel.isolationCycles");
        Check.inRange(transferCycles, 0, 1_000_000, "kernel.transferCycles");
        Check.inRange(copyBytesPerCycle, 1, 4096, "kernel.copyBytesPerCycle");
        Check.inRange(wakeCycles, 0, 1_000_000, "kernel.wakeCycles");
        Check.inRange(switchCycles, 0, 1_000_000, "kernel.switchCycles");
        Check.inRange(addressSpaceCycles, 0, 1_000_000, "kernel.addressSpaceCycles");
        Check.inRange(interruptCycles, 0, 1_000_000, "kernel.interruptCycles");
        Check.inRange(faultCycles, 0, 1_000_000_000, "kernel.faultCycles");
        Check.inRange(processCycles, 0, 1_000_000_000, "kernel.processCycles");
        Check.inRange(exitCycles, 0, 1_000_000, "kernel.exitCycles");
        Check.inRange(quantumCycles, 1000, 1_000_000_000, "kernel.quantumCycles");
        Check.multipleOf(Check.inRange(registerBytes, 0, 1 << 16, "kernel.registerBytes"), 64, "kernel.registerBytes");
        Check.inRange(tags, 0, 1 << 16, "kernel.tags");
        Check.notNull(paging, "kernel.paging");
    }

    /** This kernel with others sharing a process. */
    public KernelSpec withProcessPer(ProcessPer other) {
        return with(other, messages, isolationCycles, addressSpaceCycles, tags);
    }

    /** This kernel with another way for messages. */
    public KernelSpec withMessages(ProcessMessages other) {
        return with(processPer, other, isolationCycles, addressSpaceCycles, tags);
    }

    /** This kernel with another cost of page tables of its own. */
    public KernelSpec withIsolationCycles(int other) {
        return with(processPer, messages, other, addressSpaceCycles, tags);
    }

    /** This kernel with another cost of passing to another process. */
    public KernelSpec withAddressSpaceCycles(int other) {
        return with(processPer, messages, isolationCycles, other, tags);
    }

    /** This kernel on cores with so many tags. */
    public KernelSpec withTags(int other) {
        return with(processPer, messages, isolationCycles, addressSpaceCycles, other);
    }

    /** This kernel with other values of what programs set; a scenario sets all. */
    private KernelSpec with(
            ProcessPer otherPer, ProcessMessages otherMessages, int isolation, int addressSpace, int otherTags) {
        return new KernelSpec(
                otherPer,
                otherMessages,
                syscallCycles,
                isolation,
                transferCycles,
                copyBytesPerCycle,
                wakeCycles,
                switchCycles,
                addressSpace,
                interruptCycles,
                faultCycles,
                processCycles,
                exitCycles,
                quantumCycles,
                registerBytes,
                otherTags,
                paging);
    }

    /** This kernel with pages that come to be otherwise. */
    public KernelSpec withPaging(PagingSpec other) {
        return new KernelSpec(
                processPer,
                messages,
                syscallCycles,
                isolationCycles,
                transferCycles,
                copyBytesPerCycle,
                wakeCycles,
                switchCycles,
                addressSpaceCycles,
                interruptCycles,
                faultCycles,
                processCycles,
                exitCycles,
                quantumCycles,
                registerBytes,
                tags,
                other);
    }

    /** Core cycles of the kernel for a page of so many bytes that is touched first. */
    public int firstTouchCycles(int pageBytes) {
        return paging.firstTouchCycles() + copyCycles(pageBytes);
    }

    /** Core cycles of the kernel for a memory that grows. */
    public int growCycles() {
        return paging.growthCosts() ? crossingCycles() + paging.growCycles() : 0;
    }

    /** Core cycles of a system call that does nothing. */
    public int crossingCycles() {
        return syscallCycles + isolationCycles;
    }

    /** Core cycles of copying so much. */
    public int copyCycles(int bytes) {
        return (bytes + copyBytesPerCycle - 1) / copyBytesPerCycle;
    }
}
