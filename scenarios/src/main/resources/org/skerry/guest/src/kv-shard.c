/*
 * kv-shard - one shard of the store: an open-addressing hash table in its own memory.
 *
 * START arguments: struct kv_shard_arguments (kv.h, 24 bytes). The shard loads all keys that belong to it at START.
 * Handles by name: client0, client1, ... (send), log (log). A missing client handle is found out when it is needed:
 *                  callers are answered by `reply` and need none.
 * Receives: struct kv_request; answers with struct kv_answer by `send`, or by `reply` when KV_CALLED is set.
 * Updates add (modulo 2^64) to the words of a value, so that the final contents do not depend on the order of requests.
 * Logs, once every client has said that it is done:
 *                  shard <i> keys <n> reads <r> updates <u> checksum <16 hexadecimal digits>
 * Final memory does not depend on the order in which requests came.
 */
#include "kv.h"

struct entry {
    u64 key; /* 0: free */
    u64 version;
    u64 words[];
};

static struct kv_shard_arguments arguments;
static sk_handle log_handle;
static sk_handle clients[KV_MAX_CLIENTS];
static u8 *table;
static u32 entry_bytes;
static u32 slot_mask;
static u32 key_count;
static u32 reads;
static u32 updates;
static u32 errors;
static u32 clients_done;
static struct sk_line line;

static union {
    struct kv_request message;
    u8 bytes[sizeof(struct kv_request) + KV_MAX_VALUE_BYTES];
} request;

static union {
    struct kv_answer message;
    u8 bytes[sizeof(struct kv_answer) + KV_MAX_VALUE_BYTES];
} answer;

/* The entry of a key, or the free one where it belongs. Linear probing; the table is never full. */
static struct entry *find(u64 key) {
    u32 slot = (u32)key & slot_mask;
    for (;;) {
        struct entry *entry = (struct entry *)(table + slot * entry_bytes);
        if (entry->key == key || entry->key == 0) {
            return entry;
        }
        slot = (slot + 1) & slot_mask;
    }
}

/* Counts this shard's keys, makes a table at most half full, and loads every key with its initial value. */
static i32 load_keys(void) {
    for (u32 rank = 1; rank <= arguments.keys; rank++) {
        key_count += kv_shard_of(kv_key(rank), arguments.shards) == arguments.shard;
    }
    u32 slots = 4;
    while (slots < 2 * key_count) {
        slots *= 2;
    }
    slot_mask = slots - 1;
    entry_bytes = sizeof(struct entry) + arguments.value_bytes;
    table = sk_allocate(slots * entry_bytes, 64);
    if (table == 0) {
        return 0;
    }
    for (u32 rank = 1; rank <= arguments.keys; rank++) {
        u64 key = kv_key(rank);
        if (kv_shard_of(key, arguments.shards) == arguments.shard) {
            struct entry *entry = find(key);
            entry->key = key;
            kv_fill(entry->words, arguments.value_bytes / 8, kv_initial_base(key));
        }
    }
    return 1;
}

/* A number that depends on every key, version and value of this shard, and not on where they lie. */
static u64 checksum(void) {
    u64 sum = 0;
    for (u32 slot = 0; slot <= slot_mask; slot++) {
        struct entry *entry = (struct entry *)(table + slot * entry_bytes);
        if (entry->key != 0) {
            u64 hash = kv_mix(entry->key ^ entry->version);
            for (u32 j = 0; j < arguments.value_bytes / 8; j++) {
                hash = kv_mix(hash + entry->words[j]);
            }
            sum += hash;
        }
    }
    return sum;
}

static void add_field(const char *name, u64 value) {
    sk_add(&line, name);
    sk_add_number(&line, value);
}

/* All clients are done: reports, and forgets what the last messages left behind. */
static void finish(void) {
    memset(request.bytes, 0, sizeof request);
    memset(answer.bytes, 0, sizeof answer);
    add_field("shard ", arguments.shard);
    add_field(" keys ", key_count);
    add_field(" reads ", reads);
    add_field(" updates ", updates);
    if (errors != 0) {
        add_field(" errors ", errors);
    }
    sk_add(&line, " checksum ");
    sk_add_hex(&line, checksum());
    sk_log_line(log_handle, &line);
}

/* Carries out a read or an update and writes its answer; returns the answer's length. */
static u32 serve(u32 operation) {
    u32 words = arguments.value_bytes / 8;
    struct kv_answer *a = &answer.message;
    struct entry *entry = find(request.message.key);
    a->operation = operation;
    a->shard = arguments.shard;
    a->number = request.message.number;
    a->key = request.message.key;
    a->status = entry->key == 0;
    a->version = 0;
    if (entry->key == 0) {
        errors++;
        return sizeof(struct kv_answer);
    }
    if (operation == KV_UPDATE) {
        for (u32 j = 0; j < words; j++) {
            entry->words[j] += request.message.words[j];
        }
        entry->version++;
        a->version = entry->version;
        updates++;
        return sizeof(struct kv_answer);
    }
    a->version = entry->version;
    memcpy(a->words, entry->words, arguments.value_bytes);
    reads++;
    return sizeof(struct kv_answer) + arguments.value_bytes;
}

SK_EXPORT("start") void start(void) {
    log_handle = sk_granted_as("log");
    i32 length = sk_message_read(&arguments, 0, sizeof arguments);
    i32 ok = length == sizeof arguments && arguments.shard < arguments.shards && arguments.shards <= KV_MAX_SHARDS
            && arguments.clients >= 1 && arguments.clients <= KV_MAX_CLIENTS && arguments.keys >= 1
            && arguments.keys <= KV_MAX_KEYS && kv_value_bytes_ok(arguments.value_bytes);
    if (!ok || !load_keys()) {
        sk_add(&line, "kv shard refused: bad arguments, or too little memory for its keys");
        sk_log_line(log_handle, &line);
        sk_exit(2);
    }
    for (u32 client = 0; client < arguments.clients; client++) {
        clients[client] = kv_granted("client", client);
    }
}

SK_EXPORT("receive") void receive(void) {
    u32 length = (u32)sk_message_size();
    if (sk_message_kind() != SK_USER || length < sizeof(struct kv_request) || length > sizeof request) {
        errors++;
        return;
    }
    sk_message_read(&request, 0, length);
    u32 called = request.message.operation & KV_CALLED;
    u32 operation = request.message.operation & ~KV_CALLED;
    u32 expected = sizeof(struct kv_request) + (operation == KV_UPDATE ? arguments.value_bytes : 0);
    if (operation < KV_READ || operation > KV_DONE || length != expected
            || request.message.client >= arguments.clients) {
        errors++;
        return;
    }
    if (operation == KV_DONE) {
        if (++clients_done == arguments.clients) {
            finish();
        }
        return;
    }
    u32 answer_length = serve(operation);
    i32 status = called != 0 ? sk_reply(&answer, answer_length, 0, 0)
                             : sk_tell(clients[request.message.client], &answer, answer_length);
    if (status != SK_OK) {
        errors++;
    }
}
