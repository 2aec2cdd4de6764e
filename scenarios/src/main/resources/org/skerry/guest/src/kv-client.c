/*
 * kv-client - one client of the sharded store: keeps a window of requests outstanding and checks every answer.
 *
 * START arguments: struct kv_client_arguments (kv.h, 48 bytes).
 * Handles by name: shard0, shard1, ... (send), log (log).
 * Sends:    requests to shards; one DONE to every shard when all answers are in.
 * Receives: struct kv_answer through the handle that each shard holds to this client.
 * Logs:     client <i> requests <n> errors <e>
 * Final memory does not depend on the order in which answers came.
 */
#include "kv-requests.h"

struct outstanding {
    u64 key;
    u32 number;
    u32 operation; /* 0: free */
    u32 shard;
    u32 unused;
};

static struct outstanding window[KV_MAX_WINDOW];
static u32 drawn_requests;
static u32 settled_requests;

static void settle(struct outstanding *slot) {
    memset(slot, 0, sizeof *slot);
    settled_requests++;
}

/* Sends the next request from a free slot. One that cannot be sent counts as an error and is settled. */
static void issue(struct outstanding *slot) {
    struct kv_drawn drawn = kv_draw();
    u32 number = drawn_requests++;
    slot->key = drawn.key;
    slot->number = number;
    slot->operation = drawn.operation;
    slot->shard = drawn.shard;
    u32 length = kv_write_request(drawn, number, 0);
    if (sk_tell(kv_shards[drawn.shard], &kv_message, length) != SK_OK) {
        kv_errors++;
        settle(slot);
    }
}

/* Uses every free slot while there are requests left; ends the work when the last one is settled. */
static void go_on(void) {
    for (u32 i = 0; i < kv_arguments.window; i++) {
        while (window[i].operation == 0 && drawn_requests < kv_arguments.requests) {
            issue(&window[i]);
        }
    }
    if (settled_requests == kv_arguments.requests) {
        kv_finish();
        settled_requests++;
    }
}

/* An answer: settles the request it names. */
static void answered(void) {
    u32 length = (u32)sk_message_size();
    if (length > sizeof kv_message) {
        kv_errors++;
        return;
    }
    sk_message_read(&kv_message, 0, length);
    for (u32 i = 0; i < kv_arguments.window; i++) {
        struct outstanding *slot = &window[i];
        if (slot->operation != 0 && slot->number == kv_message.answer.number) {
            if (!kv_answers(length, slot->number, slot->operation, slot->key)) {
                kv_errors++;
            }
            settle(slot);
            return;
        }
    }
    kv_errors++;
}

/* A refusal names only the handle: the oldest request sent through it will have no answer. */
static void refused(void) {
    struct sk_notice notice;
    sk_message_read(&notice, 0, sizeof notice);
    struct outstanding *oldest = 0;
    for (u32 i = 0; i < kv_arguments.window; i++) {
        struct outstanding *slot = &window[i];
        if (slot->operation != 0 && kv_shards[slot->shard] == notice.handle
                && (oldest == 0 || slot->number < oldest->number)) {
            oldest = slot;
        }
    }
    kv_errors++;
    if (oldest != 0) {
        settle(oldest);
    }
}

SK_EXPORT("start") void start(void) {
    kv_begin();
    go_on();
}

SK_EXPORT("receive") void receive(void) {
    if (sk_message_kind() == SK_REFUSED) {
        refused();
    } else {
        answered();
    }
    go_on();
}
