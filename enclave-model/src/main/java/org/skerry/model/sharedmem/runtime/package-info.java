/**
 * The state of an actor runtime as bytes in the memory that it shares with its actors: allocator, control blocks, mailboxes, handle
 * tables, shared windows.
 *
 * <p>Entry type: {@link org.skerry.model.sharedmem.runtime.RuntimeMemory}. Used by one thread at a time. Cost: every operation reads
 * and writes the modelled bytes; nothing here keeps a second copy that could disagree with them. Surprising: bytes are parsed as they
 * are when they are needed, so whoever could write them in between decides what the runtime sees. What makes no sense is a named
 * fault of the simulated world, never an exception of the host.
 */
package org.skerry.model.sharedmem.runtime;
