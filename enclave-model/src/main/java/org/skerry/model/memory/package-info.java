/**
 * Modelled memory: address spaces that decode physical addresses, the chain of checks in front of them, linear memories mapped
 * into them, and caches as tag arrays. Shared by all machines; none of it knows which one it is in.
 *
 * <p>Entry types: {@link org.skerry.model.memory.AddressSpace} for whoever wires memory, {@link org.skerry.model.memory.MappedMemory}
 * for what an actor gets. Used by one thread at a time. An access inside an actor's window costs an array access; one that leaves it
 * walks the checks and the decoder. Surprising: a check keeps its state in the memory it guards the way to, so whoever can write
 * there changes what passes; and a decoder is no check, so nothing can omit it.
 */
package org.skerry.model.memory;
