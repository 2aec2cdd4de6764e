/*
 * kv-caller - the same client as kv-client, written with `call`: it waits for each answer in mid-turn, so that all its
 * requests happen inside its START turn.
 *
 * START arguments: struct kv_client_arguments (kv.h, 48 bytes); `window` is ignored, one request is outstanding at once.
 * Handles by name: shard0, shard1, ... (send), log (log).
 * Calls:    requests with KV_CALLED set; one DONE is sent to every shard at the end.
 * Logs:     client <i> requests <n> errors <e>
 * Given the same arguments it makes the same requests as kv-client, and the shards end with the same contents.
 */
#include "kv-requests.h"

SK_EXPORT("start") void start(void) {
    kv_begin();
    for (u32 number = 0; number < kv_arguments.requests; number++) {
        struct kv_drawn drawn = kv_draw();
        u32 length = kv_write_request(drawn, number, KV_CALLED);
        i32 answer = sk_call(
                kv_shards[drawn.shard], &kv_message, length, 0, 0, &kv_message, sizeof kv_message);
        if (answer < 0 || !kv_answers((u32)answer, number, drawn.operation, drawn.key)) {
            kv_errors++;
        }
    }
    kv_finish();
}

/* Nothing is sent to a caller, but a DONE that no shard could take comes back as a refusal: there is nobody left to tell. */
SK_EXPORT("receive") void receive(void) {
}
