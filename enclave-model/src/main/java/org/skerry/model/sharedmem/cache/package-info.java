/**
 * The caches of the shared-memory machine and what travels between them: private first-level caches, a shared cache cut into slices,
 * memory channels behind it.
 *
 * <p>Entry types: {@link org.skerry.model.sharedmem.cache.MemorySystem} for whoever misses, {@link
 * org.skerry.model.sharedmem.cache.GuestCache} for what a guest's accesses meet. Used by one thread at a time. A hit costs an array
 * access; a miss is a handful of packets and events. Surprising: caches hold no data, only which lines are where; bytes are always
 * those of the memory.
 */
package org.skerry.model.sharedmem.cache;
