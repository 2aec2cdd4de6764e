/*
 * shared-pipe-digest - last stage of a pipeline in shared memory: SHA-256 of all that arrives.
 *
 * START arguments: struct pipe_arguments (pipe.h, 24 bytes); `window`: slots of the pipeline, 1 to 16.
 * Handles by name: next (send), who is woken; window (read, write); clock (clock); log (log).
 * Logs:     what pipe-digest logs.
 */
#define PIPE_SHARED
#include "pipe-digest.c"

static struct share_block *block;

/* Hashes a block, whose slot is free then. */
static u64 take_block(void) {
    share_read(block);
    take(block->data, (u32)block->bytes);
    return block->bytes;
}

SK_EXPORT("start") void start(void) {
    share_begin(SHARE_DIGEST);
    block = share_allocate();
}

SK_EXPORT("receive") void receive(void) {
    if (share_receive(take_block)) {
        pad();
        pipe_report("digest");
        sk_add(&pipe_line, " sha256 ");
        for (u32 i = 0; i < 8; i += 2) {
            sk_add_hex(&pipe_line, (u64)hash[i] << 32 | hash[i + 1]);
        }
        sk_log_line(pipe_log, &pipe_line);
    }
}
