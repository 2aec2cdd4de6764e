/*
 * shared-pipe-source - first stage of a pipeline in shared memory: makes a stream of bytes, in which some bytes come in runs.
 *
 * START arguments: struct pipe_arguments (pipe.h, 24 bytes); `window`: slots of the pipeline, 1 to 16.
 * Handles by name: next (send), who is woken; window (read, write); clock (clock); log (log).
 * Logs:     what pipe-source logs.
 */
#include "pipe-runs.h"
#include "shared-pipe.h"

static struct share_block *block;

/* Makes a block and writes it into its slot. */
static u64 take_block(void) {
    block->bytes = pipe.block_bytes;
    fill(block->data, pipe.block_bytes);
    share_write(block);
    return block->bytes;
}

SK_EXPORT("start") void start(void) {
    share_begin(SHARE_SOURCE);
    block = share_allocate();
    random_state = pipe_stream(1);
}

SK_EXPORT("receive") void receive(void) {
    if (share_receive(take_block)) {
        pipe_report("source");
        sk_log_line(pipe_log, &pipe_line);
    }
}
