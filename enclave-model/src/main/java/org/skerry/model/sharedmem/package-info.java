/**
 * The shared-memory machine: cores with private caches over one memory, and an actor runtime whose state lies in that memory.
 *
 * <p>Entry types: {@link org.skerry.model.sharedmem.SharedMemoryMachine} and {@link org.skerry.model.sharedmem.SharedMemorySpec}. Cores,
 * caches and memory are one component and so one thread; guests run one after another, as they share bytes. Cost: some twenty events
 * and packets for a message between cores. Surprising: there is no list of messages anywhere. A mailbox is bytes in the memory that
 * all actors share, and so are handle tables, limits and the allocator's headers; what a wild write does to them is what happens.
 */
package org.skerry.model.sharedmem;
