/**
 * What the kernel of the shared-memory machine costs, measured by actors: system calls, switches, messages between processes.
 *
 * <p>Entry type: {@link org.skerry.scenario.process.KernelFigures}. One thread. A second or two. Surprising: the null system call is a line
 * of the log, which is the least that an actor can ask a kernel for.
 */
package org.skerry.scenario.process;
