/**
 * The caches of the shared-memory machine and what travels between them: two private levels a core, a shared cache cut into slices with a
 * directory in each, memory channels with banks and open rows behind it. It carries out the tables of {@code
 * org.skerry.model.sharedmem.coherence}.
 *
 * <p>Entry types: {@link org.skerry.model.sharedmem.cache.MemorySystem} for whoever misses, {@link
 * org.skerry.model.sharedmem.cache.GuestCache} for what a guest's accesses meet. Used by one thread at a time. A hit costs an array
 * access; a miss is a handful of packets and events. Surprising: caches hold no data, only which lines are where; bytes are always
 * those of the memory. And tags are ahead of the protocol by up to a turn, see {@code PrivateSide}.
 */
package org.skerry.model.sharedmem.cache;
