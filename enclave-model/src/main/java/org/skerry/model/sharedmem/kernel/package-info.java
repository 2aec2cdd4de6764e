/**
 * What a kernel does for processes on the shared-memory machine: page tables, run queues and the blocks of tasks as bytes in the modelled
 * memory, system calls, context switches, preemption, and messages that cross from one process to another.
 *
 * <p>Entry type: {@link org.skerry.model.sharedmem.kernel.ProcessKernel}. Used by one thread at a time. Cost: a walk through a table reads
 * the modelled bytes, as every operation on a queue does; nothing here keeps a copy that could disagree with them. Surprising: each
 * address of a process means itself, so that a page is found at the same place by all who may see it; what differs between processes is
 * which pages their tables have. A table whose bytes were changed leads wherever they say.
 */
package org.skerry.model.sharedmem.kernel;
