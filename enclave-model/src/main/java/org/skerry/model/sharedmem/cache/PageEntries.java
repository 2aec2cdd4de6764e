package org.skerry.model.sharedmem.cache;

/** Where the entries of a page table lie in memory, for the walks of a core. */
public interface PageEntries {
    /** No entry: the table ends above. */
    long NONE = -1;

    /** Address of the entry of a page in a level of the table, 0 for the lowest; {@link #NONE} if a level above leads nowhere. */
    long entry(int level, long page);

    /** A walk has found the entry of a page: core cycles of what a kernel has to do before the page can be used, for the first time. */
    default int touch(long page) {
        return 0;
    }
}
