package org.skerry.wasm.testing;

import org.skerry.sim.memory.AccessModel;

/** A 32 KiB cache of four ways with 64-byte lines and LRU: something for observed memories to run. */
public final class FourWayCache implements AccessModel {
    private static final int SETS = 128;
    private static final int WAYS = 4;
    private final long[] tags = new long[SETS * WAYS];
    public long loads;
    public long stores;
    public long misses;

    @Override
    public void load(long address, int bytes) {
        loads++;
        access(address >>> 6);
    }

    @Override
    public void store(long address, int bytes) {
        stores++;
        access(address >>> 6);
    }

    private void access(long line) {
        int first = (int) (line % SETS) * WAYS;
        long tag = line + 1;
        if (tags[first] == tag) {
            return;
        }
        int way = 1;
        while (way < WAYS - 1 && tags[first + way] != tag) {
            way++;
        }
        misses += tags[first + way] == tag ? 0 : 1;
        for (; way > 0; way--) {
            tags[first + way] = tags[first + way - 1];
        }
        tags[first] = tag;
    }
}
