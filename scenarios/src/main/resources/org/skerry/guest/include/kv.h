/*
 * kv.h - what kv-client, kv-caller and kv-shard agree on: arguments, messages, keys, values, the checksum.
 * src/kv-store.md says the same in words, with a worked example.
 */
#ifndef KV_H
#define KV_H

#include "splitmix.h"

/* ---- START arguments ------------------------------------------------------------------------------------------- */

/* Of a client: 48 bytes. */
struct kv_client_arguments {
    u32 client;        /* index of this client, from 0 */
    u32 clients;       /* how many clients there are */
    u32 requests;      /* requests this client makes */
    u32 keys;          /* keys in the whole store, 1 to KV_MAX_KEYS */
    u32 read_permille; /* reads among 1000 requests; the others are updates. YCSB-A 500, YCSB-B 950 */
    u32 value_bytes;   /* bytes of a value: a multiple of 8, 16 to KV_MAX_VALUE_BYTES */
    u32 zipf_exponent; /* 0 uniform, 1 Zipf with exponent 1, 2 with exponent 2 */
    u32 shards;        /* how many shards there are, 1 to KV_MAX_SHARDS */
    u32 window;        /* requests outstanding at once, 1 to KV_MAX_WINDOW; kv-caller has always one */
    u32 reserved;      /* 0 */
    u64 seed;
};

/* Of a shard: 24 bytes. */
struct kv_shard_arguments {
    u32 shard;       /* index of this shard, from 0 */
    u32 shards;      /* how many shards there are */
    u32 clients;     /* how many clients will say that they are done, 1 to KV_MAX_CLIENTS */
    u32 keys;        /* keys in the whole store */
    u32 value_bytes; /* bytes of a value */
    u32 reserved;    /* 0 */
};

#define KV_MAX_KEYS 65536u
#define KV_MAX_VALUE_BYTES 1024u
#define KV_MAX_SHARDS 256u
#define KV_MAX_CLIENTS 256u
#define KV_MAX_WINDOW 64u

/* ---- messages -------------------------------------------------------------------------------------------------- */
enum {
    KV_READ = 1,
    KV_UPDATE = 2,
    KV_DONE = 3,
    KV_CALLED = 0x100 /* added to the operation by kv-caller: answer with `reply`, not with `send` */
};

/* Client to shard: 24 bytes, and for an update the value_bytes to add. */
struct kv_request {
    u32 operation;
    u32 client;
    u32 number; /* of this client's requests, from 0 */
    u32 reserved;
    u64 key;
    u64 words[];
};

/* Shard to client: 32 bytes, and for a read the value. */
struct kv_answer {
    u32 operation; /* that of the request */
    u32 shard;
    u32 number;
    u32 status; /* 0 found, 1 no such key */
    u64 key;
    u64 version; /* updates this key has seen */
    u64 words[];
};

/* ---- arithmetic ------------------------------------------------------------------------------------------------ */

/* A bijection of 64 bits, 0 to 0. */
static inline u64 kv_mix(u64 z) {
    return splitmix(z);
}

/* The next number of a stream. */
static inline u64 kv_next(u64 *state) {
    return splitmix_next(state);
}

/* Where a client's stream starts. */
static inline u64 kv_stream(u64 seed, u32 client) {
    return kv_mix(seed ^ kv_mix((u64)client + 1));
}

/* The key of a rank, ranks being 1 (the most popular) to keys. Never 0, never twice. */
static inline u64 kv_key(u32 rank) {
    return kv_mix(rank);
}

static inline u32 kv_shard_of(u64 key, u32 shards) {
    return (u32)(key >> 32) % shards;
}

/* Fills `count` words from a base; the last one makes the sum of all of them 0 modulo 2^64. */
static inline void kv_fill(u64 *words, u32 count, u64 base) {
    u64 sum = 0;
    for (u32 j = 0; j + 1 < count; j++) {
        words[j] = kv_mix(base + j);
        sum += words[j];
    }
    words[count - 1] = 0 - sum;
}

/* The value a key has before its first update. */
static inline u64 kv_initial_base(u64 key) {
    return kv_mix(~key);
}

/* What request `number` of a client adds to a key's value when it is an update. */
static inline u64 kv_update_base(u64 key, u32 client, u32 number) {
    return kv_mix(key ^ ((u64)(client + 1) << 32 | number));
}

static inline i32 kv_sums_to_zero(const u64 *words, u32 count) {
    u64 sum = 0;
    for (u32 j = 0; j < count; j++) {
        sum += words[j];
    }
    return sum == 0;
}

static inline i32 kv_value_bytes_ok(u32 bytes) {
    return bytes >= 16 && bytes <= KV_MAX_VALUE_BYTES && bytes % 8 == 0;
}

/* Builds `<prefix><index>` in a small buffer and looks that name up among the granted handles. */
static inline sk_handle kv_granted(const char *prefix, u32 index) {
    static struct sk_line name;
    name.length = 0;
    sk_add(&name, prefix);
    sk_add_number(&name, index);
    sk_handle handle = sk_granted(name.text, name.length);
    memset(name.text, 0, name.length);
    name.length = 0;
    return handle;
}

#endif
