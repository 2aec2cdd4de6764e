/*
 * shared-pipe-cipher - a stage of a pipeline in shared memory that encrypts the stream: ChaCha20.
 *
 * START arguments: struct pipe_arguments (pipe.h, 24 bytes); `window`: slots of the pipeline, 1 to 16.
 * Handles by name: next (send), who is woken; window (read, write); clock (clock); log (log).
 * Logs:     what pipe-cipher logs.
 */
#define PIPE_SHARED
#include "pipe-cipher.c"

static struct share_block *block;

/* Encrypts a block in place. */
static u64 take_block(void) {
    share_read(block);
    encrypt(block->data, (u32)block->bytes, block->data);
    share_write(block);
    return block->bytes;
}

SK_EXPORT("start") void start(void) {
    share_begin(SHARE_CIPHER);
    block = share_allocate();
    static const u8 constants[] = "expand 32-byte k";
    memcpy(state, constants, 16);
    u64 random = pipe_stream(2);
    for (u32 i = 0; i < 4; i++) {
        u64 word = splitmix_next(&random);
        state[4 + 2 * i] = (u32)word;
        state[5 + 2 * i] = (u32)(word >> 32);
    }
    state[13] = pipe.pipeline;
}

SK_EXPORT("receive") void receive(void) {
    if (share_receive(take_block)) {
        pipe_report("cipher");
        sk_log_line(pipe_log, &pipe_line);
    }
}
