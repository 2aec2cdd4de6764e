/*
 * map.h - the store of kv.h in a shared window: where everything lies in it, and how an entry is read and changed in place.
 * src/shared-map.md says the same in words.
 *
 * Everything that different cores write lies on lines of its own, or is written once.
 */
#ifndef MAP_H
#define MAP_H

#include "kv.h"
#include "window.h"

#define MAP_LINE_BYTES 64u

/* START arguments of a client: 56 bytes. */
struct map_client_arguments {
    struct kv_client_arguments of_store; /* `window`: lanes, how many actors share the requests of this client */
    u32 lane;                            /* which of them this one is, from 0 */
    u32 requests_per_turn;               /* at most */
};

/* Messages: four bytes. */
enum {
    MAP_BEGIN = 1, /* to clients: every entry is there; and from each to itself: go on */
    MAP_END = 2    /* to shards, and to the first lane of each client: every request is done */
};

/* ---- the window ------------------------------------------------------------------------------------------------ */

#define MAP_LOADED 0u                   /* u64: shards that have loaded their entries */
#define MAP_DONE MAP_LINE_BYTES         /* u64: lanes that have done their requests */
#define MAP_MASKS (2 * MAP_LINE_BYTES)  /* u64 for each shard: number of its slots, less one; written once */
#define MAP_TALLIES (MAP_MASKS + 8 * KV_MAX_SHARDS)

/* What one lane says when it is done. Each lane has lines of its own for it. */
struct map_tally {
    u64 errors;
    struct {
        u32 reads;
        u32 updates;
    } of_shard[];
};

/* An entry begins on a line. Its sequence is even, and odd while somebody changes it; half of it is the version. */
struct map_entry {
    u64 sequence;
    u64 key; /* 0: free */
    u64 words[];
};

static inline u32 map_lines(u32 bytes) {
    return (bytes + MAP_LINE_BYTES - 1) / MAP_LINE_BYTES * MAP_LINE_BYTES;
}

static inline u32 map_tally_bytes(u32 shards) {
    return map_lines(sizeof(struct map_tally) + 8 * shards);
}

static inline u32 map_entry_bytes(u32 value_bytes) {
    return map_lines(sizeof(struct map_entry) + value_bytes);
}

/* Slots that a shard has room for: twice its fair share of the keys, rounded up to a power of two, always find room. */
static inline u32 map_room(u32 keys, u32 shards) {
    return 4 * (keys / shards) + 64;
}

/* Where the slots of a shard begin. Tallies of all lanes lie in front of those of the first shard. */
static inline i64 map_region(u32 shard, u32 keys, u32 shards, u32 value_bytes, u32 actors) {
    return (i64)MAP_TALLIES + (i64)actors * map_tally_bytes(shards)
            + (i64)shard * map_room(keys, shards) * map_entry_bytes(value_bytes);
}

#endif
