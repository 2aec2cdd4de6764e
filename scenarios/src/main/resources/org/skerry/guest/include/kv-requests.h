/*
 * kv-requests.h - the requests of one client, drawn one after the other, and the checks on what comes back.
 * Shared by kv-client (asynchronous, a window of requests) and kv-caller (one call at a time).
 */
#ifndef KV_REQUESTS_H
#define KV_REQUESTS_H

#include "kv.h"

static struct kv_client_arguments kv_arguments;
static sk_handle kv_log;
static sk_handle kv_shards[KV_MAX_SHARDS];
static u64 *kv_cumulative; /* of rank r at index r - 1 */
static u64 kv_random_state;
static u32 kv_errors;
static struct sk_line kv_line;

/* What the next request is, and where its message lies. */
struct kv_drawn {
    u32 operation;
    u32 shard;
    u64 key;
};

/* One message, as large as the largest. */
static union {
    struct kv_request request;
    struct kv_answer answer;
    u8 bytes[sizeof(struct kv_answer) + KV_MAX_VALUE_BYTES];
} kv_message;

/* Ranks weigh 2^40 / rank^exponent, rounded down; the table holds running sums. Returns 0 when memory is too small. */
static i32 kv_build_table(void) {
    u32 keys = kv_arguments.keys;
    kv_cumulative = sk_allocate(keys * 8, 8);
    if (kv_cumulative == 0) {
        return 0;
    }
    u64 sum = 0;
    for (u32 rank = 1; rank <= keys; rank++) {
        u64 weight = 1ull << 40;
        for (u32 i = 0; i < kv_arguments.zipf_exponent; i++) {
            weight /= rank;
        }
        sum += weight;
        kv_cumulative[rank - 1] = sum;
    }
    return 1;
}

/* The smallest rank whose running sum is above a point drawn below the total. */
static u32 kv_draw_rank(void) {
    u64 point = kv_next(&kv_random_state) % kv_cumulative[kv_arguments.keys - 1];
    u32 low = 0;
    u32 high = kv_arguments.keys - 1;
    while (low < high) {
        u32 middle = (low + high) / 2;
        if (kv_cumulative[middle] > point) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low + 1;
}

static struct kv_drawn kv_draw(void) {
    struct kv_drawn drawn;
    drawn.key = kv_key(kv_draw_rank());
    drawn.operation = kv_next(&kv_random_state) % 1000 < kv_arguments.read_permille ? KV_READ : KV_UPDATE;
    drawn.shard = kv_shard_of(drawn.key, kv_arguments.shards);
    return drawn;
}

/* Writes the message of a request; returns its length. */
static u32 kv_write_request(struct kv_drawn drawn, u32 number, u32 flags) {
    struct kv_request *request = &kv_message.request;
    request->operation = drawn.operation | flags;
    request->client = kv_arguments.client;
    request->number = number;
    request->reserved = 0;
    request->key = drawn.key;
    if (drawn.operation == KV_READ) {
        return sizeof(struct kv_request);
    }
    kv_fill(request->words, kv_arguments.value_bytes / 8, kv_update_base(drawn.key, kv_arguments.client, number));
    return sizeof(struct kv_request) + kv_arguments.value_bytes;
}

/* Whether the answer in kv_message is the well-formed answer to a request: key and number echoed, the value whole. */
static i32 kv_answers(u32 length, u32 number, u32 operation, u64 key) {
    struct kv_answer *answer = &kv_message.answer;
    u32 value_bytes = operation == KV_READ ? kv_arguments.value_bytes : 0;
    return length == sizeof(struct kv_answer) + value_bytes && answer->operation == operation
            && answer->number == number && answer->key == key && answer->status == 0
            && answer->shard == kv_shard_of(key, kv_arguments.shards)
            && kv_sums_to_zero(answer->words, value_bytes / 8);
}

/* Reads the arguments, finds the handles, builds the table. Ends the actor with code 2 when something is missing. */
static void kv_begin(void) {
    kv_log = sk_granted_as("log");
    struct kv_client_arguments *a = &kv_arguments;
    i32 length = sk_message_read(a, 0, sizeof *a);
    i32 ok = length == sizeof *a && a->client < a->clients && a->clients <= KV_MAX_CLIENTS && a->keys >= 1
            && a->keys <= KV_MAX_KEYS && a->read_permille <= 1000 && kv_value_bytes_ok(a->value_bytes)
            && a->zipf_exponent <= 2 && a->shards >= 1 && a->shards <= KV_MAX_SHARDS && a->window >= 1
            && a->window <= KV_MAX_WINDOW;
    for (u32 shard = 0; ok && shard < a->shards; shard++) {
        kv_shards[shard] = kv_granted("shard", shard);
        ok = kv_shards[shard] > 0;
    }
    if (!ok || !kv_build_table()) {
        sk_add(&kv_line, "kv client refused: bad arguments, a missing shard handle, or too little memory");
        sk_log_line(kv_log, &kv_line);
        sk_exit(2);
    }
    kv_random_state = kv_stream(a->seed, a->client);
}

/* Tells every shard that no more will come, logs the result, and leaves nothing in memory that depends on who came first. */
static void kv_finish(void) {
    memset(kv_message.bytes, 0, sizeof kv_message);
    kv_message.request.operation = KV_DONE;
    kv_message.request.client = kv_arguments.client;
    kv_message.request.number = kv_arguments.requests;
    for (u32 shard = 0; shard < kv_arguments.shards; shard++) {
        if (sk_tell(kv_shards[shard], &kv_message, sizeof(struct kv_request)) != SK_OK) {
            kv_errors++;
        }
    }
    memset(kv_message.bytes, 0, sizeof kv_message);
    sk_add(&kv_line, "client ");
    sk_add_number(&kv_line, kv_arguments.client);
    sk_add(&kv_line, " requests ");
    sk_add_number(&kv_line, kv_arguments.requests);
    sk_add(&kv_line, " errors ");
    sk_add_number(&kv_line, kv_errors);
    sk_log_line(kv_log, &kv_line);
}

#endif
