/* Open-addressing hash table: hashing, probing, cache misses. */
#include "kernel.h"

#define SLOTS 65536
#define KEYS 40000
static u32 keys[SLOTS];
static u64 values[SLOTS];

static NOINLINE u32 slot(u32 key) {
    u32 h = key;
    h ^= h >> 16;
    h *= 0x7feb352d;
    h ^= h >> 15;
    h *= 0x846ca68b;
    h ^= h >> 16;
    u32 i = h & (SLOTS - 1);
    while (keys[i] != 0 && keys[i] != key) {
        i = (i + 1) & (SLOTS - 1);
    }
    return i;
}

RECEIVE {
    u32 state = 1;
    u64 sum = 0;
    for (int i = 0; i < SLOTS; i++) {
        keys[i] = 0;
    }
    for (int i = 0; i < KEYS; i++) {
        u32 key = next(&state) % KEYS + 1;
        u32 at = slot(key);
        keys[at] = key;
        values[at] = i;
    }
    for (int i = 0; i < 2 * KEYS; i++) {
        u32 at = slot(next(&state) % KEYS + 1);
        sum += keys[at] != 0 ? values[at] : 1;
    }
    sink = (u32)sum;
}
