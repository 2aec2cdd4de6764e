package org.skerry.model.sharedmem.kernel;

import org.skerry.sim.config.Check;

/**
 * When pages of processes come to be. By default they are all there when a process begins, or when its memory has grown, at no cost. With demand paging
 * a page is made, and cleared, when it is first touched: the walk that finds its entry without a mark pays for that, and sets the mark.
 *
 * @param firstTouchCycles work of the kernel for a page that is touched first, beside clearing it, in core cycles of software; 0 to 1 000 000; 0: all pages
 *                         are there from the beginning
 * @param growCycles       work of the kernel for a memory that grows, beside the system call, which is free as well if both are 0; 0 to 1 000 000
 */
public record PagingSpec(int firstTouchCycles, int growCycles) {
    /** 0.59 us for a page fault on a Cortex-A53 of 1.4 GHz (lmbench lat_pagefault, AM62x SK, TI Processor SDK performance guide [R]). */
    public static final int FIRST_TOUCH_CYCLES = 826;

    /** Taking the lock of an address space and moving the end of a region: assumption. */
    public static final int GROW_CYCLES = 1000;

    /** Pages are there from the beginning. */
    public static final PagingSpec NONE = new PagingSpec(0, 0);

    /** Pages come when they are touched. */
    public static final PagingSpec DEMAND = new PagingSpec(FIRST_TOUCH_CYCLES, GROW_CYCLES);

    public PagingSpec {
        Check.inRange(firstTouchCycles, 0, 1_000_000, "kernel.paging.firstTouchCycles");
        Check.inRange(growCycles, 0, 1_000_000, "kernel.paging.growCycles");
    }

    /** Whether pages come when they are touched. */
    public boolean onDemand() {
        return firstTouchCycles > 0;
    }

    /** Whether growing costs anything. */
    boolean growthCosts() {
        return firstTouchCycles > 0 || growCycles > 0;
    }
}
